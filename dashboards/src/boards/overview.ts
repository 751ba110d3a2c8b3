import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { seriesToIndicator, seriesToProject } from '../links';
import * as p from '../panels';
import * as q from '../queries/overview';
import * as projects from '../queries/projects';
import type { Context } from '../text';
import * as v from '../variables';
import { board } from './board';

/**
 * "Overview", for a wall: 24 columns by 20 rows, which fill a screen of 16:9,
 * few words, and numbers that are read from five metres.
 */
export function overview(ctx: Context): Dashboard {
  return board(ctx, {
    name: 'overview',
    title: { zh: '总览', en: 'Overview' },
    description: {
      zh: '大屏：投资完成、项目颜色、落后项、指标进度、迟报、问题和预警，一屏看完。',
      en: 'For the wall: investment, colours, what is behind, indicators, late reports, obstacles and alerts on one screen.',
    },
    from: 'now-1y',
    variables: [v.regionVariable(ctx), v.taskYearVariable(ctx), v.packVariable(ctx)],
  })
    .withPanel(investment(ctx))
    .withPanel(colours(ctx))
    .withPanel(cutoff(ctx))
    .withPanel(behind(ctx))
    .withPanel(late(ctx))
    .withPanel(obstacles(ctx))
    .withPanel(alerts(ctx))
    .withPanel(indicators(ctx))
    .withPanel(farthestBehind(ctx))
    .build();
}

/** Big numbers, each with a short name. */
const big = () => p.numbers().text(p.wallText(30));

function investment(ctx: Context) {
  const ofTarget = ctx.say({ zh: '完成', en: 'done' });
  return p
    .framed(ctx, big().unit('percentunit').decimals(1), {
      id: 1,
      title: { zh: '${region:text}：投资完成与序时进度', en: '${region:text}: investment against its pace' },
      description: {
        zh: '全部项目本年完成投资占年度目标的比例，与截至数据日应完成的比例。',
        en: "What all projects have completed of the year's target, and what the pace asks for by their cut-offs.",
      },
      width: 9,
      height: 4,
      now: true,
    })
    .withTarget(p.instantQuery('completed', projects.completedShare, ofTarget))
    .withTarget(p.instantQuery('pace', projects.paceShare, ctx.say({ zh: '序时', en: 'pace' })))
    .overrideByQuery('completed', [p.fixedColour('green')])
    .overrideByQuery('pace', [p.fixedColour('text')]);
}

/** The colours of the packs that jindu ships, worst first. */
const SHOWN = ['red', 'yellow', 'green', 'undefined'] as const;

function colours(ctx: Context) {
  const panel = big().colorMode(p.ON_GROUND).decimals(0);
  for (const colour of SHOWN) {
    panel
      .withTarget(p.instantQuery(colour, q.withColour(colour), ctx.say(p.colours[colour].text)))
      .overrideByQuery(colour, [p.fixedColour(p.colours[colour].color)]);
  }
  return p.framed(ctx, panel, {
    id: 2,
    title: { zh: '项目颜色', en: 'Colours of projects' },
    description: {
      zh: '按所选预警规则，各颜色的项目数。',
      en: 'How many projects have each colour by the rule pack chosen.',
    },
    width: 10,
    height: 4,
    now: true,
  });
}

function cutoff(ctx: Context) {
  return p
    .framed(ctx, big().unit(ctx.say({ zh: 'time:M月D日', en: 'time:D MMM' })), {
      id: 3,
      title: { zh: '数据截至', en: 'Data until' },
      description: { zh: '最晚一期项目进度报表的数据截至日。', en: "The latest cut-off of any project's report." },
      width: 5,
      height: 4,
      now: true,
    })
    .withTarget(p.instantQuery('cutoff', projects.latestCutoff, ctx.say({ zh: '数据截至', en: 'Data until' })));
}

function behind(ctx: Context) {
  return p
    .framed(ctx, big().decimals(0).thresholds(p.steps(...p.NONE_IS_WELL)), {
      id: 4,
      title: { zh: '落后', en: 'Behind' },
      description: {
        zh: '低于序时进度的项目、低于序时进度的总量指标、低于目标的增速指标。',
        en: 'Projects below their pace, indicators below theirs, and growth below what was set.',
      },
      width: 9,
      height: 4,
      now: true,
    })
    .withTarget(p.instantQuery('projects', projects.behind, ctx.say({ zh: '项目', en: 'projects' })))
    .withTarget(p.instantQuery('indicators', q.indicatorsBehind, ctx.say({ zh: '总量', en: 'amounts' })))
    .withTarget(p.instantQuery('growth', q.growthBelow, ctx.say({ zh: '增速', en: 'growth' })));
}

