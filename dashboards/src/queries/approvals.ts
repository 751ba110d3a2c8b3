import { date, NOW, REGION, selector } from './selectors';

/*
 * Procedures (手续), one series each by region, project and procedure. Working
 * days are counted by jindu; stops of the clock are left out of them.
 */

const of = (family: string, ...matchers: string[]) => selector(`jindu_approval_${family}`, REGION, ...matchers);

/** The states of a procedure that is not done, and of one that is. */
export type State = 'open' | 'near_due' | 'overdue' | 'done' | 'done_late';
const OPEN = 'state=~"open|near_due|overdue"';

const PROCEDURE = 'region, project, procedure';
const ON = `on (${PROCEDURE})`;
const each = (expr: string) => `max by (${PROCEDURE}) (${expr})`;
const inState = (matcher: string) => `(${of('state', matcher)} == 1)`;

/** What the procedure is: whose, of which project by name. */
function particulars(matching: string): string {
  const named = `${of('info')} * on (region, project) group_left (name) ${selector('jindu_project_info', REGION)}`;
  return `max by (${PROCEDURE}, authority, name) (${named} and ${ON} ${matching})`;
}

const used = of('workdays');
const limit = of('limit_workdays');
const supplyDue = of('supply_due_timestamp_seconds');
const supplied = of('supplied_timestamp_seconds');

// At a glance.

export const all = `count(${of('info')})`;
export const countIn = (state: State) => `sum(${of('state', `state="${state}"`)})`;
export const doneRate = `sum(${of('state', 'state=~"done|done_late"')}) / count(${of('info')})`;
export const toSupply = `count(${supplyDue} unless ${supplied}) or vector(0)`;

const flowUsed = selector('jindu_project_approval_workdays', REGION);
const flowLimit = selector('jindu_project_approval_limit_workdays', REGION);
export const flowsOver = `count(${flowUsed} > on (region, project) ${flowLimit}) or vector(0)`;

// Tables: a row for each procedure.

/** The clock of the procedures that are not done. */
export const clock: Record<string, string> = {
  info: particulars(inState(OPEN)),
  state: `max by (${PROCEDURE}, state) ${inState(OPEN)}`,
  accepted: each(`${date(of('accepted_timestamp_seconds'))} and ${ON} ${inState(OPEN)}`),
  due: each(`${date(of('due_timestamp_seconds'))} and ${ON} ${inState(OPEN)}`),
  used: each(`${used} and ${ON} ${inState(OPEN)}`),
  limit: each(`${limit} and ${ON} ${inState(OPEN)}`),
  left: each(`${limit} - ${used} and ${ON} ${inState(OPEN)}`),
  share: each(`${used} / ${limit} and ${ON} ${inState(OPEN)}`),
};

const LATE = inState('state="done_late"');

/** Procedures that were done after their day. */
export const doneLate: Record<string, string> = {
  info: particulars(LATE),
  due: each(`${date(of('due_timestamp_seconds'))} and ${ON} ${LATE}`),
  completed: each(`${date(of('completed_timestamp_seconds'))} and ${ON} ${LATE}`),
  used: each(`${used} and ${ON} ${LATE}`),
  limit: each(`${limit} and ${ON} ${LATE}`),
  over: each(`${used} - ${limit} and ${ON} ${LATE}`),
};

/** How documents that were missing stand. */
export const SUPPLY = { supplied: 0, waiting: 1, overdue: 2 } as const;

export const supply: Record<string, string> = {
  info: particulars(supplyDue),
  due: each(date(supplyDue)),
  supplied: each(date(supplied)),
  state: each(
    `${SUPPLY.waiting} + ${of('supply_overdue')} unless ${supplied} or ${SUPPLY.supplied} * ${supplied}`,
  ),
  left: each(`floor((${supplyDue} - ${NOW}) / 86400) unless ${supplied}`),
};

// The whole flow of each project, days in parallel counted once.

const ofProject = (expr: string) => `max by (region, project) (${expr})`;
const countOf = (expr: string) => `count by (region, project) (${expr})`;

export const flows: Record<string, string> = {
  info: `max by (region, project, name) (${selector('jindu_project_info', REGION)} and on (region, project) ${of('info')})`,
  all: countOf(of('info')),
  done: `sum by (region, project) (${of('state', 'state=~"done|done_late"')})`,
  overdue: `sum by (region, project) (${of('state', 'state="overdue"')})`,
  used: ofProject(flowUsed),
  limit: ofProject(flowLimit),
  left: ofProject(`${flowLimit} - ${flowUsed}`),
  share: ofProject(`${flowUsed} / ${flowLimit}`),
};

// By procedure or authority.

/** With the authority of each procedure. */
const withAuthority = (expr: string) => `${expr} * ${ON} group_left (authority) ${of('info')}`;

export function groupColumns(group: 'procedure' | 'authority'): Record<string, string> {
  const by = (aggregate: string, expr: string) => `${aggregate.replace('(', ` by (${group}) (`)}${withAuthority(expr)})`;
  const done = `(${used} and ${of('completed_timestamp_seconds')})`;
  const state = (matcher: string) => by('sum(', of('state', matcher));
  return {
    all: `count by (${group}) (${of('info')})`,
    done: state('state=~"done|done_late"'),
    open: state(OPEN),
    near: state('state="near_due"'),
    overdue: state('state="overdue"'),
    late: state('state="done_late"'),
    mean: by('avg(', done),
    median: by('quantile(0.5, ', done),
    ninth: by('quantile(0.9, ', done),
    limit: by('max(', limit),
  };
}

// Over time.

export const acceptedOverTime = `count(${of('accepted_timestamp_seconds')})`;
export const completedOverTime = `count(${of('completed_timestamp_seconds')})`;
