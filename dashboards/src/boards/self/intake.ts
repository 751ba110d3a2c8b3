import * as p from '../../panels';
import * as q from '../../queries/self';
import type { Context, Text } from '../../text';
import { by, rowsTable } from '../rows';
import { INSTANCE, alarm, count, seconds, when } from './columns';

export function submissions(ctx: Context) {
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

export function facts(ctx: Context) {
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

export function deliveries(ctx: Context) {
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
