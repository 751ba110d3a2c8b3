import { DashboardBuilder, DashboardCursorSync, type VariableModel } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import { otherBoards } from '../links';
import type { Context, Text } from '../text';
import { asOfVariable, datasourceVariable } from '../variables';

/** The zone that the ends of periods are in. */
const ZONE = 'Asia/Shanghai';

/** What tells one dashboard from another. */
export interface About {
  /** Stands in the address, which never changes. */
  name: string;
  title: Text;
  description: Text;
  /** How far back it looks when it opens. */
  from: string;
  /** What can be chosen, beside the data source and as of when. */
  variables: Builder<VariableModel>[];
}

/** A dashboard with what all have: address, zone, links to the others, data source and as-of. */
export function board(ctx: Context, about: About): DashboardBuilder {
  return new DashboardBuilder(ctx.say(about.title))
    .uid(`jindu-${about.name}-${ctx.lang}`)
    .description(ctx.say(about.description))
    .tags(['jindu', ctx.lang])
    .timezone(ZONE)
    .time({ from: about.from, to: 'now' })
    .refresh('5m')
    .tooltip(DashboardCursorSync.Crosshair)
    .readonly()
    .links([otherBoards(ctx)])
    .variables([datasourceVariable(ctx), ...about.variables, asOfVariable(ctx)]);
}
