import * as p from '../../panels';
import * as q from '../../queries/approvals';
import type { Context, Text } from '../../text';

/** Numbers for all procedures of the region. */
export function glances(ctx: Context) {
  const glance = (id: number, title: Text, description: Text, expr: string, panel = p.number()) =>
    p
      .framed(ctx, panel, { id, title, description, width: 3, height: 4, now: true })
      .withTarget(p.instantQuery('value', expr));
  const alarm = (colour: string) => p.number().thresholds(p.steps([null, 'green'], [1, colour]));
  return [
    glance(
      1,
      { zh: '手续', en: 'Procedures' },
      { zh: '所选地区各项目所需的手续数。', en: 'Procedures that the projects of the region need.' },
      q.all,
    ),
    glance(
      2,
      { zh: '办结率', en: 'Done' },
      { zh: '已办结（含超期办结）占全部手续的比例。', en: 'The share of all procedures that is done, in time or late.' },
      q.doneRate,
      p.number().unit('percentunit').decimals(1),
    ),
    glance(
      3,
      { zh: '在办', en: 'Open' },
      { zh: '在办且未临期、未超期的手续。', en: 'Procedures that are open, and neither near due nor overdue.' },
      q.countIn('open'),
    ),
    glance(
      4,
      { zh: '临期', en: 'Near due' },
      { zh: '剩余不超过一个工作日的手续。', en: 'Procedures with one working day left or less.' },
      q.countIn('near_due'),
      alarm('yellow'),
    ),
    glance(
      5,
      { zh: '超期', en: 'Overdue' },
      { zh: '超过时限而未办结的手续。', en: 'Procedures beyond their limit that are not done.' },
      q.countIn('overdue'),
      alarm('red'),
    ),
    glance(
      6,
      { zh: '超期办结', en: 'Done late' },
      { zh: '超过时限才办结的手续。', en: 'Procedures that were done beyond their limit.' },
      q.countIn('done_late'),
      alarm('orange'),
    ),
    glance(
      7,
      { zh: '容缺待补', en: 'Documents to be supplied' },
      { zh: '容缺受理、材料尚未补齐的手续。', en: 'Procedures accepted with documents missing that have not been supplied.' },
      q.toSupply,
      alarm('yellow'),
    ),
    glance(
      8,
      { zh: '全流程超时限', en: 'Flows over the limit' },
      {
        zh: '审批全流程已用工作日超过现行时限的项目数，并行的只计一次。',
        en: 'Projects whose approvals have taken more working days than the limit in force; days in parallel count once.',
      },
      q.flowsOver,
      alarm('red'),
    ),
  ];
}
