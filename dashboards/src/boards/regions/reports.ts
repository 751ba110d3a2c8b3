import * as p from '../../panels';
import * as q from '../../queries/regions';
import type { Context, Text } from '../../text';
import { matrix } from '../matrix';
import { by, COUNT, DAY, rowsTable } from '../rows';
import { DISTRICT } from './districts';

export function alertsByName(ctx: Context) {
  const alert: Text = { zh: '告警', en: 'Alert' };
  const panel = matrix(ctx, 'alertname', 'district', alert).decimals(0).overrideByName(ctx.say(alert), [p.width(190)]);
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

export function lateReports(ctx: Context) {
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

export function heard(ctx: Context) {
  const none: Text = { zh: '—', en: '—' };
  const state = p.words(ctx, {
    [q.NOT_CONNECTED]: { text: { zh: '未接入', en: 'not connected' }, color: '#8e8e8e' },
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
      { field: p.valueOf('silent'), title: { zh: '联系', en: 'Its jindu' }, properties: [by(state), p.colouredText, p.width(120)] },
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
