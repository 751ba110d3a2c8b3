import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { marks } from '../annotations';
import { rowToProject, seriesToProject } from '../links';
import * as p from '../panels';
import * as q from '../queries/projects';
import { REGION } from '../queries/selectors';
import type { Context } from '../text';
import * as v from '../variables';
import { board } from './board';

/** "Projects": who is ahead and who behind, by the rule pack chosen. */
export function projects(ctx: Context): Dashboard {
  return board(ctx, {
    name: 'projects',
    title: { zh: '项目', en: 'Projects' },
    description: {
      zh: '重点项目的完成比例与序时进度、预警颜色、排名与升降、责任人；点项目名看单个项目。',
      en: 'Key projects: completion against pace, colours, ranks and their changes, who answers. A name links to the project.',
    },
    from: 'now-1y',
    variables: [v.regionVariable(ctx), v.taskYearVariable(ctx), v.packVariable(ctx)],
  })
    .annotation(started(ctx))
    .annotation(milestones(ctx))
    .withPanel(count(ctx))
    .withPanel(behind(ctx))
    .withPanel(late(ctx))
    .withPanel(overdueMilestones(ctx))
    .withPanel(cutoff(ctx))
    .withPanel(table(ctx))
    .withPanel(programme(ctx))
    .withPanel(byColour(ctx))
    .withPanel(colourTimeline(ctx))
    .withPanel(gapRanking(ctx))
    .withPanel(rankChanges(ctx))
    .build();
}

const started = (ctx: Context) =>
  marks(ctx, { name: { zh: '开工', en: 'Start' }, colour: 'green', expr: q.starts(REGION), text: '{{name}}' });

const milestones = (ctx: Context) =>
  marks(ctx, {
    name: { zh: '节点', en: 'Milestone' },
    colour: 'blue',
    expr: q.milestones(ctx, REGION),
    text: '{{name}}: {{milestone}}',
  });

function count(ctx: Context) {
  return p
    .framed(ctx, p.number(), {
      id: 1,
      title: { zh: '有年度任务的项目', en: 'Projects with a task' },
      description: {
        zh: '所选地区有所选年度投资目标的项目数。',
        en: "The region's projects with an investment target for the years chosen.",
      },
      width: 5,
      height: 4,
      now: true,
    })
    .withTarget(p.instantQuery('count', q.count));
}

function behind(ctx: Context) {
  return p
    .framed(ctx, p.number().thresholds(p.steps(...p.NONE_IS_WELL)), {
      id: 2,
      title: { zh: '落后于序时进度', en: 'Behind their pace' },
      description: {
        zh: '完成比例低于序时进度的项目数，按各项目最近一期报表的数据截至日评价。',
        en: "Projects whose completion is below the pace, each judged at its latest report's cut-off.",
      },
      width: 5,
      height: 4,
      now: true,
    })
    .withTarget(p.instantQuery('behind', q.behind));
}

function late(ctx: Context) {
  return p
    .framed(ctx, p.number().thresholds(p.steps(...p.NONE_IS_WELL)), {
      id: 3,
      title: { zh: '迟报项目', en: 'Late reports' },
      description: {
        zh: '当月进度应报未报的项目数。迟报不改变颜色：颜色按最近一期报表。',
        en: 'Projects whose monthly report was due and has not come. Late holds the colour of the latest report.',
      },
      width: 4,
      height: 4,
      now: true,
    })
    .withTarget(p.instantQuery('late', q.late));
}

function overdueMilestones(ctx: Context) {
  return p
    .framed(ctx, p.number().thresholds(p.steps(...p.NONE_IS_WELL)), {
      id: 4,
      title: { zh: '逾期节点', en: 'Milestones overdue' },
      description: {
        zh: '计划日期已过而未完成的节点数。',
        en: 'Milestones whose planned day has passed without them.',
      },
      width: 5,
      height: 4,
      now: true,
    })
    .withTarget(p.instantQuery('overdue', q.overdueMilestones));
}

function cutoff(ctx: Context) {
  return p
    .framed(ctx, p.number().unit(p.DATE), {
      id: 5,
      title: { zh: '数据截至', en: 'Cut-off' },
      description: {
        zh: '最晚一期项目进度报表的数据截至日。',
        en: "The latest cut-off of any project's report.",
      },
      width: 5,
      height: 4,
      now: true,
    })
    .withTarget(p.instantQuery('cutoff', q.latestCutoff));
}

