import type { Board, Panel } from './board';
import { bargauge } from './draw/bargauge';
import { barchart } from './draw/barchart';
import { stat } from './draw/stat';
import { table } from './draw/table';
import { timeline } from './draw/timeline';
import { timeseries } from './draw/timeseries';
import { ask, type Frame } from './frames';
import { div, escaped, type Box } from './html';
import { marks, type Mark } from './marks';
import type { Server } from './server';
import { THEME } from './theme';
import { transformed } from './transform';
import { substitute, variables } from './variables';

/** Grafana's grid: 24 columns, and rows with a gap between. */
const GAP = 8;
const ROW = 30;
const HEAD = 32;
const PADDING = 8;

export interface Page extends Box {
  html: string;
}

/** A page with a dashboard's grid and what its panels show; of a given height it fits its panels. */
export async function page(server: Server, board: Board, width: number, fitted?: number): Promise<Page> {
  const filled = await variables(server, board);
  const fill = (text: string) => substitute(text, filled);
  const events = await marks(server, board, fill);
  const rows = Math.max(...board.panels.map(({ gridPos: g }) => g.y + g.h));
  const row = fitted ? (fitted - GAP) / rows - GAP : ROW;
  const column = (width - GAP) / 24 - GAP;
  const drawn: string[] = [];
  for (const panel of board.panels) {
    const { x, y, w, h } = panel.gridPos;
    const box = { width: w * (column + GAP) - GAP, height: h * (row + GAP) - GAP };
    const place = `left:${GAP + x * (column + GAP)}px;top:${GAP + y * (row + GAP)}px;width:${box.width}px;height:${box.height}px`;
    drawn.push(div(place, await framed(server, panel, box, events, fill), 'panel'));
  }
  const html = `<!doctype html><meta charset="utf-8"><style>${STYLE}</style>${drawn.join('')}`;
  return { html, width, height: fitted ?? Math.round(rows * (row + GAP) + GAP) };
}

async function framed(server: Server, panel: Panel, box: Box, events: Mark[], fill: (text: string) => string) {
  const frames = transformed(panel, await ask(server, panel, fill));
  const inner = { width: box.width - 2 * PADDING - 2, height: box.height - HEAD - PADDING - 2 };
  const label = fill(panel.fieldConfig?.defaults?.custom?.axisLabel ?? '');
  const content = DRAWINGS[panel.type](panel, frames, inner, events, label);
  return div(`height:${HEAD}px;line-height:${HEAD}px;padding:0 ${PADDING}px`, escaped(fill(panel.title)), 'title clip')
    + div(`height:${inner.height}px;margin:0 ${PADDING}px`, content);
}

type Drawing = (panel: Panel, frames: Frame[], box: Box, events: Mark[], axisLabel: string) => string;
const DRAWINGS: Record<string, Drawing> = { stat, bargauge, table, timeseries, barchart, 'state-timeline': timeline };

const STYLE = `
* { box-sizing: border-box }
body { margin: 0; background: ${THEME.canvas}; color: ${THEME.text}; font: 14px Inter, "Noto Sans", "Noto Sans CJK SC", sans-serif }
.panel { position: absolute; overflow: hidden; background: ${THEME.panel}; border: 1px solid ${THEME.border} }
.title { font-weight: 500 }
.clip { overflow: hidden; white-space: nowrap; text-overflow: ellipsis }
.big { overflow: hidden; line-height: 1.2; border-radius: 3px }
.big .clip { line-height: 1.35 }
.value { font-weight: 500; white-space: nowrap }
.cell { padding: 0 6px; line-height: 35px; border-bottom: 1px solid ${THEME.border}; border-right: 1px solid ${THEME.border} }
.head { font-weight: 500; border-right: none }
.nothing { display: flex; height: 100%; align-items: center; justify-content: center; font-size: 18px; color: ${THEME.faint} }
.legend { font-size: 12px; line-height: 22px }
.legend i { display: inline-block; width: 14px; margin: 0 8px 3px 0; vertical-align: middle }
`;
