import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Context } from '../../text';
import * as v from '../../variables';
import { board } from '../board';
import { againstPace, alerts, colours, overTime, table } from './districts';
import { glances } from './glance';
import { gaps, growth } from './indicators';
import { alertsByName, heard, lateReports } from './reports';
import { sideRanks, sides, standings } from './sides';

/** "Regions": a city over its districts. */
export function regions(ctx: Context): Dashboard {
  const made = board(ctx, {
    name: 'regions',
    title: { zh: '地区比较', en: 'Regions' },
    description: {
      zh: '一个市的各区县并列：投资完成与序时进度、预警颜色、迟报、告警、指标与目标、四比四看，以及各区县报送和联系情况。',
      en: 'The districts of a city side by side: investment against pace, colours, late reports, alerts, indicators against targets, the four sides, and how each is heard from.',
    },
    from: 'now-1y',
    variables: [v.cityVariable(ctx), v.taskYearVariable(ctx, []), v.packVariable(ctx, [])],
  });
  const panels = [
    ...glances(ctx),
    table(ctx),
    againstPace(ctx),
    colours(ctx),
    alerts(ctx),
    overTime(ctx, 'completion'),
    overTime(ctx, 'gap'),
    growth(ctx),
    gaps(ctx, 'level'),
    gaps(ctx, 'growth'),
    sides(ctx),
    sideRanks(ctx),
    standings(ctx),
    alertsByName(ctx),
    lateReports(ctx),
    heard(ctx),
  ];
  for (const panel of panels) made.withPanel(panel);
  return made.build();
}
