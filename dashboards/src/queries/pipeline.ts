import type { Context } from '../text';
import { NOW, REGION, selector } from './selectors';
import { inYi } from './units';

/*
 * The systems around the projects. A total has no name or no industry where it
 * is of all of them; tables write that out, so that every row has both labels.
 */

export type System = 'reserve' | 'programme' | 'attraction' | 'starts' | 'funding' | 'approvals';
type Unit = 'items' | 'yuan';
type Origin = 'published' | 'derived';

const of = (unit: Unit, system: System, origin: Origin, ...matchers: string[]) =>
  selector(`jindu_pipeline_${unit}`, REGION, `system="${system}"`, `origin="${origin}"`, ...matchers);

/** Fills an empty label with words. */
export function named(expr: string, label: string, words: string): string {
  return `label_replace(${expr}, "${label}", "${words}", "${label}", "^$")`;
}

function filled(ctx: Context, expr: string): string {
  const all = ctx.say({ zh: '全部', en: 'all' });
  return named(named(`max without (origin) (${expr})`, 'name', all), 'industry', all);
}

/** What is counted: the totals, and those of industries that were published too. */
function counted(unit: Unit, system: System): string {
  const row = 'on (region, name, step, industry)';
  return (
    `${of(unit, system, 'derived', 'industry=""')}` +
    ` or ${of(unit, system, 'derived')} and ${row} ${of(unit, system, 'published')}`
  );
}

/** The columns of a system's table: as published, as counted, whether they agree. */
export function systemColumns(ctx: Context, system: System): Record<string, string> {
  const agrees = selector('jindu_pipeline_agrees', REGION, `system="${system}"`);
  return {
    counted: filled(ctx, counted('items', system)),
    published: filled(ctx, of('items', system, 'published')),
    countedYi: filled(ctx, inYi(`(${counted('yuan', system)})`)),
    publishedYi: filled(ctx, inYi(of('yuan', system, 'published'))),
    agrees: filled(ctx, agrees),
  };
}

/** One total of a system: as published, or counted where no total is published. */
function total(unit: Unit, system: System, step: string): string {
  const one = (origin: Origin) => `sum(${of(unit, system, origin, 'name=""', 'industry=""', `step="${step}"`)})`;
  return `${one('published')} or ${one('derived')}`;
}

export const items = (system: System, step: string) => total('items', system, step);
export const yi = (system: System, step: string) => inYi(`(${total('yuan', system, step)})`);

const agreement = selector('jindu_pipeline_agrees', REGION);
export const agreeing = `sum(${agreement}) or vector(0)`;
export const disagreeing = `count(${agreement} == 0) or vector(0)`;

/** Counted of all industries, over time. */
export const countedOverTime = (system: System, step: string) =>
  `sum(${of('items', system, 'derived', 'name=""', 'industry=""', `step="${step}"`)})`;

/** Counted by industry, in all that a system has. */
const ofIndustry = (unit: Unit, system: System, step: string) =>
  `sum by (industry) (${of(unit, system, 'derived', 'name=""', 'industry!=""', `step="${step}"`)})`;

export const industryColumns: Record<string, string> = {
  declared: ofIndustry('items', 'reserve', 'declared'),
  admitted: ofIndustry('items', 'reserve', 'admitted'),
  admittedYi: inYi(ofIndustry('yuan', 'reserve', 'admitted')),
  selected: ofIndustry('items', 'programme', 'selected'),
  signed: ofIndustry('items', 'attraction', 'signed'),
  signedYi: inYi(ofIndustry('yuan', 'attraction', 'signed')),
  started: ofIndustry('items', 'starts', 'started'),
};

// The funnel.

/** The stages of a project, in their order. */
export const STAGES = ['planned', 'signed', 'started', 'building', 'completed', 'production'] as const;
export type Stage = (typeof STAGES)[number];

const at = (unit: Unit, stage?: Stage) =>
  selector(`jindu_funnel_${unit}`, REGION, ...(stage ? [`stage="${stage}"`] : []));

export const itemsAt = (stage: Stage) => `sum(${at('items', stage)}) or vector(0)`;
export const yiAt = (stage: Stage) => `${inYi(`sum(${at('yuan', stage)})`)} or vector(0)`;

