import * as p from '../../panels';
import * as q from '../../queries/regions';
import type { Context, Text } from '../../text';
import { matrix } from '../matrix';
import { by } from '../rows';
import { coloured } from './indicators';

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

export function sides(ctx: Context) {
  const panel = matrix(ctx, 'what', 'district', SIDE)
    .decimals(2)
    .overrideByName(ctx.say(SIDE), [by(sideWords(ctx)), p.width(230)]);
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

export function sideRanks(ctx: Context) {
  const panel = matrix(ctx, 'side', 'district', SIDE)
    .decimals(0)
    .thresholds(p.steps([null, 'green'], [2, 'text']))
    .overrideByName(ctx.say(SIDE), [by(sideWords(ctx)), p.width(210)]);
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

export function standings(ctx: Context) {
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
