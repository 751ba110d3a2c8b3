import type { Context } from '../text';
import { selector } from './selectors';

/*
 * Names stand in info metrics, not in the labels of figures: these joins bring
 * them in. What is joined must be one series for each indicator, region or
 * project on the other side.
 */

/** With the indicator's name and display unit. */
export function withIndicator(ctx: Context, expr: string): string {
  const info = selector('jindu_indicator_info');
  return `(${expr}) * on (indicator) group_left (${ctx.nameLabel}, display_unit) ${info}`;
}

/** With the region's name. */
export function withRegion(ctx: Context, expr: string): string {
  return `(${expr}) * on (region) group_left (${ctx.nameLabel}) ${selector('jindu_region_info')}`;
}

/** With properties of the project: its name, unless others are named. */
export function withProject(expr: string, ...properties: string[]): string {
  const labels = (properties.length ? properties : ['name']).join(', ');
  return `(${expr}) * on (region, project) group_left (${labels}) ${selector('jindu_project_info')}`;
}
