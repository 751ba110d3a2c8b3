import * as p from '../../panels';
import * as q from '../../queries/pipeline';
import type { Context, Text } from '../../text';
import { COUNT } from '../rows';

export function agreement(ctx: Context) {
  return p
    .framed(ctx, p.numbers(), {
      id: 1,
      title: { zh: '公布与统计核对', en: 'Published against counted' },
      description: {
        zh: '公布的合计与逐项统计都有的，一致和不一致的各有多少。',
        en: 'Of the totals that are published and can be counted from the items: how many agree, and how many differ.',
      },
      width: 4,
      height: 4,
      now: true,
    })
    .withTarget(p.instantQuery('agreeing', q.agreeing, ctx.say({ zh: '一致', en: 'agree' })))
    .withTarget(p.instantQuery('disagreeing', q.disagreeing, ctx.say({ zh: '不一致', en: 'differ' })))
    .overrideByQuery('disagreeing', p.textBy(p.NONE_IS_WELL).slice(1));
}

interface Headline {
  id: number;
  system: q.System;
  step: string;
  title: Text;
  description: Text;
}

export const HEADLINES: Headline[] = [
  {
    id: 2,
    system: 'reserve',
    step: 'admitted',
    title: { zh: '储备：入库', en: 'Reserve: admitted' },
    description: {
      zh: '各储备库入库的项目和投资；没有公布总数时按逐项统计。',
      en: 'Projects admitted by the libraries and their investment; counted where no sum is published.',
    },
  },
  {
    id: 3,
    system: 'attraction',
    step: 'signed',
    title: { zh: '招商：签约', en: 'Attraction: signed' },
    description: {
      zh: '签约的招商项目；没有公布投资额时按逐项统计。',
      en: 'Projects signed; their investment is counted where it is not published.',
    },
  },
  {
    id: 4,
    system: 'attraction',
    step: 'funds',
    title: { zh: '招商：省外资金', en: 'Attraction: funds' },
    description: {
      zh: '今年以来到位的省外资金，以及带来资金的项目。',
      en: 'Funds from outside the province in the year so far, and the projects that brought them.',
    },
  },
  {
    id: 5,
    system: 'starts',
    step: 'started',
    title: { zh: '集中开工', en: 'Started at ceremonies' },
    description: {
      zh: '今年以来集中开工的项目和总投资。',
      en: 'Projects started at ceremonies in the year so far, and their investment.',
    },
  },
  {
    id: 6,
    system: 'funding',
    step: 'granted',
    title: { zh: '资金：下达', en: 'Funding: granted' },
    description: {
      zh: '今年以来下达的专项债券和预算内资金。',
      en: 'Special bonds and budget funds granted in the year so far.',
    },
  },
];

export function total(ctx: Context, { id, system, step, title, description }: Headline) {
  return p
    .framed(ctx, p.numbers(), { id, title, description, width: 4, height: 4, now: true })
    .withTarget(p.instantQuery('items', q.items(system, step), ctx.say({ zh: '个', en: 'items' })))
    .withTarget(p.instantQuery('yi', q.yi(system, step), ctx.say({ zh: '亿元', en: '亿元 (1e8 yuan)' })))
    .overrideByQuery('items', COUNT)
    .overrideByQuery('yi', p.AMOUNT);
}
