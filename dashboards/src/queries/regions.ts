import type { Context } from '../text';
import { LEVEL, published, targets, type Kind } from './indicators';
import { withIndicator } from './names';
import { date, NOW, PACK, selector, YEAR } from './selectors';
import { inYi } from './units';

/*
 * The districts of $city side by side. Every query ends in withDistrict, which
 * leaves the regions right below $city and gives them their names.
 */

const CITY = 'parent=~"$city"';

/** Of the districts alone, each with its name in the label district. */
function withDistrict(ctx: Context, expr: string): string {
  const districts = `label_join(${selector('jindu_region_info', CITY)}, "district", "", "${ctx.nameLabel}")`;
  return `(${expr}) * on (region) group_left (district) ${districts}`;
}

const named = (ctx: Context, columns: Record<string, string>) =>
  Object.fromEntries(Object.entries(columns).map(([ref, expr]) => [ref, withDistrict(ctx, expr)]));

const sum = (expr: string) => `sum by (region) (${expr})`;
const task = (family: string) => selector(`jindu_project_${family}`, YEAR);
const DISTRICTS = selector('jindu_region_info', CITY);
/** Those that have projects, as 1 each: what is counted of them is 0, not absent. */
const some = `group by (region) (${selector('jindu_project_info')})`;
const orZero = (expr: string) => `${expr} or 0 * ${some}`;

const completed = sum(task('completed_yuan'));
const planned = sum(task('planned_value_yuan'));
const target = sum(task('target_yuan'));
const late = sum(`${selector('jindu_report_late')} or ${selector('jindu_project_report_late')}`);

export type Colour = 'green' | 'blue' | 'yellow' | 'orange' | 'red' | 'undefined';
const coloured = (colour: Colour) =>
  orZero(sum(selector('jindu_project_warning', PACK, `colour="${colour}"`)));

/** Alerts that fire; late reports have a column of their own. */
const firing = (...matchers: string[]) =>
  selector('ALERTS', 'alertstate="firing"', 'alertname!="ReportLate"', ...matchers);
/** How many fire; 0 only where somebody evaluates rules: else nothing is known. */
const countFiring = (...matchers: string[]) =>
  `count by (region) (${firing(...matchers)}) or 0 * (${some} and on () ${selector('ALERTS')})`;
const alerts = countFiring();

// The table: a row for each district.

export const tableColumns = (ctx: Context) =>
  named(ctx, {
    projects: `count by (region) (${selector('jindu_project_info')})`,
    total: inYi(sum(selector('jindu_project_total_investment_yuan'))),
    target: inYi(target),
    completed: inYi(completed),
    completion: `${completed} / ${target}`,
    pace: `${planned} / ${target}`,
    gap: `100 * (${completed} - ${planned}) / ${target}`,
    green: coloured('green'),
    yellow: coloured('yellow'),
    red: coloured('red'),
    late,
  });

// The whole city.

const ofCity = (expr: string) => `sum(${expr} and on (region) ${DISTRICTS})`;
export const districts = `count(${some} and on (region) ${DISTRICTS})`;
export const cityCompletion = `${ofCity(completed)} / ${ofCity(target)}`;
export const cityPace = `${ofCity(planned)} / ${ofCity(target)}`;
export const cityCompleted = inYi(ofCity(completed));
export const cityLate = ofCity(late);
export const cityAlerts = ofCity(alerts);

// Side by side.

export const againstPace = (ctx: Context) =>
  named(ctx, { completion: `${completed} / ${target}`, pace: `${planned} / ${target}` });
export const colourColumns = (ctx: Context, colours: Colour[]) =>
  named(ctx, Object.fromEntries(colours.map((colour) => [colour, coloured(colour)])));
export const alertColumns = (ctx: Context, severities: string[]) =>
  named(
    ctx,
    Object.fromEntries(
      severities.map((severity) => [
        severity,
        countFiring(`severity="${severity}"`),
      ]),
    ),
  );
export const alertsByName = (ctx: Context) =>
  withDistrict(ctx, `count by (region, alertname) (${selector('ALERTS', 'alertstate="firing"')})`);