function table(ctx: Context) {
  const rank = { zh: '排名', en: 'Rank' };
  const columns: p.Column[] = [
    { field: p.valueOf('rank'), title: rank, properties: [p.decimals(0)] },
    {
      field: p.valueOf('change'),
      title: { zh: '升降', en: 'Change' },
      properties: [p.decimals(0), ...p.textBy([[null, 'red'], [0, 'text'], [1, 'green']])],
    },
    { field: 'project', title: { zh: '编号', en: 'Project' }, properties: [rowToProject(ctx)] },
    { field: 'name', title: { zh: '名称', en: 'Name' }, properties: [p.minWidth(260), rowToProject(ctx)] },
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
    { field: p.valueOf('completed'), title: { zh: '完成（亿元）', en: 'Completed (亿元)' }, properties: p.AMOUNT },
    { field: p.valueOf('target'), title: { zh: '年度目标（亿元）', en: 'Target (亿元)' }, properties: p.AMOUNT },
    { field: p.valueOf('total'), title: { zh: '总投资（亿元）', en: 'Total (亿元)' }, properties: p.AMOUNT },
    { field: 'stage', title: { zh: '阶段', en: 'Stage' }, properties: [{ id: 'mappings', value: [p.stageWords(ctx)] }] },
    { field: 'category', title: { zh: '类别', en: 'Category' } },
    { field: 'lead', title: { zh: '包保领导', en: 'Lead official' } },
    { field: 'owner_unit', title: { zh: '责任单位', en: 'Responsible unit' }, properties: [p.minWidth(140)] },
    { field: 'task_force', title: { zh: '专班', en: 'Task force' }, properties: [p.minWidth(160)] },
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

function programme(ctx: Context) {
  return p
    .framed(ctx, p.chart().decimals(2).axisLabel(ctx.say({ zh: '亿元', en: '亿元 (1e8 yuan)' })), {
      id: 20,
      title: { zh: '全部项目投资完成与应完成（亿元）', en: 'Investment of all projects against the plan (亿元)' },
      description: {
        zh: '本年累计完成投资（挣值 EV）、按序时进度应完成（计划价值 PV）和年度目标。竖线为开工和节点。',
        en: "Completed in the year (earned value), due by the pace (planned value), and the year's target. Marks are starts and milestones.",
      },
      width: 12,
      height: 10,
    })
    .withTarget(p.rangeQuery('completed', q.completedSum, ctx.say({ zh: '完成', en: 'Completed' })))
    .withTarget(p.rangeQuery('planned', q.plannedSum, ctx.say({ zh: '应完成', en: 'Due by the pace' })))
    .withTarget(p.rangeQuery('target', q.targetSum, ctx.say({ zh: '年度目标', en: "Year's target" })))
    .overrideByQuery('planned', [p.dashed])
    .overrideByQuery('target', [p.dashed, p.thinLine]);
}

function byColour(ctx: Context) {
  const panel = p.stacked().decimals(0).transformations(p.colourLegends(ctx));
  for (const { text, color } of Object.values(p.colours)) {
    panel.overrideByName(ctx.say(text), [p.fixedColour(color)]);
  }
  return p
    .framed(ctx, panel, {
      id: 21,
      title: { zh: '各颜色项目数', en: 'Projects of each colour' },
      description: {
        zh: '按所选预警规则，各颜色的项目数随时间的变化。',
        en: 'How many projects had each colour by the rule pack chosen.',
      },
      width: 12,
      height: 10,
    })
    .withTarget(p.rangeQuery('colours', q.byColour, '<{{colour}}>'));
}

function colourTimeline(ctx: Context) {
  return p
    .framed(ctx, p.timeline().mappings([p.colourWords(ctx)]), {
      id: 30,
      title: { zh: '颜色变化', en: 'Colours through time' },
      description: {
        zh: '每个项目各时点的预警颜色，按所选预警规则。',
        en: "Each project's colour at each moment, by the rule pack chosen.",
      },
      width: 14,
      height: 20,
    })
    .withTarget(p.rangeQuery('colour', q.colourOverTime, '{{name}}'))
    .overrideByQuery('colour', [seriesToProject(ctx)]);
}

function gapRanking(ctx: Context) {
  return p
    .framed(ctx, p.bars().decimals(1).thresholds(p.steps(...p.GAP)), {
      id: 31,
      title: { zh: '与序时进度的差距（百分点）', en: 'Gap to the pace (points)' },
      description: {
        zh: '完成比例减序时进度，由高到低；负为落后。',
        en: 'Completion less pace, highest first; negative is behind.',
      },
      width: 10,
      height: 20,
      now: true,
    })
    .withTarget(p.instantQuery('gap', q.gapRanking, '{{name}}'))
    .overrideByQuery('gap', [seriesToProject(ctx)]);
}

function rankChanges(ctx: Context) {
  const none = ctx.say({ zh: '无升降', en: 'No changes' });
  return p
    .framed(ctx, p.bars().decimals(0).noValue(none).thresholds(p.steps([null, 'red'], [0, 'green'])), {
      id: 32,
      title: { zh: '排名升降', en: 'Changes of rank' },
      description: {
        zh: '较上月末升降的位次，正为上升；未变的不列。',
        en: 'Places climbed since the end of the month before; those that kept theirs are left out.',
      },
      width: 24,
      height: 12,
      now: true,
    })
    .withTarget(p.instantQuery('change', q.rankChanges, '{{name}}'))
    .overrideByQuery('change', [seriesToProject(ctx)]);
}
