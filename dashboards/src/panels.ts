import * as bargauge from '@grafana/grafana-foundation-sdk/bargauge';
import * as common from '@grafana/grafana-foundation-sdk/common';
import * as dashboard from '@grafana/grafana-foundation-sdk/dashboard';
import { DataqueryBuilder, PromQueryFormat } from '@grafana/grafana-foundation-sdk/prometheus';
import * as stat from '@grafana/grafana-foundation-sdk/stat';
import * as statetimeline from '@grafana/grafana-foundation-sdk/statetimeline';
import * as table from '@grafana/grafana-foundation-sdk/table';
import * as timeseries from '@grafana/grafana-foundation-sdk/timeseries';
import { issuers, type Context, type Text } from './text';
import { datasource } from './variables';

/** Where and what a panel is; ids are stable, for links to a panel outlive a release. */
export interface Frame {
  id: number;
  title: Text;
  description: Text;
  width: number;
  height: number;
}

interface Framed {
  id(id: number): this;
  title(title: string): this;
  description(description: string): this;
  span(width: number): this;
  height(height: number): this;
  datasource(datasource: common.DataSourceRef): this;
}

export function framed<P extends Framed>(ctx: Context, panel: P, frame: Frame): P {
  return panel
    .id(frame.id)
    .title(ctx.say(frame.title))
    .description(ctx.say(frame.description))
    .span(frame.width)
    .height(frame.height)
    .datasource(datasource);
}

function query(refId: string, expr: string): DataqueryBuilder {
  return new DataqueryBuilder().refId(refId).datasource(datasource).expr(expr);
}

export function rangeQuery(refId: string, expr: string, legend: string): DataqueryBuilder {
  return query(refId, expr).range().legendFormat(legend);
}

export function instantQuery(refId: string, expr: string, legend: string): DataqueryBuilder {
  return query(refId, expr).instant().legendFormat(legend);
}

export function tableQuery(refId: string, expr: string): DataqueryBuilder {
  return query(refId, expr).instant().format(PromQueryFormat.Table);
}

/** Thresholds: each colour from its value upwards, the first from below everything. */
export function steps(...colours: [from: number | null, colour: string][]) {
  return new dashboard.ThresholdsConfigBuilder()
    .mode(dashboard.ThresholdsMode.Absolute)
    .steps(colours.map(([value, color]) => ({ value, color })));
}

/** Shows values by other words, in the order given. */
export function words(map: Record<string, { text: string; color?: string }>): dashboard.ValueMapping {
  const results = Object.entries(map).map(([value, result], index) => [value, { ...result, index }]);
  return { type: dashboard.MappingType.ValueToText, options: Object.fromEntries(results) };
}

export const lateWords = (ctx: Context) =>
  words({
    '0': { text: ctx.say({ zh: '按时', en: 'on time' }), color: 'green' },
    '1': { text: ctx.say({ zh: '迟报', en: 'late' }), color: 'red' },
  });

export const issuerWords = (ctx: Context) =>
  words(Object.fromEntries(Object.entries(issuers).map(([code, text]) => [code, { text: ctx.say(text) }])));

/** Shows the issuer's words in a legend, where the query can only put its code. */
export function issuerLegends(ctx: Context): dashboard.DataTransformerConfig[] {
  return Object.entries(issuers).map(([code, text]) => ({
    id: 'renameByRegex',
    options: { regex: `^(.*)<${code}>(.*)$`, renamePattern: `$1${ctx.say(text)}$2` },
  }));
}

/** A chart of steps: a figure holds until the next one. */
export function chart() {
  return new timeseries.PanelBuilder()
    .lineInterpolation(common.LineInterpolation.StepAfter)
    .lineWidth(2)
    .fillOpacity(0)
    .showPoints(common.VisibilityMode.Never)
    .tooltip(
      new common.VizTooltipOptionsBuilder()
        .mode(common.TooltipDisplayMode.Multi)
        .sort(common.SortOrder.None),
    )
    .legend(
      new common.VizLegendOptionsBuilder()
        .displayMode(common.LegendDisplayMode.Table)
        .placement(common.LegendPlacement.Bottom)
        .showLegend(true)
        .calcs(['lastNotNull']),
    );
}

/** Draws the lines of a query dashed, for what should be beside what is. */
export const dashed: dashboard.DynamicConfigValue = {
  id: 'custom.lineStyle',
  value: { fill: 'dash', dash: [10, 10] },
};

const lastValue = () => new common.ReduceDataOptionsBuilder().calcs(['lastNotNull']).values(false);

/** One number. */
export function number() {
  return new stat.PanelBuilder()
    .reduceOptions(lastValue())
    .graphMode(common.BigValueGraphMode.None)
    .colorMode(common.BigValueColorMode.Value)
    .textMode(common.BigValueTextMode.Value);
}

/** A bar for each region. */
export function bars() {
  return new bargauge.PanelBuilder()
    .reduceOptions(lastValue())
    .orientation(common.VizOrientation.Horizontal)
    .displayMode(common.BarGaugeDisplayMode.Basic)
    .valueMode(common.BarGaugeValueMode.Color)
    .showUnfilled(true);
}

/** States over time. */
export function timeline() {
  return new statetimeline.PanelBuilder()
    .mergeValues(true)
    .showValue(common.VisibilityMode.Never)
    .fillOpacity(80)
    .lineWidth(0);
}

/** One column of a table: the field, its heading and how it is shown. */
export interface Column {
  field: string;
  title: Text;
  properties?: dashboard.DynamicConfigValue[];
}

/** The column of a query's values. */
export const valueOf = (refId: string) => `Value #${refId}`;

/** A table of the rows of several queries, joined by their labels, with these columns alone. */
export function joined(ctx: Context, columns: Column[]) {
  const panel = new table.PanelBuilder().transformations([
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
  for (const column of columns) {
    if (column.properties) panel.overrideByName(ctx.say(column.title), column.properties);
  }
  return panel;
}
