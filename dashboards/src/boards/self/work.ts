import { MappingType, type ValueMapping } from '@grafana/grafana-foundation-sdk/dashboard';
import * as p from '../../panels';
import * as q from '../../queries/self';
import type { Context, Text } from '../../text';
import { by, rowsTable } from '../rows';
import { INSTANCE, alarm, count, seconds, when } from './columns';

export function queries(ctx: Context) {
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

export function engine(ctx: Context) {
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

/** A group of rules is told by its file and its name; the name is enough to read. */
const WITHOUT_FILE: ValueMapping = {
  type: MappingType.RegexToText,
  options: { pattern: '^.*;(.*)$', result: { text: '$1', index: 0 } },
};

export function rules(ctx: Context) {
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
      { field: 'rule_group', title: group, properties: [p.minWidth(180), by(WITHOUT_FILE)] },
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

export function alerts(ctx: Context) {
  return p
    .framed(ctx, p.numbers().decimals(0), {
      id: 51,
      title: { zh: '正在告警', en: 'Alerts that fire' },
      description: {
        zh: '正在告警的条数，按严重程度。',
        en: 'How many alerts fire, by severity.',
      },
      width: 6,
      height: 9,
    })
    .withTarget(p.instantQuery('critical', q.firing('critical'), ctx.say({ zh: '严重', en: 'critical' })))
    .withTarget(p.instantQuery('warning', q.firing('warning'), ctx.say({ zh: '警告', en: 'warning' })))
    .withTarget(p.instantQuery('info', q.firing('info'), ctx.say({ zh: '提示', en: 'info' })))
    .overrideByQuery('critical', [p.fixedColour('red')])
    .overrideByQuery('warning', [p.fixedColour('orange')])
    .overrideByQuery('info', [p.fixedColour('blue')]);
}
