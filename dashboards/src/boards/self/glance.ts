import { BigValueTextMode } from '@grafana/grafana-foundation-sdk/common';
import * as p from '../../panels';
import * as q from '../../queries/self';
import type { Context, Text } from '../../text';
import { TIME } from './columns';

/** One number, and whose where there are several jindus. */
const value = () => p.number().textMode(BigValueTextMode.Auto);

export function glances(ctx: Context) {
  const glance = (id: number, title: Text, description: Text, expr: string, panel = value(), legend = '{{instance}}') =>
    p
      .framed(ctx, panel, { id, title, description, width: 4, height: 4, now: true })
      .withTarget(p.instantQuery('value', expr, legend));
  const name = () => value().textMode(BigValueTextMode.Name);
  const reloadWords = p.words(ctx, {
    '0': { text: { zh: '失败', en: 'failed' }, color: 'red' },
    '1': { text: { zh: '成功', en: 'read' }, color: 'green' },
  });
  return [
    glance(1, { zh: '版本', en: 'Version' }, { zh: '正在运行的 jindu 的版本。', en: 'The version of the jindu that runs.' }, q.build, name(), '{{version}}'),
    glance(
      2,
      { zh: '所用规则', en: 'Rules in force' },
      {
        zh: '目录、规则包和节假日的版本及来源：own 为自己的，否则为上级目标的名称。',
        en: 'Version of catalog, packs and holidays, and where they are from: own, or the name of the target above.',
      },
      q.rulesInForce,
      name(),
      '{{version}} ({{source}})',
    ),
    glance(
      3,
      { zh: '配置', en: 'Configuration' },
      { zh: '上次读取配置及其文件是否成功。', en: 'Whether the configuration and its files could be read when they were last to be.' },
      q.reloaded,
      value().mappings([reloadWords]),
    ),
    glance(
      4,
      { zh: '启动时间', en: 'Started' },
      { zh: '进程启动的时间。', en: 'When the process started.' },
      q.startedAt,
      value().unit(TIME),
    ),
    glance(
      5,
      { zh: '最近入库', en: 'Last submission' },
      { zh: '最近一次报送入库的时间。', en: 'When the newest submission was taken.' },
      q.lastCommit,
      value().unit(TIME),
    ),
    glance(
      6,
      { zh: '拒收与失败', en: 'Refused or failed' },
      { zh: '启动以来被拒收或处理失败的报送次数。', en: 'Uploads refused or failed since the start.' },
      q.refused,
      value().thresholds(p.steps([null, 'green'], [1, 'orange'])),
    ),
    glance(
      7,
      { zh: '内存', en: 'Memory' },
      { zh: '进程的常驻内存。', en: 'Resident memory of the process.' },
      q.memory,
      value().unit('bytes').decimals(1),
    ),
    glance(
      8,
      { zh: '账本大小', en: 'Ledger on disk' },
      { zh: '账本占用的磁盘。', en: 'What the ledger takes on disk.' },
      q.ledgerSize,
      value().unit('bytes').decimals(1),
    ),
    glance(
      9,
      { zh: '磁盘剩余', en: 'Disk free' },
      { zh: '账本所在磁盘的剩余空间；不足时拒绝报送（507）。', en: "Space left on the ledger's disk; where it is too little, submissions are refused (507)." },
      q.diskFree,
      value().unit('bytes').decimals(1).thresholds(p.steps([null, 'red'], [1e9, 'yellow'], [5e9, 'green'])),
    ),
    glance(
      10,
      { zh: '序列', en: 'Series' },
      { zh: '账本中有数据的序列数。', en: 'Series with at least one version in the ledger.' },
      q.series,
      value().decimals(0),
    ),
    glance(
      11,
      { zh: '数据版本', en: 'Versions kept' },
      { zh: '账本中数据与记录的版本数，含修订。', en: 'Versions of figures and statements in the ledger, revisions among them.' },
      q.facts,
      value().decimals(0),
    ),
    glance(
      12,
      { zh: '抓取用时', en: 'Scrape time' },
      { zh: '启动以来每次应答 /metrics 的平均用时；没有抓取过为 0。', en: 'Mean time of an answer of /metrics since the start; 0 where it was never scraped.' },
      q.scrapeTime,
      value().unit('s').decimals(1),
    ),
  ];
}
