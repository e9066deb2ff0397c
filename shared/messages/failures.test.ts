import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { messages } from './en.ts';

const root = path.resolve(import.meta.dirname, '../..');
const prefixes = ['vault', 'edition', 'invitation', 'secretariat', 'ipc', 'documents', 'sync', 'pairing', 'device', 'session', 'attachment', 'transfer', 'export', 'archive', 'import', 'recovery', 'sheet'];
/** Codes of log events, not of failures. */
const events = new Set(['secretariat.connected', 'secretariat.edition', 'secretariat.example', 'secretariat.joined', 'secretariat.left', 'secretariat.notReached']);

function* sources(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) yield* sources(file);
    else if (/\.tsx?$/.test(entry.name) && !entry.name.includes('.test.')) yield readFileSync(file, 'utf8');
  }
}

it('has a sentence for every failure that the program can answer', () => {
  const codes = new Set<string>();
  const call = new RegExp(`(?:fail|failure|[a-z]+Failure|refuse[a-z]*)\\(\\s*'((?:${prefixes.join('|')})\\.[a-zA-Z]+)'`, 'g');
  for (const folder of ['electron', 'renderer', 'shared']) for (const text of sources(path.join(root, folder))) for (const [, code] of text.matchAll(call)) codes.add(code!);
  expect(codes.size).toBeGreaterThan(40);
  expect([...codes].filter((code) => !events.has(code) && !(`failure.${code}` in messages)).sort()).toEqual([]);
});

it('says what to do or what is safe, without blame or noise', () => {
  for (const [id, text] of Object.entries(messages)) {
    expect(text, id).not.toMatch(/!|please|oops|sorry/i);
    if (id.startsWith('failure.')) expect(text.length, id).toBeGreaterThan(20);
  }
});
