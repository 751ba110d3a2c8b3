/** Grafana's dark theme, as far as pictures show it. */
export const THEME = {
  canvas: '#111217',
  panel: '#181b1f',
  border: '#2c2f36',
  text: '#ccccdc',
  faint: '#8e8e99',
  track: '#2a2d33',
};

const NAMED: Record<string, string> = {
  green: '#73bf69',
  red: '#f2495c',
  yellow: '#fade2a',
  orange: '#ff9830',
  blue: '#5794f2',
  purple: '#b877d9',
  text: THEME.text,
};

/** Grafana's classic palette, in which series get their colours. */
const PALETTE = [
  '#73bf69', '#f2cc0c', '#8ab8ff', '#ff780a', '#f2495c', '#5794f2', '#b877d9', '#705da0', '#37872d', '#fade2a',
  '#447ebc', '#c15c17', '#890f02', '#0a437c', '#6d1f62', '#584477', '#b7dbab', '#f4d598', '#70dbed', '#f9ba8f',
];

export const colour = (name: string): string => NAMED[name] ?? name;
export const ofPalette = (index: number): string => PALETTE[index % PALETTE.length];

/** Black or white, whichever is read better on a ground. */
export function onGround(ground: string): string {
  const [r, g, b] = [1, 3, 5].map((i) => parseInt(ground.slice(i, i + 2), 16));
  return 0.299 * r + 0.587 * g + 0.114 * b > 150 ? '#111217' : '#ffffff';
}
