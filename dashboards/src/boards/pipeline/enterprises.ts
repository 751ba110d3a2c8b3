import { ScaleDistribution, ScaleDistributionConfigBuilder } from '@grafana/grafana-foundation-sdk/common';
import * as p from '../../panels';
import * as q from '../../queries/pipeline';
import type { Context } from '../../text';
import { rowsTable } from '../rows';

/** Leading enterprises: the newest daily figures, and who looks after them. */
export function enterpriseTable(ctx: Context) {
  const name = { zh: '企业', en: 'Enterprise' };
  const figure = [p.unit('none'), p.decimals(1)];
  return rowsTable(
    ctx,
    {
      id: 50,
      title: { zh: '龙头企业每日调度', en: 'Leading enterprises by the day' },
      description: {
        zh: '各龙头企业最近一日的数值及较前一日的增减，按“单位”一栏；一周没有上报的不列。',
        en: 'The newest daily figure of each leading enterprise and its change on the day before, in the unit of the column Unit. One without a word for a week is left out.',
      },
      width: 12,
      height: 10,
    },
    [
      { field: 'enterprise', title: name, properties: [p.minWidth(120)] },
      { field: 'industry', title: { zh: '行业', en: 'Industry' } },
      { field: 'lead', title: { zh: '包保领导', en: 'Lead official' } },
      { field: 'item', title: { zh: '事项', en: 'Item' } },
      { field: p.valueOf('value'), title: { zh: '数值', en: 'Value' }, properties: figure },
      { field: 'unit', title: { zh: '单位', en: 'Unit' } },
      {
        field: p.valueOf('change'),
        title: { zh: '较前一日', en: 'On the day before' },
        properties: [...figure, ...p.textBy([[null, 'red'], [0, 'text'], [0.0001, 'green']])],
      },
    ],
    q.enterpriseColumns,
    { by: name },
  );
}

/** Daily figures in tonnes: of steel by the day, of earth moved in all, so the axis is logarithmic. */
export function tonnesChart(ctx: Context) {
  const log = new ScaleDistributionConfigBuilder().type(ScaleDistribution.Log).log(10);
  const panel = p.chart().decimals(0).axisLabel(ctx.say({ zh: '吨', en: 'tonnes' })).scaleDistribution(log);
  return p
    .framed(ctx, panel.timeFrom('30d'), {
      id: 51,
      title: { zh: '每日调度（吨）', en: 'Daily figures (tonnes)' },
      description: {
        zh: '各龙头企业每日上报的产量等，对数坐标；时间范围以“现在”结束时只看最近 30 天。',
        en: 'What each enterprise reports by the day in tonnes, on a logarithmic axis; of the last 30 days where the time range ends now.',
      },
      width: 6,
      height: 10,
    })
    .withTarget(p.rangeQuery('tonnes', q.dailyTonnes, '{{enterprise}} {{item}}'));
}

/** Daily figures in 万元. */
export function wanChart(ctx: Context) {
  return p
    .framed(ctx, p.chart().decimals(0).axisLabel(ctx.say({ zh: '万元', en: '万元 (1e4 yuan)' })).timeFrom('30d'), {
      id: 52,
      title: { zh: '每日调度（万元）', en: 'Daily figures (万元)' },
      description: {
        zh: '各龙头企业每日上报的金额；时间范围以“现在”结束时只看最近 30 天。',
        en: 'Amounts that each enterprise reports by the day; of the last 30 days where the time range ends now.',
      },
      width: 6,
      height: 10,
    })
    .withTarget(p.rangeQuery('wan', q.dailyWan, '{{enterprise}} {{item}}'));
}
