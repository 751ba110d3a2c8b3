import type { CustomSeriesRenderItemAPI } from 'echarts';
import type { Panel } from '../board';
import { configOf, shown } from '../config';
import type { Field, Frame } from '../frames';
import { div, type Box } from '../html';
import { AXIS, svg, timeAxis } from './chart';

/** A row of each series' states, each as long as it lasted; Grafana pages after twenty. */
export function timeline(panel: Panel, frames: Frame[], box: Box): string {
  const fields = frames.flat().slice(0, 20);
  if (fields.length === 0) return div('', 'No data', 'nothing');
  const states = fields.flatMap((field, row) =>
    spans(field).map(({ from, to, value }) => ({
      value: [row, from, to],
      itemStyle: { color: shown(configOf(panel, field), value).colour },
    })),
  );
  const option = {
    grid: { left: 10, right: 16, top: 6, bottom: 6, containLabel: true },
    xAxis: { ...timeAxis(box.width), splitLine: { show: false } },
    yAxis: {
      ...AXIS,
      type: 'category' as const,
      inverse: true,
      data: fields.map((field) => field.name),
      axisLabel: { ...AXIS.axisLabel, interval: 0, width: box.width * 0.3, overflow: 'truncate' as const },
      splitLine: { show: false },
    },
    series: [{ type: 'custom' as const, renderItem: (_: unknown, api: CustomSeriesRenderItemAPI) => state(api), encode: { x: [1, 2], y: 0 }, data: states }],
  };
  return svg(option, box);
}

function state(api: CustomSeriesRenderItemAPI) {
  const [left, middle] = api.coord([api.value(1), api.value(0)]);
  const [right] = api.coord([api.value(2), api.value(0)]);
  const height = (api.size!([0, 1]) as number[])[1] * 0.9;
  const shape = { x: left, y: middle - height / 2, width: right - left, height };
  return { type: 'rect' as const, shape, style: { fill: api.visual('color') as string, opacity: 0.8 } };
}

/** Equal values in a row are one span. */
function spans({ times = [], values }: Field) {
  const found: { from: number; to: number; value: number | string }[] = [];
  values.forEach((value, i) => {
    const before = found.at(-1);
    if (before && before.to === times[i] && values[i - 1] !== null) {
      if (before.value === value) return void (before.to = times[i + 1] ?? times[i]);
    }
    if (value !== null) found.push({ from: times[i], to: times[i + 1] ?? times[i], value });
  });
  return found;
}
