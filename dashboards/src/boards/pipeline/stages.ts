import { rowToProject } from '../../links';
import * as p from '../../panels';
import * as q from '../../queries/pipeline';
import { stages, type Context } from '../../text';
import { by, COUNT, DAY, rowsTable } from '../rows';

export function funnel(ctx: Context, kind: 'items' | 'yi') {
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

export function funnelTable(ctx: Context, group: 'industry' | 'size') {
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
        : { field: group, title: { zh: '规模', en: 'Size' }, properties: [by(sizeWords(ctx)), p.minWidth(90)] },
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

export function stageDays(ctx: Context) {
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
      { field: 'stage', title: order, properties: [by(p.words(ctx, numbers)), p.minWidth(90)] },
      { field: p.valueOf('count'), title: { zh: '项目（个）', en: 'Projects' }, properties: COUNT },
      { field: p.valueOf('median'), title: { zh: '中位数（天）', en: 'Median (days)' }, properties: days },
      { field: p.valueOf('mean'), title: { zh: '平均（天）', en: 'Mean (days)' }, properties: days },
      { field: p.valueOf('longest'), title: { zh: '最长（天）', en: 'Longest (days)' }, properties: days },
    ],
    q.stageDays,
    { by: order },
  );
}

export function startToProduction(ctx: Context) {
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

export function timeOfProjects(ctx: Context) {
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
