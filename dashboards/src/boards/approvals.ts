import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { rowToProject } from '../links';
import * as p from '../panels';
import * as q from '../queries/approvals';
import type { Context, Text } from '../text';
import * as v from '../variables';
import { board } from './board';
import { by, COUNT, DAY, rowsTable } from './rows';

/** "Approvals": the clocks of procedures, and the whole flow of each project against its limit. */
export function approvals(ctx: Context): Dashboard {
  const made = board(ctx, {
    name: 'approvals',
    title: { zh: '手续', en: 'Approvals' },
    description: {
      zh: '联审联批：在办手续的时限（工作日）、临期、超期、超期办结、容缺待补，以及各项目全流程与现行时限。',
      en: 'Joint approval: the clocks of open procedures in working days, near due, overdue, done late, documents to be supplied, and the whole flow of each project against the limit in force.',
    },
    from: 'now-1y',
    variables: [v.regionVariable(ctx)],
  });
  const panels = [
    ...glances(ctx),
    clock(ctx),
    supply(ctx),
    flows(ctx),
    doneLate(ctx),
    groups(ctx, 'procedure'),
    groups(ctx, 'authority'),
    openOverTime(ctx),
    doneOverTime(ctx),
  ];
  for (const panel of panels) made.withPanel(panel);
  return made.build();
}

/** Numbers for all procedures of the region. */
function glances(ctx: Context) {
  const glance = (id: number, title: Text, description: Text, expr: string, panel = p.number()) =>
    p
      .framed(ctx, panel, { id, title, description, width: 3, height: 4, now: true })
      .withTarget(p.instantQuery('value', expr));
  const alarm = (colour: string) => p.number().thresholds(p.steps([null, 'green'], [1, colour]));
  return [
    glance(
      1,
      { zh: '手续', en: 'Procedures' },
      { zh: '所选地区各项目所需的手续数。', en: 'Procedures that the projects of the region need.' },
      q.all,
    ),
    glance(
      2,
      { zh: '办结率', en: 'Done' },
      { zh: '已办结（含超期办结）占全部手续的比例。', en: 'The share of all procedures that is done, in time or late.' },
      q.doneRate,
      p.number().unit('percentunit').decimals(1),
    ),
    glance(
      3,
      { zh: '在办', en: 'Open' },
      { zh: '在办且未临期、未超期的手续。', en: 'Procedures that are open, and neither near due nor overdue.' },
      q.countIn('open'),
    ),
    glance(
      4,
      { zh: '临期', en: 'Near due' },
      { zh: '剩余不超过一个工作日的手续。', en: 'Procedures with one working day left or less.' },
      q.countIn('near_due'),
      alarm('yellow'),
    ),
    glance(
      5,
      { zh: '超期', en: 'Overdue' },
      { zh: '超过时限而未办结的手续。', en: 'Procedures beyond their limit that are not done.' },
      q.countIn('overdue'),
      alarm('red'),
    ),
    glance(
      6,
      { zh: '超期办结', en: 'Done late' },
      { zh: '超过时限才办结的手续。', en: 'Procedures that were done beyond their limit.' },
      q.countIn('done_late'),
      alarm('orange'),
    ),
    glance(
      7,
      { zh: '容缺待补', en: 'Documents to be supplied' },
      { zh: '容缺受理、材料尚未补齐的手续。', en: 'Procedures accepted with documents missing that have not been supplied.' },
      q.toSupply,
      alarm('yellow'),
    ),
    glance(
      8,
      { zh: '全流程超时限', en: 'Flows over the limit' },
      {
        zh: '审批全流程已用工作日超过现行时限的项目数，并行的只计一次。',
        en: 'Projects whose approvals have taken more working days than the limit in force; days in parallel count once.',
      },
      q.flowsOver,
      alarm('red'),
    ),
  ];
}

// Columns that several tables have.

