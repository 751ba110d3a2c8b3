import type { Panel } from '../board';
import { configOf, shown } from '../config';
import { last, type Frame } from '../frames';
import { div, escaped, fitted, type Box } from '../html';
import { onGround } from '../theme';

interface Big {
  name: string;
  value: string;
  colour: string;
}

/** Big values side by side. */
export function stat(panel: Panel, frames: Frame[], box: Box): string {
  const mode = panel.options.textMode ?? 'auto';
  const bigs = frames.flat().map((field): Big => {
    const { text, colour } = shown(configOf(panel, field), last(field));
    if (mode === 'name') return { name: '', value: field.name, colour };
    return { name: mode === 'value_and_name' || (mode === 'auto' && frames.length > 1) ? field.name : '', value: text, colour };
  });
  if (bigs.length === 0) bigs.push({ name: '', value: panel.fieldConfig?.defaults?.noValue ?? 'No data', colour: '#8e8e99' });
  const each = { width: (box.width - 8 * (bigs.length - 1)) / bigs.length, height: box.height };
  const layouts = bigs.map((b) => layout(panel, b, each));
  const sizes = {
    title: Math.min(...layouts.map((l) => l.titleSize)),
    value: Math.min(...layouts.map((l) => l.valueSize)),
  };
  return div('display:flex;gap:8px;height:100%', bigs.map((b) => drawn(panel, b, each, sizes)).join(''));
}

/** Name above value, or beside it where the room is wide and low. */
function layout(panel: Panel, { name, value }: Big, box: Box) {
  const padding = box.height > 100 ? 12 : 8;
  const inner = { width: box.width - 2 * padding, height: box.height - 2 * padding };
  const wide = name !== '' && box.width / box.height > 2.5;
  const titleSize = panel.options.text?.titleSize ?? fitted(name, { width: inner.width * (wide ? 0.6 : 1), height: inner.height * (wide ? 0.65 : 0.25) }, 30);
  const room = wide ? { width: inner.width * 0.35, height: inner.height } : { width: inner.width, height: inner.height - (name ? titleSize * 1.2 : 0) };
  return { wide, padding, titleSize, valueSize: panel.options.text?.valueSize ?? fitted(value, room) };
}

function drawn(panel: Panel, big: Big, box: Box, sizes: { title: number; value: number }): string {
  const { wide, padding } = layout(panel, big, box);
  const filled = panel.options.colorMode?.startsWith('background');
  const ink = filled ? onGround(big.colour) : big.colour;
  const nameInk = filled ? ink : '#ccccdc';
  const parts =
    (big.name ? div(`font-size:${sizes.title}px;color:${nameInk}${wide ? '' : ';flex:none'}`, escaped(big.name), 'clip') : '') +
    div(`font-size:${sizes.value}px;color:${ink}`, escaped(big.value), 'value');
  const direction = wide ? 'row;justify-content:space-between;align-items:center' : `column;justify-content:center${big.name ? '' : ';align-items:center'}`;
  return div(
    `width:${box.width}px;padding:${padding}px;display:flex;flex-direction:${direction}${filled ? `;background:${big.colour}` : ''}`,
    parts,
    'big',
  );
}
