import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { rolldown } from 'rolldown';
import { firstStart, passphrase } from '../e2e/support/firstStart.ts';
import { startApp } from '../host/launch.ts';
import { fillVault } from './fillVault.ts';
import { noteQueries } from './noteCorpus.ts';
import type { NoteTimes } from './notesInWorker.ts';
import { quantile, type Row, ratio, timing, written } from './samples.ts';

const rounds = 5;
const queries = 200;
const workerName = 'vault.worker-bench.js';

/** Many notes: from the derived key to the list and to a search, beside the same bytes in packed segments; searching; opening one. */
export async function notesRows(renderer: string, sizes: readonly number[] = [10_000, 50_000]): Promise<Row[]> {
  const workerFile = path.join(renderer, 'assets', workerName);
  const bundle = await rolldown({ input: path.join(import.meta.dirname, 'notesInWorker.ts'), platform: 'browser' });
  await bundle.write({ file: workerFile, format: 'esm' });
  await bundle.close();
  try {
    const rows: Row[] = [];
    for (const size of sizes) rows.push(...rowsOf(size, await measureNotes(size)));
    return rows;
  } finally {
    rmSync(workerFile, { force: true });
  }
}

async function measureNotes(size: number): Promise<NoteTimes> {
  const profile = mkdtempSync(path.join(tmpdir(), 'bench-notes-'));
  try {
    const first = await startApp({ userData: profile });
    await firstStart(first.page);
    await first.page.getByRole('heading', { name: /^Good/ }).waitFor();
    await first.close();
    const situationId = await fillVault(profile, passphrase, size);
    const app = await startApp({ userData: profile });
    try {
      await app.page.getByLabel('Passphrase').waitFor();
      return await app.page.evaluate(measureInPage, { address: `/assets/${workerName}`, asked: { passphrase, situationId, queries: noteQueries(queries), rounds } });
    } finally {
      await app.close();
    }
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

function rowsOf(size: number, times: NoteTimes): Row[] {
  const name = `${size.toLocaleString('en')} notes`;
  const sorted = [...times.search].sort((a, b) => a - b);
  const bound = size > 10_000 ? 50 : 16;
  const p95 = quantile(sorted, 0.95);
  return [
    { what: `${name}: opened vault to the list read`, measured: written(timing(times.list)), against: `read and decrypt of the same summaries in packed segments: ${written(timing(times.summariesFloor))}`, ratio: ratio(timing(times.list), timing(times.summariesFloor)) },
    { what: `${name}: opened vault to searchable`, measured: written(timing(times.searchable)), against: `read and decrypt of the same texts in packed segments: ${written(timing(times.textsFloor))}`, ratio: ratio(timing(times.searchable), timing(times.textsFloor)) },
    { what: `${name}: documents revived until searchable`, measured: String(times.revived), against: 'none', ratio: '–' },
    { what: `${name}: one search (${times.search.length} queries)`, measured: `${written(timing(times.search))}, p95 ${p95.toFixed(1)}`, against: `p95 of at most ${bound}`, ratio: `${(p95 / bound).toFixed(2)}×` },
    { what: `${name}: opening a note that is not in memory`, measured: written(timing(times.open)), against: 'at most 5', ratio: `${(timing(times.open).median / 5).toFixed(2)}×` },
    { what: `${name}: unlock with the derivation of the key`, measured: written(timing(times.unlock)), against: 'for information', ratio: '–' },
  ];
}
