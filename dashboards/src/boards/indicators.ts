import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import * as p from '../panels';
import * as q from '../queries/indicators';
import type { Context } from '../text';
import * as v from '../variables';
import { board } from './board';
import { latestTable } from './latest';

/** "Indicators against targets": what an office looks at when the month's figures are in. */
export function indicators(ctx: Context): Dashboard {
  return board(ctx, {
    name: 'indicators',
    title: { zh: '指标与目标', en: 'Indicators against targets' },
    description: {
      zh: '各项经济指标的完成情况与年度目标、序时进度、上年同期、同比增长、地区比较和报送情况。',
      en: "Economic indicators against the year's targets: pace, last year, growth, regions side by side, and lateness of reports.",
    },
    from: 'now-2y',
    variables: [v.regionVariable(ctx), v.indicatorVariable(ctx), v.yearVariable(ctx), v.unitVariable(ctx)],
  })
    .withPanel(boardTime(ctx))
    .withPanel(latestCutoff(ctx))
    .withPanel(targetCount(ctx))
    .withPanel(behindCount(ctx))
    .withPanel(lateCount(ctx))
    .withPanel(latestTable(ctx, 'level'))
    .withPanel(latestTable(ctx, 'growth'))
    .withPanel(againstPath(ctx))
    .withPanel(completionAndPace(ctx))
    .withPanel(growth(ctx))
    .withPanel(growthByRegion(ctx))
    .withPanel(completionByRegion(ctx))
    .withPanel(lateOverTime(ctx))
    .withPanel(dueReports(ctx))
    .build();
}

function boardTime(ctx: Context) {
  return p
    .framed(ctx, p.number().unit('time:YYYY-MM-DD HH:mm'), {
      id: 1,
      title: { zh: '看板时间', en: "Board's time" },
      description: {
        zh: '本看板所评价到的时刻。',
        en: 'The instant that the board is evaluated at.',
      },
      width: 5,
      height: 4,
    })
    .withTarget(p.instantQuery('board', q.boardTime, ''));
}

function latestCutoff(ctx: Context) {
  return p
    .framed(ctx, p.number().unit(p.DATE), {
      id: 2,
      title: { zh: '最新数据截至', en: 'Latest cut-off' },
      description: {
        zh: '所选地区已报指标中最晚一期的期末。',
        en: "The end of the latest period that any of the region's indicators has been reported for.",
      },
      width: 5,
      height: 4,
    })
    .withTarget(p.instantQuery('cutoff', q.latestCutoff, ''));
}

function targetCount(ctx: Context) {
  return p
    .framed(ctx, p.number(), {
      id: 3,
      title: { zh: '受评目标', en: 'Targets judged' },
      description: {
        zh: '有目标且已有数据的目标数；一个指标可同时有市下达和区定的目标。',
        en: 'Targets that have a figure to judge them by. An indicator can have one set by the city and one by the district.',
      },
      width: 4,
      height: 4,
    })
    .withTarget(p.instantQuery('targets', q.targetCount, ''));
}

function behindCount(ctx: Context) {
  return p
    .framed(ctx, p.number().thresholds(p.steps([null, 'green'], [1, 'orange'])), {
      id: 4,
      title: { zh: '落后的目标', en: 'Targets behind' },
      description: {
        zh: '低于序时进度（总量目标）或低于目标增速（增长目标）的目标数，按最近一期报表的数据截至日评价。',
        en: 'Targets below their pace (amounts) or below the growth set (growth), judged at the cut-off of the latest report.',
      },
      width: 5,
      height: 4,
    })
    .withTarget(p.instantQuery('behind', q.behindCount, ''));
}

function lateCount(ctx: Context) {
  return p
    .framed(ctx, p.number().thresholds(p.steps(...p.NONE_IS_WELL)), {
      id: 5,
      title: { zh: '迟报指标', en: 'Late reports' },
      description: {
        zh: '应报而尚未报送的指标数。迟报说明报表未到，不说明进度慢。',
        en: 'Indicators whose report was due and has not come. A late report says nothing of slow progress.',
      },
      width: 5,
      height: 4,
    })
    .withTarget(p.instantQuery('late', q.lateCount, ''));
}

