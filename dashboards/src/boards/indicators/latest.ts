import { rowToIndicator } from '../../links';
import * as p from '../../panels';
import { tableColumns, type Kind } from '../../queries/indicators';
import type { Context } from '../../text';

const GAP_COLOURS = [p.unit('none'), p.decimals(1), ...p.textBy(p.GAP)];

/** The latest figure of every indicator of $region beside its targets. */
export function latestTable(ctx: Context, kind: Kind) {
  const level = kind === 'level';
  const columns = columnsOf(ctx, level);
  const panel = p.framed(ctx, p.joined(ctx, columns), {
    id: level ? 10 : 11,
    title: level
      ? { zh: '总量指标与年度目标', en: "Amounts against the year's targets" }
      : { zh: '增速与年度目标', en: "Growth against the year's targets" },
    description: level
      ? {
          zh: '各指标最近一期的累计值、年度目标、完成比例、序时进度和差距（百分点）。金额按“单位”一栏。',
          en: "Each indicator's latest year-to-date figure, target, completion, pace and gap in percentage points. Amounts are in the unit of the column Unit.",
        }
      : {
          zh: '各指标最近一期公布的累计增速与目标增速，差距为百分点。',
          en: "Each indicator's latest published growth and the growth set for the year; the gap is in percentage points.",
        },
    width: level ? 24 : 12,
    height: 10,
    now: true,
  });
  return p.tabled(panel, tableColumns(ctx, kind));
}

function columnsOf(ctx: Context, level: boolean): p.Column[] {
  const amount = level ? p.AMOUNT : p.PER_CENT;
  const columns: p.Column[] = [
    { field: ctx.nameLabel, title: { zh: '指标', en: 'Indicator' }, properties: [p.minWidth(200), rowToIndicator(ctx)] },
    { field: 'year', title: { zh: '年度', en: 'Year' }, properties: [p.width(66)] },
    {
      field: 'issuer',
      title: { zh: '下达', en: 'Set by' },
      properties: [{ id: 'mappings', value: [p.issuerWords(ctx)] }, p.width(76)],
    },
    { field: p.valueOf('value'), title: level ? { zh: '累计完成', en: 'Actual' } : { zh: '累计增速', en: 'Growth' }, properties: amount },
    { field: p.valueOf('target'), title: { zh: '目标', en: 'Target' }, properties: amount },
  ];
  if (level) {
    columns.push(
      { field: 'display_unit', title: { zh: '单位', en: 'Unit' }, properties: [p.width(70)] },
      { field: p.valueOf('completion'), title: { zh: '完成比例', en: 'Completion' }, properties: p.PER_CENT },
      { field: p.valueOf('pace'), title: { zh: '序时进度', en: 'Pace' }, properties: p.PER_CENT },
    );
  }
  columns.push(
    { field: p.valueOf('gap'), title: { zh: '差距（百分点）', en: 'Gap (points)' }, properties: GAP_COLOURS },
    {
      field: p.valueOf('cutoff'),
      title: { zh: '数据截至', en: 'Cut-off' },
      properties: [p.unit(p.DATE)],
    },
    {
      field: p.valueOf('late'),
      title: { zh: '报送', en: 'Report' },
      properties: [
        { id: 'mappings', value: [p.lateWords(ctx)] },
        p.colouredText,
      ],
    },
    { field: 'indicator', title: { zh: '代码', en: 'Code' }, properties: [p.width(64)] }, // The link of the first column needs it.
  );
  return columns;
}
