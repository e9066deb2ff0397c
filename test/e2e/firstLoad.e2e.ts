import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from '../host/launch.ts';

interface Chunk {
  readonly file: string;
  readonly src?: string;
  readonly imports?: readonly string[];
  readonly isEntry?: boolean;
}

const renderer = path.resolve(import.meta.dirname, '../../build/out/renderer');
const maxBytes = 250_000;

/** Words that only these parts of the program hold, so that one that slipped into the first load is recognised after minification. */
const mustWait = { editor: /ProseMirror-/, yjs: /yjs\.dev|Yjs was already imported/, markdown: /mdast|footnoteDefinition/, search: /prefixes?Search|fuzzyBoost|combineWith/, strength: /zxcvbn|bruteforceMatch/, database: /DexieError/ } as const;

test('what the window loads first is at most 250 KB of gzipped JavaScript, and the large parts wait until they are needed', () => {
  const manifest = JSON.parse(readFileSync(path.join(renderer, '.vite/manifest.json'), 'utf8')) as Record<string, Chunk>;
  const closure = (names: readonly string[], files = new Set<string>()): Set<string> => {
    for (const name of names) {
      const chunk = manifest[name];
      if (chunk === undefined || files.has(chunk.file)) continue;
      if (chunk.file.endsWith('.js')) files.add(chunk.file);
      closure(chunk.imports ?? [], files);
    }
    return files;
  };
  const texts = (files: Iterable<string>): string[] => [...files].map((file) => readFileSync(path.join(renderer, file), 'utf8'));
  const entries = Object.entries(manifest).filter(([, chunk]) => chunk.isEntry === true).map(([name]) => name);
  expect(entries).toHaveLength(1);
  const first = closure(entries);
  const sizes = [...first].map((file) => ({ file, bytes: gzipSync(readFileSync(path.join(renderer, file))).byteLength }));
  const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
  console.log(`first load: ${(total / 1000).toFixed(0)} KB in ${sizes.length} files`);

  const everything = texts(Object.values(manifest).map(({ file }) => file).filter((file) => file.endsWith('.js')));
  for (const [part, words] of Object.entries(mustWait)) {
    expect(texts(first).filter((text) => words.test(text)), `${part} in the first load`).toEqual([]);
    if (part !== 'search') expect(everything.some((text) => words.test(text)), `control: ${part} is somewhere`).toBe(true);
  }
  expect(total, sizes.map(({ file, bytes }) => `${file} ${bytes}`).join('\n')).toBeLessThanOrEqual(maxBytes);
});
