import * as p from '../../panels';
import * as q from '../../queries/approvals';
import type { Context, Text } from '../../text';
import { COUNT, rowsTable } from '../rows';
import { authority, procedure, workdays } from './columns';

export function groups(ctx: Context, group: 'procedure' | 'authority') {
  const procedures = group === 'procedure';
  const all = { zh: '手续', en: 'All' };
  const days = [p.unit('none'), p.decimals(1)];
  const alarm = (colour: string) => [...COUNT, ...p.textBy([[null, 'text'], [1, colour]])];
  return rowsTable(
    ctx,
    {
      id: procedures ? 30 : 31,
      title: procedures ? { zh: '按手续（工作日）', en: 'By procedure (working days)' } : { zh: '按审批部门（工作日）', en: 'By authority (working days)' },
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
      workdays('open', { zh: '未办结', en: 'Open' }),
      { field: p.valueOf('near'), title: { zh: '临期', en: 'Near due' }, properties: alarm('yellow') },
      { field: p.valueOf('overdue'), title: { zh: '超期', en: 'Overdue' }, properties: alarm('red') },
      { field: p.valueOf('late'), title: { zh: '超期办结', en: 'Done late' }, properties: alarm('orange') },
      { field: p.valueOf('mean'), title: { zh: '平均', en: 'Mean' }, properties: days },
      { field: p.valueOf('median'), title: { zh: '中位数', en: 'Median' }, properties: days },
      { field: p.valueOf('ninth'), title: { zh: '九成位', en: 'P90' }, properties: days },
      workdays('limit', { zh: '时限', en: 'Limit' }),
    ],
    q.groupColumns(group),
    { by: all, desc: true },
  );
}

export function openOverTime(ctx: Context) {
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

export function doneOverTime(ctx: Context) {
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
