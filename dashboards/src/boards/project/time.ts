import * as p from '../../panels';
import * as q from '../../queries/project';
import type { Context } from '../../text';

export function curve(ctx: Context) {
  return p
    .framed(ctx, p.chart().decimals(2).axisLabel(ctx.say({ zh: '亿元', en: '亿元 (1e8 yuan)' })), {
      id: 20,
      title: { zh: '进度曲线（亿元）', en: 'S-curve (亿元)' },
      description: {
        zh: '本年挣值 EV（累计完成投资）、计划价值 PV（按进度曲线应完成）、年度目标，以及数据截至日之后按目前进度的预计（时间范围选到年底可见其走向）。竖线为开工、节点和观摩。',
        en: "Earned value (completed in the year), planned value (due by the target's curve), the year's target, and from the cut-off on the forecast at this pace: choose a range to the year's end to see where it leads. Marks are the start, milestones and visits.",
      },
      width: 12,
      height: 10,
    })
    .withTarget(p.rangeQuery('earned', q.earned, ctx.say({ zh: '挣值 EV', en: 'Earned value' })))
    .withTarget(p.rangeQuery('planned', q.planned, ctx.say({ zh: '计划价值 PV', en: 'Planned value' })))
    .withTarget(p.rangeQuery('target', q.target, ctx.say({ zh: '年度目标', en: "Year's target" })))
    .withTarget(p.rangeQuery('forecast', q.forecast(), ctx.say({ zh: '预计（按目前进度）', en: 'Forecast at this pace' })))
    .overrideByQuery('planned', [p.dashed])
    .overrideByQuery('forecast', [p.dotted, p.straight])
    .overrideByQuery('target', [p.dashed, p.thinLine]);
}

export function indices(ctx: Context) {
  return p
    .framed(ctx, p.chart().decimals(2), {
      id: 21,
      title: { zh: '进度绩效指数', en: 'Performance indices' },
      description: {
        zh: 'SPI=EV/PV，SPI(t)=ES/AT；TSPI 为按期完成尚需的进度，大于 1 表示要比原计划快。',
        en: 'SPI = EV/PV and SPI(t) = ES/AT. TSPI is the pace that would still finish in time: above 1, faster than was planned.',
      },
      width: 12,
      height: 10,
    })
    .withTarget(p.rangeQuery('spi', q.spi, 'SPI'))
    .withTarget(p.rangeQuery('spit', q.spiOfTime, 'SPI(t)'))
    .withTarget(p.rangeQuery('tspi', q.toComplete, 'TSPI'))
    .overrideByQuery('tspi', [p.dashed]);
}

export function completion(ctx: Context) {
  return p
    .framed(ctx, p.chart().unit('percentunit').decimals(1), {
      id: 22,
      title: { zh: '完成比例与序时进度', en: 'Completion and pace' },
      description: {
        zh: '完成占年度目标的比例，与数据截至日应完成的比例。',
        en: "The share of the year's target that is done, and the share that should be by the cut-off.",
      },
      width: 12,
      height: 8,
    })
    .withTarget(p.rangeQuery('completion', q.completionOverTime, ctx.say({ zh: '完成比例', en: 'Completion' })))
    .withTarget(p.rangeQuery('pace', q.paceOverTime, ctx.say({ zh: '序时进度', en: 'Pace' })))
    .overrideByQuery('pace', [p.dashed]);
}

export function colour(ctx: Context) {
  return p
    .framed(ctx, p.timeline().mappings([p.colourWords(ctx)]), {
      id: 23,
      title: { zh: '颜色变化', en: 'Colour through time' },
      description: {
        zh: '各时点的预警颜色，每个给出颜色的预警规则一行。',
        en: 'Its colour at each moment, a row for each rule pack that gives one.',
      },
      width: 12,
      height: 8,
    })
    .withTarget(p.rangeQuery('colour', q.colourOver, '{{pack}}'));
}
