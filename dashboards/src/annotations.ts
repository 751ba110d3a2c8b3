import { AnnotationQueryBuilder } from '@grafana/grafana-foundation-sdk/dashboard';
import { rangeQuery } from './panels';
import type { Context, Text } from './text';
import { datasource } from './variables';

/** What a mark on the charts says. */
interface Mark {
  name: Text;
  colour: string;
  /** Gives the instant of each event as its value, in milliseconds. */
  expr: string;
  /** Words, in which a label stands as {{label}}. */
  text: string;
}

/** Marks events on the charts: an event stands at its value, whenever it became known. */
export function marks(ctx: Context, mark: Mark) {
  return new AnnotationQueryBuilder()
    .name(ctx.say(mark.name))
    .datasource(datasource)
    .enable(true)
    .iconColor(mark.colour)
    .target(rangeQuery('Anno', mark.expr, ''))
    .expr(mark.expr)
    .titleFormat(ctx.say(mark.name))
    .textFormat(mark.text)
    .step('1d')
    .useValueForTime(true);
}
