import { StackingMode } from '@grafana/grafana-foundation-sdk/common';
import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { rowToRegion } from '../links';
import * as p from '../panels';
import * as q from '../queries/regions';
import type { Context, Text } from '../text';
import * as v from '../variables';
import { board } from './board';
import { districtBars, matrix } from './matrix';
import { by, COUNT, DAY, rowsTable } from './rows';

/** "Regions": a city over its districts. */
export function regions(ctx: Context): Dashboard {
  const made = board(ctx, {
    name: 'regions',
    title: { zh: '地区比较', en: 'Regions' },
    description: {
      zh: '一个市的各区县并列：投资完成与序时进度、预警颜色、迟报、告警、指标与目标、四比四看，以及各区县报送和联系情况。',
      en: 'The districts of a city side by side: investment against pace, colours, late reports, alerts, indicators against targets, the four sides, and how each is heard from.',
    },
    from: 'now-1y',
    variables: [v.cityVariable(ctx), v.taskYearVariable(ctx, []), v.packVariable(ctx, [])],
  });
  const panels = [
    ...glances(ctx),
    table(ctx),
    againstPace(ctx),
    colours(ctx),
    alerts(ctx),
    overTime(ctx, 'completion'),
    overTime(ctx, 'gap'),
    growth(ctx),
    gaps(ctx, 'level'),
    gaps(ctx, 'growth'),
    sides(ctx),
    sideRanks(ctx),
    standings(ctx),
    alertsByName(ctx),
    lateReports(ctx),
    heard(ctx),
  ];
  for (const panel of panels) made.withPanel(panel);
  return made.build();
}

/** The whole city in numbers. */
function glances(ctx: Context) {
  const glance = (id: number, title: Text, description: Text, expr: string, panel = p.number(), now = true) =>
    p
      .framed(ctx, panel, { id, title, description, width: 4, height: 4, now })
      .withTarget(p.instantQuery('value', expr));
  const share = () => p.number().unit('percentunit').decimals(1);
  const alarm = () => p.number().thresholds(p.steps(...p.NONE_IS_WELL));
  return [
    glance(
      1,
      { zh: '区县', en: 'Districts' },
      { zh: '所选市有项目的区县数。', en: 'Districts of the city that have projects.' },
      q.districts,
    ),
    glance(
      2,
      { zh: '完成投资（亿元）', en: 'Completed (亿元)' },
      { zh: '各区县项目本年累计完成投资之和。', en: 'Investment completed in the year so far, of all districts.' },
      q.cityCompleted,
      p.number().decimals(2),
    ),
    glance(
      3,
      { zh: '完成比例', en: 'Completion' },
      { zh: '各区县完成投资之和占年度目标之和的比例。', en: "What all districts completed of the year's target." },
      q.cityCompletion,
      share(),
    ),
    glance(
      4,
      { zh: '序时进度', en: 'Pace' },
      {
        zh: '按各项目数据截至日应完成的比例。',
        en: "The share that should be completed by the cut-offs of the projects' reports.",
      },
      q.cityPace,
      share(),
    ),
    glance(
      5,
      { zh: '迟报', en: 'Late reports' },
      { zh: '应报未报的指标和项目报表数。', en: 'Reports of indicators and projects that were due and have not come.' },
      q.cityLate,
      alarm(),
    ),
    glance(
      6,
      { zh: '告警', en: 'Alerts' },
      { zh: '正在告警的条数，迟报除外。', en: 'Alerts that fire, those of late reports apart.' },
      q.cityAlerts,
      alarm(),
      false, // A Prometheus that evaluates no rules knows of none.
    ),
  ];
}

const DISTRICT: Text = { zh: '地区', en: 'District' };

