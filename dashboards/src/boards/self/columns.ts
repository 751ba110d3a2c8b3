import * as p from '../../panels';
import type { Context, Text } from '../../text';
import { by, COUNT } from '../rows';

export const TIME = 'time:YYYY-MM-DD HH:mm';

const NEVER = (ctx: Context) => by(p.words(ctx, { '0': { text: { zh: '—', en: '—' } } }));

export const when = (field: string, title: Text, ctx: Context): p.Column => ({
  field: p.valueOf(field),
  title,
  properties: [p.unit(TIME), NEVER(ctx)],
});

export const count = (field: string, title: Text): p.Column => ({ field: p.valueOf(field), title, properties: COUNT });

export const alarm = (field: string, title: Text): p.Column => ({
  field: p.valueOf(field),
  title,
  properties: [...COUNT, ...p.textBy([[null, 'text'], [1, 'red']])],
});

export const seconds = (field: string, title: Text): p.Column => ({
  field: p.valueOf(field),
  title,
  properties: [p.unit('s'), p.decimals(1)],
});

/** Which jindu, where a Prometheus scrapes several. */
export const INSTANCE: p.Column = { field: 'instance', title: { zh: '实例', en: 'Instance' } };
