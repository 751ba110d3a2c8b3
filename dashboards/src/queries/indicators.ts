import type { Context } from './text';

/*
 * The PromQL of the dashboards. Every selector takes its region, indicator and
 * year from a variable by =~, so that one value and all of them both work.
 *
 * Amounts are stored in base units (yuan, tonnes); a reader expects the
 * indicator's own unit (亿元, 万吨), which its info metric names in the label
 * display_unit. Grafana does not fill variables into units, so the amounts are
 * divided here and the unit stands in titles, axes and columns.
 */

/** Measures whose targets have a pace; growth has a gap only. */
const LEVEL = 'measure=~"ytd|stock|index"';
const GROWTH = 'measure="ytd_yoy"';

const REGION = 'region=~"$region"';
const INDICATOR = 'indicator=~"$indicator"';
const YEAR = 'year=~"$year"';
const LEVEL_BASES = '(yuan|items|tonnes|index)';

/** Which figures of an indicator a query is about. */
export type Kind = 'level' | 'growth';

function selector(name: string, ...matchers: string[]): string {
  return name.includes('(')
    ? `{${[`__name__=~"${name}"`, ...matchers].join(', ')}}`
    : `${name}{${matchers.join(', ')}}`;
}

/** The published figures; of $indicator alone unless all are asked for. */
function published(kind: Kind, ...scope: string[]): string {
  return kind === 'level'
    ? selector(`jindu_indicator_${LEVEL_BASES}`, ...scope, LEVEL, 'origin="published"')
    : selector('jindu_indicator_ratio', ...scope, GROWTH, 'origin="published"');
}

function targets(kind: Kind, ...scope: string[]): string {
  return kind === 'level'
    ? selector(`jindu_target_${LEVEL_BASES}`, ...scope, YEAR, LEVEL)
    : selector('jindu_target_ratio', ...scope, YEAR, GROWTH);
}

/** Base units in one display unit, by indicator, with the labels of the info metric. */
const SCALE =
  '(jindu_indicator_info{display_unit=~"亿.+"} * 1e8' +
  ' or jindu_indicator_info{display_unit="百万元"} * 1e6' +
  ' or jindu_indicator_info{display_unit=~"万.+"} * 1e4' +
  ' or jindu_indicator_info{display_unit="千元"} * 1e3' +
  ' or jindu_indicator_info)';

/** Divides amounts in base units into the indicator's display unit. */
function inDisplayUnit(expr: string, labels = ''): string {
  return `${expr} / on (indicator) group_left (${labels}) ${SCALE}`;
}

/** Targets of successive years as one line: only one year's holds at a time. */
function acrossYears(expr: string): string {
  return `max without (year) (${expr})`;
}

// Charts of one indicator over time.

export const actual = inDisplayUnit(published('level', INDICATOR, REGION));
export const targetPath = acrossYears(
  inDisplayUnit(selector(`jindu_indicator_target_path_${LEVEL_BASES}`, INDICATOR, REGION, YEAR)),
);
export const yearTarget = acrossYears(inDisplayUnit(targets('level', INDICATOR, REGION)));
export const completion = acrossYears(selector('jindu_indicator_completion_ratio', INDICATOR, REGION, YEAR));
export const pace = acrossYears(selector('jindu_indicator_pace_ratio', INDICATOR, REGION, YEAR, LEVEL));
export const growthPublished = published('growth', INDICATOR, REGION);
export const growthDerived = selector('jindu_indicator_ratio', INDICATOR, REGION, GROWTH, 'origin="derived"');
export const growthTarget = acrossYears(targets('growth', INDICATOR, REGION));

// Tables: a row for each target, and one for each figure without a target.

const ROW = 'on (indicator, region, measure)';

function rows(kind: Kind): string {
  const target = targets(kind, REGION);
  return `(${target} * 0 or sum without (origin) (${published(kind, REGION)}) * 0 unless ${ROW} ${target})`;
}

function named(ctx: Context, expr: string): string {
  return `(${expr}) * on (indicator) group_left (${ctx.nameLabel}, display_unit) jindu_indicator_info`;
}

/** The columns of the table of latest figures; amounts in display units, growth as a ratio. */
export function tableColumns(ctx: Context, kind: Kind): Record<string, string> {
  const labels = `${ctx.nameLabel}, display_unit`;
  const unit = (expr: string) => (kind === 'level' ? inDisplayUnit(expr, labels) : named(ctx, expr));
  const measure = kind === 'level' ? LEVEL : GROWTH;
  const columns: Record<string, string> = {
    value: unit(`(${rows(kind)} + ${ROW} group_left () ${published(kind, REGION)})`),
    target: unit(targets(kind, REGION)),
    gap: named(ctx, `100 * ${selector('jindu_indicator_pace_gap_ratio', REGION, YEAR, measure)}`),
    cutoff: named(
      ctx,
      `${rows(kind)} + ${ROW} group_left () (1000 * jindu_indicator_period_end_timestamp_seconds{${REGION}})`,
    ),
    late: named(ctx, `${rows(kind)} + on (indicator, region) group_left () jindu_report_late{${REGION}}`),
  };
  if (kind === 'level') {
    columns.completion = named(ctx, selector('jindu_indicator_completion_ratio', REGION, YEAR));
    columns.pace = named(ctx, selector('jindu_indicator_pace_ratio', REGION, YEAR, measure));
  }
  return columns;
}

// Comparison between regions: all of them, whatever $region is.

function byRegion(ctx: Context, expr: string): string {
  return `sort_desc((${expr}) * on (region) group_left (${ctx.nameLabel}) jindu_region_info)`;
}

export const growthByRegion = (ctx: Context) => byRegion(ctx, published('growth', INDICATOR));
export const completionByRegion = (ctx: Context) =>
  byRegion(ctx, selector('jindu_indicator_completion_ratio', INDICATOR, YEAR));

// Reports.

export const lateOverTime = (ctx: Context) => named(ctx, `jindu_report_late{${REGION}}`);
export const due = (ctx: Context) => named(ctx, `1000 * jindu_report_due_timestamp_seconds{${REGION}}`);
export const overdueDays = (ctx: Context) =>
  named(
    ctx,
    'clamp_min(jindu_board_timestamp_seconds - on () group_right ()' +
      ` jindu_report_due_timestamp_seconds{${REGION}}, 0) / 86400`,
  );
export const lateCount = `sum(jindu_report_late{${REGION}})`;

// At a glance.

export const behindCount = `sum(jindu_indicator_pace_gap_ratio{${REGION}, ${YEAR}} < bool 0)`;
export const targetCount = `count(jindu_indicator_pace_gap_ratio{${REGION}, ${YEAR}})`;
export const latestCutoff = `1000 * max(jindu_indicator_period_end_timestamp_seconds{${REGION}})`;
export const boardTime = '1000 * max(jindu_board_timestamp_seconds)';