/** Projects at each stage by industry or size, 0 where there are none. */
export function funnelColumns(ctx: Context, group: 'industry' | 'size'): Record<string, string> {
  const sum = (series: string) => named(`sum by (${group}) (${series})`, group, ctx.say({ zh: '未注明', en: 'not known' }));
  const all = sum(at('items'));
  const stages = STAGES.map((stage) => [stage, `${sum(at('items', stage))} or 0 * ${all}`]);
  return { ...Object.fromEntries(stages), all, yi: inYi(sum(at('yuan'))) };
}

// Time at stages.

const DAY = 86400;
const spent = selector('jindu_project_stage_seconds', REGION);

/** Stages by their place in the order, which a table sorts by. */
function numbered(expr: string): string {
  return STAGES.reduce(
    (renamed, stage, index) => `label_replace(${renamed}, "stage", "${index + 1}", "stage", "${stage}")`,
    expr,
  );
}

/** Of the projects that went on from a stage: how many, and the days they spent there. */
export const stageDays: Record<string, string> = {
  count: numbered(`count by (stage) (${spent})`),
  median: numbered(`quantile by (stage) (0.5, ${spent}) / ${DAY}`),
  mean: numbered(`avg by (stage) (${spent}) / ${DAY}`),
  longest: numbered(`max by (stage) (${spent}) / ${DAY}`),
};

const each = (expr: string) => `max by (region, project) (${expr})`;
const standsAt = selector('jindu_project_stage', REGION);
const entered = selector('jindu_project_stage_entered_timestamp_seconds', REGION);

/** Days that each project was at a stage, or has been so far. */
function daysAt(stage: Stage): string {
  const only = (family: string) => selector(family, REGION, `stage="${stage}"`);
  const soFar = `${NOW} - ${only('jindu_project_stage_entered_timestamp_seconds')}`;
  const here = `${only('jindu_project_stage')} == 1`;
  return each(`(${only('jindu_project_stage_seconds')} or (${soFar} and on (region, project) (${here}))) / ${DAY}`);
}

export const projectColumns: Record<string, string> = {
  info: `max by (region, project, name) (${selector('jindu_project_info', REGION)})`,
  stage: `max by (region, project, stage) (${standsAt} == 1)`,
  since: each(`1000 * (${entered} and on (region, project, stage) (${standsAt} == 1))`),
  ...Object.fromEntries(STAGES.slice(0, -1).map((stage) => [stage, daysAt(stage)])),
};

export const startToProduction =
  `${selector('jindu_project_start_to_production_calendar_months', REGION)}` +
  ` * on (region, project) group_left (name) ${selector('jindu_project_info', REGION)}`;

// Attraction by task force.

const attracted = selector('jindu_attraction_info', REGION);
const ofForce = (aggregate: string, family: string, condition = '') =>
  `${aggregate} by (task_force) ((${selector(`jindu_attraction_${family}`, REGION)}${condition})` +
  ` * on (region, attraction) group_left (task_force) ${attracted})`;

export const forceColumns: Record<string, string> = {
  signed: `count by (task_force) (${attracted})`,
  large: ofForce('count', 'investment_yuan', ' >= 1e8'),
  landed: ofForce('count', 'landed_timestamp_seconds'),
  started: ofForce('count', 'started_timestamp_seconds'),
  yi: inYi(ofForce('sum', 'investment_yuan')),
  funds: inYi(ofForce('sum', 'funds_yuan')),
};

// Leading enterprises: their daily figures, each in the unit that readers expect.

/** Each unit's words in Chinese, what it is stored as, and how much of that it is. */
const DAILY: [unit: string, family: string, scale: number][] = [
  ['万元', 'yuan', 1e4],
  ['吨', 'tonnes', 1],
  ['个', 'items', 1],
  ['%', 'ratio', 0.01],
  ['', 'index', 1],
];

function daily(offset = ''): string {
  const parts = DAILY.map(([unit, family, scale]) => {
    const figure = `${selector(`jindu_enterprise_${family}`, REGION)}${offset} / ${scale}`;
    return `label_replace(${figure}, "unit", "${unit}", "", "")`;
  });
  return `(${parts.join(' or ')})`;
}

export const enterpriseColumns: Record<string, string> = {
  value: `${daily()} * on (region, enterprise) group_left (industry, lead) ${selector('jindu_enterprise_info', REGION)}`,
  change: `${daily()} - ${daily(' offset 1d')}`,
};
export const dailyTonnes = selector('jindu_enterprise_tonnes', REGION);
export const dailyWan = `${selector('jindu_enterprise_yuan', REGION)} / 1e4`;
