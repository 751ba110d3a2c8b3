import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Context } from '../../text';
import * as v from '../../variables';
import { board } from '../board';
import * as charts from './charts';
import * as comparisons from './comparisons';
import * as glance from './glance';
import { latestTable } from './latest';

/** "Indicators against targets": what an office looks at when the month's figures are in. */
export function indicators(ctx: Context): Dashboard {
  return board(ctx, {
    name: 'indicators',
    title: { zh: '指标与目标', en: 'Indicators against targets' },
    description: {
      zh: '各项经济指标的完成情况与年度目标、序时进度、上年同期、同比增长、地区比较和报送情况。',
      en: "Economic indicators against the year's targets: pace, last year, growth, regions side by side, and lateness of reports.",
    },
    from: 'now-2y',
    variables: [v.regionVariable(ctx), v.indicatorVariable(ctx), v.yearVariable(ctx), v.unitVariable(ctx)],
  })
    .withPanel(glance.boardTime(ctx))
    .withPanel(glance.latestCutoff(ctx))
    .withPanel(glance.targetCount(ctx))
    .withPanel(glance.behindCount(ctx))
    .withPanel(glance.lateCount(ctx))
    .withPanel(latestTable(ctx, 'level'))
    .withPanel(latestTable(ctx, 'growth'))
    .withPanel(comparisons.dueReports(ctx))
    .withPanel(charts.againstPath(ctx))
    .withPanel(charts.completionAndPace(ctx))
    .withPanel(charts.months(ctx))
    .withPanel(charts.monthlyGrowth(ctx))
    .withPanel(charts.growth(ctx))
    .withPanel(comparisons.growthByRegion(ctx))
    .withPanel(comparisons.completionByRegion(ctx))
    .withPanel(comparisons.lateOverTime(ctx))
    .build();
}
