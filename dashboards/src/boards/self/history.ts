import { VisibilityMode } from '@grafana/grafana-foundation-sdk/common';
import type { DynamicConfigValue } from '@grafana/grafana-foundation-sdk/dashboard';
import * as p from '../../panels';
import * as q from '../../queries/self';
import type { Context, Text } from '../../text';

/** Charts of what a Prometheus remembers; jindu itself gives their last point. */
export function histories(ctx: Context) {
  const chart = (id: number, title: Text, what: Text, lines: [ref: string, expr: string, legend: Text][], ...shown: DynamicConfigValue[]) => {
    const panel = p.framed(ctx, p.chart().showPoints(VisibilityMode.Auto), {
      id,
      title,
      description: {
        zh: `${what.zh}历史在抓取 /metrics/self 的 Prometheus；jindu 自身只有当前一点。`,
        en: `${what.en} A Prometheus that scrapes /metrics/self has the history; of jindu itself there is the point of now.`,
      },
      width: 8,
      height: 9,
    });
    for (const [ref, expr, legend] of lines) {
      panel.withTarget(p.rangeQuery(ref, expr, `${ctx.say(legend)} {{instance}}`)).overrideByQuery(ref, shown);
    }
    return panel;
  };
  return [
    chart(
      60,
      { zh: '内存', en: 'Memory' },
      { zh: '进程的常驻内存。', en: 'Resident memory of the process.' },
      [['memory', q.memory, { zh: '内存', en: 'memory' }]],
      p.unit('bytes'),
    ),
    chart(
      61,
      { zh: '磁盘', en: 'Disk' },
      { zh: '账本大小与磁盘剩余空间。', en: 'Size of the ledger and space left on its disk.' },
      [
        ['size', q.ledgerSize, { zh: '账本', en: 'ledger' }],
        ['free', q.diskFree, { zh: '剩余', en: 'free' }],
      ],
      p.unit('bytes'),
    ),
    chart(
      62,
      { zh: '入库与待投递', en: 'Taken, and waiting for targets' },
      { zh: '账本中的版本数和等待投递的条数。', en: 'Versions in the ledger, and facts that wait for targets.' },
      [
        ['facts', q.facts, { zh: '版本', en: 'versions' }],
        ['backlog', q.backlog, { zh: '待投递', en: 'waiting' }],
      ],
      p.decimals(0),
    ),
  ];
}
