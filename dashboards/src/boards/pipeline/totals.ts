import * as p from '../../panels';
import * as q from '../../queries/pipeline';
import type { Context, Text } from '../../text';
import { COUNT, rowsTable } from '../rows';

export function overTime(ctx: Context) {
  const panel = p.framed(ctx, p.chart().decimals(0), {
    id: 20,
    title: { zh: '各环节项数的变化', en: 'The pipeline over time' },
    description: {
      zh: '按逐项统计的入库、签约、落地、开工项目数。',
      en: 'Projects admitted, signed, landed and started, as counted from the items.',
    },
    width: 12,
    height: 10,
  });
  const lines: [system: q.System, step: string, legend: Text][] = [
    ['reserve', 'admitted', { zh: '储备入库', en: 'Admitted to reserve' }],
    ['attraction', 'signed', { zh: '招商签约', en: 'Signed' }],
    ['attraction', 'landed', { zh: '招商落地', en: 'Landed' }],
    ['attraction', 'started', { zh: '招商开工', en: 'Attracted and started' }],
    ['starts', 'started', { zh: '集中开工', en: 'Started at ceremonies' }],
  ];
  for (const [system, step, legend] of lines) {
    panel.withTarget(p.rangeQuery(`${system}_${step}`, q.countedOverTime(system, step), ctx.say(legend)));
  }
  return panel;
}

export function byIndustry(ctx: Context) {
  const count = (ref: string, title: Text) => ({ field: p.valueOf(ref), title, properties: COUNT });
  const amount = (ref: string, title: Text) => ({ field: p.valueOf(ref), title, properties: p.AMOUNT });
  const most = { zh: '储备申报', en: 'Declared' };
  return rowsTable(
    ctx,
    {
      id: 21,
      title: { zh: '按行业', en: 'By industry' },
      description: {
        zh: '各体系按逐项统计的项数和投资，分行业。各体系的行业分类不尽相同。',
        en: 'What each system comes to by industry, counted from the items. The systems do not all divide industries alike.',
      },
      width: 12,
      height: 10,
      now: true,
    },
    [
      { field: 'industry', title: { zh: '行业', en: 'Industry' }, properties: [p.minWidth(140)] },
      count('declared', most),
      count('admitted', { zh: '入库', en: 'Admitted' }),
      amount('admittedYi', { zh: '入库（亿元）', en: 'Admitted (亿元)' }),
      count('selected', { zh: '入选计划', en: 'Selected' }),
      count('signed', { zh: '签约', en: 'Signed' }),
      amount('signedYi', { zh: '签约（亿元）', en: 'Signed (亿元)' }),
      count('started', { zh: '集中开工', en: 'Started' }),
    ],
    q.industryColumns,
    { by: most, desc: true },
  );
}

export function taskForces(ctx: Context) {
  const signed = { zh: '签约', en: 'Signed' };
  return rowsTable(
    ctx,
    {
      id: 43,
      title: { zh: '招商专班', en: 'Task forces of attraction' },
      description: {
        zh: '各专班签约（其中亿元以上）、落地、开工的招商项目，总投资和今年以来到位的省外资金。',
        en: 'Projects that each task force signed (of 100 million yuan and more), landed and started, their investment, and funds from outside the province in the year so far.',
      },
      width: 10,
      height: 12,
      now: true,
    },
    [
      { field: 'task_force', title: { zh: '专班', en: 'Task force' }, properties: [p.minWidth(150)] },
      { field: p.valueOf('signed'), title: signed, properties: COUNT },
      { field: p.valueOf('large'), title: { zh: '亿元以上', en: 'Large' }, properties: COUNT },
      { field: p.valueOf('landed'), title: { zh: '落地', en: 'Landed' }, properties: COUNT },
      { field: p.valueOf('started'), title: { zh: '开工', en: 'Started' }, properties: COUNT },
      { field: p.valueOf('yi'), title: { zh: '总投资（亿元）', en: 'Investment (亿元)' }, properties: p.AMOUNT },
      { field: p.valueOf('funds'), title: { zh: '省外资金（亿元）', en: 'Funds (亿元)' }, properties: p.AMOUNT },
    ],
    q.forceColumns,
    { by: signed, desc: true },
  );
}
