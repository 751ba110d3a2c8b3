import { DashboardLinkBuilder, DashboardLinkType, type DynamicConfigValue } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Context, Text } from './text';

/** Links to the other dashboards of the same language, which keep the time range and the variables. */
export function otherBoards(ctx: Context) {
  return new DashboardLinkBuilder(ctx.say({ zh: '其他看板', en: 'Other dashboards' }))
    .type(DashboardLinkType.Dashboards)
    .tags(['jindu', ctx.lang])
    .asDropdown(false)
    .includeVars(true)
    .keepTime(true);
}

/** What a link takes along of the variables: all of them, or those named. */
const ALL = '${__all_variables}';
const only = (...names: string[]) => names.map((name) => `\${${name}:queryparam}`).join('&');

/** Makes each row or bar link to another dashboard, with what of it is to be shown there. */
function toBoard(ctx: Context, board: string, title: Text, kept: string, choice: string): DynamicConfigValue {
  const url = `/d/jindu-${board}-${ctx.lang}?\${__url_time_range}&${kept}&${choice}`;
  return { id: 'links', value: [{ title: ctx.say(title), url, targetBlank: false }] };
}

const PROJECT: Text = { zh: '看这个项目', en: 'This project' };
const INDICATOR: Text = { zh: '看这项指标', en: 'This indicator' };

/** From a row of a table that shows the label project, to that project. */
export function rowToProject(ctx: Context): DynamicConfigValue {
  return toBoard(ctx, 'project', PROJECT, ALL, 'var-project=${__data.fields.project}');
}

/** From a bar or line with the label project to that project. */
export function seriesToProject(ctx: Context): DynamicConfigValue {
  return toBoard(ctx, 'project', PROJECT, ALL, 'var-project=${__field.labels.project}');
}

/** From a row of the indicators' own table, so without the indicator that is chosen there. */
export function rowToIndicator(ctx: Context): DynamicConfigValue {
  const kept = only('datasource', 'region', 'year', 'asof');
  return toBoard(ctx, 'indicators', INDICATOR, kept, 'var-indicator=${__data.fields.indicator}');
}

/** From a bar with the label indicator to that indicator's charts. */
export function seriesToIndicator(ctx: Context): DynamicConfigValue {
  return toBoard(ctx, 'indicators', INDICATOR, ALL, 'var-indicator=${__field.labels.indicator}');
}

/** From a row with the label region to that region. */
export function rowToRegion(ctx: Context): DynamicConfigValue {
  return toBoard(ctx, 'overview', { zh: '看这个地区', en: 'This region' }, ALL, 'var-region=${__data.fields.region}');
}
