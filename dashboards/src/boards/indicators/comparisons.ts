import * as p from '../../panels';
import * as q from '../../queries/indicators';
import type { Context } from '../../text';

export function growthByRegion(ctx: Context) {
  const panel = p.bars().unit('percentunit').decimals(1).min(0);
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
      now: true,
    })
    .withTarget(p.instantQuery('growth', q.growthByRegion(ctx), `{{${ctx.nameLabel}}}`));
}

export function completionByRegion(ctx: Context) {
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
      now: true,
    })
    .withTarget(
      p.instantQuery('completion', q.completionByRegion(ctx), `{{${ctx.nameLabel}}} (<{{issuer}}>)`),
    );
}

export function lateOverTime(ctx: Context) {
  return p
    .framed(ctx, p.timeline().mappings([p.lateWords(ctx)]), {
      id: 40,
      title: { zh: '报送情况', en: 'Lateness of reports' },
      description: {
        zh: '各指标在每一时刻是否有应报未报的报表。1—2 月合并公布的指标没有 1 月报表，不算迟报。',
        en: 'Whether a report of the indicator was due and missing at each moment. Where January and February come together, an absent January is not late.',
      },
      width: 24,
      height: 10,
    })
    .withTarget(p.rangeQuery('late', q.lateOverTime(ctx), `{{${ctx.nameLabel}}}`));
}

export function dueReports(ctx: Context) {
  const panel = p.joined(ctx, [
    { field: ctx.nameLabel, title: { zh: '指标', en: 'Indicator' }, properties: [p.minWidth(200)] },
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
      width: 12,
      height: 10,
      now: true,
    })
    .withTarget(p.tableQuery('due', q.due(ctx)))
    .withTarget(p.tableQuery('overdue', q.overdueDays(ctx)));
}
