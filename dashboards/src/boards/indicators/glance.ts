import * as p from '../../panels';
import * as q from '../../queries/indicators';
import type { Context } from '../../text';

export function boardTime(ctx: Context) {
  return p
    .framed(ctx, p.number().unit('time:YYYY-MM-DD HH:mm'), {
      id: 1,
      title: { zh: '看板时间', en: "Board's time" },
      description: {
        zh: '本看板所评价到的时刻。',
        en: 'The instant that the board is evaluated at.',
      },
      width: 5,
      height: 4,
      now: true,
    })
    .withTarget(p.instantQuery('board', q.boardTime, ''));
}

export function latestCutoff(ctx: Context) {
  return p
    .framed(ctx, p.number().unit(p.DATE), {
      id: 2,
      title: { zh: '最新数据截至', en: 'Latest cut-off' },
      description: {
        zh: '所选地区已报指标中最晚一期的期末。',
        en: "The end of the latest period that any of the region's indicators has been reported for.",
      },
      width: 5,
      height: 4,
      now: true,
    })
    .withTarget(p.instantQuery('cutoff', q.latestCutoff, ''));
}

export function targetCount(ctx: Context) {
  return p
    .framed(ctx, p.number(), {
      id: 3,
      title: { zh: '受评目标', en: 'Targets judged' },
      description: {
        zh: '有目标且已有数据的目标数；一个指标可同时有市下达和区定的目标。',
        en: 'Targets that have a figure to judge them by. An indicator can have one set by the city and one by the district.',
      },
      width: 4,
      height: 4,
      now: true,
    })
    .withTarget(p.instantQuery('targets', q.targetCount, ''));
}

export function behindCount(ctx: Context) {
  return p
    .framed(ctx, p.number().thresholds(p.steps([null, 'green'], [1, 'orange'])), {
      id: 4,
      title: { zh: '落后的目标', en: 'Targets behind' },
      description: {
        zh: '低于序时进度（总量目标）或低于目标增速（增长目标）的目标数，按最近一期报表的数据截至日评价。',
        en: 'Targets below their pace (amounts) or below the growth set (growth), judged at the cut-off of the latest report.',
      },
      width: 5,
      height: 4,
      now: true,
    })
    .withTarget(p.instantQuery('behind', q.behindCount, ''));
}

export function lateCount(ctx: Context) {
  return p
    .framed(ctx, p.number().thresholds(p.steps(...p.NONE_IS_WELL)), {
      id: 5,
      title: { zh: '迟报指标', en: 'Late reports' },
      description: {
        zh: '应报而尚未报送的指标数。迟报说明报表未到，不说明进度慢。',
        en: 'Indicators whose report was due and has not come. A late report says nothing of slow progress.',
      },
      width: 5,
      height: 4,
      now: true,
    })
    .withTarget(p.instantQuery('late', q.lateCount, ''));
}
