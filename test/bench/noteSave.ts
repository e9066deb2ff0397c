import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { passphrase } from '../e2e/support/firstStart.ts';
import { startApp } from '../host/launch.ts';
import { newProfile } from './newProfile.ts';
import { type Row, ratio, timing, written } from './samples.ts';

const rounds = 200;

interface PageTimes {
  readonly saves: number[];
  readonly puts: number[];
  readonly calls: number[];
  /** Until the journal was asked, until it had answered, until the save was answered. */
  readonly before: number[];
  readonly journal: number[];
  readonly after: number[];
  readonly bytes: number;
}

/**
 * Saves a changed note through the app's own built vault worker, over its own bridge, from the lock screen of a real window: sealed,
 * in the journal with fsync, in IndexedDB. Beside it, in turn and in the same page: a raw strict put of as many bytes, and a
 * call to the main process that carries as many and does nothing; and in the main process: an append with fsync of as many bytes.
 */
export async function noteSaveRows(renderer: string): Promise<Row[]> {
  const profile = mkdtempSync(path.join(tmpdir(), 'bench-save-'));
  const worker = readdirSync(path.join(renderer, 'assets')).find((name) => /^vault\.worker-.*\.js$/.test(name));
  if (worker === undefined) throw new Error('The vault worker is not built; run "npm run build".');
  try {
    await newProfile(profile);
    const app = await startApp({ userData: profile });
    await app.page.getByLabel('Passphrase').waitFor();
    const times = await app.page.evaluate(saveInPage, { worker: `/assets/${worker}`, passphrase, rounds });
    const syncs = await app.evaluate(
      async ({ app: electron }, { rounds: count, bytes }) => {
        const { open } = await import('node:fs/promises');
        const file = await open(`${electron.getPath('userData')}/bench.tmp`, 'w');
        const taken: number[] = [];
        for (let at = 0; at < count; at += 1) {
          const started = performance.now();
          await file.write(new Uint8Array(bytes));
          await file.sync();
          taken.push(performance.now() - started);
        }
        await file.close();
        return taken;
      },
      { rounds, bytes: times.bytes },
    );
    await app.close();
    const saves = timing(times.saves);
    const floor = timing(times.puts.map((put, at) => put + (syncs[at] ?? 0)));
    const withCall = timing(times.puts.map((put, at) => put + (syncs[at] ?? 0) + (times.calls[at] ?? 0)));
    return [
      { what: 'Save of one note, end to end', measured: `${written(saves)}; ${times.bytes} sealed bytes`, against: `raw strict put and one fsync of the same bytes: ${written(floor)}`, ratio: ratio(saves, floor) },
      { what: 'The same, with the host’s own call to main in the floor', measured: written(saves), against: `and one call that carries them and does nothing: ${written(withCall)}`, ratio: ratio(saves, withCall) },
      { what: 'Where the time of a save goes', measured: `change and seal ${written(timing(times.before))}; call, journal and fsync ${written(timing(times.journal))}; IndexedDB and the answer ${written(timing(times.after))}`, against: `raw put ${written(timing(times.puts))}; fsync ${written(timing(syncs))}; a call that carries as much ${written(timing(times.calls))}`, ratio: '–' },
    ];
  } finally {
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Runs in the page. It may use nothing from outside. */
async function saveInPage({ worker: address, passphrase: words, rounds: count }: { worker: string; passphrase: string; rounds: number }): Promise<PageTimes> {
  const calls: Record<string, Parameters<typeof window.focalpoint.call>[0]> = { readSlots: 'vault.readSlots', writeSlots: 'vault.writeSlots', journalAppend: 'vault.journalAppend', journalState: 'vault.journalState', journalRead: 'vault.journalRead' };
  const worker = new Worker(address, { type: 'module' });
  const waiting = new Map<number, (value: { ok: boolean; value?: unknown; error?: { code: string } }) => void>();
  let bytes = 0;
  let span = [0, 0];
  worker.onmessage = ({ data }: MessageEvent<{ type: string; id: number; name: string; args: unknown[]; result: { ok: boolean } }>) => {
    if (data.type === 'answer') waiting.get(data.id)?.(data.result);
    if (data.type !== 'storageCall') return;
    if (!(data.name in calls)) return worker.postMessage({ type: 'storageAnswer', id: data.id, result: { ok: false, error: { code: 'sync.notJoined', retry: 'never', messageId: '', details: {} } } });
    const asked = performance.now();
    if (data.name === 'journalAppend') bytes = (data.args[0] as { entries: { blob?: Uint8Array }[] }).entries.reduce((sum, entry) => sum + (entry.blob?.byteLength ?? 0), 0);
    void (window.focalpoint.call as (channel: string, ...args: unknown[]) => Promise<unknown>)(calls[data.name] ?? '', ...data.args).then((result) => {
      if (data.name === 'journalAppend') span = [asked, performance.now()];
      worker.postMessage({ type: 'storageAnswer', id: data.id, result });
    });
  };
  let next = 1;
  const ask = (request: unknown): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const id = next++;
      waiting.set(id, (result) => (result.ok ? resolve(result.value) : reject(new Error(result.error?.code))));
      worker.postMessage({ type: 'request', id, request });
    });
  const command = (name: string, ...args: unknown[]): Promise<unknown> => ask({ call: 'command', name, args });
  await ask({ call: 'unlock', passphrase: words });
  const situation = (await command('createSituation', { name: 'Bench' })) as { id: string };
  const note = (await command('createNote', situation.id)) as { id: string };
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const opening = indexedDB.open('bench', 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore('rows');
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error ?? new Error('indexedDB'));
  });
  const put = (size: number): Promise<void> =>
    new Promise((resolve, reject) => {
      const transaction = database.transaction('rows', 'readwrite', { durability: 'strict' });
      transaction.objectStore('rows').put(crypto.getRandomValues(new Uint8Array(Math.min(size, 65_536))), 'row');
      transaction.oncomplete = () => resolve();
      transaction.onerror = () => reject(transaction.error ?? new Error('put'));
    });
  const [saves, puts, plainCalls, before, journal, after]: [number[], number[], number[], number[], number[], number[]] = [[], [], [], [], [], []];
  for (let at = 0; at < count; at += 1) {
    let started = performance.now();
    await command('updateNoteFields', note.id, { title: `Call with the prosecutor, ${at}` });
    const ended = performance.now();
    saves.push(ended - started);
    const [asked = 0, answered = 0] = span;
    before.push(asked - started);
    journal.push(answered - asked);
    after.push(ended - answered);
    started = performance.now();
    await put(bytes);
    puts.push(performance.now() - started);
    started = performance.now();
    // To a file that nobody opened: the bytes come over and nothing is done with them.
    await window.focalpoint.call('files.write', '0'.repeat(32), crypto.getRandomValues(new Uint8Array(Math.min(bytes, 65_536))));
    plainCalls.push(performance.now() - started);
  }
  await ask({ call: 'lock' });
  worker.terminate();
  return { saves, puts, calls: plainCalls, before, journal, after, bytes };
}
