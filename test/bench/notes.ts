import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { rolldown } from 'rolldown';
import { passphrase } from '../e2e/support/firstStart.ts';
import { startApp } from '../host/launch.ts';
import { fillVault } from './fillVault.ts';
import { noteQueries } from './noteCorpus.ts';
import { newProfile } from './newProfile.ts';
import { measureInWindow, type WindowTimes } from './notesInWindow.ts';
import type { NoteTimes } from './notesInWorker.ts';
import { quantile, type Row, ratio, timing, written } from './samples.ts';

const rounds = 5;
const queries = 200;
const workerName = 'vault.worker-bench.js';

/** Many notes: from the derived key to the list and to a search, beside the same bytes in packed segments; searching; opening one. */
export async function notesRows(renderer: string, sizes: readonly number[]): Promise<Row[]> {
  const workerFile = path.join(renderer, 'assets', workerName);
  const bundle = await rolldown({ input: path.join(import.meta.dirname, 'notesInWorker.ts'), platform: 'browser' });
  await bundle.write({ file: workerFile, format: 'esm' });
  await bundle.close();
  try {
    const rows: Row[] = [];
    for (const size of sizes) rows.push(...(await measureNotes(size)));
    return rows;
  } finally {
    rmSync(workerFile, { force: true });
  }
}

async function measureNotes(size: number): Promise<Row[]> {
  const profile = mkdtempSync(path.join(tmpdir(), 'bench-notes-'));
  try {
    await newProfile(profile);
    const situationId = await fillVault(profile, passphrase, size);
    const app = await startApp({ userData: profile });
    let times: NoteTimes;
    try {
      await app.page.getByLabel('Passphrase').waitFor({ timeout: 120_000 });
      times = await app.page.evaluate(measureInPage, { address: `/assets/${workerName}`, asked: { passphrase, situationId, queries: noteQueries(queries), rounds } });
    } finally {
      await app.close();
    }
    return [...rowsOf(size, times), ...windowRows(size, times, await measureInWindow(profile, situationId))];
  } finally {
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Runs in the page. It may use nothing from outside. */
async function measureInPage({ address, asked }: { address: string; asked: unknown }): Promise<NoteTimes> {
  const calls: Record<string, string> = { readSlots: 'vault.readSlots', writeSlots: 'vault.writeSlots', journalAppend: 'vault.journalAppend', journalState: 'vault.journalState', journalRead: 'vault.journalRead' };
  const worker = new Worker(address, { type: 'module' });
  const times = await new Promise<NoteTimes>((resolve, reject) => {
    worker.onerror = (event) => reject(new Error(event.message));
    worker.onmessage = ({ data }: MessageEvent<{ type: string; id: number; name: string; args: unknown[]; value: NoteTimes; error: string }>) => {
      if (data.type === 'times') resolve(data.value);
      if (data.type === 'failed') reject(new Error(data.error));
      if (data.type === 'storageCall') void (window.focalpoint.call as (channel: string, ...args: unknown[]) => Promise<unknown>)(calls[data.name] ?? '', ...data.args).then((result) => worker.postMessage({ type: 'storageAnswer', id: data.id, result }));
    };
    worker.postMessage({ type: 'measure', asked });
  });
  worker.terminate();
  return times;
}

function searchRow(what: string, samples: readonly number[], bound: number): Row {
  const p95 = quantile([...samples].sort((a, b) => a - b), 0.95);
  return { what, measured: `${written(timing(samples))}, p95 ${p95.toFixed(1)}`, against: `p95 of at most ${bound}`, ratio: `${(p95 / bound).toFixed(2)}×` };
}

function windowRows(size: number, worker: NoteTimes, { unlock, long, busy, imported, importMs, heap }: WindowTimes): Row[] {
  const name = `${size.toLocaleString('en')} notes`;
  const floor = timing(worker.unlock.map((opened, at) => opened + (worker.summariesFloor[at] ?? 0)));
  const some = (found: readonly number[]): string => (found.length === 0 ? 'none' : `${found.length}, the longest ${Math.max(...found).toFixed(0)}`);
  const tasks = (by: 'unlock' | 'search' | 'import'): string => `by the clock ${some(long[by])}; of its own processor time ${some(busy[by])}`;
  return [
    { what: `${name}: unlock pressed to the list painted, in the app`, measured: written(timing(unlock)), against: `derivation and stores opened, then read and decrypt of the summaries, in the worker alone: ${written(floor)}`, ratio: ratio(timing(unlock), floor) },
    { what: `${name}: tasks of the window over 50 ms, ${unlock.length} unlocks with the list`, measured: tasks('unlock'), against: 'none', ratio: '–' },
    { what: `${name}: the same while three queries are typed`, measured: tasks('search'), against: 'none', ratio: '–' },
    { what: `${name}: the same during an import of ${imported.toLocaleString('en')} more`, measured: `${tasks('import')}; it took ${(importMs / 1000).toFixed(1)} s`, against: 'none', ratio: '–' },
    { what: `${name}: JavaScript heap after unlock and search`, measured: `window ${heap.window.toFixed(0)} MB, vault worker ${heap.worker.toFixed(0)} MB`, against: 'for information', ratio: '–' },
  ];
}

function rowsOf(size: number, times: NoteTimes): Row[] {
  const name = `${size.toLocaleString('en')} notes`;
  const bound = size > 10_000 ? 50 : 16;
  return [
    { what: `${name}: opened vault to the list read`, measured: written(timing(times.list)), against: `read and decrypt of the same summaries in packed segments: ${written(timing(times.summariesFloor))}`, ratio: ratio(timing(times.list), timing(times.summariesFloor)) },
    { what: `${name}: opened vault to searchable`, measured: written(timing(times.searchable)), against: `read and decrypt of the same texts in packed segments: ${written(timing(times.textsFloor))}`, ratio: ratio(timing(times.searchable), timing(times.textsFloor)) },
    { what: `${name}: documents revived until searchable`, measured: String(times.revived), against: 'none', ratio: '–' },
    { what: `${name}: from searchable to the index of terms made, in small steps`, measured: written(timing(times.indexed)), against: 'for information', ratio: '–' },
    searchRow(`${name}: one search (${times.search.length} queries)`, times.search, bound),
    searchRow(`${name}: the same before the index is made`, times.searchUnindexed, bound),
    { what: `${name}: opening a note that is not in memory`, measured: written(timing(times.open)), against: 'at most 5', ratio: `${(timing(times.open).median / 5).toFixed(2)}×` },
    { what: `${name}: ${(size * 2).toLocaleString('en')} single records folded into packs, when idle`, measured: written(timing(times.fold)), against: 'for information', ratio: '–' },
    { what: `${name}: unlock with the derivation of the key`, measured: written(timing(times.unlock)), against: 'for information', ratio: '–' },
  ];
}
