import {
  DatasourceVariableBuilder,
  QueryVariableBuilder,
  TextBoxVariableBuilder,
  VariableHide,
  VariableRefresh,
  VariableSort,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { INDICATOR, REGION, selector } from './queries/selectors';
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

/** Any figures of indicators. */
const FIGURES = 'jindu_indicator_(yuan|ratio|items|tonnes|index)';

/** Anything of a region: an office may keep projects alone, or what is to become some. */
const ANYTHING =
  'jindu_(indicator_(yuan|ratio|items|tonnes|index)|project_info|funnel_items|pipeline_items|attraction_info|enterprise_info)';

/** The choice of everything, with which a list opens. */
const all = (ctx: Context) => ({ text: ctx.say({ zh: '全部', en: 'All' }), value: '$__all' });

/**
 * Regions of which something is known, shown by name. The answer of query_result
 * writes labels in the order of their names, so the name stands before the code,
 * and quotes as they are, so that a value ends where another label begins. It
 * opens with the example's district, or with the first where that is unknown.
 */
export function regionVariable(ctx: Context) {
  const query = `query_result(${selector('jindu_region_info')} and on (region) ${selector(ANYTHING)})`;
  return queryVariable(ctx, 'region', { zh: '地区', en: 'Region' }, QUERY_RESULT, query)
    .regex(`/[{,]${ctx.nameLabel}="(?<text>.+?)",(?:[a-z_]+=".*",)?region="(?<value>[^"]+)"/`)
    .current({ text: ctx.say({ zh: '殷都区', en: 'Yindu' }), value: '410505' });
}

/** Regions right above those that have projects, shown by name. */
export function cityVariable(ctx: Context) {
  const below = `group by (parent) (${selector('jindu_region_info')} and on (region) ${selector('jindu_project_info')})`;
  const query = `query_result(${selector('jindu_region_info')} and on (region) label_join(${below}, "region", "", "parent"))`;
  return queryVariable(ctx, 'city', { zh: '市', en: 'City' }, QUERY_RESULT, query)
    .regex(`/[{,]${ctx.nameLabel}="(?<text>.+?)",(?:[a-z_]+=".*",)?region="(?<value>[^"]+)"/`)
    .current({ text: ctx.say({ zh: '安阳市', en: 'Anyang' }), value: '410500' });
}

/** Indicators that $region has figures of, shown by name. */
export function indicatorVariable(ctx: Context) {
  const query = `query_result(${selector('jindu_indicator_info')} and on (indicator) ${selector(FIGURES, REGION)})`;
  return queryVariable(ctx, 'indicator', { zh: '指标', en: 'Indicator' }, QUERY_RESULT, query)
    .regex(`/[{,]indicator="(?<value>[^"]+)".*,${ctx.nameLabel}="(?<text>[^"]+)"/`)
    .current({
      text: ctx.say({ zh: '一般公共预算收入', en: 'General Public Budget Revenue' }),
      value: 'general_public_budget_revenue',
    });
}

function yearsOf(ctx: Context, label: Text, family: string, scope: string[]) {
  const query = `label_values(${selector(family, ...scope)}, year)`;
  return queryVariable(ctx, 'year', label, LABEL_VALUES, query)
    .sort(VariableSort.NumericalDesc)
    .multi(true)
    .includeAll(true)
    .current(all(ctx));
}

/** Years that $region has targets for. */
export function yearVariable(ctx: Context) {
  return yearsOf(ctx, { zh: '目标年度', en: 'Year of targets' }, 'jindu_indicator_pace_gap_ratio', [REGION]);
}

/** Years that projects have tasks for: those of $region, or of another scope. */
export function taskYearVariable(ctx: Context, scope = [REGION]) {
  return yearsOf(ctx, { zh: '任务年度', en: 'Year of tasks' }, 'jindu_project_target_yuan', scope);
}

/** Projects of $region, shown by name; it opens with one that has something of everything. */
export function projectVariable(ctx: Context) {
  const query = `query_result(${selector('jindu_project_info', REGION)})`;
  return queryVariable(ctx, 'project', { zh: '项目', en: 'Project' }, QUERY_RESULT, query)
    .regex('/[{,]name="(?<text>.+?)",(?:[a-z_]+=".*",)?project="(?<value>.+?)",region="/')
    .current({ text: '安西铁路联络线项目', value: 'YD2020-005' });
}

/** Rule packs that give projects a colour: those of $region, or of another scope. */
export function packVariable(ctx: Context, scope = [REGION]) {
  const query = `label_values(${selector('jindu_project_warning', ...scope)}, pack)`;
  return queryVariable(ctx, 'pack', { zh: '预警规则', en: 'Rule pack' }, LABEL_VALUES, query).current({
    text: 'default',
    value: 'default',
  });
}

/** As of when figures are to be known; empty is now. */
export function asOfVariable(ctx: Context) {
  return new TextBoxVariableBuilder('asof')
    .label(ctx.say({ zh: '认知时点', en: 'As known on' }))
    .description(
      ctx.say({
        zh: '只看当时已知的数据，如 2020-08-01；空为现在所知。只有 jindu 的数据源支持。',
        en: "Only what was known then, such as 2020-08-01; empty is what is known now. Of jindu's data source alone.",
      }),
    )
    .defaultValue('')
    .current({ text: '', value: '' });
}

/** The unit that $indicator is shown in, for titles and axes. */
export function unitVariable(ctx: Context) {
  const query = `label_values(${selector('jindu_indicator_info', INDICATOR)}, display_unit)`;
  return queryVariable(ctx, 'unit', { zh: '单位', en: 'Unit' }, LABEL_VALUES, query).hide(
    VariableHide.HideVariable,
  );
}
