import type { Board } from './board';
import type { Server } from './server';

/** An event on the charts, in milliseconds. */
export interface Mark {
  at: number;
  colour: string;
}

/** The events that a dashboard marks: each stands at the value its query gives. */
export async function marks(server: Server, board: Board, fill: (text: string) => string): Promise<Mark[]> {
  const found = (board.annotations.list ?? []).map(async ({ target, iconColor }) => {
    const series = await server.range(fill(target.expr));
    const instants = series.flatMap((s) => s.values.map(([, value]) => value)).filter(Number.isFinite);
    return [...new Set(instants)].map((at) => ({ at, colour: iconColor }));
  });
  return (await Promise.all(found)).flat();
}
