import { BigValueTextMode, VisibilityMode } from '@grafana/grafana-foundation-sdk/common';
import type { Dashboard, DynamicConfigValue } from '@grafana/grafana-foundation-sdk/dashboard';
import * as p from '../panels';
import * as q from '../queries/self';
import type { Context, Text } from '../text';
import { board } from './board';
import { by, COUNT, rowsTable } from './rows';

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

const TIME = 'time:YYYY-MM-DD HH:mm';
const NEVER = (ctx: Context) => by(p.words(ctx, { '0': { text: { zh: '—', en: '—' } } }));

/** One number, and whose where there are several jindus. */
const value = () => p.number().textMode(BigValueTextMode.Auto);

function glances(ctx: Context) {
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
      value().unit('s').decimals(3),
    ),
  ];
}

const when = (field: string, title: Text, ctx: Context): p.Column => ({
  field: p.valueOf(field),
  title,
  properties: [p.unit(TIME), NEVER(ctx)],
});
const count = (field: string, title: Text): p.Column => ({ field: p.valueOf(field), title, properties: COUNT });
const alarm = (field: string, title: Text): p.Column => ({
  field: p.valueOf(field),
  title,
  properties: [...COUNT, ...p.textBy([[null, 'text'], [1, 'red']])],
});
const seconds = (field: string, title: Text): p.Column => ({
  field: p.valueOf(field),
  title,
  properties: [p.unit('s'), p.decimals(3)],
});
/** Which jindu, where a Prometheus scrapes several. */
const INSTANCE: p.Column = { field: 'instance', title: { zh: '实例', en: 'Instance' } };

function submissions(ctx: Context) {
  const source: Text = { zh: '来源', en: 'Source' };
  const words = p.words(ctx, {
    file: { text: { zh: '文件', en: 'file' } },
    folder: { text: { zh: '文件夹', en: 'folder' } },
    http: { text: { zh: 'HTTP', en: 'HTTP' } },
    district: { text: { zh: '下级', en: 'district' } },
    upstream: { text: { zh: '上级', en: 'centre' } },
  });
  return rowsTable(
    ctx,
    {
      id: 20,
      title: { zh: '报送', en: 'Submissions' },
      description: {
        zh: '启动以来各来源的报送：接收、重复、拒收、失败的次数，最近一次和最近一次成功的时间，平均处理时间。',
        en: 'Uploads of each source since the start: accepted, repeated, refused, failed; when one last came and was last taken, and the mean time that one took.',
      },
      width: 18,
      height: 7,
      now: true,
    },
    [
      { field: 'source', title: source, properties: [by(words)] },
      count('accepted', { zh: '接收', en: 'Accepted' }),
      count('repeated', { zh: '重复', en: 'Repeated' }),
      alarm('refused', { zh: '拒收', en: 'Refused' }),
      alarm('failed', { zh: '失败', en: 'Failed' }),
      when('attempt', { zh: '最近一次', en: 'Last came' }, ctx),
      when('success', { zh: '最近成功', en: 'Last taken' }, ctx),
      seconds('took', { zh: '平均用时', en: 'Mean time' }),
      INSTANCE,
    ],
    q.submissionColumns,
    { by: source },
  );
}

function facts(ctx: Context) {
  return p
    .framed(ctx, p.numbers().decimals(0), {
      id: 21,
      title: { zh: '入库的事实', en: 'Facts taken' },
      description: {
        zh: '启动以来入库的数据和记录条数。',
        en: 'Figures and statements taken since the start.',
      },
      width: 6,
      height: 7,
      now: true,
    })
    .withTarget(p.instantQuery('figures', q.factsTaken('observation'), ctx.say({ zh: '数据', en: 'figures' })))
    .withTarget(p.instantQuery('records', q.factsTaken('record'), ctx.say({ zh: '记录', en: 'statements' })));
}

function deliveries(ctx: Context) {
  const target: Text = { zh: '目标', en: 'Target' };
  const blocked = p.words(ctx, {
    '0': { text: { zh: '否', en: 'no' } },
    '1': { text: { zh: '需人工处理', en: 'needs a person' }, color: 'red' },
  });
  return rowsTable(
    ctx,
    {
      id: 30,
      title: { zh: '投递', en: 'Deliveries' },
      description: {
        zh: '各投递目标：等待的条数、最早一条已等多久、最近一次成功、失败次数和拒收条数。没有目标时只有一行“—”。',
        en: 'Of each target: facts that wait, for how long the oldest has, when it last took some, attempts that failed, facts that it will never take. Without targets there is one row, “—”.',
      },
      width: 24,
      height: 6,
      now: true,
    },
    [
      { field: 'target', title: target },
      count('backlog', { zh: '等待（条）', en: 'Waiting' }),
      {
        field: p.valueOf('age'),
        title: { zh: '最早的已等', en: 'The oldest for' },
        properties: [p.unit('m'), p.decimals(0), ...p.textBy([[null, 'text'], [60, 'red']])],
      },
      when('success', { zh: '最近成功', en: 'Last success' }, ctx),
      count('delivered', { zh: '已投递（条）', en: 'Delivered' }),
      alarm('errors', { zh: '失败（次）', en: 'Failed attempts' }),
      alarm('rejected', { zh: '拒收（条）', en: 'Rejected' }),
      count('leftOut', { zh: '按约定不送（条）', en: 'Left out' }),
      { field: p.valueOf('blocked'), title: { zh: '受阻', en: 'Blocked' }, properties: [by(blocked), p.colouredText] },
      INSTANCE,
    ],
    q.deliveryColumns,
    { by: target },
  );
}

