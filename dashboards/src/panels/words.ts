import { MappingType, type DataTransformerConfig, type ValueMapping } from '@grafana/grafana-foundation-sdk/dashboard';
import { COLOUR_NUMBERS } from '../queries/colours';
import { issuers, stages, type Context, type Text } from '../text';

interface Word {
  text: Text;
  color?: string;
}

/** Shows values by other words, in the order given. */
export function words(ctx: Context, map: Record<string, Word>): ValueMapping {
  const results = Object.entries(map).map(([value, { text, color }], index) => [
    value,
    { text: ctx.say(text), index, ...(color && { color }) },
  ]);
  return { type: MappingType.ValueToText, options: Object.fromEntries(results) };
}

export const lateWords = (ctx: Context) =>
  words(ctx, {
    '0': { text: { zh: '按时', en: 'on time' }, color: 'green' },
    '1': { text: { zh: '迟报', en: 'late' }, color: 'red' },
  });

export const overdueWords = (ctx: Context) =>
  words(ctx, {
    '0': { text: { zh: '未逾期', en: 'no' }, color: 'green' },
    '1': { text: { zh: '逾期', en: 'overdue' }, color: 'red' },
  });

export const issuerWords = (ctx: Context) =>
  words(ctx, Object.fromEntries(Object.entries(issuers).map(([code, text]) => [code, { text }])));

/** The colours that packs declare, and how they are painted. */
export const colours: Record<keyof typeof COLOUR_NUMBERS, Required<Word>> = {
  undefined: { text: { zh: '未定义', en: 'undefined' }, color: '#8e8e8e' },
  green: { text: { zh: '绿', en: 'green' }, color: '#37872d' },
  blue: { text: { zh: '蓝', en: 'blue' }, color: '#1f60c4' },
  yellow: { text: { zh: '黄', en: 'yellow' }, color: '#e0b400' },
  orange: { text: { zh: '橙', en: 'orange' }, color: '#fa6400' },
  red: { text: { zh: '红', en: 'red' }, color: '#c4162a' },
};

/** The names of colours for the numbers that queries give. */
export function colourWords(ctx: Context): ValueMapping {
  const entries = Object.entries(COLOUR_NUMBERS) as [keyof typeof COLOUR_NUMBERS, number][];
  return words(ctx, Object.fromEntries(entries.map(([name, number]) => [String(number), colours[name]])));
}

export const stageWords = (ctx: Context) =>
  words(ctx, Object.fromEntries(Object.entries(stages).map(([code, text]) => [code, { text }])));

export const milestoneWords = (ctx: Context) =>
  words(ctx, {
    start: { text: { zh: '开工', en: 'start' } },
    finish: { text: { zh: '竣工', en: 'finish' } },
    production: { text: { zh: '投产', en: 'production' } },
  });

export const approvalWords = (ctx: Context) =>
  words(ctx, {
    open: { text: { zh: '在办', en: 'open' }, color: 'blue' },
    near_due: { text: { zh: '临期', en: 'near due' }, color: 'yellow' },
    overdue: { text: { zh: '超期', en: 'overdue' }, color: 'red' },
    done: { text: { zh: '办结', en: 'done' }, color: 'green' },
    done_late: { text: { zh: '超期办结', en: 'done late' }, color: 'orange' },
  });

export const obstacleWords = (ctx: Context) =>
  words(ctx, {
    land: { text: { zh: '土地', en: 'land' } },
    funds: { text: { zh: '资金', en: 'funds' } },
    utilities: { text: { zh: '配套', en: 'utilities' } },
    approvals: { text: { zh: '审批', en: 'approvals' } },
    other: { text: { zh: '其他', en: 'other' } },
  });

export const acknowledgementWords = (ctx: Context) =>
  words(ctx, {
    acknowledged: { text: { zh: '督办', en: 'acknowledged' }, color: 'orange' },
    closed: { text: { zh: '销号', en: 'closed' }, color: 'green' },
    none: { text: { zh: '无', en: 'none' } },
  });

/** Shows words in a legend, where the query can only put a code: <code>. */
function legends(ctx: Context, map: Record<string, Text>): DataTransformerConfig[] {
  return Object.entries(map).map(([code, text]) => ({
    id: 'renameByRegex',
    options: { regex: `^(.*)<${code}>(.*)$`, renamePattern: `$1${ctx.say(text)}$2` },
  }));
}

export const issuerLegends = (ctx: Context) => legends(ctx, issuers);

export const colourLegends = (ctx: Context) =>
  legends(ctx, Object.fromEntries(Object.entries(colours).map(([code, { text }]) => [code, text])));