function table(ctx: Context) {
  const gap: Text = { zh: '差距（百分点）', en: 'Gap (points)' };
  const amount = (ref: string, title: Text): p.Column => ({ field: p.valueOf(ref), title, properties: p.AMOUNT });
  const share = (ref: string, title: Text): p.Column => ({ field: p.valueOf(ref), title, properties: p.PER_CENT });
  const alarm = (ref: string, title: Text, colour: string): p.Column => ({
    field: p.valueOf(ref),
    title,
    properties: [...COUNT, ...p.textBy([[null, 'text'], [1, colour]])],
  });
  return rowsTable(
    ctx,
    {
      id: 10,
      title: { zh: '各区县', en: 'The districts' },
      description: {
        zh: '每个区县一行：项目、投资、与序时进度的差距、各颜色项目数、迟报和告警。按差距由小到大；地区名链接到该地区。其他颜色见颜色图。',
        en: "A row for each district: projects, investment, gap to the pace, projects by colour, late reports and alerts; the farthest behind first. A name links to the district. The chart of colours has the pack's other ones.",
      },
      width: 24,
      height: 8,
      now: true,
    },
    [
      { field: 'district', title: DISTRICT, properties: [p.minWidth(110), rowToRegion(ctx)] },
      { field: p.valueOf('projects'), title: { zh: '项目（个）', en: 'Projects' }, properties: COUNT },
      amount('total', { zh: '总投资（亿元）', en: 'Total (亿元)' }),
      amount('target', { zh: '年度目标（亿元）', en: 'Target (亿元)' }),
      amount('completed', { zh: '完成（亿元）', en: 'Completed (亿元)' }),
      share('completion', { zh: '完成比例', en: 'Completion' }),
      share('pace', { zh: '序时进度', en: 'Pace' }),
      { field: p.valueOf('gap'), title: gap, properties: [p.decimals(1), ...p.textBy(p.GAP)] },
      alarm('green', { zh: '绿', en: 'Green' }, 'green'),
      alarm('yellow', { zh: '黄', en: 'Yellow' }, 'yellow'),
      alarm('red', { zh: '红', en: 'Red' }, 'red'),
      alarm('late', { zh: '迟报', en: 'Late' }, 'orange'),
      alarm('alerts', { zh: '告警', en: 'Alerts' }, 'red'),
      { field: 'region', title: { zh: '代码', en: 'Code' }, properties: [rowToRegion(ctx)] },
    ],
    q.tableColumns(ctx),
    { by: gap },
  );
}

function againstPace(ctx: Context) {
  const panel = districtBars(ctx, q.againstPace(ctx), [
    ['completion', { zh: '完成比例', en: 'Completion' }, 'blue'],
    ['pace', { zh: '序时进度', en: 'Pace' }, '#8e8e8e'],
  ]);
  return p.framed(ctx, panel.unit('percentunit').decimals(1).min(0), {
    id: 20,
    title: { zh: '投资完成与序时进度', en: 'Investment against pace' },
    description: {
      zh: '各区县完成投资占年度目标的比例，与按数据截至日应完成的比例。',
      en: "What each district completed of the year's target, and what it should have by the cut-off.",
    },
    width: 8,
    height: 9,
    now: true,
  });
}

function colours(ctx: Context) {
  const order: q.Colour[] = ['red', 'orange', 'yellow', 'blue', 'green', 'undefined'];
  const panel = districtBars(
    ctx,
    q.colourColumns(ctx, order),
    order.map((colour) => [colour, p.colours[colour].text, p.colours[colour].color]),
  );
  return p.framed(ctx, panel.stacking(StackingMode.Normal).decimals(0), {
    id: 21,
    title: { zh: '各颜色项目', en: 'Projects by colour' },
    description: {
      zh: '按所选预警规则，各区县各颜色的项目数。',
      en: 'How many projects of each district have each colour by the rule pack chosen.',
    },
    width: 8,
    height: 9,
    now: true,
  });
}

function alerts(ctx: Context) {
  const panel = districtBars(ctx, q.alertColumns(ctx, ['critical', 'warning', 'info']), [
    ['critical', { zh: '严重', en: 'critical' }, 'red'],
    ['warning', { zh: '警告', en: 'warning' }, 'orange'],
    ['info', { zh: '提示', en: 'info' }, 'blue'],
  ]);
  return p.framed(ctx, panel.stacking(StackingMode.Normal).decimals(0), {
    id: 22,
    title: { zh: '告警', en: 'Alerts' },
    description: {
      zh: '各区县正在告警的条数，迟报除外。由评价规则的一方给出：jindu 自己，或 alerts: external 时的 Prometheus。',
      en: 'Alerts of each district that fire, those of late reports apart. They are known where rules are evaluated: by jindu itself, or by the Prometheus of `alerts: external`.',
    },
    width: 8,
    height: 9,
  });
}

function overTime(ctx: Context, kind: 'completion' | 'gap') {
  const completion = kind === 'completion';
  const panel = p.chart().decimals(1);
  return p
    .framed(ctx, completion ? panel.unit('percentunit') : panel, {
      id: completion ? 30 : 31,
      title: completion
        ? { zh: '完成比例的变化', en: 'Completion over time' }
        : { zh: '与序时进度的差距（百分点）', en: 'Gap to the pace (points)' },
      description: completion
        ? { zh: '各区县完成投资占年度目标的比例。', en: "What each district had completed of the year's target." }
        : { zh: '完成比例减序时进度；负为落后。', en: 'Completion less pace; negative is behind.' },
      width: 12,
      height: 9,
    })
    .withTarget(p.rangeQuery(kind, completion ? q.completionOverTime(ctx) : q.gapOverTime(ctx), '{{district}}'));
}

