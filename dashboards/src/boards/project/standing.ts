import * as p from '../../panels';
import * as q from '../../queries/project';
import type { Context } from '../../text';

export function colour(ctx: Context) {
  return p
    .framed(ctx, p.sign().mappings([p.colourWords(ctx)]), {
      id: 1,
      title: { zh: '颜色', en: 'Colour' },
      description: { zh: '按所选预警规则的颜色。', en: 'Its colour by the rule pack chosen.' },
      width: 4,
      height: 5,
      now: true,
    })
    .withTarget(p.instantQuery('colour', q.colour));
}

export function completion(ctx: Context) {
  return p
    .framed(ctx, p.number().unit('percentunit').decimals(1), {
      id: 2,
      title: { zh: '完成比例', en: 'Completion' },
      description: { zh: '本年完成投资占年度目标的比例。', en: "Completed of the year's target." },
      width: 5,
      height: 5,
      now: true,
    })
    .withTarget(p.instantQuery('completion', q.completion));
}

export function gap(ctx: Context) {
  return p
    .framed(ctx, p.number().decimals(1).thresholds(p.steps(...p.GAP)), {
      id: 3,
      title: { zh: '与序时进度的差距（百分点）', en: 'Gap to the pace (points)' },
      description: {
        zh: '完成比例减序时进度，按最近一期报表的数据截至日；负为落后。',
        en: "Completion less pace at the latest report's cut-off; negative is behind.",
      },
      width: 5,
      height: 5,
      now: true,
    })
    .withTarget(p.instantQuery('gap', q.gap));
}

export function rank(ctx: Context) {
  return p
    .framed(ctx, p.numbers().decimals(0), {
      id: 4,
      title: { zh: '区域内排名', en: 'Rank in the region' },
      description: {
        zh: '按所选预警规则在本地区项目中的位次，1 为最好；较上月末升降的位次，正为上升。',
        en: "Its place among the region's projects, 1 being the best, and the places climbed since the end of the month before.",
      },
      width: 4,
      height: 5,
      now: true,
    })
    .withTarget(p.instantQuery('rank', q.rank, ctx.say({ zh: '位次', en: 'rank' })))
    .withTarget(p.instantQuery('change', q.rankChange, ctx.say({ zh: '升降', en: 'change' })));
}

export function indices(ctx: Context) {
  return p
    .framed(ctx, p.numbers().decimals(2).thresholds(p.steps(...p.INDEX)), {
      id: 5,
      title: { zh: '进度绩效', en: 'Schedule performance' },
      description: {
        zh: 'SPI=EV/PV，SPI(t)=ES/AT，大于 1 为超前。',
        en: 'SPI = EV/PV and SPI(t) = ES/AT; above 1 is ahead.',
      },
      width: 6,
      height: 5,
      now: true,
    })
    .withTarget(p.instantQuery('spi', q.spi, 'SPI'))
    .withTarget(p.instantQuery('spit', q.spiOfTime, 'SPI(t)'));
}

export function particulars(ctx: Context) {
  const panel = p.joined(ctx, [
    { field: 'project', title: { zh: '编号', en: 'Project' } },
    { field: 'name', title: { zh: '名称', en: 'Name' }, properties: [p.minWidth(200)] },
    { field: 'stage', title: { zh: '阶段', en: 'Stage' }, properties: [{ id: 'mappings', value: [p.stageWords(ctx)] }] },
    { field: 'category', title: { zh: '类别', en: 'Category' } },
    { field: 'nature', title: { zh: '性质', en: 'Nature' } },
    { field: 'lead', title: { zh: '包保领导', en: 'Lead official' } },
    { field: 'owner_unit', title: { zh: '责任单位', en: 'Responsible unit' }, properties: [p.minWidth(140)] },
    { field: 'owner', title: { zh: '建设单位', en: 'Builder' }, properties: [p.minWidth(140)] },
    { field: 'task_force', title: { zh: '专班', en: 'Task force' }, properties: [p.minWidth(160)] },
    { field: p.valueOf('total'), title: { zh: '总投资（亿元）', en: 'Total (亿元)' }, properties: p.AMOUNT },
    {
      field: p.valueOf('completed'),
      title: { zh: '开工以来完成（亿元）', en: 'Since its start (亿元)' },
      properties: p.AMOUNT,
    },
    {
      field: p.valueOf('late'),
      title: { zh: '报送', en: 'Report' },
      properties: [{ id: 'mappings', value: [p.lateWords(ctx)] }, p.colouredText],
    },
  ]);
  return p.tabled(
    p.framed(ctx, panel, {
      id: 6,
      title: { zh: '基本信息与责任人', en: 'Particulars, and who answers' },
      description: { zh: '当前的项目信息、责任人和最近一期报送情况。', en: 'What it is, who answers for it, and whether its report is late.' },
      width: 24,
      height: 4,
      now: true,
    }),
    q.particulars,
  );
}

export function forecasts(ctx: Context) {
  const none = ctx.say({ zh: '无', en: 'none' });
  return p
    .framed(ctx, p.numbers().unit(p.DATE).noValue(none), {
      id: 7,
      title: { zh: '数据截至与预计完成', en: 'Cut-off and forecasts' },
      description: {
        zh: '最近一期报表的数据截至日；按目前进度预计完成年度任务的日期（IEAC(t)）；计划竣工；有工序表的项目按实际进展推算的竣工日。',
        en: "The latest report's cut-off; when the year's task will be done at this pace (IEAC(t)); the planned finish; and, where it has activities, the finish that follows from the actuals so far.",
      },
      width: 16,
      height: 5,
      now: true,
    })
    .withTarget(p.instantQuery('cutoff', q.cutoff, ctx.say({ zh: '数据截至', en: 'Cut-off' })))
    .withTarget(p.instantQuery('task', q.taskForecast, ctx.say({ zh: '完成年度任务', en: "Year's task done" })))
    .withTarget(p.instantQuery('planned', q.finishPlanned, ctx.say({ zh: '计划竣工', en: 'Planned finish' })))
    .withTarget(p.instantQuery('finish', q.finishForecast, ctx.say({ zh: '预计竣工', en: 'Forecast finish' })));
}

export function required(ctx: Context) {
  return p
    .framed(ctx, p.number().decimals(0), {
      id: 8,
      title: { zh: '后续每月须完成（万元）', en: 'Needed each month (万元)' },
      description: {
        zh: '要完成年度任务，本年剩余各月每月须完成的投资；已完成的为 0。',
        en: "What each month left must bring for the year's task, in 10 thousand yuan; 0 when all is done.",
      },
      width: 8,
      height: 5,
      now: true,
    })
    .withTarget(p.instantQuery('required', q.requiredMonthly));
}

export function flow(ctx: Context) {
  const none = ctx.say({ zh: '无', en: 'none' });
  return p
    .framed(ctx, p.numbers().decimals(0).noValue(none), {
      id: 9,
      title: { zh: '审批全流程（工作日）', en: 'All approvals (working days)' },
      description: {
        zh: '全部手续已用的工作日（并行的只计一次）和现行时限。',
        en: 'Working days that all procedures took together, days in parallel once, and the limit in force.',
      },
      width: 6,
      height: 9,
      now: true,
    })
    .withTarget(p.instantQuery('used', q.flowUsed, ctx.say({ zh: '已用', en: 'Used' })))
    .withTarget(p.instantQuery('limit', q.flowLimit, ctx.say({ zh: '时限', en: 'Limit' })));
}
