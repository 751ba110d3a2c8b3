import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { rowToProject } from '../links';
import * as p from '../panels';
import * as q from '../queries/pipeline';
import { stages, type Context, type Text } from '../text';
import * as v from '../variables';
import { board } from './board';
import { enterpriseTable, tonnesChart, wanChart } from './enterprises';
import { by, COUNT, DAY, rowsTable } from './rows';
import { systemTables } from './systems';

/** "Pipeline": what a district has in hand around its projects, and how they go through their stages. */
export function pipeline(ctx: Context): Dashboard {
  const made = board(ctx, {
    name: 'pipeline',
    title: { zh: '项目体系', en: 'Pipeline' },
    description: {
      zh: '储备、计划、招商、开工、资金：公布的合计与逐项统计；各阶段的项目和停留时间；龙头企业每日调度。',
      en: 'Reserve, programmes, attraction, starts, funding: totals as published beside what is counted; projects by stage and the time they spend there; leading enterprises by the day.',
    },
    from: 'now-1y',
    variables: [v.regionVariable(ctx)],
  });
  const panels = [
    agreement(ctx),
    ...HEADLINES.map((headline) => total(ctx, headline)),
    ...systemTables(ctx),
    overTime(ctx),
    byIndustry(ctx),
    funnel(ctx, 'items'),
    funnel(ctx, 'yi'),
    funnelTable(ctx, 'industry'),
    funnelTable(ctx, 'size'),
    stageDays(ctx),
    startToProduction(ctx),
    timeOfProjects(ctx),
    taskForces(ctx),
    enterpriseTable(ctx),
    tonnesChart(ctx),
    wanChart(ctx),
  ];
  for (const panel of panels) made.withPanel(panel);
  return made.build();
}

function agreement(ctx: Context) {
  return p
    .framed(ctx, p.numbers(), {
      id: 1,
      title: { zh: '公布与统计核对', en: 'Published against counted' },
      description: {
        zh: '公布的合计与逐项统计都有的，一致和不一致的各有多少。',
        en: 'Of the totals that are published and can be counted from the items: how many agree, and how many differ.',
      },
      width: 4,
      height: 4,
      now: true,
    })
    .withTarget(p.instantQuery('agreeing', q.agreeing, ctx.say({ zh: '一致', en: 'agree' })))
    .withTarget(p.instantQuery('disagreeing', q.disagreeing, ctx.say({ zh: '不一致', en: 'differ' })))
    .overrideByQuery('disagreeing', p.textBy(p.NONE_IS_WELL).slice(1));
}

interface Headline {
  id: number;
  system: q.System;
  step: string;
  title: Text;
  description: Text;
}

const HEADLINES: Headline[] = [
  {
    id: 2,
    system: 'reserve',
    step: 'admitted',
    title: { zh: '储备：入库', en: 'Reserve: admitted' },
    description: {
      zh: '各储备库入库的项目和投资；没有公布总数时按逐项统计。',
      en: 'Projects admitted by the libraries and their investment; counted where no sum is published.',
    },
  },
  {
    id: 3,
    system: 'attraction',
    step: 'signed',
    title: { zh: '招商：签约', en: 'Attraction: signed' },
    description: {
      zh: '签约的招商项目；没有公布投资额时按逐项统计。',
      en: 'Projects signed; their investment is counted where it is not published.',
    },
  },
  {
    id: 4,
    system: 'attraction',
    step: 'funds',
    title: { zh: '招商：省外资金', en: 'Attraction: funds' },
    description: {
      zh: '今年以来到位的省外资金，以及带来资金的项目。',
      en: 'Funds from outside the province in the year so far, and the projects that brought them.',
    },
  },
  {
    id: 5,
    system: 'starts',
    step: 'started',
    title: { zh: '集中开工', en: 'Started at ceremonies' },
    description: {
      zh: '今年以来集中开工的项目和总投资。',
      en: 'Projects started at ceremonies in the year so far, and their investment.',
    },
  },
  {
    id: 6,
    system: 'funding',
    step: 'granted',
    title: { zh: '资金：下达', en: 'Funding: granted' },
    description: {
      zh: '今年以来下达的专项债券和预算内资金。',
      en: 'Special bonds and budget funds granted in the year so far.',
    },
  },
];

function total(ctx: Context, { id, system, step, title, description }: Headline) {
  return p
    .framed(ctx, p.numbers(), { id, title, description, width: 4, height: 4, now: true })
    .withTarget(p.instantQuery('items', q.items(system, step), ctx.say({ zh: '个', en: 'items' })))
    .withTarget(p.instantQuery('yi', q.yi(system, step), ctx.say({ zh: '亿元', en: '亿元 (1e8 yuan)' })))
    .overrideByQuery('items', COUNT)
    .overrideByQuery('yi', p.AMOUNT);
}

