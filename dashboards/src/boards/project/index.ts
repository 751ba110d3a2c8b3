import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { marks } from '../../annotations';
import * as q from '../../queries/project';
import { milestones, starts } from '../../queries/projects';
import { PROJECT, REGION } from '../../queries/selectors';
import type { Context } from '../../text';
import * as v from '../../variables';
import { board } from '../board';
import * as now from './standing';
import * as tables from './tables';
import * as time from './time';

/** "One project": all that is known of it. */
export function project(ctx: Context): Dashboard {
  return board(ctx, {
    name: 'project',
    title: { zh: '单个项目', en: 'One project' },
    description: {
      zh: '单个项目的进度曲线、挣值指标、节点、工序、手续、问题、观摩、督办、预计完成和颜色变化。',
      en: 'One project: S-curve, earned value, milestones, activities, approvals, obstacles, visits, acknowledgements, forecasts and colours.',
    },
    from: 'now-1y',
    variables: [v.regionVariable(ctx), v.projectVariable(ctx), v.taskYearVariable(ctx), v.packVariable(ctx)],
  })
    .annotation(
      marks(ctx, { name: { zh: '开工', en: 'Start' }, colour: 'green', expr: starts(REGION, PROJECT), text: '{{name}}' }),
    )
    .annotation(
      marks(ctx, {
        name: { zh: '节点', en: 'Milestone' },
        colour: 'blue',
        expr: milestones(ctx, REGION, PROJECT),
        text: '{{milestone}}',
      }),
    )
    .annotation(
      marks(ctx, { name: { zh: '观摩', en: 'Visit' }, colour: 'purple', expr: q.visitTimes, text: '{{project}}' }),
    )
    .withPanel(now.colour(ctx))
    .withPanel(now.completion(ctx))
    .withPanel(now.gap(ctx))
    .withPanel(now.rank(ctx))
    .withPanel(now.indices(ctx))
    .withPanel(now.particulars(ctx))
    .withPanel(now.forecasts(ctx))
    .withPanel(now.required(ctx))
    .withPanel(time.curve(ctx))
    .withPanel(time.indices(ctx))
    .withPanel(time.completion(ctx))
    .withPanel(time.colour(ctx))
    .withPanel(tables.milestones(ctx))
    .withPanel(tables.obstacles(ctx))
    .withPanel(tables.approvals(ctx))
    .withPanel(now.flow(ctx))
    .withPanel(tables.activities(ctx))
    .withPanel(tables.visits(ctx))
    .withPanel(tables.acknowledgements(ctx))
    .build();
}
