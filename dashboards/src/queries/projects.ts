import type { Context } from '../text';
import { withProject } from './names';
import { colourNumber } from './colours';
import { acrossYears, date, PACK, REGION, selector, YEAR } from './selectors';
import { inYi } from './units';

/*
 * The projects of a region. What a year's task says has the label year; of
 * successive years only one holds at a time, so that the maximum is its value.
 */

/** One value for each project, without the labels that only tell years and packs apart. */
export function each(expr: string): string {
  return `max by (region, project) (${expr})`;
}

const task = (family: string) => selector(`jindu_project_${family}`, REGION, YEAR);
const now = (family: string, ...matchers: string[]) => selector(`jindu_project_${family}`, REGION, ...matchers);

const gaps = `100 * ${task('pace_gap_ratio')}`;

// The table: one row for each project.

const PARTICULARS = 'name, category, lead, owner_unit, task_force';

export const tableColumns: Record<string, string> = {
  info: `max by (region, project, ${PARTICULARS}) (${now('info')})`,
  stage: `max by (region, project, stage) (${now('stage')} == 1)`,
  colour: colourNumber(REGION),
  completion: each(task('completion_ratio')),
  pace: each(task('pace_ratio')),
  gap: each(gaps),
  completed: each(inYi(task('completed_yuan'))),
  target: each(inYi(task('target_yuan'))),
  total: each(inYi(now('total_investment_yuan'))),
  rank: each(now('rank', PACK)),
  change: each(now('rank_change', PACK)),
  cutoff: each(date(now('period_end_timestamp_seconds'))),
  late: each(now('report_late')),
};

// At a glance.

export const count = `count(${task('target_yuan')})`;
export const behind = `count(${gaps} < 0) or vector(0)`;
export const late = `sum(${now('report_late')})`;
export const overdueMilestones = `sum(${now('milestone_overdue')})`;
export const latestCutoff = date(`max(${now('period_end_timestamp_seconds')})`);

// The whole programme.

export const completedShare = `sum(${task('completed_yuan')}) / sum(${task('target_yuan')})`;
export const paceShare = `sum(${task('planned_value_yuan')}) / sum(${task('target_yuan')})`;
export const completedSum = inYi(`sum(${task('completed_yuan')})`);
export const plannedSum = inYi(`sum(${task('planned_value_yuan')})`);
export const targetSum = inYi(`sum(${task('target_yuan')})`);

// Colours and ranks.

export const byColour = `count by (colour) (${now('warning', PACK)} == 1)`;
export const colourOverTime = withProject(colourNumber(REGION));
export const gapRanking = `sort_desc(${withProject(acrossYears(gaps))})`;
export const rankChanges = `sort_desc(${withProject(each(now('rank_change', PACK)))} != 0)`;
/** By how many points they are behind, above 0, so that the longest bar is the farthest. */
export const farthestBehind = (n: number) => `sort_desc(${withProject(`topk(${n}, -1 * ${acrossYears(gaps)} > 0)`)})`;

// Events.

/** Words in place of the codes of the milestones that every project has. */
function milestonesNamed(ctx: Context, expr: string): string {
  const names = { finish: ctx.say({ zh: '竣工', en: 'finish' }), production: ctx.say({ zh: '投产', en: 'production' }) };
  return Object.entries(names).reduce(
    (named, [code, name]) => `label_replace(${named}, "milestone", "${name}", "milestone", "${code}")`,
    expr,
  );
}

/**
 * What is known of events as the time range ends, and told at its last day alone:
 * an event stands at its value, and 2,000 projects at every step are 25 MB.
 */
function once(expr: string): string {
  const lastDay = 'scalar(last_over_time(vector(time())[1d:1d] @ end())) - 86400';
  return `${expr.replaceAll('}', '} @ end()')} and on () (vector(time()) > ${lastDay})`;
}

/** When works started, and when other milestones came, of the projects in scope. */
export const starts = (...scope: string[]) =>
  once(withProject(date(selector('jindu_project_milestone_actual_timestamp_seconds', ...scope, 'milestone="start"'))));
export const milestones = (ctx: Context, ...scope: string[]) =>
  milestonesNamed(
    ctx,
    once(withProject(date(selector('jindu_project_milestone_actual_timestamp_seconds', ...scope, 'milestone!="start"')))),
  );
