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

/** Makes each row or bar link to another dashboard, with what of it is to be shown there. */
function toBoard(ctx: Context, board: string, title: Text, choice: string): DynamicConfigValue {
  const url = `/d/jindu-${board}-${ctx.lang}?\${__url_time_range}&\${__all_variables}&${choice}`;
  return { id: 'links', value: [{ title: ctx.say(title), url, targetBlank: false }] };
}

/** From a row with the label project to that project. */
export function rowToProject(ctx: Context): DynamicConfigValue {
  return toBoard(ctx, 'project', { zh: '看这个项目', en: 'This project' }, 'var-project=${__data.fields.project}');
}

/** From a bar or line with the label project to that project. */
export function seriesToProject(ctx: Context): DynamicConfigValue {
  return toBoard(ctx, 'project', { zh: '看这个项目', en: 'This project' }, 'var-project=${__field.labels.project}');
}

/** From a row with the label indicator to that indicator's charts. */
export function rowToIndicator(ctx: Context): DynamicConfigValue {
  return toBoard(ctx, 'indicators', { zh: '看这项指标', en: 'This indicator' }, 'var-indicator=${__data.fields.indicator}');
}

/** From a row with the label region to that region. */
export function rowToRegion(ctx: Context): DynamicConfigValue {
  return toBoard(ctx, 'overview', { zh: '看这个地区', en: 'This region' }, 'var-region=${__data.fields.region}');
}
