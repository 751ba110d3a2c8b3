import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Context } from '../../text';
import { board } from '../board';
import { glances } from './glance';
import { histories } from './history';
import { deliveries, facts, submissions } from './intake';
import { alerts, engine, queries, rules } from './work';

/** "jindu itself": what it takes in, delivers and is asked for, and what that takes. */
export function self(ctx: Context): Dashboard {
  const made = board(ctx, {
    name: 'self',
    title: { zh: 'jindu 自身', en: 'jindu itself' },
    description: {
      zh: 'jindu 自身的运行：报送的接收与拒绝、投递、查询、规则、内存、磁盘和抓取时间。jindu 只答当前；历史在抓取 /metrics/self 的 Prometheus。',
      en: "How jindu itself does: submissions taken and refused, deliveries, queries, rules, memory, disk and the time of scrapes. jindu answers for now; a Prometheus that scrapes /metrics/self has the history.",
    },
    from: 'now-6h',
    variables: [],
  });
  const panels = [
    ...glances(ctx),
    submissions(ctx),
    facts(ctx),
    deliveries(ctx),
    queries(ctx),
    engine(ctx),
    rules(ctx),
    alerts(ctx),
    ...histories(ctx),
  ];
  for (const panel of panels) made.withPanel(panel);
  return made.build();
}
