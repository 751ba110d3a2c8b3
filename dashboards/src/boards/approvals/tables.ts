import * as p from '../../panels';
import * as q from '../../queries/approvals';
import type { Context } from '../../text';
import { by, COUNT, rowsTable } from '../rows';
import { LEFT, authority, day, leftColumn, limitColumn, name, number, procedure, shareColumn, usedColumn, workdays } from './columns';

export function clock(ctx: Context) {
  return rowsTable(
    ctx,
    {
      id: 10,
      title: { zh: '在办手续（工作日）', en: 'Open procedures (working days)' },
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

export function supply(ctx: Context) {
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

export function flows(ctx: Context) {
  return rowsTable(
    ctx,
    {
      id: 20,
      title: { zh: '各项目审批全流程（工作日）', en: 'The whole flow of each project (working days)' },
      description: {
        zh: '有手续在办的工作日，并行的只计一次，与现行时限（市、区目标中最低的）比较。尚在办理的继续计时。',
        en: 'Working days on which any procedure was running, days in parallel counted once, against the limit in force: the lowest of the targets of city and district. Where one is open, the clock runs on.',
      },
      width: 12,
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

export function doneLate(ctx: Context) {
  const over = { zh: '超出', en: 'Over' };
  return rowsTable(
    ctx,
    {
      id: 21,
      title: { zh: '超期办结（工作日）', en: 'Done late (working days)' },
      description: {
        zh: '超过时限才办结的手续，以及超出的工作日。',
        en: 'Procedures that were done beyond their limit, and by how many working days.',
      },
      width: 12,
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
