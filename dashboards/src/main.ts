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

/** Writes every dashboard in every language into a folder. */
function main(folder: string): void {
  for (const lang of ['zh', 'en'] as Lang[]) {
    for (const [name, make] of Object.entries(BOARDS)) {
      const text = JSON.stringify(make(context(lang)), null, 2);
      writeFileSync(join(folder, `${name}-${lang}.json`), text + '\n');
    }
  }
}

main(process.argv[2] ?? 'json');
