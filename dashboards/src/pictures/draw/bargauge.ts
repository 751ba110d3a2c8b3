import type { Panel } from '../board';
import { configOf, shown } from '../config';
import { last, type Field, type Frame } from '../frames';
import { div, escaped, type Box } from '../html';
import { ems } from '../../text';
import { THEME } from '../theme';

const GAP = 8;

/** A bar for each series, over the range of all. */
export function bargauge(panel: Panel, frames: Frame[], box: Box): string {
  const bars = frames.flat();
  if (bars.length === 0) return div('', escaped(panel.fieldConfig?.defaults?.noValue ?? 'No data'), 'nothing');
  const height = Math.max(16, (box.height - GAP * (bars.length - 1)) / bars.length);
  const values = bars.map((field) => Number(last(field)));
  const range = { min: Math.min(...values), max: Math.max(...values) };
  return bars.map((field) => bar(panel, field, { width: box.width, height }, range, bars)).join('');
}

/** Names stand above their bars where there is room, else beside them. */
function bar(panel: Panel, field: Field, box: Box, range: { min: number; max: number }, all: Field[]): string {
  const config = configOf(panel, field);
  const { text, colour } = shown(config, last(field));
  const titleSize = panel.options.text?.titleSize ?? 14;
  const above = box.height > 40 && titleSize * 1.5 + 16 <= box.height;
  const barHeight = above ? box.height - titleSize * 1.5 : box.height;
  const valueSize = panel.options.text?.valueSize ?? Math.min(barHeight * 0.6, 60);
  const nameWidth = above ? box.width : Math.min(box.width * 0.4, Math.max(...all.map((f) => ems(f.name))) * titleSize + 10);
  const valueWidth = Math.max(...all.map((f) => ems(shown(configOf(panel, f), last(f)).text))) * valueSize + 16;
  const track = (above ? box.width : box.width - nameWidth) - valueWidth;
  const [min, max] = [config.min ?? range.min, config.max ?? range.max];
  const share = Math.min(1, Math.max(0, (Number(last(field)) - min) / (max - min || 1)));
  const name = div(`font-size:${titleSize}px;width:${nameWidth}px;line-height:${above ? 1.5 : barHeight / titleSize}`, escaped(field.name), 'clip');
  const ground = div(`width:${track}px;background:${THEME.track}`, div(`width:${share * 100}%;height:100%;background:${colour}`, ''));
  const value = div(`font-size:${valueSize}px;color:${panel.options.valueMode === 'text' ? THEME.text : colour};padding-left:10px;line-height:${barHeight}px`, escaped(text), 'value');
  return div(
    `height:${box.height}px;margin-bottom:${GAP}px;display:flex;flex-direction:${above ? 'column' : 'row'}`,
    name + div(`display:flex;height:${barHeight}px`, ground + value),
  );
}