function overTime(ctx: Context) {
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

function byIndustry(ctx: Context) {
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

function funnel(ctx: Context, kind: 'items' | 'yi') {
  const items = kind === 'items';
  const panel = p.framed(ctx, p.bars().min(0).decimals(items ? 0 : 2).thresholds(p.steps([null, 'blue'])), {
    id: items ? 30 : 31,
    title: items
      ? { zh: '各阶段项目（个）', en: 'Projects by stage (items)' }
      : { zh: '各阶段项目总投资（亿元）', en: 'Investment by stage (亿元)' },
    description: {
      zh: '谋划、签约、开工、在建、竣工、投产：项目目前所处的阶段。',
      en: 'The stage that projects are at: planned, signed, started, building, completed, production.',
    },
    width: 6,
    height: 9,
    now: true,
  });
  for (const stage of q.STAGES) {
    const expr = items ? q.itemsAt(stage) : q.yiAt(stage);
    panel.withTarget(p.instantQuery(stage, expr, ctx.say(stages[stage])));
  }
  return panel;
}

function funnelTable(ctx: Context, group: 'industry' | 'size') {
  const industry = group === 'industry';
  const all = { zh: '合计', en: 'All' };
  return rowsTable(
    ctx,
    {
      id: industry ? 32 : 33,
      title: industry ? { zh: '各阶段项目：按行业', en: 'Stages by industry' } : { zh: '各阶段项目：按规模', en: 'Stages by size' },
      description: industry
        ? { zh: '各行业（项目类别）在各阶段的项目数和总投资。', en: 'Projects of each industry (their category) at each stage, and their total investment.' }
        : { zh: '总投资 1 亿元及以上为大项目。', en: 'Large is 100 million yuan of total investment and more.' },
      width: 12,
      height: industry ? 9 : 5,
      now: true,
    },
    [
      industry
        ? { field: group, title: { zh: '行业', en: 'Industry' }, properties: [p.minWidth(140)] }
        : { field: group, title: { zh: '规模', en: 'Size' }, properties: [by(sizeWords(ctx))] },
      ...q.STAGES.map((stage) => ({ field: p.valueOf(stage), title: stages[stage], properties: COUNT })),
      { field: p.valueOf('all'), title: all, properties: COUNT },
      { field: p.valueOf('yi'), title: { zh: '总投资（亿元）', en: 'Investment (亿元)' }, properties: p.AMOUNT },
    ],
    q.funnelColumns(ctx, group),
    { by: all, desc: true },
  );
}

const sizeWords = (ctx: Context) =>
  p.words(ctx, {
    large: { text: { zh: '亿元以上', en: 'large' } },
    small: { text: { zh: '亿元以下', en: 'small' } },
    unknown: { text: { zh: '总投资未知', en: 'not known' } },
  });

function stageDays(ctx: Context) {
  const order = { zh: '阶段', en: 'Stage' };
  const numbers = Object.fromEntries(q.STAGES.map((stage, index) => [String(index + 1), { text: stages[stage] }]));
  const days = [p.unit('none'), p.decimals(0)];
  return rowsTable(
    ctx,
    {
      id: 40,
      title: { zh: '各阶段停留天数', en: 'Days at each stage' },
      description: {
        zh: '已进入下一阶段的项目在该阶段停留的天数。仍在该阶段的不计。',
        en: 'Days that projects spent at a stage until they came to the next. Those that are still there do not count.',
      },
      width: 8,
      height: 5,
      now: true,
    },
    [
      { field: 'stage', title: order, properties: [by(p.words(ctx, numbers))] },
      { field: p.valueOf('count'), title: { zh: '项目（个）', en: 'Projects' }, properties: COUNT },
      { field: p.valueOf('median'), title: { zh: '中位数（天）', en: 'Median (days)' }, properties: days },
      { field: p.valueOf('mean'), title: { zh: '平均（天）', en: 'Mean (days)' }, properties: days },
      { field: p.valueOf('longest'), title: { zh: '最长（天）', en: 'Longest (days)' }, properties: days },
    ],
    q.stageDays,
    { by: order },
  );
}

function startToProduction(ctx: Context) {
  const panel = p.numbers().unit(ctx.say({ zh: 'suffix: 个月', en: 'suffix: months' })).decimals(0);
  const none = ctx.say({ zh: '尚无项目投产', en: 'None is in production' });
  return p
    .framed(ctx, panel.noValue(none), {
      id: 41,
      title: { zh: '开工到投产', en: 'Start to production' },
      description: {
        zh: '已投产项目从开工到投产的整月数。',
        en: 'Whole months by the calendar from start to production, of the projects that produce.',
      },
      width: 4,
      height: 5,
      now: true,
    })
    .withTarget(p.instantQuery('months', q.startToProduction, '{{name}}'));
}

function timeOfProjects(ctx: Context) {
  const days = [p.unit('none'), p.decimals(0)];
  const since = { zh: '自', en: 'Since' };
  return rowsTable(
    ctx,
    {
      id: 42,
      title: { zh: '各项目在各阶段的天数', en: 'Days of each project at each stage' },
      description: {
        zh: '每个项目在各阶段停留的天数；目前所处阶段为至今的天数。跳过的阶段空白。',
        en: 'How many days each project was at a stage, and so far at the one it is at. A stage that it skipped is blank.',
      },
      width: 14,
      height: 12,
      now: true,
    },
    [
      { field: 'project', title: { zh: '编号', en: 'Project' }, properties: [rowToProject(ctx)] },
      { field: 'name', title: { zh: '名称', en: 'Name' }, properties: [p.minWidth(220), rowToProject(ctx)] },
      { field: 'stage', title: { zh: '阶段', en: 'Stage' }, properties: [by(p.stageWords(ctx))] },
      { field: p.valueOf('since'), title: since, properties: DAY },
      ...q.STAGES.slice(0, -1).map((stage) => ({ field: p.valueOf(stage), title: stages[stage], properties: days })),
    ],
    q.projectColumns,
    { by: since },
  );
}

function taskForces(ctx: Context) {
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
