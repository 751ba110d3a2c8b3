import type { Board, Variable } from './board';
import type { Server, Series } from './server';

interface Option {
  text: string;
  value: string;
}

/** The values of a dashboard's variables as it opens, as in test/dashboards_test.go. */
export async function variables(server: Server, board: Board): Promise<Record<string, Option>> {
  const filled: Record<string, Option> = {};
  for (const v of board.templating.list) {
    if (v.type === 'textbox') filled[v.name] = { text: '', value: '' };
  }
  for (const v of board.templating.list) {
    if (v.type === 'query') filled[v.name] = chosen(v, await options(server, v, filled));
  }
  return filled;
}

function chosen(v: Variable, options: Option[]): Option {
  if (v.current?.value === '$__all') {
    return { text: v.current?.text ?? '', value: options.map((o) => o.value).join('|') };
  }
  return options.find((o) => o.value === v.current?.value) ?? options[0];
}

async function options(server: Server, v: Variable, filled: Record<string, Option>): Promise<Option[]> {
  const query = substitute(v.query.query, filled);
  const values = /^label_values\((.*), (\w+)\)$/.exec(query);
  if (values) return (await server.labelValues(values[1], values[2])).map((value) => ({ text: value, value }));
  const result = /^query_result\((.*)\)$/.exec(query);
  if (!result) throw new Error(`unknown kind of variable query: ${query}`);
  const regex = new RegExp((v.regex ?? '').replace(/^\/|\/$/g, ''));
  return (await server.instant(result[1]))
    .map((s) => regex.exec(written(s))?.groups as Option | undefined)
    .filter((option) => option !== undefined)
    .sort((a, b) => a.text.localeCompare(b.text));
}

/** A series as Grafana's query_result shows it, labels in the order of their names. */
function written(s: Series): string {
  const labels = Object.keys(s.metric).filter((name) => name !== '__name__').sort();
  return `{${labels.map((name) => `${name}="${s.metric[name]}"`).join(',')}}`;
}

/** Fills variables into a query or a title. */
export function substitute(text: string, filled: Record<string, Option>): string {
  return text.replace(/\$\{(\w+)(:text)?\}|\$(\w+)/g, (all, braced, asText, bare) => {
    const option = filled[braced ?? bare];
    if (!option) return all;
    return asText ? option.text : option.value;
  });
}
