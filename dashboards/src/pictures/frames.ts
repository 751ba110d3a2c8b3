import type { Panel, Target } from './board';
import type { Series, Server } from './server';

export type Value = string | number | null;

/** A column of values: what Grafana calls a field. */
export interface Field {
  name: string;
  refId?: string;
  number: boolean;
  values: Value[];
  /** The instants of the values of a series, in milliseconds. */
  times?: number[];
}

/** Fields of one length. */
export type Frame = Field[];

/** Asks a panel's queries: a frame for each table, and for each series otherwise. */
export async function ask(server: Server, panel: Panel, fill: (text: string) => string): Promise<Frame[]> {
  const answers = panel.targets.map(async (target) => {
    const query = fill(target.expr);
    const series = target.instant ? await server.instant(query) : await server.range(query);
    if (target.format === 'table') return [table(series, target, panel.targets.length > 1)];
    return series.map((s) => [line(s, target)]);
  });
  return (await Promise.all(answers)).flat();
}

/** A row for each series, a field for each label, and the values under the query's name. */
function table(series: Series[], target: Target, several: boolean): Frame {
  const labels = [...new Set(series.flatMap((s) => Object.keys(s.metric)))].sort();
  return [
    ...labels.map((name) => ({ name, number: false, values: series.map((s) => s.metric[name] ?? null) })),
    {
      name: several ? `Value #${target.refId}` : 'Value',
      refId: target.refId,
      number: true,
      values: series.map((s) => known(s.values[0][1])),
    },
  ];
}

function line(s: Series, target: Target): Field {
  return {
    name: legend(s.metric, target.legendFormat ?? ''),
    refId: target.refId,
    number: true,
    values: s.values.map(([, value]) => known(value)),
    times: s.values.map(([at]) => at * 1000),
  };
}

const known = (value: number) => (Number.isNaN(value) ? null : value);

export function legend(labels: Record<string, string>, format: string): string {
  return format.replace(/\{\{\s*(\w+)\s*\}\}/g, (_, name) => labels[name] ?? '');
}

/** The last value of a series that is one. */
export const last = (field: Field): Value => field.values.filter((v) => v !== null).at(-1) ?? null;