function late(ctx: Context) {
  return p
    .framed(ctx, big().decimals(0).thresholds(p.steps(...p.NONE_IS_WELL)), {
      id: 5,
      title: { zh: '迟报', en: 'Late' },
      description: {
        zh: '应报未报的指标和项目报表数。迟报说明报表未到，不说明进度慢。',
        en: 'Reports of indicators and projects that were due and have not come. A late report says nothing of slow progress.',
      },
      width: 3,
      height: 4,
      now: true,
    })
    .withTarget(p.instantQuery('count', q.late, ctx.say({ zh: '迟报', en: 'late' })));
}

function obstacles(ctx: Context) {
  return p
    .framed(ctx, big().decimals(0).thresholds(p.steps(...p.NONE_IS_WELL)), {
      id: 6,
      title: { zh: '问题', en: 'Obstacles' },
      description: { zh: '未销号的问题，和其中逾期的。', en: 'Obstacles that are open, and those of them that are overdue.' },
      width: 5,
      height: 4,
      now: true,
    })
    .withTarget(p.instantQuery('open', q.openObstacles, ctx.say({ zh: '未销号', en: 'open' })))
    .withTarget(p.instantQuery('overdue', q.overdueObstacles, ctx.say({ zh: '逾期', en: 'overdue' })))
    .overrideByQuery('open', [p.fixedColour('orange')]);
}

function alerts(ctx: Context) {
  return p
    .framed(ctx, big().decimals(0).noValue('–').thresholds(p.steps(...p.NONE_IS_WELL)), {
      id: 7,
      title: { zh: '预警', en: 'Alerts' },
      description: {
        zh: '正在触发的预警数，按级别。由谁评价规则就问谁：jindu，或 alerts: external 时的 Prometheus。只有当前值。',
        en: 'Alerts that fire, by severity. Ask whoever evaluates the rules: jindu, or a Prometheus with `alerts: external`. Of now only.',
      },
      width: 7,
      height: 4,
    })
    .withTarget(p.instantQuery('critical', q.alerts('critical'), ctx.say({ zh: '严重', en: 'critical' })))
    .withTarget(p.instantQuery('warning', q.alerts('warning'), ctx.say({ zh: '警告', en: 'warning' })))
    .overrideByQuery('warning', [p.fixedColour('orange')]);
}

function indicators(ctx: Context) {
  const panel = p.bars().unit('percentunit').decimals(1).min(0).max(1).text(p.wallText(30, 34));
  return p
    .framed(ctx, panel, {
      id: 8,
      title: { zh: '指标完成年度目标', en: "Indicators: done of the year's target" },
      description: {
        zh: '各总量指标完成年度目标的比例；绿为达到序时进度，红为低于，灰为序时进度。有多个目标的取差距大的。',
        en: 'How much of its target each indicator has done: green keeps its pace, red does not, grey is the pace. Of several targets the one farther away counts.',
      },
      width: 12,
      height: 12,
      now: true,
    })
    .withTarget(p.instantQuery('pace', q.pace, ctx.say({ zh: '序时进度', en: 'Pace' })))
    .withTarget(p.instantQuery('on', q.onPace(ctx), `{{${ctx.nameLabel}}}`))
    .withTarget(p.instantQuery('behind', q.behindPace(ctx), `{{${ctx.nameLabel}}}`))
    .overrideByQuery('pace', [p.fixedColour('#8e8e8e')])
    .overrideByQuery('on', [p.fixedColour('green'), seriesToIndicator(ctx)])
    .overrideByQuery('behind', [p.fixedColour('red'), seriesToIndicator(ctx)]);
}

function farthestBehind(ctx: Context) {
  const none = ctx.say({ zh: '没有落后项目', en: 'None is behind' });
  const panel = p.bars().decimals(1).min(0).noValue(none).text(p.wallText(30, 34)).thresholds(p.steps([null, 'yellow'], [10, 'red']));
  return p
    .framed(ctx, panel, {
      id: 9,
      title: { zh: '落后最多的项目（百分点）', en: 'Farthest behind (points)' },
      description: {
        zh: '低于序时进度最多的八个项目，以及落后多少个百分点。',
        en: 'The eight projects that are farthest below their pace, and by how many percentage points.',
      },
      width: 12,
      height: 12,
      now: true,
    })
    .withTarget(p.instantQuery('gap', projects.farthestBehind(8), '{{name}}'))
    .overrideByQuery('gap', [seriesToProject(ctx)]);
}
