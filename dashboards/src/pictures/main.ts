import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Board } from './board';
import { withDemo } from './demo';
import { page } from './page';
import { shot } from './shot';

process.env.TZ = 'Asia/Shanghai';

const WIDTH = 1920;
/** The wall fills a screen; the others are as high as their panels ask for. */
const WALL = 1080;
const SCALE = 0.75;

/** Draws dashboards into a folder, from what a demo answers: all of them, or those named. */
async function main(jindu: string, json: string, folder: string, ...only: string[]): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const names = readdirSync(json).map((file) => file.replace('.json', ''));
  await withDemo(jindu, async (server) => {
    for (const name of names.filter((name) => only.length === 0 || only.some((part) => name.startsWith(part)))) {
      const board: Board = JSON.parse(readFileSync(join(json, `${name}.json`), 'utf8'));
      const drawn = await page(server, board, WIDTH, name.startsWith('overview') ? WALL : undefined);
      const png = shot(process.env.CHROMIUM ?? 'chromium', drawn, SCALE);
      writeFileSync(join(folder, `${name}.png`), png);
      console.log(`${name}.png ${Math.round(png.length / 1024)} KB`);
    }
  });
}

const [jindu, json, folder, ...only] = process.argv.slice(2);
main(jindu, json, folder, ...only).catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
