import type { SeriesOption } from 'echarts';
import type { Config, Panel } from '../board';
import { configOf, seriesColour, shown } from '../config';
import { last, type Field, type Frame } from '../frames';
import { div, type Box } from '../html';
import type { Mark } from '../marks';
import { DAY, FROM, TO } from '../server';
import { colour, THEME } from '../theme';
import { AXIS, legendHeight, legendTable, svg, timeAxis } from './chart';

const DASHES: Record<string, 'dashed' | 'dotted'> = { dash: 'dashed', dot: 'dotted' };

/** Lines over time, with a legend that gives their last values. */
export function timeseries(panel: Panel, frames: Frame[], box: Box, marks: Mark[], axisLabel: string): string {
  const fields = frames.flat();
  if (fields.length === 0) return div('', 'No data', 'nothing');
  const drawn = fields.map((field, index) => ({ field, config: configOf(panel, field), index }));
  const legend = legendHeight(drawn.length, box);
  const main = drawn[0].config;
  const entries = drawn.map(({ field, config, index }) => ({
    name: field.name,
    colour: seriesColour(config, index),
    dash: DASHES[config.custom?.lineStyle?.fill],
    value: shown(config, last(field)).text,
  }));
  const series = drawn.map(({ field, config, index }) => line(panel, field, config, index));
  if (marks.length > 0) series[0].markLine = markLine(marks);
  const option = {
    grid: { left: 10, right: 16, top: axisLabel ? 26 : 12, bottom: 6, containLabel: true },
    xAxis: timeAxis(box.width),
    yAxis: {
      ...AXIS,
      type: main.custom?.scaleDistribution?.type === 'log' ? ('log' as const) : ('value' as const),
      scale: true,
      name: axisLabel,
      nameTextStyle: { color: THEME.text, align: 'left' as const },
      axisLabel: { ...AXIS.axisLabel, formatter: (v: number) => shown({ ...main, decimals: tickDecimals(main, v) }, v).text },
    },
    series: series as SeriesOption[],
  };
  const chart = svg(option, { width: box.width, height: box.height - legend });
  return chart + legendTable(entries, legend, 'Last *');
}

/** Ticks are round, so they show no more decimals than they have. */
const tickDecimals = (config: Config, value: number) =>
  Number.isInteger(Number((value * (config.unit === 'percentunit' ? 100 : 1)).toFixed(6))) ? 0 : config.decimals;

function line(panel: Panel, field: Field, config: Config, index: number): Record<string, unknown> {
  const custom = config.custom ?? {};
  const stacked = custom.stacking?.mode === 'normal';
  const points = stacked ? onEveryDay(field) : field.times!.map((at, i) => [at, field.values[i]]);
  const single = field.values.filter((v) => v !== null).length === 1;
  return {
    type: 'line',
    data: points,
    step: custom.lineInterpolation === 'stepAfter' ? 'end' : false,
    showSymbol: single,
    stack: stacked ? String(panel.id) : undefined,
    color: seriesColour(config, index),
    lineStyle: { width: custom.lineWidth ?? 1, type: DASHES[custom.lineStyle?.fill] ?? 'solid' },
    areaStyle: custom.fillOpacity ? { opacity: custom.fillOpacity / 100 } : undefined,
  };
}

/** Series that are added up need the same instants: where one has no value, it adds nothing. */
function onEveryDay({ times, values }: Field) {
  const known = new Map(times!.map((at, i) => [at, values[i]]));
  const days = Math.round((TO - FROM) / DAY);
  return Array.from({ length: days + 1 }, (_, i) => (FROM + i * DAY) * 1000).map((at) => [at, known.get(at) ?? 0]);
}

function markLine(marks: Mark[]) {
  return {
    symbol: 'none',
    silent: true,
    label: { show: false },
    data: marks.map((mark) => ({ xAxis: mark.at, lineStyle: { color: colour(mark.colour), type: 'dashed' as const, width: 1 } })),
  };
}
