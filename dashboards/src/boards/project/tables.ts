import * as p from '../../panels';
import * as q from '../../queries/project';
import type { Context } from '../../text';

const DAY = [p.unit(p.DATE)];
const PLANNED = { zh: '计划', en: 'Planned' };
const LATEST_START = { zh: '最迟开始', en: 'Latest start' };
const DAYS = [p.decimals(0)];
const OVERDUE = p.textBy([[null, 'green'], [1, 'red']]);
const mapped = (mapping: ReturnType<typeof p.words>) => [{ id: 'mappings', value: [mapping] }, p.colouredText];

export function milestones(ctx: Context) {
  const panel = p.joined(ctx, [
    { field: 'milestone', title: { zh: '节点', en: 'Milestone' }, properties: [{ id: 'mappings', value: [p.milestoneWords(ctx)] }] },
    { field: p.valueOf('planned'), title: PLANNED, properties: DAY },
    { field: p.valueOf('actual'), title: { zh: '实际', en: 'Actual' }, properties: DAY },
    { field: p.valueOf('days'), title: { zh: '迟于计划（天）', en: 'Days late' }, properties: [...DAYS, ...OVERDUE] },
    { field: p.valueOf('overdue'), title: { zh: '逾期', en: 'Overdue' }, properties: mapped(p.overdueWords(ctx)) },
  ]);
  const framed = p.framed(ctx, panel.sortBy(p.sortedBy(ctx.say(PLANNED))), {
    id: 30,
    title: { zh: '节点', en: 'Milestones' },
    description: {
      zh: '各节点的计划与实际日期；迟于计划的天数，负为提前，未到期的为 0。',
      en: 'Planned and actual days of each milestone, and by how many days it came late or has been waited for; negative came early.',
    },
    width: 10,
    height: 9,
    now: true,
  });
  return p.tabled(framed, q.milestones());
}

export function obstacles(ctx: Context) {
  const panel = p.joined(ctx, [
    { field: 'obstacle', title: { zh: '编号', en: 'Number' } },
    { field: 'what', title: { zh: '问题', en: 'Obstacle' }, properties: [p.minWidth(180)] },
    { field: 'kind', title: { zh: '类型', en: 'Kind' }, properties: [{ id: 'mappings', value: [p.obstacleWords(ctx)] }] },
    { field: 'owner', title: { zh: '责任单位', en: 'To be solved by' }, properties: [p.minWidth(130)] },
    { field: p.valueOf('raised'), title: { zh: '提出', en: 'Raised' }, properties: DAY },
    { field: p.valueOf('due'), title: { zh: '期限', en: 'Due' }, properties: DAY },
    { field: p.valueOf('closed'), title: { zh: '销号', en: 'Closed' }, properties: DAY },
    { field: p.valueOf('overdue'), title: { zh: '逾期', en: 'Overdue' }, properties: mapped(p.overdueWords(ctx)) },
  ]);
  const framed = p.framed(ctx, panel.noValue(''), {
    id: 31,
    title: { zh: '问题', en: 'Obstacles' },
    description: { zh: '存在问题、责任单位、办结期限和销号日期。', en: 'What stands in the way, who must solve it by when, and when it was closed.' },
    width: 14,
    height: 9,
    now: true,
  });
  return p.tabled(framed, q.obstacles);
}

export function approvals(ctx: Context) {
  const panel = p.joined(ctx, [
    { field: 'procedure', title: { zh: '手续', en: 'Procedure' }, properties: [p.minWidth(160)] },
    { field: 'authority', title: { zh: '审批部门', en: 'Authority' }, properties: [p.minWidth(140)] },
    { field: 'state', title: { zh: '状态', en: 'State' }, properties: mapped(p.approvalWords(ctx)) },
    { field: p.valueOf('accepted'), title: { zh: '受理', en: 'Accepted' }, properties: DAY },
    { field: p.valueOf('due'), title: { zh: '期限', en: 'Due' }, properties: DAY },
    { field: p.valueOf('completed'), title: { zh: '办结', en: 'Completed' }, properties: DAY },
    { field: p.valueOf('used'), title: { zh: '已用工作日', en: 'Working days used' }, properties: DAYS },
    { field: p.valueOf('limit'), title: { zh: '时限', en: 'Limit' }, properties: DAYS },
    {
      field: p.valueOf('left'),
      title: { zh: '余', en: 'Left' },
      properties: [...DAYS, ...p.textBy([[null, 'red'], [0, 'yellow'], [2, 'green']])],
    },
  ]);
  const framed = p.framed(ctx, panel, {
    id: 32,
    title: { zh: '手续', en: 'Approvals' },
    description: {
      zh: '各项手续的状态和时钟：已用工作日不含停止计时的天数；余数为负即超期。',
      en: 'Each procedure and its clock in working days, stops left out; fewer than 0 left is over the limit.',
    },
    width: 18,
    height: 9,
    now: true,
  });
  return p.tabled(framed, q.approvals());
}

