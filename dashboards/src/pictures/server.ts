import { setTimeout as sleep } from 'node:timers/promises';

/** One series of an answer, with its samples as [seconds, value]. */
export interface Series {
  metric: Record<string, string>;
  values: [number, number][];
}

export const DAY = 86400;

/** The span of the example's figures, as test/prom_api_test.go has it. */
export const FROM = Date.parse('2019-01-01T09:04:00+08:00') / 1000;
export const TO = Date.parse('2020-09-08T09:04:00+08:00') / 1000;

/** Asks a server of Prometheus's HTTP API about that span. */
export class Server {
  constructor(private readonly base: string) {}

  /** The values at the end of the span. */
  async instant(query: string): Promise<Series[]> {
    const { result } = await this.ask('query', { query, time: TO });
    return result.map((s: any) => ({ metric: s.metric, values: samples([s.value]) }));
  }

  /** The values of every day of the span. */
  async range(query: string): Promise<Series[]> {
    const { result } = await this.ask('query_range', { query, start: FROM, end: TO, step: DAY });
    return result.map((s: any) => ({ metric: s.metric, values: withGaps(samples(s.values)) }));
  }

  labelValues(selector: string, label: string): Promise<string[]> {
    return this.ask(`label/${label}/values`, { 'match[]': selector, start: FROM, end: TO });
  }

  /** Waits until a condition on the server's answers holds. */
  async until(what: string, holds: () => Promise<boolean>): Promise<void> {
    for (let tries = 0; tries < 600; tries++) {
      if (await holds().catch(() => false)) return;
      await sleep(100);
    }
    throw new Error(`waited a minute in vain for ${what}`);
  }

  async rulesAreEvaluated(): Promise<boolean> {
    const { groups } = await this.ask('rules', {});
    return groups.every((g: any) => Date.parse(g.lastEvaluation) > 0);
  }

  private async ask(path: string, params: Record<string, string | number>): Promise<any> {
    const form = new URLSearchParams(Object.entries(params).map(([k, v]) => [k, String(v)]));
    const answer = await (await fetch(`${this.base}/api/v1/${path}?${form}`)).json();
    if (answer.status !== 'success') throw new Error(`${path} ${form}: ${answer.error}`);
    return answer.data;
  }
}

const samples = (values: [number, string][]): [number, number][] =>
  values.map(([at, value]) => [at, Number(value.replace('Inf', 'Infinity'))]);

/** Puts NaN where a day has no sample, so that a line breaks there. */
function withGaps(values: [number, number][]): [number, number][] {
  return values.flatMap(([at, value], index): [number, number][] => {
    const next = values[index + 1]?.[0];
    return next > at + DAY ? [[at, value], [at + DAY, NaN]] : [[at, value]];
  });
}
