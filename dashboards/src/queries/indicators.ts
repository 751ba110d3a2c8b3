import type { Context } from '../text';
import { withIndicator, withRegion } from './names';
import { acrossYears, date, INDICATOR, NOW, REGION, selector, YEAR } from './selectors';
import { inDisplayUnit } from './units';

/** Measures whose targets have a pace; growth has a gap only. */
export const LEVEL = 'measure=~"ytd|stock|index"';
export const GROWTH = 'measure="ytd_yoy"';
const PUBLISHED = 'origin="published"';

const LEVEL_BASES = '(yuan|items|tonnes|index)';

/** Which figures of an indicator a query is about. */
export type Kind = 'level' | 'growth';

/** Levels, or growth, as they were published. */
export function published(kind: Kind, ...scope: string[]): string {
  return kind === 'level'
    ? selector(`jindu_indicator_${LEVEL_BASES}`, ...scope, LEVEL, PUBLISHED)
    : selector('jindu_indicator_ratio', ...scope, GROWTH, PUBLISHED);
}

export function targets(kind: Kind, ...scope: string[]): string {
  return kind === 'level'
    ? selector(`jindu_target_${LEVEL_BASES}`, ...scope, YEAR, LEVEL)
    : selector('jindu_target_ratio', ...scope, YEAR, GROWTH);
}

/** Levels that jindu worked out, by their measure. */
function derived(measure: string): string {
  return selector(`jindu_indicator_${LEVEL_BASES}`, INDICATOR, REGION, `measure="${measure}"`, 'origin="derived"');
}

// Charts of one indicator over time.

export const actual = inDisplayUnit(published('level', INDICATOR, REGION));
export const lastYear = inDisplayUnit(derived('ytd_last_year'));
export const targetPath = acrossYears(
  inDisplayUnit(selector(`jindu_indicator_target_path_${LEVEL_BASES}`, INDICATOR, REGION, YEAR)),
);
export const yearTarget = acrossYears(inDisplayUnit(targets('level', INDICATOR, REGION)));
export const completion = acrossYears(selector('jindu_indicator_completion_ratio', INDICATOR, REGION, YEAR));
export const pace = acrossYears(selector('jindu_indicator_pace_ratio', INDICATOR, REGION, YEAR, LEVEL));
export const growthPublished = published('growth', INDICATOR, REGION);
export const growthDerived = selector('jindu_indicator_ratio', INDICATOR, REGION, GROWTH, 'origin="derived"');
export const growthTarget = acrossYears(targets('growth', INDICATOR, REGION));

// Months: a month's own value, published or derived, beside that of last year.

const either = (measure: string) =>
  `max without (origin) (${selector(`jindu_indicator_${LEVEL_BASES}`, INDICATOR, REGION, `measure="${measure}"`)})`;
export const monthValue = inDisplayUnit(either('month'));
export const monthLastYear = inDisplayUnit(either('month_last_year'));

// Periods of this year over the same of last year, less 1.

const over = (measure: string) => `${either(measure)} / ignoring (measure) ${either(`${measure}_last_year`)} - 1`;
export const ytdOverLastYear = over('ytd');
export const monthOverLastYear = over('month');

// Tables: a row for each target, and one for each figure without a target.

const ROW = 'on (indicator, region, measure)';

function rows(kind: Kind): string {
  const target = targets(kind, REGION);
  return `(${target} * 0 or sum without (origin) (${published(kind, REGION)}) * 0 unless ${ROW} ${target})`;
}

/** The columns of the table of latest figures; amounts in display units, growth as a ratio. */
export function tableColumns(ctx: Context, kind: Kind): Record<string, string> {
  const labels = `${ctx.nameLabel}, display_unit`;
  const unit = (expr: string) => (kind === 'level' ? inDisplayUnit(expr, labels) : withIndicator(ctx, expr));
  const measure = kind === 'level' ? LEVEL : GROWTH;
  const cutoff = date(selector('jindu_indicator_period_end_timestamp_seconds', REGION));
  const late = selector('jindu_report_late', REGION);
  const columns: Record<string, string> = {
    value: unit(`(${rows(kind)} + ${ROW} group_left () ${published(kind, REGION)})`),
    target: unit(targets(kind, REGION)),
    gap: withIndicator(ctx, `100 * ${selector('jindu_indicator_pace_gap_ratio', REGION, YEAR, measure)}`),
    cutoff: withIndicator(ctx, `${rows(kind)} + ${ROW} group_left () (${cutoff})`),
    late: withIndicator(ctx, `${rows(kind)} + on (indicator, region) group_left () ${late}`),
  };
  if (kind === 'level') {
    columns.completion = withIndicator(ctx, selector('jindu_indicator_completion_ratio', REGION, YEAR));
    columns.pace = withIndicator(ctx, selector('jindu_indicator_pace_ratio', REGION, YEAR, measure));
  }
  return columns;
}

// Comparison between regions: all of them, whatever $region is.

export const growthByRegion = (ctx: Context) => `sort_desc(${withRegion(ctx, published('growth', INDICATOR))})`;
export const completionByRegion = (ctx: Context) =>
  `sort_desc(${withRegion(ctx, selector('jindu_indicator_completion_ratio', INDICATOR, YEAR))})`;

// Reports.

const dueAt = selector('jindu_report_due_timestamp_seconds', REGION);

export const lateOverTime = (ctx: Context) => withIndicator(ctx, selector('jindu_report_late', REGION));
export const due = (ctx: Context) => withIndicator(ctx, date(dueAt));
export const overdueDays = (ctx: Context) => withIndicator(ctx, `clamp_min(${NOW} - ${dueAt}, 0) / 86400`);
export const lateCount = `sum(${selector('jindu_report_late', REGION)})`;

// At a glance.

const gaps = selector('jindu_indicator_pace_gap_ratio', REGION, YEAR);

export const behindCount = `sum(${gaps} < bool 0)`;
export const targetCount = `count(${gaps})`;
export const latestCutoff = date(`max(${selector('jindu_indicator_period_end_timestamp_seconds', REGION)})`);
export const boardTime = date(`max(${selector('jindu_board_timestamp_seconds')})`);
