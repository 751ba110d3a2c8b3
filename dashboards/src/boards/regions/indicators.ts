import * as p from '../../panels';
import * as q from '../../queries/regions';
import type { Context, Text } from '../../text';
import { matrix } from '../matrix';

const INDICATOR: Text = { zh: '指标', en: 'Indicator' };

export function growth(ctx: Context) {
  const panel = matrix(ctx, ctx.nameLabel, 'district', INDICATOR)
    .unit('percentunit')
    .decimals(1)
    .thresholds(p.steps([null, 'red'], [0, 'green']))
    .overrideByName(ctx.say(INDICATOR), [p.width(230)]);
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

export function gaps(ctx: Context, kind: 'level' | 'growth') {
  const level = kind === 'level';
  const panel = matrix(ctx, ctx.nameLabel, 'district', INDICATOR)
    .decimals(1)
    .thresholds(p.steps(...(level ? p.GAP : GROWTH_GAP)))
    .overrideByName(ctx.say(INDICATOR), [p.width(230)]);
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
export const coloured = (panel: ReturnType<typeof matrix>) => panel.overrideByFieldType('number', [p.colouredText]);
