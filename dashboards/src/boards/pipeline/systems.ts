import * as p from '../../panels';
import { systemColumns, type System } from '../../queries/pipeline';
import type { Context, Text } from '../../text';
import { by, COUNT, rowsTable } from '../rows';

/** What a system of the pipeline is called, and what its table shows. */
const SYSTEMS: { system: System; id: number; title: Text; about: Text; name: Text }[] = [
  {
    system: 'reserve',
    id: 10,
    title: { zh: '储备库', en: 'Reserve' },
    about: {
      zh: '申报和进入各储备库的项目。一个项目可同时在几个库，“全部”为各库相加。',
      en: 'Projects declared to and admitted by each library. One can be in several; "all" adds the libraries up.',
    },
    name: { zh: '储备库', en: 'Library' },
  },
  {
    system: 'programme',
    id: 11,
    title: { zh: '年度计划', en: 'Yearly programmes' },
    about: {
      zh: '进入各年度计划的项目和计划当年完成的投资。只公布合计、没有逐项的计划没有统计数。',
      en: 'Projects selected into each programme, and the investment planned for the year. One that is published as a total alone has nothing to count.',
    },
    name: { zh: '计划', en: 'Programme' },
  },
  {
    system: 'attraction',
    id: 12,
    title: { zh: '招商引资', en: 'Investment attraction' },
    about: {
      zh: '签约、落地、开工的招商项目，以及今年以来到位的省外资金。',
      en: 'Projects signed, landed and started, and funds from outside the province in the year so far.',
    },
    name: { zh: '名称', en: 'Name' },
  },
  {
    system: 'starts',
    id: 13,
    title: { zh: '集中开工', en: 'Starts' },
    about: {
      zh: '今年以来的集中开工仪式和开工的项目。',
      en: 'Opening ceremonies in the year so far and the projects started at them.',
    },
    name: { zh: '仪式', en: 'Ceremony' },
  },
  {
    system: 'funding',
    id: 14,
    title: { zh: '资金', en: 'Funding' },
    about: {
      zh: '今年以来下达的专项债券和预算内资金、所涉及的项目，其中已开工的。',
      en: 'Special bonds and budget funds granted in the year so far, the projects they are for, and those of them that started.',
    },
    name: { zh: '来源', en: 'Source' },
  },
  {
    system: 'approvals',
    id: 15,
    title: { zh: '联审联批', en: 'Joint approval' },
    about: {
      zh: '今年以来受理和办结的手续、所涉及的项目。逐项见“手续”看板。',
      en: 'Procedures accepted and completed in the year so far, and the projects they are of. One by one they stand in the dashboard Approvals.',
    },
    name: { zh: '名称', en: 'Name' },
  },
];

const AGREE: Text = {
  zh: '公布的合计与逐项统计各一列；两者都有的核对是否一致，金额允许四舍五入。',
  en: 'Totals as published beside what is counted from the items; where both are there, whether they agree, amounts but for rounding.',
};

const stepWords = (ctx: Context) =>
  p.words(ctx, {
    declared: { text: { zh: '申报', en: 'declared' } },
    admitted: { text: { zh: '入库', en: 'admitted' } },
    selected: { text: { zh: '入选', en: 'selected' } },
    signed: { text: { zh: '签约', en: 'signed' } },
    landed: { text: { zh: '落地', en: 'landed' } },
    started: { text: { zh: '开工', en: 'started' } },
    funds: { text: { zh: '省外资金', en: 'funds' } },
    ceremonies: { text: { zh: '仪式', en: 'ceremonies' } },
    granted: { text: { zh: '下达', en: 'granted' } },
    projects: { text: { zh: '项目', en: 'projects' } },
    accepted: { text: { zh: '受理', en: 'accepted' } },
    completed: { text: { zh: '办结', en: 'completed' } },
  });

const agreeWords = (ctx: Context) =>
  p.words(ctx, {
    '0': { text: { zh: '不一致', en: 'differs' }, color: 'red' },
    '1': { text: { zh: '一致', en: 'agrees' }, color: 'green' },
  });

/** A table for each system: published beside counted. */
export function systemTables(ctx: Context) {
  return SYSTEMS.map(({ system, id, title, about, name }) => {
    const money = system !== 'approvals';
    const queries = systemColumns(ctx, system);
    if (!money) {
      delete queries.publishedYi;
      delete queries.countedYi;
    }
    return rowsTable(
      ctx,
      {
        id,
        title,
        description: { zh: `${about.zh}${AGREE.zh}`, en: `${about.en} ${AGREE.en}` },
        width: 12,
        height: 8,
        now: true,
      },
      columnsOf(ctx, name, money),
      queries,
      { by: name },
    );
  });
}

function columnsOf(ctx: Context, name: Text, money: boolean): p.Column[] {
  const columns: p.Column[] = [
    { field: 'name', title: name, properties: [p.minWidth(180)] },
    { field: 'industry', title: { zh: '行业', en: 'Industry' } },
    { field: 'step', title: { zh: '环节', en: 'Step' }, properties: [by(stepWords(ctx))] },
    { field: p.valueOf('published'), title: { zh: '公布（个）', en: 'Published' }, properties: COUNT },
    { field: p.valueOf('counted'), title: { zh: '统计（个）', en: 'Counted' }, properties: COUNT },
  ];
  if (money) {
    columns.push(
      { field: p.valueOf('publishedYi'), title: { zh: '公布（亿元）', en: 'Published (亿元)' }, properties: p.AMOUNT },
      { field: p.valueOf('countedYi'), title: { zh: '统计（亿元）', en: 'Counted (亿元)' }, properties: p.AMOUNT },
    );
  }
  columns.push({
    field: p.valueOf('agrees'),
    title: { zh: '核对', en: 'Check' },
    properties: [by(agreeWords(ctx)), p.colouredText],
  });
  return columns;
}
