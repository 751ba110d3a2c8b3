import type * as barchart from '@grafana/grafana-foundation-sdk/barchart';
import type * as bargauge from '@grafana/grafana-foundation-sdk/bargauge';
import type * as dashboard from '@grafana/grafana-foundation-sdk/dashboard';
import type * as prometheus from '@grafana/grafana-foundation-sdk/prometheus';
import type * as stat from '@grafana/grafana-foundation-sdk/stat';
import type * as statetimeline from '@grafana/grafana-foundation-sdk/statetimeline';
import type * as table from '@grafana/grafana-foundation-sdk/table';
import type * as timeseries from '@grafana/grafana-foundation-sdk/timeseries';

/*
 * Grafana's schema, as the SDK's types give it: these are made into JSON schema
 * (schema.ts). The SDK leaves the options of a panel open in its dashboard; here
 * each kind of panel has its own.
 */

type Query = Omit<prometheus.Dataquery, '_implementsDataqueryVariant'>;

interface PanelOf<Kind extends string, Options, Custom>
  extends Omit<dashboard.Panel, 'type' | 'options' | 'fieldConfig' | 'targets'> {
  type: Kind;
  options: Options;
  fieldConfig?: Omit<dashboard.FieldConfigSource, 'defaults'> & {
    defaults: Omit<dashboard.FieldConfig, 'custom'> & { custom?: Custom };
  };
  targets: Query[];
}

type NoCustom = Record<string, never>;

export type StatPanel = PanelOf<'stat', stat.Options, NoCustom>;
export type BargaugePanel = PanelOf<'bargauge', bargauge.Options, NoCustom>;
export type BarchartPanel = PanelOf<'barchart', barchart.Options, barchart.FieldConfig>;
export type TablePanel = PanelOf<'table', table.Options, table.FieldConfig>;
export type TimeseriesPanel = PanelOf<'timeseries', timeseries.Options, timeseries.FieldConfig>;
export type TimelinePanel = PanelOf<'state-timeline', statetimeline.Options, statetimeline.FieldConfig>;

/** A dashboard but for its panels, which are checked one by one. */
export interface Shell extends Omit<dashboard.Dashboard, 'panels' | 'annotations'> {
  panels: unknown[];
  annotations: { list?: (Omit<dashboard.AnnotationQuery, 'target'> & { target?: Query })[] };
}
