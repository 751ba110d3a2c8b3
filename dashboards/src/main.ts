import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { indicators } from './indicators';
import type { Lang } from './text';

/** Writes every dashboard in every language into a folder. */
function main(folder: string): void {
  for (const lang of ['zh', 'en'] as Lang[]) {
    const text = JSON.stringify(indicators(lang), null, 2);
    writeFileSync(join(folder, `indicators-${lang}.json`), text + '\n');
  }
}

main(process.argv[2] ?? 'json');
