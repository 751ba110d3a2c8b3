import { rowToProject } from '../../links';
import * as p from '../../panels';
import * as q from '../../queries/projects';
import type { Context } from '../../text';

export function table(ctx: Context) {
  const rank = { zh: '排名', en: 'Rank' };
  const columns: p.Column[] = [
    { field: p.valueOf('rank'), title: rank, properties: [p.decimals(0)] },
    {
      field: p.valueOf('change'),
      title: { zh: '升降', en: 'Change' },
      properties: [p.decimals(0), ...p.textBy([[null, 'red'], [0, 'text'], [1, 'green']])],
    },
    { field: 'project', title: { zh: '编号', en: 'Project' }, properties: [rowToProject(ctx)] },
    { field: 'name', title: { zh: '名称', en: 'Name' }, properties: [p.minWidth(200), rowToProject(ctx)] },
    {
      field: p.valueOf('colour'),
      title: { zh: '颜色', en: 'Colour' },
      properties: [{ id: 'mappings', value: [p.colourWords(ctx)] }, p.colouredCell],
    },
    { field: p.valueOf('completion'), title: { zh: '完成比例', en: 'Completion' }, properties: p.PER_CENT },
    { field: p.valueOf('pace'), title: { zh: '序时进度', en: 'Pace' }, properties: p.PER_CENT },
    {
      field: p.valueOf('gap'),
      title: { zh: '差距（百分点）', en: 'Gap (points)' },
      properties: [p.decimals(1), ...p.textBy(p.GAP)],
    },
    { field: p.valueOf('completed'), title: { zh: '完成（亿元）', en: 'Done (亿元)' }, properties: p.AMOUNT },
    { field: p.valueOf('target'), title: { zh: '年度目标（亿元）', en: 'Target (亿元)' }, properties: p.AMOUNT },
    { field: p.valueOf('total'), title: { zh: '总投资（亿元）', en: 'Total (亿元)' }, properties: p.AMOUNT },
    { field: 'stage', title: { zh: '阶段', en: 'Stage' }, properties: [{ id: 'mappings', value: [p.stageWords(ctx)] }] },
    { field: 'category', title: { zh: '类别', en: 'Category' } },
    { field: 'lead', title: { zh: '包保领导', en: 'Lead' } },
    { field: 'owner_unit', title: { zh: '责任单位', en: 'Responsible unit' }, properties: [p.width(130)] },
    { field: 'task_force', title: { zh: '专班', en: 'Task force' }, properties: [p.width(140)] },
    { field: p.valueOf('cutoff'), title: { zh: '数据截至', en: 'Cut-off' }, properties: [p.unit(p.DATE)] },
    {
      field: p.valueOf('late'),
      title: { zh: '报送', en: 'Report' },
      properties: [{ id: 'mappings', value: [p.lateWords(ctx)] }, p.colouredText],
    },
  ];
  const panel = p.framed(ctx, p.joined(ctx, columns).sortBy(p.sortedBy(ctx.say(rank))), {
    id: 10,
    title: { zh: '项目一览', en: 'All projects' },
    description: {
      zh: '每个项目一行，按排名；可按任一列排序、筛选。名称和编号链接到该项目。金额为亿元（1 亿 = 10⁸ 元）。',
      en: 'A row for each project, by rank; sort and filter by any column. Names and numbers link to the project. 亿元 is 100 million yuan.',
    },
    width: 24,
    height: 16,
    now: true,
  });
  return p.tabled(panel, q.tableColumns);
}
