import * as p from '../panels';
import type { ValueMapping } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Context } from '../text';

/** Properties of columns that several dashboards have. */
export const COUNT = [p.unit('none'), p.decimals(0)];
export const DAY = [p.unit(p.DATE)];

/** Shows codes, of a label or of a value, by words. */
export function by(mapping: ValueMapping) {
  return { id: 'mappings', value: [mapping] };
}

/** A table of the rows that these queries give, by what each is called. */
export function rowsTable(
  ctx: Context,
  frame: p.Frame,
  columns: p.Column[],
  queries: Record<string, string>,
  order?: { by: p.Column['title']; desc?: boolean },
) {
  const panel = p.framed(ctx, p.joined(ctx, columns), frame);
  if (order) panel.sortBy(p.sortedBy(ctx.say(order.by), order.desc));
  return p.tabled(panel, queries);
}
