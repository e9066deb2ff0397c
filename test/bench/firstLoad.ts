import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Row } from './samples.ts';

interface Chunk {
  readonly file: string;
  readonly imports?: readonly string[];
  readonly isEntry?: boolean;
}

/** JavaScript that the window loads before its first screen: the entry and everything it imports without waiting. In KB of gzip. */
export function firstLoadKilobytes(renderer: string): number {
  const manifest = JSON.parse(readFileSync(path.join(renderer, '.vite/manifest.json'), 'utf8')) as Record<string, Chunk>;
  const files = new Set<string>();
  const add = (name: string): void => {
    const chunk = manifest[name];
    if (chunk === undefined || files.has(chunk.file)) return;
    files.add(chunk.file);
    for (const imported of chunk.imports ?? []) add(imported);
  };
  for (const [name, chunk] of Object.entries(manifest)) if (chunk.isEntry === true) add(name);
  const bytes = [...files].filter((file) => file.endsWith('.js')).reduce((sum, file) => sum + gzipSync(readFileSync(path.join(renderer, file))).byteLength, 0);
  return bytes / 1000;
}

export function firstLoadRow(renderer: string): Row {
  const kilobytes = firstLoadKilobytes(renderer);
  return { what: 'First-load JavaScript of the window, gzip', measured: `${kilobytes.toFixed(0)} KB`, against: 'bound 250 KB', ratio: `${(kilobytes / 250).toFixed(2)}×` };
}
