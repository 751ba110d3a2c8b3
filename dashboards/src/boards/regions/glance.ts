import * as p from '../../panels';
import * as q from '../../queries/regions';
import type { Context, Text } from '../../text';

/** The whole city in numbers. */
export function glances(ctx: Context) {
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
