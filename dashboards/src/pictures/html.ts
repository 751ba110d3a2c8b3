import { ems } from '../text';

/** A room for a drawing, in CSS pixels. */
export interface Box {
  width: number;
  height: number;
}

export const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]!);

export const div = (style: string, content: string, name = ''): string =>
  `<div class="${name}" style="${style}">${content}</div>`;

/** The size at which a text fills a room, as Grafana fits its big values. */
export function fitted(text: string, { width, height }: Box, largest = Infinity): number {
  return Math.min(width / Math.max(ems(text), 0.6), height / 1.2, largest);
}