function againstPath(ctx: Context) {
  const panel = p.chart().decimals(2).axisLabel('$unit').transformations(p.issuerLegends(ctx));
  return p
    .framed(ctx, panel, {
      id: 20,
      title: { zh: '累计完成与目标进度线（$unit）', en: 'Actual against target path ($unit)' },
      description: {
        zh: '本年累计完成额、按序时进度应达到的额度，以及全年目标。1 亿元 = 1 亿（10⁸）元。',
        en: "Completed in the year so far, what the pace asks for by then, and the year's target. 亿元 is 100 million yuan, 万元 10 thousand.",
      },
      width: 12,
      height: 10,
    })
    .withTarget(p.rangeQuery('actual', q.actual, ctx.say({ zh: '累计完成', en: 'Actual' })))
    .withTarget(
      p.rangeQuery('path', q.targetPath, ctx.say({ zh: '目标进度线（<{{issuer}}>）', en: 'Target path (<{{issuer}}>)' })),
    )
    .withTarget(
      p.rangeQuery('target', q.yearTarget, ctx.say({ zh: '全年目标（<{{issuer}}>）', en: "Year's target (<{{issuer}}>)" })),
    )
    .overrideByQuery('path', [p.dashed])
    .overrideByQuery('target', [p.dashed, p.thinLine]);
}

function completionAndPace(ctx: Context) {
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
      height: 10,
    })
    .withTarget(p.rangeQuery('completion', q.completion, ctx.say({ zh: '完成比例（<{{issuer}}>）', en: 'Completion (<{{issuer}}>)' })))
    .withTarget(p.rangeQuery('pace', q.pace, ctx.say({ zh: '序时进度（<{{issuer}}>）', en: 'Pace (<{{issuer}}>)' })))
    .overrideByQuery('pace', [p.dashed]);
}

function growth(ctx: Context) {
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

function growthByRegion(ctx: Context) {
  const panel = p.bars().unit('percentunit').decimals(1).thresholds(p.steps([null, 'red'], [0, 'blue']));
  return p
    .framed(ctx, panel, {
      id: 30,
      title: { zh: '各地区累计同比（公布）', en: 'Growth by region (published)' },
      description: {
        zh: '所选指标最近一期公布的累计增速，由高到低。',
        en: "The indicator's latest published growth of the year to date, highest first.",
      },
      width: 6,
      height: 10,
    })
    .withTarget(p.instantQuery('growth', q.growthByRegion(ctx), `{{${ctx.nameLabel}}}`));
}

function completionByRegion(ctx: Context) {
  const panel = p
    .bars()
    .unit('percentunit')
    .decimals(1)
    .min(0)
    .max(1)
    .thresholds(p.steps([null, 'blue']))
    .transformations(p.issuerLegends(ctx));
  return p
    .framed(ctx, panel, {
      id: 31,
      title: { zh: '各地区年度目标完成比例', en: "Share of the year's target done, by region" },
      description: {
        zh: '所选指标完成占年度目标的比例，由高到低；只含有目标的地区。',
        en: "How much of its target for the year each region has done, highest first. Regions without a target are left out.",
      },
      width: 6,
      height: 10,
    })
    .withTarget(
      p.instantQuery('completion', q.completionByRegion(ctx), `{{${ctx.nameLabel}}} (<{{issuer}}>)`),
    );
}

function lateOverTime(ctx: Context) {
  return p
    .framed(ctx, p.timeline().mappings([p.lateWords(ctx)]), {
      id: 40,
      title: { zh: '报送情况', en: 'Lateness of reports' },
      description: {
        zh: '各指标在每一时刻是否有应报未报的报表。1—2 月合并公布的指标没有 1 月报表，不算迟报。',
        en: 'Whether a report of the indicator was due and missing at each moment. Where January and February come together, an absent January is not late.',
      },
      width: 14,
      height: 10,
    })
    .withTarget(p.rangeQuery('late', q.lateOverTime(ctx), `{{${ctx.nameLabel}}}`));
}

function dueReports(ctx: Context) {
  const panel = p.joined(ctx, [
    { field: ctx.nameLabel, title: { zh: '指标', en: 'Indicator' } },
    {
      field: p.valueOf('due'),
      title: { zh: '应报时间', en: 'Due' },
      properties: [p.unit(p.DATE)],
    },
    {
      field: p.valueOf('overdue'),
      title: { zh: '逾期天数', en: 'Days overdue' },
      properties: [p.decimals(0)],
    },
  ]);
  return p
    .framed(ctx, panel, {
      id: 41,
      title: { zh: '应报时间', en: 'Reports due' },
      description: {
        zh: '各指标下一份（或已逾期未报的）报表的应报时间。',
        en: 'When the next report of each indicator is due, or was, if it has not come.',
      },
      width: 10,
      height: 10,
    })
    .withTarget(p.tableQuery('due', q.due(ctx)))
    .withTarget(p.tableQuery('overdue', q.overdueDays(ctx)));
}
