import { TableSortByFieldStateBuilder } from '@grafana/grafana-foundation-sdk/common';
import type { DynamicConfigValue } from '@grafana/grafana-foundation-sdk/dashboard';
import * as table from '@grafana/grafana-foundation-sdk/table';
import { ems, type Context, type Text } from '../text';
import { minWidth, width } from './style';
import { tableQuery } from './targets';

/** One column of a table: the field, its heading and how it is shown. */
export interface Column {
  field: string;
  title: Text;
  properties?: DynamicConfigValue[];
}

/** The column of a query's values. */
export const valueOf = (refId: string) => `Value #${refId}`;

/**
 * A table of the rows of several queries, with these columns alone. Rows are
 * joined where the labels that all queries give are equal, so each query must
 * give those that tell the rows apart, and none the metric's name.
 */
export function joined(ctx: Context, columns: Column[]) {
  const panel = new table.PanelBuilder().filterable(true).transformations([
    { id: 'merge', options: {} },
    { id: 'filterFieldsByName', options: { include: { names: columns.map((c) => c.field) } } },
    {
      id: 'organize',
      options: {
        indexByName: Object.fromEntries(columns.map((c, index) => [c.field, index])),
        renameByName: Object.fromEntries(columns.map((c) => [c.field, ctx.say(c.title)])),
      },
    },
  ]);
  const grows = columns.some((c) => has(c, 'custom.minWidth'));
  for (const column of columns) {
    const sized = has(column, 'custom.minWidth') || has(column, 'custom.width');
    const size = grows ? width : minWidth;
    panel.overrideByName(ctx.say(column.title), [
      ...(column.properties ?? []),
      ...(sized ? [] : [size(room(ctx, column))]),
    ]);
  }
  return panel;
}

const has = (column: Column, id: string) => column.properties?.some((property) => property.id === id);

/**
 * The pixels that a column needs, for its heading with the sign of its filter
 * and for its values. Grafana would give each 150, and let its table be scrolled.
 */
function room(ctx: Context, { field, title, properties = [] }: Column): number {
  const { value } = properties.find((property) => property.id === 'unit') ?? {};
  const pattern = typeof value === 'string' && value.startsWith('time:') ? value.slice('time:'.length) : '';
  const values = pattern ? Math.ceil(8 * pattern.length + 24) : value === 's' || !field.startsWith('Value') ? 90 : 64;
  return Math.max(values, Math.ceil(14 * ems(ctx.say(title)) + 30));
}

/** The order in which a table opens, by a column's heading. */
export const sortedBy = (title: string, desc = false) => [
  new TableSortByFieldStateBuilder().displayName(title).desc(desc),
];

interface Queried {
  withTarget(target: ReturnType<typeof tableQuery>): unknown;
}

/** Gives a table its queries, by the names that its columns know them by. */
export function tabled<P extends Queried>(panel: P, queries: Record<string, string>): P {
  for (const [refId, expr] of Object.entries(queries)) panel.withTarget(tableQuery(refId, expr));
  return panel;
}
