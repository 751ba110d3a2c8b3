import { selector } from './selectors';

/*
 * Amounts are stored in base units (yuan, tonnes); a reader expects the
 * indicator's own unit (亿元, 万吨), which its info metric names in the label
 * display_unit. Grafana does not fill variables into units, so the amounts are
 * divided here and the unit stands in titles, axes and columns.
 */

const info = (unit: string) => selector('jindu_indicator_info', `display_unit${unit}`);

/** Base units in one display unit, by indicator, with the labels of the info metric. */
const SCALE =
  `(${info('=~"亿.+"')} * 1e8` +
  ` or ${info('="百万元"')} * 1e6` +
  ` or ${info('=~"万.+"')} * 1e4` +
  ` or ${info('="千元"')} * 1e3` +
  ` or ${selector('jindu_indicator_info')})`;

/** Divides amounts in base units into the indicator's display unit. */
export function inDisplayUnit(expr: string, labels = ''): string {
  return `${expr} / on (indicator) group_left (${labels}) ${SCALE}`;
}

/** Yuan in 亿元, for projects, whose amounts all are. */
export function inYi(expr: string): string {
  return `${expr} / 1e8`;
}