export function activities(ctx: Context) {
  const yes = { '1': { text: { zh: '已迟', en: 'late' }, color: 'red' }, '0': { text: { zh: '未迟', en: 'no' }, color: 'green' } };
  const critical = { true: { text: { zh: '关键', en: 'critical' }, color: 'orange' }, false: { text: { zh: '', en: '' } } };
  const panel = p.joined(ctx, [
    { field: 'activity', title: { zh: '编号', en: 'Number' } },
    { field: 'name', title: { zh: '工序', en: 'Activity' }, properties: [p.minWidth(160)] },
    { field: 'critical', title: { zh: '关键', en: 'Critical' }, properties: mapped(p.words(ctx, critical)) },
    { field: p.valueOf('start'), title: LATEST_START, properties: DAY },
    { field: p.valueOf('finish'), title: { zh: '最迟完成', en: 'Latest finish' }, properties: DAY },
    { field: p.valueOf('float'), title: { zh: '时差（天）', en: 'Float (days)' }, properties: DAYS },
    { field: p.valueOf('late'), title: { zh: '是否已迟', en: 'Late' }, properties: mapped(p.words(ctx, yes)) },
  ]);
  const framed = p.framed(ctx, panel.sortBy(p.sortedBy(ctx.say(LATEST_START))), {
    id: 33,
    title: { zh: '工序（倒排工期）', en: 'Activities (scheduled back)' },
    description: {
      zh: '有工序表的项目：各工序按竣工期限倒排的最迟开始与完成；已完成的工序没有时差。',
      en: 'Where it has activities: the latest start and finish of each within the deadline. What is finished has no float.',
    },
    width: 12,
    height: 10,
    now: true,
  });
  return p.tabled(framed, q.activities);
}

export function visits(ctx: Context) {
  const panel = p.joined(ctx, [
    { field: p.valueOf('time'), title: { zh: '日期', en: 'Day' }, properties: DAY },
    { field: p.valueOf('mark'), title: { zh: '得分', en: 'Mark' }, properties: [p.decimals(1)] },
    { field: 'decision', title: { zh: '议定事项', en: 'Decided' }, properties: [p.minWidth(150)] },
  ]);
  const framed = p.framed(ctx, panel, {
    id: 34,
    title: { zh: '最近一次观摩', en: 'Latest visit' },
    description: { zh: '最近一次观摩的日期、平均得分（0 至 100）和议定事项。', en: "The latest visit to the site: its day, the judges' mean mark from 0 to 100, and what was decided." },
    width: 6,
    height: 10,
    now: true,
  });
  return p.tabled(framed, q.visits);
}

export function acknowledgements(ctx: Context) {
  const panel = p.joined(ctx, [
    { field: 'state', title: { zh: '状态', en: 'State' }, properties: mapped(p.acknowledgementWords(ctx)) },
    { field: 'alert', title: { zh: '预警', en: 'Alert' } },
    { field: 'by', title: { zh: '督办人', en: 'By' } },
    { field: p.valueOf('due'), title: { zh: '期限', en: 'Due' }, properties: DAY },
    { field: p.valueOf('overdue'), title: { zh: '逾期', en: 'Overdue' }, properties: mapped(p.overdueWords(ctx)) },
  ]);
  const framed = p.framed(ctx, panel, {
    id: 35,
    title: { zh: '督办', en: 'Acknowledgements' },
    description: { zh: '对该项目的督办与销号；没有的显示“无”。', en: 'What was acknowledged of the project and whether it is closed; "none" where nothing was.' },
    width: 6,
    height: 10,
    now: true,
  });
  return p.tabled(framed, q.acknowledgements);
}
