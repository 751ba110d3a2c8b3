import { rowToProject } from '../../links';
import * as p from '../../panels';
import type { Context, Text } from '../../text';
import { COUNT, DAY } from '../rows';

// Columns that several tables have.

export const name = (ctx: Context): p.Column => ({
  field: 'name',
  title: { zh: '项目', en: 'Project' },
  properties: [p.minWidth(140), rowToProject(ctx)],
});

export const number = (ctx: Context): p.Column => ({
  field: 'project',
  title: { zh: '编号', en: 'No.' },
  properties: [rowToProject(ctx)],
});

export const procedure: p.Column = { field: 'procedure', title: { zh: '手续', en: 'Procedure' }, properties: [p.minWidth(128)] };

export const authority: p.Column = { field: 'authority', title: { zh: '审批部门', en: 'Authority' }, properties: [p.minWidth(116)] };

export const workdays = (ref: string, title: Text): p.Column => ({ field: p.valueOf(ref), title, properties: COUNT });

export const usedColumn = workdays('used', { zh: '已用', en: 'Used' });

export const limitColumn = workdays('limit', { zh: '时限', en: 'Limit' });

export const LEFT: Text = { zh: '剩余', en: 'Left' };

export const leftColumn: p.Column = {
  field: p.valueOf('left'),
  title: LEFT,
  properties: [...COUNT, ...p.textBy([[null, 'red'], [0, 'yellow'], [2, 'green']])],
};

/** The share of the limit that is used, as a bar; full where it is used up. */
export const shareColumn: p.Column = {
  field: p.valueOf('share'),
  title: { zh: '已用比例', en: 'Share used' },
  properties: [
    p.unit('percentunit'),
    p.decimals(0),
    { id: 'min', value: 0 },
    { id: 'max', value: 1 },
    ...p.textBy([[null, 'green'], [0.9, 'yellow'], [1.0001, 'red']]).slice(1),
    { id: 'custom.cellOptions', value: { type: 'gauge', mode: 'basic', valueDisplayMode: 'text' } },
    p.width(140),
  ],
};

export const day = (ref: string, title: Text): p.Column => ({ field: p.valueOf(ref), title, properties: DAY });