const INDICATOR: Text = { zh: '指标', en: 'Indicator' };

function growth(ctx: Context) {
  const panel = matrix(ctx, ctx.nameLabel, 'district', INDICATOR)
    .unit('percentunit')
    .decimals(1)
    .thresholds(p.steps([null, 'red'], [0, 'green']))
    .overrideByName(ctx.say(INDICATOR), [p.minWidth(170)]);
  return p
    .framed(ctx, coloured(panel), {
      id: 40,
      title: { zh: '累计同比（公布）', en: 'Growth of the year to date (published)' },
      description: {
        zh: '各区县各指标最近一期公布的累计增速。空白为没有数据或已过时效。',
        en: "The districts' latest published growth. Blank where there is none, or where it is too old to show.",
      },
      width: 8,
      height: 11,
      now: true,
    })
    .withTarget(p.tableQuery('growth', q.growth(ctx)));
}

function gaps(ctx: Context, kind: 'level' | 'growth') {
  const level = kind === 'level';
  const panel = matrix(ctx, ctx.nameLabel, 'district', INDICATOR)
    .decimals(1)
    .thresholds(p.steps(...(level ? p.GAP : GROWTH_GAP)))
    .overrideByName(ctx.say(INDICATOR), [p.minWidth(170)]);
  return p
    .framed(ctx, coloured(panel), {
      id: level ? 41 : 42,
      title: level
        ? { zh: '总量与序时进度的差距（百分点）', en: 'Amounts: gap to the pace (points)' }
        : { zh: '增速与目标的差距（百分点）', en: 'Growth: gap to the target (points)' },
      description: {
        zh: '按最近一期数据；同一指标有市、区两个目标的，取差距不利的一个。',
        en: 'By the latest figure. Where city and district have both set a target, the gap to the harder one.',
      },
      width: 8,
      height: 11,
      now: true,
    })
    .withTarget(p.tableQuery('gap', q.gap(ctx, kind)));
}

const GROWTH_GAP: typeof p.GAP = [
  [null, 'red'],
  [-2, 'yellow'],
  [0, 'green'],
];

/** Cells whose text has the colour of their value. */
const coloured = (panel: ReturnType<typeof matrix>) => panel.overrideByFieldType('number', [p.colouredText]);

const SIDES: Record<string, Text> = {
  reserve: { zh: '比谋划看储备', en: 'planning by the reserve' },
  attraction: { zh: '比招引看投资', en: 'attraction by investment' },
  progress: { zh: '比开工看进度', en: 'starts by progress' },
  service: { zh: '比服务看实效', en: 'service by results' },
};

/** Words for the side, and for the side in each unit that it may have. */
function sideWords(ctx: Context) {
  const entries = Object.entries(SIDES).flatMap(([side, { zh, en }]) => [
    [side, { text: { zh, en } }],
    ...Object.values(q.SIDE_UNITS).map((unit) => [`${side} ${unit}`, { text: { zh: `${zh}（${unit}）`, en: `${en} (${unit})` } }]),
  ]);
  return p.words(ctx, Object.fromEntries(entries));
}

const SIDE: Text = { zh: '四比四看', en: 'Side' };

function sides(ctx: Context) {
  const panel = matrix(ctx, 'what', 'district', SIDE)
    .decimals(2)
    .overrideByName(ctx.say(SIDE), [by(sideWords(ctx)), p.minWidth(190)]);
  return p
    .framed(ctx, panel, {
      id: 50,
      title: { zh: '四比四看', en: 'The four sides' },
      description: {
        zh: '各区县四项的数值：入库投资、签约投资、达到序时进度的项目比例、手续和问题按时办结的比例（规则包 four-sides）。',
        en: 'The value of each side: investment admitted, investment signed, projects at their pace, approvals and obstacles in time (the pack four-sides).',
      },
      width: 10,
      height: 7,
      now: true,
    })
    .withTarget(p.tableQuery('sides', q.sides(ctx)));
}

function sideRanks(ctx: Context) {
  const panel = matrix(ctx, 'side', 'district', SIDE)
    .decimals(0)
    .thresholds(p.steps([null, 'green'], [2, 'text']))
    .overrideByName(ctx.say(SIDE), [by(sideWords(ctx)), p.minWidth(150)]);
  return p
    .framed(ctx, coloured(panel), {
      id: 51,
      title: { zh: '四比四看位次', en: 'Ranks by the four sides' },
      description: {
        zh: '各项在同级地区中的位次，1 为最好。',
        en: 'The rank of each district by each side; 1 is the best.',
      },
      width: 8,
      height: 7,
      now: true,
    })
    .withTarget(p.tableQuery('ranks', q.sideRanks(ctx)));
}

