import type { Context } from '../text';
import { coloured } from './colours';
import { LEVEL } from './indicators';
import { withIndicator } from './names';
import { countOrZero, REGION, selector, YEAR } from './selectors';

/*
 * The wall: few numbers, each of the whole region. An indicator can have more
 * than one target (of city and district): the one it is farther from counts.
 */

const completion = `min by (indicator) (${selector('jindu_indicator_completion_ratio', REGION, YEAR, LEVEL)})`;
const gap = `min by (indicator) (${selector('jindu_indicator_pace_gap_ratio', REGION, YEAR, LEVEL)})`;

/** Completion of the indicators that keep their pace, and of those that don't. */
export const onPace = (ctx: Context) => `sort_desc(${withIndicator(ctx, `${completion} and ${gap} >= 0`)})`;
export const behindPace = (ctx: Context) => `sort_desc(${withIndicator(ctx, `${completion} and ${gap} < 0`)})`;

/** What the pace asks for of them, which curves of their own may set apart. */
export const pace = `max(${selector('jindu_indicator_pace_ratio', REGION, YEAR, LEVEL)})`;

/** Growth that is below what was set for the year. */
export const growthBelow = countOrZero(
  `min by (indicator) (${selector('jindu_indicator_pace_gap_ratio', REGION, YEAR, 'measure="ytd_yoy"')}) < 0`,
);
export const indicatorsBehind = countOrZero(`${gap} < 0`);

export const withColour = (colour: string) => countOrZero(coloured(colour));

/** Reports of indicators and of projects that were due and have not come. */
export const late = `sum(${selector('jindu_(project_)?report_late', REGION)})`;

export const openObstacles = `sum(${selector('jindu_obstacle_open', REGION)})`;
export const overdueObstacles = `sum(${selector('jindu_obstacle_overdue', REGION)})`;

/**
 * Alerts that fire, of whoever evaluates the rules: jindu, or the Prometheus
 * that is asked. Who evaluates none has no ALERTS at all, which is not 0.
 */
export function alerts(severity: string): string {
  const firing = selector('ALERTS', REGION, 'alertstate="firing"', `severity="${severity}"`);
  return `count(${firing}) or 0 * count(${selector('ALERTS')})`;
}