const name = (ctx: Context): p.Column => ({
  field: 'name',
  title: { zh: '项目', en: 'Project' },
  properties: [p.minWidth(200), rowToProject(ctx)],
});
const number = (ctx: Context): p.Column => ({
  field: 'project',
  title: { zh: '编号', en: 'No.' },
  properties: [rowToProject(ctx)],
});
const procedure: p.Column = { field: 'procedure', title: { zh: '手续', en: 'Procedure' }, properties: [p.minWidth(170)] };
const authority: p.Column = { field: 'authority', title: { zh: '审批部门', en: 'Authority' }, properties: [p.minWidth(130)] };
const workdays = (ref: string, title: Text): p.Column => ({ field: p.valueOf(ref), title, properties: COUNT });
const usedColumn = workdays('used', { zh: '已用（工作日）', en: 'Used (working days)' });
const limitColumn = workdays('limit', { zh: '时限（工作日）', en: 'Limit (working days)' });
const LEFT: Text = { zh: '剩余（工作日）', en: 'Left (working days)' };
const leftColumn: p.Column = {
  field: p.valueOf('left'),
  title: LEFT,
  properties: [...COUNT, ...p.textBy([[null, 'red'], [0, 'yellow'], [2, 'green']])],
};
/** The share of the limit that is used, as a bar; full where it is used up. */
const shareColumn: p.Column = {
  field: p.valueOf('share'),
  title: { zh: '已用比例', en: 'Share used' },
  properties: [
    p.unit('percentunit'),
    p.decimals(0),
    { id: 'min', value: 0 },
    { id: 'max', value: 1 },
    ...p.textBy([[null, 'green'], [0.9, 'yellow'], [1.0001, 'red']]).slice(1),
    { id: 'custom.cellOptions', value: { type: 'gauge', mode: 'basic', valueDisplayMode: 'text' } },
    p.minWidth(140),
  ],
};
const day = (ref: string, title: Text): p.Column => ({ field: p.valueOf(ref), title, properties: DAY });

function clock(ctx: Context) {
  return rowsTable(
    ctx,
    {
      id: 10,
      title: { zh: '在办手续', en: 'Open procedures' },
      description: {
        zh: '未办结的手续：已用和剩余的工作日，停止计时的不计；剩余为负即超期。没有时限或停止计时没有终止日期的没有到期日。项目名链接到该项目。',
        en: 'Procedures that are not done: working days used and left, stops left out; below 0 is overdue. One without a limit, or whose clock stands still with no end, has no due day. Names link to the project.',
      },
      width: 24,
      height: 8,
      now: true,
    },
    [
      name(ctx),
      procedure,
      authority,
      { field: 'state', title: { zh: '状态', en: 'State' }, properties: [by(p.approvalWords(ctx)), p.colouredText] },
      day('accepted', { zh: '受理', en: 'Accepted' }),
      day('due', { zh: '到期', en: 'Due' }),
      usedColumn,
      limitColumn,
      leftColumn,
      shareColumn,
      number(ctx),
    ],
    q.clock,
    { by: LEFT },
  );
}

function supply(ctx: Context) {
  const due = { zh: '补齐期限', en: 'Supply by' };
  const words = p.words(ctx, {
    [q.SUPPLY.supplied]: { text: { zh: '已补齐', en: 'supplied' }, color: 'green' },
    [q.SUPPLY.waiting]: { text: { zh: '待补', en: 'waiting' }, color: 'yellow' },
    [q.SUPPLY.overdue]: { text: { zh: '逾期', en: 'overdue' }, color: 'red' },
  });
  return rowsTable(
    ctx,
    {
      id: 11,
      title: { zh: '容缺材料', en: 'Documents to be supplied' },
      description: {
        zh: '容缺受理的手续：材料何时应补齐、何时补齐。',
        en: 'Procedures accepted with documents missing: by when these are to be supplied, and when they were.',
      },
      width: 24,
      height: 8,
      now: true,
    },
    [
      name(ctx),
      procedure,
      authority,
      day('due', due),
      day('supplied', { zh: '补齐', en: 'Supplied' }),
      { field: p.valueOf('state'), title: { zh: '状态', en: 'State' }, properties: [by(words), p.colouredText] },
      { field: p.valueOf('left'), title: { zh: '剩余（天）', en: 'Left (days)' }, properties: COUNT },
      number(ctx),
    ],
    q.supply,
    { by: due, desc: true },
  );
}

function flows(ctx: Context) {
  return rowsTable(
    ctx,
    {
      id: 20,
      title: { zh: '各项目审批全流程', en: 'The whole flow of each project' },
      description: {
        zh: '有手续在办的工作日，并行的只计一次，与现行时限（市、区目标中最低的）比较。尚在办理的继续计时。',
        en: 'Working days on which any procedure was running, days in parallel counted once, against the limit in force: the lowest of the targets of city and district. Where one is open, the clock runs on.',
      },
      width: 14,
      height: 12,
      now: true,
    },
    [
      number(ctx),
      name(ctx),
      workdays('all', { zh: '手续', en: 'All' }),
      workdays('done', { zh: '办结', en: 'Done' }),
      { ...workdays('overdue', { zh: '超期', en: 'Overdue' }), properties: [...COUNT, ...p.textBy([[null, 'text'], [1, 'red']])] },
      usedColumn,
      limitColumn,
      leftColumn,
      shareColumn,
    ],
    q.flows,
    { by: LEFT },
  );
}

