import * as barchart from '@grafana/grafana-foundation-sdk/barchart';
import * as common from '@grafana/grafana-foundation-sdk/common';
import * as table from '@grafana/grafana-foundation-sdk/table';
import * as p from '../panels';
import type { Context, Text } from '../text';

/** A table with a row for each value of one label and a column for each of another. */
export function matrix(ctx: Context, row: string, column: string, title: Text) {
  return new table.PanelBuilder().filterable(false).minWidth(60).transformations([
    { id: 'groupingToMatrix', options: { rowField: row, columnField: column, valueField: 'Value', emptyValue: 'null' } },
    { id: 'organize', options: { renameByName: { [`${row}\\${column}`]: ctx.say(title) } } },
  ]);
}

/** Bars for each district: one for each of these queries, on top of each other or side by side. */
export function districtBars(ctx: Context, queries: Record<string, string>, bars: [ref: string, title: Text, colour: string][]) {
  const district = ctx.say({ zh: '地区', en: 'District' });
  const panel = new barchart.PanelBuilder()
    .xField(district)
    .orientation(common.VizOrientation.Auto)
    .showValue(common.VisibilityMode.Auto)
    .fillOpacity(80)
    .legend(
      new common.VizLegendOptionsBuilder()
        .displayMode(common.LegendDisplayMode.List)
        .placement(common.LegendPlacement.Bottom)
        .showLegend(true),
    )
    .transformations([
      { id: 'merge', options: {} },
      { id: 'filterFieldsByName', options: { include: { names: ['district', ...bars.map(([ref]) => p.valueOf(ref))] } } },
      {
        id: 'organize',
        options: {
          indexByName: Object.fromEntries([['district', 0], ...bars.map(([ref], index) => [p.valueOf(ref), index + 1])]),
          renameByName: Object.fromEntries([
            ['district', district],
            ...bars.map(([ref, title]) => [p.valueOf(ref), ctx.say(title)]),
          ]),
        },
      },
    ]);
  for (const [ref, title, colour] of bars) {
    panel.withTarget(p.tableQuery(ref, queries[ref])).overrideByName(ctx.say(title), [p.fixedColour(colour)]);
  }
  return panel;
}
