import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decode, encode, toRGBA8 } from 'upng-js';
import type { Page } from './page';

/** Colours of a picture: enough for flat panels, and few enough for a small file. */
const COLOURS = 64;

/** A page as PNG, by a headless Chromium. */
export function shot(chromium: string, { html, width, height }: Page, scale: number): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'jindu-pictures-'));
  try {
    const [source, target] = [join(folder, 'page.html'), join(folder, 'page.png')];
    writeFileSync(source, html);
    execFileSync(chromium, [
      '--headless', '--no-sandbox', '--disable-gpu', '--hide-scrollbars', `--user-data-dir=${folder}`,
      `--force-device-scale-factor=${scale}`, `--window-size=${width},${height}`, `--screenshot=${target}`, `file://${source}`,
    ], { stdio: 'ignore', timeout: 120_000 });
    return reduced(readFileSync(target));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function reduced(png: Buffer): Buffer {
  const image = decode(new Uint8Array(png).buffer);
  return Buffer.from(encode([toRGBA8(image)[0]], image.width, image.height, COLOURS));
}