export const completionOverTime = (ctx: Context) => withDistrict(ctx, `${completed} / ${target}`);
export const gapOverTime = (ctx: Context) => withDistrict(ctx, `100 * (${completed} - ${planned}) / ${target}`);

// Indicators: those of all districts, and where several targets are set the gap to the hardest.

export const growth = (ctx: Context) => withDistrict(ctx, withIndicator(ctx, published('growth')));

export function gap(ctx: Context, kind: Kind): string {
  // Of limits and the like, which have no pace, the gap is not in points.
  const aim =
    `on (indicator, region, measure, issuer, year) ` +
    (kind === 'level' ? selector('jindu_indicator_pace_ratio', YEAR, LEVEL) : targets(kind));
  const gaps = `100 * ${selector('jindu_indicator_pace_gap_ratio', YEAR)} and ${aim}`;
  return withDistrict(ctx, withIndicator(ctx, `min by (region, indicator) (${gaps})`));
}

// The four sides.

export const SIDE_UNITS = { yuan: '亿元', ratio: '%', items: '个' } as const;
const SIDE_SCALES = { yuan: '/ 1e8', ratio: '* 100', items: '* 1' } as const;

/** The value of each side; the label what says which, and in which unit. */
export function sides(ctx: Context): string {
  const units = Object.keys(SIDE_UNITS) as (keyof typeof SIDE_UNITS)[];
  const parts = units.map((unit) => {
    const values = `${selector('jindu_region_side', `unit="${unit}"`)} ${SIDE_SCALES[unit]}`;
    return `label_replace(${values}, "in", "${SIDE_UNITS[unit]}", "", "")`;
  });
  return withDistrict(ctx, `label_join(${parts.join(' or ')}, "what", " ", "side", "in")`);
}
export const sideRanks = (ctx: Context) => withDistrict(ctx, selector('jindu_region_side_rank'));
export const standings = (ctx: Context) => `sort(${withDistrict(ctx, selector('jindu_standing_rank'))})`;

// Late reports.

function lateOf(ctx: Context, value: (due: string) => string): string {
  const owner = ctx.lang === 'zh' ? 'owner' : 'owner_en';
  const indicators =
    `(${selector('jindu_report_due_timestamp_seconds')} and on (region, indicator) ${selector('jindu_report_late')} == 1)` +
    ` * on (region, indicator) group_left (by) label_join(${selector('jindu_report_info')}, "by", "", "${owner}")` +
    ` * on (indicator) group_left (of) label_join(${selector('jindu_indicator_info')}, "of", "", "${ctx.nameLabel}")`;
  const projects =
    `(${selector('jindu_project_report_due_timestamp_seconds')} and on (region, project) ${selector('jindu_project_report_late')} == 1)` +
    ` * on (region, project) group_left (of, by)` +
    ` label_join(label_join(${selector('jindu_project_info')}, "of", "", "name"), "by", "", "owner_unit")`;
  return withDistrict(ctx, value(`(${indicators} or ${projects})`));
}

export const lateReports = (ctx: Context): Record<string, string> => ({
  due: lateOf(ctx, date),
  days: lateOf(ctx, (due) => `floor((${NOW} + 86400 - ${due}) / 86400)`),
});

// How districts are heard from. Without a centre above them nothing is known of
// their jindus: -1 says so, and an instant of 0 is none.

export const NOT_CONNECTED = -1;
const upstream = (family: string, otherwise: number) =>
  `max by (region) (${selector(`jindu_upstream_${family}`)}) or ${otherwise} * ${some}`;

export const heard = (ctx: Context) =>
  named(ctx, {
    indicators: `max by (region) (${date(selector('jindu_report_received_timestamp_seconds'))})`,
    projects: `max by (region) (${date(selector('jindu_project_report_received_timestamp_seconds'))})`,
    missing: orZero(
      sum(`${selector('jindu_report_periods_missing')} or ${selector('jindu_project_report_periods_missing')}`),
    ),
    silent: upstream('silent', NOT_CONNECTED),
    heartbeat: date(`(${upstream('heartbeat_timestamp_seconds', 0)})`),
    backlog: upstream('backlog_items', NOT_CONNECTED),
  });
