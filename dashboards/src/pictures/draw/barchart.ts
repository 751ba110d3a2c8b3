import type { Panel } from '../board';
import { configOf, seriesColour, shown } from '../config';
import type { Frame } from '../frames';
import { div, type Box } from '../html';
import { onGround } from '../theme';
import { AXIS, legendList, svg } from './chart';

/** Upright bars for the values of one field, side by side or on top of each other. */
export function barchart(panel: Panel, [frame = []]: Frame[], box: Box): string {
  const names = frame.find((field) => field.name === panel.options.xField);
  const bars = frame.filter((field) => field.number).map((field, i) => ({ field, config: configOf(panel, field), i }));
  if (!names || bars.length === 0) return div('', 'No data', 'nothing');
  const main = bars[0].config;
  const option = {
    grid: { left: 10, right: 10, top: 16, bottom: 6, containLabel: true },
    xAxis: { ...AXIS, type: 'category' as const, data: names.values as string[], splitLine: { show: false } },
    yAxis: {
      ...AXIS,
      type: 'value' as const,
      min: main.min,
      minInterval: main.unit ? undefined : 1,
      axisLabel: { ...AXIS.axisLabel, formatter: (v: number) => shown({ ...main, decimals: 0 }, v).text },
    },
    series: bars.map(({ field, config, i }) => ({
      type: 'bar' as const,
      data: field.values as number[],
      stack: panel.options.stacking === 'normal' ? 'all' : undefined,
      color: seriesColour(config, i),
      label: { show: true, color: onGround(seriesColour(config, i)), formatter: ({ value }: any) => (value ? shown(config, value).text : '') },
    })),
  };
  const entries = bars.map(({ field, config, i }) => ({ name: field.name, colour: seriesColour(config, i) }));
  return svg(option, { width: box.width, height: box.height - 22 }) + legendList(entries);
}
