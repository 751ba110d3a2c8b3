import { DataqueryBuilder, PromQueryFormat } from '@grafana/grafana-foundation-sdk/prometheus';
import { datasource } from '../variables';

function query(refId: string, expr: string): DataqueryBuilder {
  return new DataqueryBuilder().refId(refId).datasource(datasource).expr(expr);
}

/** Values over the dashboard's time range. */
export function rangeQuery(refId: string, expr: string, legend: string): DataqueryBuilder {
  return query(refId, expr).range().legendFormat(legend);
}

/** Values at the end of the time range. */
export function instantQuery(refId: string, expr: string, legend = ''): DataqueryBuilder {
  return query(refId, expr).instant().legendFormat(legend);
}

/** Values at the end of the time range, a row for each series. */
export function tableQuery(refId: string, expr: string): DataqueryBuilder {
  return query(refId, expr).instant().format(PromQueryFormat.Table);
}
