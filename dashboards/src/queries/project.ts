import { colourByPack, colourNumber } from './colours';
import { acrossYears, date, NOW, PACK, PROJECT, REGION, selector, YEAR } from './selectors';
import { each } from './projects';
import { inYi } from './units';

/** What is told of $project alone. */
const of = (family: string, ...matchers: string[]) => selector(`jindu_${family}`, REGION, PROJECT, ...matchers);
const task = (family: string) => of(`project_${family}`, YEAR);

// Where it stands.

export const colour = colourNumber(REGION, PROJECT);
export const completion = each(task('completion_ratio'));
export const gap = each(`100 * ${task('pace_gap_ratio')}`);
export const rank = each(of('project_rank', PACK));
export const rankChange = each(of('project_rank_change', PACK));
export const cutoff = each(date(of('project_period_end_timestamp_seconds')));
export const spi = of('project_schedule_performance_index');
export const spiOfTime = of('project_earned_schedule_performance_index');
export const toComplete = of('project_to_complete_schedule_performance_index');
export const taskForecast = each(date(of('project_task_forecast_timestamp_seconds')));
export const finishForecast = each(date(of('project_forecast_finish_timestamp_seconds')));
export const finishPlanned = each(date(of('project_milestone_planned_timestamp_seconds', 'milestone="finish"')));
export const requiredMonthly = each(`${of('project_required_monthly_yuan')} / 1e4`);

export const particulars: Record<string, string> = {
  info:
    'max by (region, project, name, category, nature, lead, owner, owner_unit, task_force)' +
    ` (${of('project_info')})`,
  stage: `max by (region, project, stage) (${of('project_stage')} == 1)`,
  total: each(inYi(of('project_total_investment_yuan'))),
  completed: each(inYi(of('project_completed_since_start_yuan'))),
  late: each(of('project_report_late')),
};

// Through time.

export const earned = acrossYears(inYi(task('completed_yuan')));
export const planned = acrossYears(inYi(task('planned_value_yuan')));
export const target = acrossYears(inYi(task('target_yuan')));

/** A value as it stands at the end of the time range. */
const last = (expr: string) => `max by (region, project) (${expr} @ end())`;

/**
 * From what was earned by the latest cut-off straight to the year's task at its
 * forecast, IEAC(t). It goes on after the cut-off, so a time range that reaches
 * the year's end shows where it leads.
 */
export function forecast(): string {
  const earnedLast = last(task('completed_yuan'));
  const cutoffLast = last(of('project_period_end_timestamp_seconds'));
  const done = last(of('project_task_forecast_timestamp_seconds'));
  const after = `(time() - ${cutoffLast})`;
  const share = `clamp(${after} / (${done} - ${cutoffLast}), 0, 1)`;
  return inYi(`(${earnedLast} + (${last(task('target_yuan'))} - ${earnedLast}) * ${share} and ${after} >= 0)`);
}

export const completionOverTime = acrossYears(task('completion_ratio'));
export const paceOverTime = acrossYears(task('pace_ratio'));

export const colourOver = colourByPack(REGION, PROJECT);

// Tables: one row for each milestone, activity, procedure, obstacle.

const perItem = (item: string, expr: string) => `max by (region, project, ${item}) (${expr})`;

export function milestones(): Record<string, string> {
  const plannedAt = of('project_milestone_planned_timestamp_seconds');
  const actualAt = of('project_milestone_actual_timestamp_seconds');
  // A deadline is its day's last second, an event its day's first.
  const days = `(${actualAt} + 86399 - ${plannedAt}) / 86400`;
  const open = `clamp_min(${NOW} + 86399 - ${plannedAt}, 0) / 86400 unless ${actualAt}`;
  return {
    planned: perItem('milestone', date(plannedAt)),
    actual: perItem('milestone', date(actualAt)),
    days: perItem('milestone', `${days} or ${open}`),
    overdue: perItem('milestone', of('project_milestone_overdue')),
  };
}

export const activities: Record<string, string> = {
  info: `max by (region, project, activity, name, critical) (${of('activity_info')})`,
  start: perItem('activity', date(of('activity_latest_start_timestamp_seconds'))),
  finish: perItem('activity', date(of('activity_latest_finish_timestamp_seconds'))),
  float: perItem('activity', `${of('activity_float_seconds')} / 86400`),
  late: perItem('activity', of('activity_late')),
};

export function approvals(): Record<string, string> {
  const used = of('approval_workdays');
  const limit = of('approval_limit_workdays');
  return {
    info: `max by (region, project, procedure, authority) (${of('approval_info')})`,
    state: `max by (region, project, procedure, state) (${of('approval_state')} == 1)`,
    accepted: perItem('procedure', date(of('approval_accepted_timestamp_seconds'))),
    due: perItem('procedure', date(of('approval_due_timestamp_seconds'))),
    completed: perItem('procedure', date(of('approval_completed_timestamp_seconds'))),
    used: perItem('procedure', used),
    limit: perItem('procedure', limit),
    left: perItem('procedure', `${limit} - ${used}`),
  };
}

/** Working days of the whole flow, parallel ones once, and the limit in force. */
export const flowUsed = of('project_approval_workdays');
export const flowLimit = of('project_approval_limit_workdays');

export const obstacles: Record<string, string> = {
  info: `max by (region, project, obstacle, kind, owner, what) (${of('obstacle_info')})`,
  raised: perItem('obstacle', date(of('obstacle_raised_timestamp_seconds'))),
  due: perItem('obstacle', date(of('obstacle_due_timestamp_seconds'))),
  closed: perItem('obstacle', date(of('obstacle_closed_timestamp_seconds'))),
  overdue: perItem('obstacle', of('obstacle_overdue')),
};

export const visits: Record<string, string> = {
  time: each(date(of('project_visit_timestamp_seconds'))),
  mark: each(of('project_visit_mark')),
  decision: `max by (region, project, decision) (${of('project_visit_info')})`,
};
export const visitTimes = date(of('project_visit_timestamp_seconds'));

/** What was acknowledged of the project; a row that says "none" where nothing was. */
export const acknowledgements: Record<string, string> = {
  info:
    `max by (region, project, alert, state, by) (${of('acknowledgement_info')}` +
    ` or on (region, project) label_replace(${of('project_info')}, "state", "none", "", ""))`,
  due: `max by (region, project, alert) (${date(of('acknowledgement_due_timestamp_seconds'))})`,
  overdue: `max by (region, project, alert) (${of('acknowledgement_overdue')})`,
};