function doneLate(ctx: Context) {
  const over = { zh: '超出（工作日）', en: 'Over (working days)' };
  return rowsTable(
    ctx,
    {
      id: 21,
      title: { zh: '超期办结', en: 'Done late' },
      description: {
        zh: '超过时限才办结的手续，以及超出的工作日。',
        en: 'Procedures that were done beyond their limit, and by how many working days.',
      },
      width: 10,
      height: 12,
      now: true,
    },
    [
      name(ctx),
      procedure,
      authority,
      workdays('over', over),
      usedColumn,
      limitColumn,
      day('due', { zh: '到期', en: 'Due' }),
      day('completed', { zh: '办结', en: 'Completed' }),
      number(ctx),
    ],
    q.doneLate,
    { by: over, desc: true },
  );
}

function groups(ctx: Context, group: 'procedure' | 'authority') {
  const procedures = group === 'procedure';
  const all = { zh: '手续', en: 'All' };
  const days = [p.unit('none'), p.decimals(1)];
  const alarm = (colour: string) => [...COUNT, ...p.textBy([[null, 'text'], [1, colour]])];
  return rowsTable(
    ctx,
    {
      id: procedures ? 30 : 31,
      title: procedures ? { zh: '按手续', en: 'By procedure' } : { zh: '按审批部门', en: 'By authority' },
      description: {
        zh: '办结、在办、临期、超期、超期办结的手续数；办结所用工作日的平均、中位数和九成位，以及时限（最长的）。',
        en: 'How many are done, open, near due, overdue and done late; mean, median and ninth decile of the working days of those that are done, and the limit (the longest).',
      },
      width: 12,
      height: 11,
      now: true,
    },
    [
      procedures ? { ...procedure, title: { zh: '名称', en: 'Procedure' } } : authority,
      workdays('all', all),
      workdays('done', { zh: '办结', en: 'Done' }),
      workdays('open', { zh: '未办结', en: 'Not done' }),
      { field: p.valueOf('near'), title: { zh: '临期', en: 'Near due' }, properties: alarm('yellow') },
      { field: p.valueOf('overdue'), title: { zh: '超期', en: 'Overdue' }, properties: alarm('red') },
      { field: p.valueOf('late'), title: { zh: '超期办结', en: 'Done late' }, properties: alarm('orange') },
      { field: p.valueOf('mean'), title: { zh: '平均（工作日）', en: 'Mean (working days)' }, properties: days },
      { field: p.valueOf('median'), title: { zh: '中位数', en: 'Median' }, properties: days },
      { field: p.valueOf('ninth'), title: { zh: '九成位', en: 'Ninth decile' }, properties: days },
      workdays('limit', { zh: '时限', en: 'Limit' }),
    ],
    q.groupColumns(group),
    { by: all, desc: true },
  );
}

function openOverTime(ctx: Context) {
  const states: [q.State, Text, string][] = [
    ['open', { zh: '在办', en: 'open' }, 'blue'],
    ['near_due', { zh: '临期', en: 'near due' }, 'yellow'],
    ['overdue', { zh: '超期', en: 'overdue' }, 'red'],
  ];
  const panel = p.framed(ctx, p.stacked().decimals(0), {
    id: 40,
    title: { zh: '未办结手续的变化', en: 'Procedures not done, over time' },
    description: {
      zh: '每一时刻在办、临期、超期的手续数。',
      en: 'How many procedures were open, near due and overdue at each moment.',
    },
    width: 12,
    height: 9,
  });
  for (const [state, legend, colour] of states) {
    panel
      .withTarget(p.rangeQuery(state, q.countIn(state), ctx.say(legend)))
      .overrideByQuery(state, [p.fixedColour(colour)]);
  }
  return panel;
}

function doneOverTime(ctx: Context) {
  return p
    .framed(ctx, p.chart().decimals(0), {
      id: 41,
      title: { zh: '受理与办结的变化', en: 'Accepted and completed, over time' },
      description: {
        zh: '累计受理和办结的手续数，两线之间即未办结的。',
        en: 'Procedures accepted and completed so far; what lies between the lines is not done.',
      },
      width: 12,
      height: 9,
    })
    .withTarget(p.rangeQuery('accepted', q.acceptedOverTime, ctx.say({ zh: '受理', en: 'Accepted' })))
    .withTarget(p.rangeQuery('completed', q.completedOverTime, ctx.say({ zh: '办结', en: 'Completed' })));
}
