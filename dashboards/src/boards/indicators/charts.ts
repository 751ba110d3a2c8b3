import * as p from '../../panels';
import * as q from '../../queries/indicators';
import type { Context } from '../../text';

export function againstPath(ctx: Context) {
  const panel = p.chart().decimals(2).axisLabel('$unit').transformations(p.issuerLegends(ctx));
  return p
    .framed(ctx, panel, {
      id: 20,
      title: { zh: '累计完成与目标进度线（$unit）', en: 'Actual against target path ($unit)' },
      description: {
        zh: '本年累计完成额、上年同期累计、按序时进度应达到的额度，以及全年目标。1 亿元 = 1 亿（10⁸）元。',
        en: "Completed in the year so far, the same of last year, what the pace asks for by then, and the year's target. 亿元 is 100 million yuan, 万元 10 thousand.",
      },
      width: 12,
      height: 11,
    })
    .withTarget(p.rangeQuery('actual', q.actual, ctx.say({ zh: '累计完成', en: 'Actual' })))
    .withTarget(
      p.rangeQuery('path', q.targetPath, ctx.say({ zh: '目标进度线（<{{issuer}}>）', en: 'Target path (<{{issuer}}>)' })),
    )
    .withTarget(
      p.rangeQuery('target', q.yearTarget, ctx.say({ zh: '全年目标（<{{issuer}}>）', en: "Year's target (<{{issuer}}>)" })),
    )
    .withTarget(p.rangeQuery('lastYear', q.lastYear, ctx.say({ zh: '上年同期', en: 'Same period last year' })))
    .overrideByQuery('path', [p.dashed])
    .overrideByQuery('lastYear', [p.dotted])
    .overrideByQuery('target', [p.dashed, p.thinLine]);
}

export function completionAndPace(ctx: Context) {
  const panel = p.chart().unit('percentunit').decimals(1).transformations(p.issuerLegends(ctx));
  return p
    .framed(ctx, panel, {
      id: 21,
      title: { zh: '完成比例与序时进度', en: 'Completion and pace' },
      description: {
        zh: '完成占全年目标的比例，与数据截至日应完成的比例（每月十二分之一）。',
        en: "The share of the year's target that is done, and the share that should be by the report's cut-off: a twelfth a month.",
      },
      width: 12,
      height: 11,
    })
    .withTarget(p.rangeQuery('completion', q.completion, ctx.say({ zh: '完成比例（<{{issuer}}>）', en: 'Completion (<{{issuer}}>)' })))
    .withTarget(p.rangeQuery('pace', q.pace, ctx.say({ zh: '序时进度（<{{issuer}}>）', en: 'Pace (<{{issuer}}>)' })))
    .overrideByQuery('pace', [p.dashed]);
}

export function growth(ctx: Context) {
  const panel = p.chart().unit('percentunit').decimals(1).transformations(p.issuerLegends(ctx));
  return p
    .framed(ctx, panel, {
      id: 22,
      title: { zh: '累计同比：公布与推算', en: 'Growth on a year earlier: published and derived' },
      description: {
        zh: '公布的增速按可比口径计算，与由公布总量推算的增速不是一回事；两者分列，不相替代。',
        en: 'Published growth is on a comparable basis (可比口径). Growth derived from the published levels is another thing: it stands beside, never in place of it.',
      },
      width: 12,
      height: 10,
    })
    .withTarget(p.rangeQuery('published', q.growthPublished, ctx.say({ zh: '公布', en: 'Published' })))
    .withTarget(p.rangeQuery('derived', q.growthDerived, ctx.say({ zh: '推算', en: 'Derived' })))
    .withTarget(p.rangeQuery('target', q.growthTarget, ctx.say({ zh: '目标（<{{issuer}}>）', en: 'Target (<{{issuer}}>)' })))
    .overrideByQuery('derived', [p.dotted])
    .overrideByQuery('target', [p.dashed]);
}

export function months(ctx: Context) {
  return p
    .framed(ctx, p.chart().decimals(2).axisLabel('$unit'), {
      id: 23,
      title: { zh: '各月与上年同月（$unit）', en: 'Each month and the same of last year ($unit)' },
      description: {
        zh: '当月值（公布的，否则为累计之差）与上年同月；1—2 月合并公布的，2 月为两个月合计，与上年两个月相比。',
        en: "Each month's own value, published or by difference, beside that of last year. Where January and February come together, February has both, in both years.",
      },
      width: 12,
      height: 10,
    })
    .withTarget(p.rangeQuery('month', q.monthValue, ctx.say({ zh: '本年', en: 'This year' })))
    .withTarget(p.rangeQuery('lastYear', q.monthLastYear, ctx.say({ zh: '上年同月', en: 'Last year' })))
    .overrideByQuery('lastYear', [p.dotted]);
}

export function monthlyGrowth(ctx: Context) {
  return p
    .framed(ctx, p.chart().unit('percentunit').decimals(1), {
      id: 24,
      title: { zh: '本年与上年之比：累计与当月', en: 'This year over last: to date, and by month' },
      description: {
        zh: '1 月至当月累计与上年同期累计之比、当月与上年同月之比，按公布总量计算，减 1。与按可比口径公布的增速不是一回事。',
        en: 'January to each month over the same of last year, and each month over the same month, less 1, by the published levels. Growth as published, on a comparable basis, is another thing.',
      },
      width: 12,
      height: 10,
    })
    .withTarget(p.rangeQuery('ytd', q.ytdOverLastYear, ctx.say({ zh: '累计', en: 'To date' })))
    .withTarget(p.rangeQuery('month', q.monthOverLastYear, ctx.say({ zh: '当月', en: 'Month' })))
    .overrideByQuery('month', [p.dotted]);
}
