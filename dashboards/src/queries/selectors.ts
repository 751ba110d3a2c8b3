/*
 * What every query is made of. A selector takes its region, indicator and year
 * from a variable by =~, so that one value and all of them both work, but its
 * project by =: numbers such as 某路(一期) mean something as patterns. It says as of when figures are to be known: an empty $asof is no label at
 * all, in PromQL as to jindu, and so matches everything a Prometheus scraped.
 */

const AS_OF = '__as_of__="$asof"';

export const REGION = 'region=~"$region"';
export const INDICATOR = 'indicator=~"$indicator"';
export const PROJECT = 'project="$project"';
export const YEAR = 'year=~"$year"';
export const PACK = 'pack=~"$pack"';

/** A selector of one family, or of all whose names fit where the name is a pattern. */
export function selector(name: string, ...matchers: string[]): string {
  return name.includes('(')
    ? `{${[`__name__=~"${name}"`, ...matchers, AS_OF].join(', ')}}`
    : `${name}{${[...matchers, AS_OF].join(', ')}}`;
}

/** Targets of successive years as one line: only one year's holds at a time. */
export function acrossYears(expr: string): string {
  return `max without (year) (${expr})`;
}

/** Dates are seconds in PromQL and milliseconds in Grafana. */
export function date(expr: string): string {
  return `1000 * ${expr}`;
}

/** A count that is 0, not absent, where there is nothing to count. */
export function countOrZero(expr: string): string {
  return `count(${expr}) or vector(0)`;
}

/** When the board is for, as a scalar, to count days from. */
export const NOW = `scalar(${selector('jindu_board_timestamp_seconds')})`;
