import { seriesToProject } from '../../links';
import * as p from '../../panels';
import * as q from '../../queries/projects';
import type { Context } from '../../text';

export function programme(ctx: Context) {
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

export function byColour(ctx: Context) {
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

export function colourTimeline(ctx: Context) {
  return p
    .framed(ctx, p.timeline().maxDataPoints(100).mappings([p.colourWords(ctx)]), {
      id: 30,
      title: { zh: '颜色变化', en: 'Colours through time' },
      description: {
        zh: '每个项目各时点的预警颜色，按所选预警规则。',
        en: "Each project's colour at each moment, by the rule pack chosen.",
      },
      width: 24,
      height: 20,
    })
    .withTarget(p.rangeQuery('colour', q.colourOverTime, '{{name}}'))
    .overrideByQuery('colour', [seriesToProject(ctx)]);
}

export function gapRanking(ctx: Context) {
  return p
    .framed(ctx, p.bars().decimals(1).thresholds(p.steps(...p.GAP)), {
      id: 31,
      title: { zh: '与序时进度的差距（百分点）', en: 'Gap to the pace (points)' },
      description: {
        zh: '完成比例减序时进度，由高到低；负为落后。',
        en: 'Completion less pace, highest first; negative is behind.',
      },
      width: 12,
      height: 20,
      now: true,
    })
    .withTarget(p.instantQuery('gap', q.gapRanking, '{{name}}'))
    .overrideByQuery('gap', [seriesToProject(ctx)]);
}

export function rankChanges(ctx: Context) {
  const none = ctx.say({ zh: '无升降', en: 'No changes' });
  return p
    .framed(ctx, p.bars().decimals(0).noValue(none).thresholds(p.steps([null, 'red'], [0, 'green'])), {
      id: 32,
      title: { zh: '排名升降', en: 'Changes of rank' },
      description: {
        zh: '较上月末升降的位次，正为上升；未变的不列。',
        en: 'Places climbed since the end of the month before; those that kept theirs are left out.',
      },
      width: 12,
      height: 20,
      now: true,
    })
    .withTarget(p.instantQuery('change', q.rankChanges, '{{name}}'))
    .overrideByQuery('change', [seriesToProject(ctx)]);
}
