import * as p from '../../panels';
import * as q from '../../queries/projects';
import type { Context } from '../../text';

export function count(ctx: Context) {
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

export function behind(ctx: Context) {
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

export function late(ctx: Context) {
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

export function overdueMilestones(ctx: Context) {
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

export function cutoff(ctx: Context) {
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
