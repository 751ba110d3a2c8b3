import {
  DatasourceVariableBuilder,
  QueryVariableBuilder,
  VariableHide,
  VariableRefresh,
  VariableSort,
} from '@grafana/grafana-foundation-sdk/dashboard';
import type { Context, Text } from './text';

/** The data source of every panel and variable: whatever the reader chose. */
export const datasource = { type: 'prometheus', uid: '${datasource}' };

/** Kinds of a Prometheus variable query, as Grafana numbers them. */
const LABEL_VALUES = 1;
const QUERY_RESULT = 3;

/** A choice between Prometheus data sources: jindu itself, or one that scrapes it. */
export function datasourceVariable(ctx: Context) {
  return new DatasourceVariableBuilder('datasource')
    .label(ctx.say({ zh: '数据源', en: 'Data source' }))
    .type('prometheus');
}

function queryVariable(ctx: Context, name: string, label: Text, kind: number, query: string) {
  return new QueryVariableBuilder(name)
    .label(ctx.say(label))
    .datasource(datasource)
    .query({ qryType: kind, query, refId: 'PrometheusVariableQueryEditor-VariableQuery' })
    .definition(query)
    .refresh(VariableRefresh.OnTimeRangeChanged)
    .sort(VariableSort.AlphabeticalAsc);
}

/**
 * Regions that have figures, shown by name. The answer of query_result writes
 * labels in the order of their names, so the name stands before the code. It
 * opens with the example's district, or with the first where that is unknown.
 */
export function regionVariable(ctx: Context) {
  const query =
    'query_result(jindu_region_info and on (region) {__name__=~"jindu_indicator_(yuan|ratio|items|tonnes|index)"})';
  return queryVariable(ctx, 'region', { zh: '地区', en: 'Region' }, QUERY_RESULT, query)
    .regex(`/[{,]${ctx.nameLabel}="(?<text>[^"]+)".*,region="(?<value>[^"]+)"/`)
    .current({ text: ctx.say({ zh: '殷都区', en: 'Yindu' }), value: '410505' });
}

/** Indicators that $region has figures of, shown by name. */
export function indicatorVariable(ctx: Context) {
  const query =
    'query_result(jindu_indicator_info and on (indicator)' +
    ' {__name__=~"jindu_indicator_(yuan|ratio|items|tonnes|index)", region=~"$region"})';
  return queryVariable(ctx, 'indicator', { zh: '指标', en: 'Indicator' }, QUERY_RESULT, query)
    .regex(`/[{,]indicator="(?<value>[^"]+)".*,${ctx.nameLabel}="(?<text>[^"]+)"/`)
    .current({
      text: ctx.say({ zh: '一般公共预算收入', en: 'General Public Budget Revenue' }),
      value: 'general_public_budget_revenue',
    });
}

/** Years that $region has targets for. */
export function yearVariable(ctx: Context) {
  const query = 'label_values(jindu_indicator_pace_gap_ratio{region=~"$region"}, year)';
  return queryVariable(ctx, 'year', { zh: '目标年度', en: 'Year of targets' }, LABEL_VALUES, query)
    .sort(VariableSort.NumericalDesc)
    .multi(true)
    .includeAll(true)
    .current({ text: ctx.say({ zh: '全部', en: 'All' }), value: '$__all' });
}

/** The unit that $indicator is shown in, for titles and axes. */
export function unitVariable(ctx: Context) {
  const query = 'label_values(jindu_indicator_info{indicator=~"$indicator"}, display_unit)';
  return queryVariable(ctx, 'unit', { zh: '单位', en: 'Unit' }, LABEL_VALUES, query).hide(
    VariableHide.HideVariable,
  );
}
