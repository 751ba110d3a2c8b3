import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Context } from '../../text';
import * as v from '../../variables';
import { board } from '../board';
import { enterpriseTable, tonnesChart, wanChart } from './enterprises';
import { systemTables } from './systems';
import { HEADLINES, agreement, total } from './headlines';
import { funnel, funnelTable, stageDays, startToProduction, timeOfProjects } from './stages';
import { byIndustry, overTime, taskForces } from './totals';

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
