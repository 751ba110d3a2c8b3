import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { approvals } from './boards/approvals';
import { indicators } from './boards/indicators';
import { overview } from './boards/overview';
import { pipeline } from './boards/pipeline';
import { project } from './boards/project';
import { projects } from './boards/projects';
import { regions } from './boards/regions';
import { self } from './boards/self';
import { wall } from './playlist';
import { context, type Context, type Lang } from './text';

/** Every dashboard, by its name in addresses and files. */
const BOARDS: Record<string, (ctx: Context) => Dashboard> = {
  overview,
  indicators,
  projects,
  project,
  pipeline,
  approvals,
  regions,
  self,
};

/** What the wall shows in turn, as far as it is there. */
const WALL = ['overview', 'indicators', 'projects', 'regions'].filter((name) => name in BOARDS);

function write(folder: string, name: string, what: unknown): void {
  writeFileSync(join(folder, `${name}.json`), JSON.stringify(what, null, 2) + '\n');
}

/** Writes every dashboard and the wall's playlist, in every language, into folders. */
function main(dashboards: string, playlists: string): void {
  for (const lang of ['zh', 'en'] as Lang[]) {
    const ctx = context(lang);
    for (const [name, make] of Object.entries(BOARDS)) write(dashboards, `${name}-${lang}`, make(ctx));
    write(playlists, `wall-${lang}`, wall(ctx, WALL));
  }
}

main(process.argv[2] ?? 'json', process.argv[3] ?? '../deploy/grafana/playlists');
