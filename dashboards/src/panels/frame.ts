import type { DataSourceRef } from '@grafana/grafana-foundation-sdk/common';
import type { Context, Text } from '../text';
import { datasource } from '../variables';

/** Where and what a panel is; ids are stable, for links to a panel outlive a release. */
export interface Frame {
  id: number;
  title: Text;
  description: Text;
  width: number;
  height: number;
  /** That a Prometheus which scrapes jindu answers it as well: it asks about now alone. */
  now?: boolean;
}

interface Framed {
  id(id: number): this;
  title(title: string): this;
  description(description: string): this;
  span(width: number): this;
  height(height: number): this;
  datasource(datasource: DataSourceRef): this;
}

/**
 * The last line of the description of a panel about now. `[now]` is read by
 * test/dashboards_test.go, the words by people.
 */
const NOW: Text = {
  zh: '[now] 只问当前：数据源为抓取 jindu 的 Prometheus 时同样有数。',
  en: '[now] Asks about now alone: a Prometheus that scrapes jindu answers it as well.',
};

export function framed<P extends Framed>(ctx: Context, panel: P, frame: Frame): P {
  const description = ctx.say(frame.description) + (frame.now ? `\n\n${ctx.say(NOW)}` : '');
  return panel
    .id(frame.id)
    .title(ctx.say(frame.title))
    .description(description)
    .span(frame.width)
    .height(frame.height)
    .datasource(datasource);
}
