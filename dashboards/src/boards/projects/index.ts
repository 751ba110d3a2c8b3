import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { marks } from '../../annotations';
import * as q from '../../queries/projects';
import { REGION } from '../../queries/selectors';
import type { Context } from '../../text';
import * as v from '../../variables';
import { board } from '../board';
import * as charts from './charts';
import * as glance from './glance';
import { table } from './table';

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
    .withPanel(glance.count(ctx))
    .withPanel(glance.behind(ctx))
    .withPanel(glance.late(ctx))
    .withPanel(glance.overdueMilestones(ctx))
    .withPanel(glance.cutoff(ctx))
    .withPanel(table(ctx))
    .withPanel(charts.programme(ctx))
    .withPanel(charts.byColour(ctx))
    .withPanel(charts.colourTimeline(ctx))
    .withPanel(charts.gapRanking(ctx))
    .withPanel(charts.rankChanges(ctx))
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
