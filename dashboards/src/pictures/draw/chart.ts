import * as echarts from 'echarts';
import { dated } from '../format';
import { div, escaped, type Box } from '../html';
import { FROM, TO } from '../server';
import { THEME } from '../theme';

/** A chart as SVG. */
export function svg(option: echarts.EChartsOption, { width, height }: Box): string {
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width, height });
  chart.setOption({ animation: false, textStyle: { fontFamily: 'Inter, "Noto Sans CJK SC", sans-serif' }, ...option });
  const drawn = chart.renderToSVGString();
  chart.dispose();
  return drawn;
}

export const AXIS = {
  axisLabel: { color: THEME.text, fontSize: 12 },
  axisLine: { lineStyle: { color: THEME.border } },
  splitLine: { show: true, lineStyle: { color: THEME.border } },
};

/** The axis of time over the whole span. */
const TIME_AXIS = {
  ...AXIS,
  type: 'time' as const,
  min: FROM * 1000,
  max: TO * 1000,
  axisLabel: { ...AXIS.axisLabel, hideOverlap: true, formatter: (at: number) => dated(at, 'YYYY-MM') },
};

/** The axis of time, with as many labels as its width takes. */
export const timeAxis = (width: number) => ({ ...TIME_AXIS, splitNumber: Math.max(2, Math.floor(width / 130)) });

export interface Entry {
  name: string;
  colour: string;
  dash?: string;
  value?: string;
}

const LINE = 22;

/** How high a legend with values is: a line for each series, at most a third of its panel. */
export const legendHeight = (entries: number, box: Box): number => Math.min((entries + 1) * LINE, box.height * 0.35);

/** A legend as a table of names and last values. */
export function legendTable(entries: Entry[], height: number, heading: string): string {
  const line = (left: string, right: string) => div(`display:flex;justify-content:space-between;height:${LINE}px`, left + right);
  const rows = entries.map((e) => line(div('', mark(e) + escaped(e.name), 'clip'), div('', escaped(e.value ?? ''))));
  return div(`height:${height}px;overflow:hidden`, line('<span></span>', div(`color:${THEME.faint}`, heading)) + rows.join(''), 'legend');
}

/** A legend in one line. */
export const legendList = (entries: Entry[]): string =>
  div('height:22px;overflow:hidden', entries.map((e) => `<span style="margin-right:14px">${mark(e)}${escaped(e.name)}</span>`).join(''), 'legend');

const mark = ({ colour, dash }: Entry): string => `<i style="border-top:4px ${dash ?? 'solid'} ${colour}"></i>`;
