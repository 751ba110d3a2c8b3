import { StackingMode } from '@grafana/grafana-foundation-sdk/common';
import { rowToRegion } from '../../links';
import * as p from '../../panels';
import * as q from '../../queries/regions';
import type { Context, Text } from '../../text';
import { districtBars } from '../matrix';
import { COUNT, rowsTable } from '../rows';

export const DISTRICT: Text = { zh: '地区', en: 'District' };

export function table(ctx: Context) {
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
        zh: '每个区县一行：项目、投资、与序时进度的差距、各颜色项目数和迟报。按差距由小到大；地区名链接到该地区。其他颜色见颜色图。',
        en: "A row for each district: projects, investment, gap to the pace, projects by colour and late reports; the farthest behind first. A name links to the district. The chart of colours has the pack's other ones.",
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
      { field: 'region', title: { zh: '代码', en: 'Code' }, properties: [rowToRegion(ctx)] },
    ],
    q.tableColumns(ctx),
    { by: gap },
  );
}

export function againstPace(ctx: Context) {
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

export function colours(ctx: Context) {
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

export function alerts(ctx: Context) {
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

export function overTime(ctx: Context, kind: 'completion' | 'gap') {
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
      height: 10,
    })
    .withTarget(p.rangeQuery(kind, completion ? q.completionOverTime(ctx) : q.gapOverTime(ctx), '{{district}}'));
}