function standings(ctx: Context) {
  return p
    .framed(ctx, p.bars().decimals(0).min(0).thresholds(p.steps([null, 'blue'])), {
      id: 52,
      title: { zh: '上级公布的位次', en: 'Places as published' },
      description: {
        zh: '上级最近公布的评比位次，1 为最好。',
        en: 'Places in the contests that the level above ranks regions in; 1 is the best.',
      },
      width: 6,
      height: 7,
      now: true,
    })
    .withTarget(p.instantQuery('rank', q.standings(ctx), '{{district}} {{subject}}'));
}

function alertsByName(ctx: Context) {
  const alert: Text = { zh: '告警', en: 'Alert' };
  const panel = matrix(ctx, 'alertname', 'district', alert).decimals(0).overrideByName(ctx.say(alert), [p.minWidth(190)]);
  return p
    .framed(ctx, panel, {
      id: 60,
      title: { zh: '告警：按名称', en: 'Alerts by name' },
      description: {
        zh: '各区县正在告警的条数，含迟报（ReportLate）；名称的含义和处置见告警手册。',
        en: 'How many of each alert fire for each district, ReportLate among them. The runbook says what each means.',
      },
      width: 8,
      height: 12,
    })
    .withTarget(p.tableQuery('alerts', q.alertsByName(ctx)));
}

function lateReports(ctx: Context) {
  const days: Text = { zh: '逾期（天）', en: 'Days late' };
  return rowsTable(
    ctx,
    {
      id: 61,
      title: { zh: '迟报', en: 'Late reports' },
      description: {
        zh: '应报未报的指标和项目报表、应报时间和责任单位。迟报说明报表未到，不说明进度慢。',
        en: 'Reports of indicators and projects that were due and have not come, since when, and who owes them. A late report says nothing of slow progress.',
      },
      width: 16,
      height: 12,
      now: true,
    },
    [
      { field: 'district', title: DISTRICT },
      { field: 'of', title: { zh: '指标或项目', en: 'Indicator or project' }, properties: [p.minWidth(220)] },
      { field: p.valueOf('due'), title: { zh: '应报', en: 'Due' }, properties: DAY },
      { field: p.valueOf('days'), title: days, properties: COUNT },
      { field: 'by', title: { zh: '责任单位', en: 'Owed by' }, properties: [p.minWidth(120)] },
    ],
    q.lateReports(ctx),
    { by: days, desc: true },
  );
}

function heard(ctx: Context) {
  const none: Text = { zh: '—', en: '—' };
  const state = p.words(ctx, {
    [q.NOT_CONNECTED]: { text: { zh: '未接入', en: 'not connected' } },
    '0': { text: { zh: '在线', en: 'heard from' }, color: 'green' },
    '1': { text: { zh: '失联', en: 'silent' }, color: 'red' },
  });
  return rowsTable(
    ctx,
    {
      id: 62,
      title: { zh: '报送与联系', en: 'How districts are heard from' },
      description: {
        zh: '各区县最近一期指标和项目报表首次收到的时间、缺报期数；在上级 jindu 还有各区县 jindu 的联系状态、最近心跳和待上报条数，没有接入的显示“未接入”。',
        en: "When each district's newest reports first came, and how many are missing. At a centre also how its jindu is heard from: state, last heartbeat, facts that wait there. One that reports to no centre is not connected.",
      },
      width: 24,
      height: 8,
      now: true,
    },
    [
      { field: 'district', title: DISTRICT, properties: [p.minWidth(110)] },
      { field: p.valueOf('indicators'), title: { zh: '最近指标报表', en: 'Latest indicators' }, properties: DAY },
      { field: p.valueOf('projects'), title: { zh: '最近项目报表', en: 'Latest projects' }, properties: DAY },
      { field: p.valueOf('missing'), title: { zh: '缺报（期）', en: 'Missing (periods)' }, properties: COUNT },
      { field: p.valueOf('silent'), title: { zh: '联系', en: 'Its jindu' }, properties: [by(state), p.colouredText] },
      {
        field: p.valueOf('heartbeat'),
        title: { zh: '最近心跳', en: 'Last heartbeat' },
        properties: [p.unit('time:YYYY-MM-DD HH:mm'), by(p.words(ctx, { '0': { text: none } }))],
      },
      {
        field: p.valueOf('backlog'),
        title: { zh: '待上报（条）', en: 'Waiting there (facts)' },
        properties: [...COUNT, by(p.words(ctx, { [q.NOT_CONNECTED]: { text: none } }))],
      },
    ],
    q.heard(ctx),
    { by: DISTRICT },
  );
}
