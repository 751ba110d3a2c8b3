import type { Panel } from './board';
import type { Frame, Value } from './frames';

type Row = Record<string, Value>;

/** Applies a panel's transformations as Grafana does. */
export function transformed(panel: Panel, frames: Frame[]): Frame[] {
  return (panel.transformations ?? []).reduce((now, { id, options }) => {
    const transform = TRANSFORMATIONS[id];
    if (!transform) throw new Error(`${panel.title}: no transformation ${id}`);
    return transform(now, options);
  }, frames);
}

const TRANSFORMATIONS: Record<string, (frames: Frame[], options: any) => Frame[]> = {
  merge: (frames) => [merge(frames)],
  filterFieldsByName: (frames, { include }) => frames.map((f) => f.filter((field) => include.names.includes(field.name))),
  organize: (frames, options) => frames.map((f) => organize(f, options)),
  renameByRegex: (frames, { regex, renamePattern }) =>
    frames.map((f) => f.map((field) => ({ ...field, name: field.name.replace(new RegExp(regex), renamePattern) }))),
  groupingToMatrix: (frames, options) => frames.map((f) => matrix(f, options)),
};

/** Rows that agree in the fields all frames have become one, unless they contradict each other. */
function merge(frames: Frame[]): Frame {
  const fields = new Map(frames.flat().map((field) => [field.name, field]));
  const common = [...fields.keys()].filter((name) => frames.every((f) => f.some((field) => field.name === name)));
  const merged = new Map<string, Row[]>();
  for (const row of frames.flatMap(rowsOf)) {
    const key = JSON.stringify(common.map((name) => row[name]));
    const same = merged.get(key) ?? [];
    const into = same.find((other) => Object.keys(row).every((name) => !(name in other) || other[name] === row[name]));
    if (into) Object.assign(into, row);
    else merged.set(key, [...same, { ...row }]);
  }
  const rows = [...merged.values()].flat();
  return [...fields.values()].map((field) => ({ ...field, values: rows.map((row) => row[field.name] ?? null) }));
}

export function rowsOf(frame: Frame): Row[] {
  return (frame[0]?.values ?? []).map((_, i) => Object.fromEntries(frame.map((field) => [field.name, field.values[i]])));
}

function organize(frame: Frame, { indexByName = {}, renameByName = {} }: Record<string, any>): Frame {
  return frame
    .toSorted((a, b) => (indexByName[a.name] ?? 0) - (indexByName[b.name] ?? 0))
    .map((field) => ({ ...field, name: renameByName[field.name] ?? field.name }));
}

/** A row for each value of one field, a field for each value of another. */
function matrix(frame: Frame, { rowField, columnField, valueField }: Record<string, string>): Frame {
  const rows = rowsOf(frame);
  const different = (name: string) => [...new Set(rows.map((row) => row[name]))];
  const names = different(rowField);
  const at = (row: Value, column: Value) =>
    rows.find((r) => r[rowField] === row && r[columnField] === column)?.[valueField] ?? null;
  return [
    { name: `${rowField}\\${columnField}`, number: false, values: names },
    ...different(columnField).map((column) => ({
      name: String(column),
      number: true,
      values: names.map((name) => at(name, column)),
    })),
  ];
}
