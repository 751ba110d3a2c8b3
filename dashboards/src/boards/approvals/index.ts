import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Context } from '../../text';
import * as v from '../../variables';
import { board } from '../board';
import { glances } from './glance';
import { clock, doneLate, flows, supply } from './tables';
import { doneOverTime, groups, openOverTime } from './totals';

/** "Approvals": the clocks of procedures, and the whole flow of each project against its limit. */
export function approvals(ctx: Context): Dashboard {
  const made = board(ctx, {
    name: 'approvals',
    title: { zh: '手续', en: 'Approvals' },
    description: {
      zh: '联审联批：在办手续的时限（工作日）、临期、超期、超期办结、容缺待补，以及各项目全流程与现行时限。',
      en: 'Joint approval: the clocks of open procedures in working days, near due, overdue, done late, documents to be supplied, and the whole flow of each project against the limit in force.',
    },
    from: 'now-1y',
    variables: [v.regionVariable(ctx)],
  });
  const panels = [
    ...glances(ctx),
    clock(ctx),
    supply(ctx),
    flows(ctx),
    doneLate(ctx),
    groups(ctx, 'procedure'),
    groups(ctx, 'authority'),
    openOverTime(ctx),
    doneOverTime(ctx),
  ];
  for (const panel of panels) made.withPanel(panel);
  return made.build();
}
