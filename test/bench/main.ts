/**
 * `npm run bench`: speed as ratios to a floor or a peer measured in the same run. Writes docs/benchmarks.md; it never fails on a slow machine.
 * `npm run bench -- --only <name>` (may be given more than once) measures single parts and replaces only their rows.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { hostName } from '../host/launch.ts';
import { appStartRows } from './appStart.ts';
import { assessmentRows } from './assessments.ts';
import { withRows, writtenRow } from './benchmarksPage.ts';
import { editionBytesRows } from './editionBytes.ts';
import { exchangeRows } from './exchange.ts';
import { exchangeInAppRows } from './exchangeInApp.ts';
import { firstLoadRow } from './firstLoad.ts';
import { manualSearchRows } from './manualSearch.ts';
import { pouchdbRows } from './pouchdb.ts';
import { noteSaveRows } from './noteSave.ts';
import { notesRows } from './notes.ts';
import { serverLoadRows } from './serverLoad.ts';
import { programmeRows } from './programme.ts';
import type { Row } from './samples.ts';

const root = path.resolve(import.meta.dirname, '../..');
const renderer = path.join(root, 'build/out/renderer');

const parts: readonly (readonly [string, () => Promise<Row[]> | Row[]])[] = [
  ['first load', () => [firstLoadRow(renderer)]],
  ['search in the Manual', manualSearchRows],
  ['editions on the wire', editionBytesRows],
  ['exchange', exchangeRows],
  ['exchange in the app', exchangeInAppRows],
  ['five hundred tasks', programmeRows],
  ['assessments', () => assessmentRows()],
  ['the server under load', serverLoadRows],
  ['start and unlock', appStartRows],
  ['saving a note', () => noteSaveRows(renderer)],
  ['many notes', () => notesRows(renderer, [10_000])],
  ['very many notes', () => notesRows(renderer, [50_000])],
];

/** Measured only when named: it installs what the product does not use. */
const asked: typeof parts = [['pouchdb', pouchdbRows]];

const { only } = parseArgs({ options: { only: { type: 'string', multiple: true } } }).values;
const names = [...parts, ...asked].map(([name]) => name);
const unknown = only?.find((name) => !names.includes(name));
if (unknown !== undefined) throw new Error(`There is no part "${unknown}". Parts: ${names.join(', ')}.`);

const rows: Row[] = [];
for (const [name, measure] of [...parts, ...asked]) {
  if (only === undefined ? asked.some(([apart]) => apart === name) : !only.includes(name)) continue;
  console.log(`Measuring ${name}`);
  rows.push(...(await measure()));
}
const table = ['| What | Measured | Against | Ratio |', '|---|---|---|---|', ...rows.map(writtenRow)].join('\n');
const host = hostName === 'electron' ? 'Electron' : 'the stand-in host (Chromium), not Electron';
const page = `# Benchmarks

Measured with \`npm run bench\` on ${new Date().toISOString().slice(0, 10)}, on ${host}, headless, on a shared virtual machine with two cores. Times are milliseconds: median (least–most, number of runs). Compare within a line; absolute times change with the machine and with what else runs on it.

${table}

What the lines mean: a floor is the same machine doing only what cannot be left out; a peer is what one would use instead. On the stand-in every call to the main process crosses a pipe as text, which Electron does not do, so the save is given against a floor with and without that call. The exchange seals, signs, chains, verifies and opens, which the bare floor does not do; the part "pouchdb", measured only when it is named, sets it beside PouchDB.
`;
const file = path.join(root, 'docs/benchmarks.md');
writeFileSync(file, only === undefined ? page : withRows(readFileSync(file, 'utf8'), rows, { parts: only, on: new Date().toISOString().slice(0, 10), host }));
console.log(`\n${table}\n\nWritten to docs/benchmarks.md.`);
