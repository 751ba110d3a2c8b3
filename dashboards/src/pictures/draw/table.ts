import type { Config, Panel } from '../board';
import { configOf, shown } from '../config';
import type { Frame, Value } from '../frames';
import { div, escaped, type Box } from '../html';
import { onGround, THEME } from '../theme';

const ROW = 36;
/** What Grafana gives a column at least where its dashboard does not say. */
const LEAST = 150;

/** A table as far as its panel shows it: what is cut off would be scrolled to. */
export function table(panel: Panel, [frame = []]: Frame[], box: Box): string {
  const columns = frame.map((field) => ({ field, config: configOf(panel, field) }));
  if ((frame[0]?.values.length ?? 0) === 0) return div('', 'No data', 'nothing');
  const widths = widthsOf(columns.map(({ config }) => config), box.width);
  const over = widths.reduce((sum, width) => sum + width, 0) - box.width;
  if (over > 1) console.warn(`  ${panel.title}: its table is ${Math.ceil(over)} pixels wider than its panel`);
  const heads = columns.map(({ field }, i) => div(cellStyle(widths[i], field.number), escaped(field.name), 'cell head clip'));
  const rows = order(panel, frame).map((index) =>
    line(columns.map(({ field, config }, i) => cell(config, field.values[index], widths[i], field.number)), 'row'),
  );
  return div('height:100%;overflow:hidden', line(heads) + rows.join(''));
}

/** Columns without a width share what is left, each having its least. */
function widthsOf(columns: Config[], room: number): number[] {
  const given = columns.map((config) => config.custom?.width ?? 0);
  const left = room - given.reduce((sum, width) => sum + width, 0);
  const share = left / given.filter((width) => width === 0).length;
  return columns.map((config, i) => given[i] || Math.max(config.custom?.minWidth ?? LEAST, share));
}

const line = (cells: string[], name = '') => div('display:flex', cells.join(''), name);
const cellStyle = (width: number, number: boolean) => `width:${width}px;flex:none;text-align:${number ? 'right' : 'left'};height:${ROW}px`;

function cell(config: Config, value: Value, width: number, number: boolean): string {
  const { text, colour } = shown(config, value);
  const style = cellStyle(width, number);
  switch (value === null ? '' : config.custom?.cellOptions?.type) {
    case 'color-text':
      return div(`${style};color:${colour}`, escaped(text), 'cell clip');
    case 'color-background':
      return div(`${style};background:${colour};color:${colour === THEME.text ? THEME.panel : onGround(colour)}`, escaped(text), 'cell clip');
    case 'gauge':
      return div(style, gauge(config, Number(value), colour, text), 'cell');
  }
  return div(style, escaped(text), 'cell clip');
}

function gauge(config: Config, value: number, colour: string, text: string): string {
  const [min, max] = [config.min ?? 0, config.max ?? 1];
  const share = Math.min(1, Math.max(0, (value - min) / (max - min)));
  const bar = div(`width:${share * 100}%;height:22px;background:${colour}`, '');
  return div('display:flex;align-items:center;gap:8px;height:100%', div(`flex:1;background:${THEME.track}`, bar) + div(`color:${colour}`, escaped(text)));
}

/** The rows in the order in which the table opens. */
function order(panel: Panel, frame: Frame): number[] {
  const indices = frame[0].values.map((_, i) => i);
  const by = panel.options.sortBy?.[0];
  const values = frame.find((field) => field.name === by?.displayName)?.values;
  if (!by || !values) return indices;
  return indices.sort((a, b) => compared(values[a], values[b]) * (by.desc ? -1 : 1));
}

function compared(a: Value, b: Value): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b), 'en', { numeric: true });
}