function queries(ctx: Context) {
  const slice: Text = { zh: '环节', en: 'Part' };
  const words = p.words(ctx, {
    queue_time: { text: { zh: '排队', en: 'queue' } },
    prepare_time: { text: { zh: '取数', en: 'reading' } },
    inner_eval: { text: { zh: '计算', en: 'evaluation' } },
    result_sort: { text: { zh: '排序', en: 'sorting' } },
  });
  return rowsTable(
    ctx,
    {
      id: 40,
      title: { zh: '查询用时', en: 'Time of queries' },
      description: {
        zh: '启动以来 PromQL 查询各环节的次数、平均和合计用时，含规则的查询。',
        en: 'How many PromQL queries there were since the start, those of rules among them, and the time of each part: mean and in all.',
      },
      width: 10,
      height: 7,
      now: true,
    },
    [
      { field: 'slice', title: slice, properties: [by(words)] },
      count('count', { zh: '次数', en: 'Queries' }),
      { field: p.valueOf('mean'), title: { zh: '平均', en: 'Mean' }, properties: [p.unit('s'), p.decimals(2)] },
      { field: p.valueOf('total'), title: { zh: '合计', en: 'In all' }, properties: [p.unit('s'), p.decimals(2)] },
      INSTANCE,
    ],
    q.queryColumns,
    { by: slice },
  );
}

function engine(ctx: Context) {
  const panel = p.framed(ctx, p.numbers().decimals(0), {
    id: 41,
    title: { zh: '查询与进程', en: 'Queries and process' },
    description: {
      zh: '正在执行的查询、启动以来读取的样本和应答的抓取次数；打开的文件及其上限，所用处理器时间（秒）。',
      en: 'Queries that run, samples read and scrapes answered since the start; open files and their limit, processor time used in seconds.',
    },
    width: 14,
    height: 7,
    now: true,
  });
  const numbers: [ref: string, expr: string, legend: Text][] = [
    ['running', q.queriesRunning, { zh: '正在查询', en: 'queries running' }],
    ['samples', q.samplesRead, { zh: '读取样本', en: 'samples read' }],
    ['scrapes', q.scrapes, { zh: '抓取', en: 'scrapes' }],
    ['files', q.openFiles, { zh: '打开文件', en: 'open files' }],
    ['limit', q.maxFiles, { zh: '文件上限', en: 'limit of files' }],
    ['cpu', q.cpu, { zh: '处理器（秒）', en: 'processor (s)' }],
  ];
  for (const [ref, expr, legend] of numbers) panel.withTarget(p.instantQuery(ref, expr, ctx.say(legend)));
  return panel;
}

function rules(ctx: Context) {
  const group: Text = { zh: '规则组', en: 'Group' };
  return rowsTable(
    ctx,
    {
      id: 50,
      title: { zh: '告警规则', en: 'Alerting rules' },
      description: {
        zh: '各规则组：规则数、最近一次评价的时间与用时、评价和失败的次数。alerts: external 时由 Prometheus 评价，此处没有。',
        en: 'Of each group: its rules, when they were last evaluated and how long that took, evaluations and failures. With `alerts: external` a Prometheus evaluates them, and none are here.',
      },
      width: 18,
      height: 9,
      now: true,
    },
    [
      { field: 'rule_group', title: group, properties: [p.minWidth(280)] },
      count('rules', { zh: '规则', en: 'Rules' }),
      when('last', { zh: '最近评价', en: 'Last evaluated' }, ctx),
      seconds('took', { zh: '用时', en: 'Time' }),
      { field: p.valueOf('interval'), title: { zh: '间隔', en: 'Every' }, properties: [p.unit('s'), p.decimals(0)] },
      count('evaluations', { zh: '评价（次）', en: 'Evaluations' }),
      alarm('failures', { zh: '失败（次）', en: 'Failures' }),
      alarm('missed', { zh: '错过（次）', en: 'Missed' }),
      INSTANCE,
    ],
    q.ruleColumns,
    { by: group },
  );
}

function alerts(ctx: Context) {
  return p
    .framed(ctx, p.numbers(), {
      id: 51,
      title: { zh: '正在告警', en: 'Alerts that fire' },
      description: {
        zh: '正在告警的条数，按严重程度。',
        en: 'How many alerts fire, by severity.',
      },
      width: 6,
      height: 9,
    })
    .withTarget(p.instantQuery('alerts', q.firing, '{{severity}}'));
}

/** Charts of what a Prometheus remembers; jindu itself gives their last point. */
function histories(ctx: Context) {
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
