import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JournalBatch } from '../../shared/contracts/vaultStorage.ts';
import type { Result } from '../../shared/errors/result.ts';
import { createJournal, type Journal, type JournalOptions } from './journal.ts';
import { diskFs, type JournalFile, type JournalFs } from './journalFs.ts';

let directory: string;
const opened: Journal[] = [];
beforeEach(async () => {
  directory = await fs.mkdtemp(path.join(os.tmpdir(), 'fpc-journal-'));
});
afterEach(async () => {
  for (const journal of opened.splice(0)) await journal.close();
  await fs.rm(directory, { recursive: true, force: true });
});

function open(options: Partial<JournalOptions> = {}): Journal {
  const journal = createJournal({ directory, ...options });
  opened.push(journal);
  return journal;
}

const id = (number: number): string => number.toString(16).padStart(32, '0');
const put = (number: number, text: string): JournalBatch['entries'][number] => ({ op: 'put', id: id(number), bucket: id(1_000 + number), blob: new TextEncoder().encode(text) });
const remove = (number: number): JournalBatch['entries'][number] => ({ op: 'delete', id: id(number) });
const batch = (generation: number, ...entries: JournalBatch['entries']): JournalBatch => ({ generation, entries });

function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}
const code = (result: Result<unknown>): string => (result.ok ? 'ok' : result.error.code);

async function contents(journal: Journal): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  let cursor: string | null = null;
  do {
    const page: { entries: readonly { id: string; bucket: string; blob: Uint8Array }[]; next: string | null } = value(await journal.read(cursor));
    for (const entry of page.entries) {
      expect(entry.bucket).toBe(id(1_000 + Number.parseInt(entry.id, 16)));
      found[String(Number.parseInt(entry.id, 16))] = new TextDecoder().decode(entry.blob);
    }
    cursor = page.next;
  } while (cursor !== null);
  return found;
}

const files = async (): Promise<string[]> => (await fs.readdir(directory)).sort();
const onlyFile = async (): Promise<string> => path.join(directory, (await files()).at(-1) ?? '');

describe('the journal', () => {
  it('begins empty and gives back what was put, after a restart too', async () => {
    const first = open();
    expect(value(await first.state())).toMatchObject({ generation: 0, records: 0, tornBytes: 0, damagedBytes: 0 });
    value(await first.append(batch(1, put(1, 'one'), put(2, 'two'))));
    const state = value(await first.append(batch(2, put(1, 'one again'), remove(2), put(3, ''))));
    expect(state).toMatchObject({ generation: 2, records: 2 });
    await first.close();
    const second = open();
    expect(value(await second.state())).toEqual(state);
    expect(await contents(second)).toEqual({ 1: 'one again', 3: '' });
  });

  it('answers every one of many appends made at once, in order', async () => {
    const journal = open();
    const states = await Promise.all(Array.from({ length: 50 }, (_, index) => journal.append(batch(index + 1, put(index, `text ${index}`)))));
    expect(states.map(code)).toEqual(Array.from({ length: 50 }, () => 'ok'));
    expect(Object.keys(await contents(journal))).toHaveLength(50);
  });

  it('refuses a generation that does not rise', async () => {
    const journal = open();
    value(await journal.append(batch(5, put(1, 'one'))));
    expect(code(await journal.append(batch(5, put(1, 'other'))))).toBe('vault.journalConflict');
    expect(code(await journal.append(batch(4, put(1, 'other'))))).toBe('vault.journalConflict');
    expect(await contents(journal)).toEqual({ 1: 'one' });
    expect(code(await journal.append(batch(9, put(1, 'later'))))).toBe('ok');
  });

  it('reads in pages, each once, and blobs do not carry others with them', async () => {
    const journal = open({ pageBytes: 100 });
    value(await journal.append(batch(1, ...Array.from({ length: 40 }, (_, index) => put(index, 'x'.repeat(30))))));
    let pages = 0;
    let entries = 0;
    let cursor: string | null = null;
    do {
      const page: { entries: readonly { blob: Uint8Array }[]; next: string | null } = value(await journal.read(cursor));
      pages += 1;
      entries += page.entries.length;
      for (const entry of page.entries) expect(entry.blob.buffer.byteLength).toBe(30);
      cursor = page.next;
    } while (cursor !== null);
    expect({ pages, entries }).toEqual({ pages: 14, entries: 40 });
  });

  it('cuts a torn tail, wherever in the last batch the power failed, and loses nothing before it', async () => {
    const first = open();
    value(await first.append(batch(1, put(1, 'kept'))));
    const before = (await fs.stat(await onlyFile())).size;
    value(await first.append(batch(2, put(1, 'torn'), put(2, 'torn too'), remove(3))));
    await first.close();
    const whole = await fs.readFile(await onlyFile());
    for (let length = before; length < whole.byteLength; length++) {
      await fs.writeFile(await onlyFile(), whole.subarray(0, length));
      const journal = createJournal({ directory });
      expect(value(await journal.state()), `cut at ${length}`).toMatchObject({ generation: 1, records: 1, tornBytes: length - before, damagedBytes: 0 });
      expect(await contents(journal)).toEqual({ 1: 'kept' });
      value(await journal.append(batch(2, put(2, 'new'))));
      await journal.close();
      const again = createJournal({ directory });
      expect(await contents(again)).toEqual({ 1: 'kept', 2: 'new' });
      expect(value(await again.state()).tornBytes).toBe(0);
      await again.close();
      await fs.writeFile(await onlyFile(), whole.subarray(0, before));
    }
  });

  it('finds the batches behind a damaged one and says that there is damage', async () => {
    const first = open();
    for (let generation = 1; generation <= 3; generation++) value(await first.append(batch(generation, put(generation, `text ${generation}`))));
    await first.close();
    const file = await onlyFile();
    const whole = await fs.readFile(file);
    const frameBytes = (whole.byteLength - 12) / 3;
    for (let offset = 12 + frameBytes; offset < 12 + 2 * frameBytes; offset++) {
      const damaged = Buffer.from(whole);
      damaged[offset] = (damaged[offset] ?? 0) ^ 0x10;
      await fs.writeFile(file, damaged);
      const journal = createJournal({ directory });
      expect(value(await journal.state()), `byte ${offset}`).toMatchObject({ generation: 3, records: 2, tornBytes: 0, damagedBytes: frameBytes });
      expect(await contents(journal)).toEqual({ 1: 'text 1', 3: 'text 3' });
      await journal.close();
    }
  });
});

describe('a full disk', () => {
  it('acknowledges nothing, leaves no part of the batch, and takes the next one when there is room', async () => {
    let room = Infinity;
    const journal = open({ fs: withFiles((file) => ({ ...file, write: (bytes, position) => writeUpTo(file, bytes, position, () => room) })) });
    value(await journal.append(batch(1, put(1, 'one'))));
    for (const left of [0, 1, 31, 32, 40, 60]) {
      room = left;
      expect(code(await journal.append(batch(2, put(1, 'half'), put(2, 'half')))), `room for ${left}`).toBe('vault.diskFull');
      expect(value(await journal.state())).toMatchObject({ generation: 1, records: 1 });
    }
    room = Infinity;
    value(await journal.append(batch(2, put(2, 'two'))));
    await journal.close();
    const again = open();
    expect(value(await again.state())).toMatchObject({ generation: 2, tornBytes: 0 });
    expect(await contents(again)).toEqual({ 1: 'one', 2: 'two' });
  });

  it('that lets nothing be undone stops all further saves until the next start', async () => {
    let broken = false;
    const refuse = (): Promise<void> => Promise.reject(Object.assign(new Error('io'), { code: 'EIO' }));
    const journal = open({ fs: withFiles((file) => ({ ...file, sync: () => (broken ? refuse() : file.sync()), truncate: (length) => (broken ? refuse() : file.truncate(length)) })) });
    value(await journal.append(batch(1, put(1, 'one'))));
    broken = true;
    expect(code(await journal.append(batch(2, put(1, 'two'))))).toBe('vault.journalFailed');
    broken = false;
    expect(code(await journal.append(batch(2, put(1, 'three'))))).toBe('vault.journalFailed');
    expect(await contents(journal)).toEqual({ 1: 'one' });
    await journal.close();
    expect(code(await open().append(batch(7, put(1, 'four'))))).toBe('ok');
  });
});

describe('compaction', () => {
  const grow = async (journal: Journal): Promise<void> => {
    for (let generation = 1; generation <= 30; generation++) value(await journal.append(batch(generation, put(generation % 3, `text ${generation} ${'.'.repeat(100)}`))));
  };
  const expected = Object.fromEntries([30, 28, 29].map((generation) => [String(generation % 3), `text ${generation} ${'.'.repeat(100)}`]));

  it('frees what is no longer in force and goes on', async () => {
    const journal = open({ minGarbageBytes: 1_000 });
    await grow(journal);
    await expect.poll(async () => value(await journal.state()).bytes).toBeLessThan(3_000);
    expect(await contents(journal)).toEqual(expected);
    value(await journal.append(batch(31, put(7, 'after'))));
    await journal.close();
    expect(await files()).toHaveLength(1);
    const again = open({ minGarbageBytes: 1_000 });
    expect(value(await again.state())).toMatchObject({ generation: 31, records: 4, damagedBytes: 0 });
    expect(await contents(again)).toEqual({ ...expected, 7: 'after' });
  });

  it('may be stopped before or after any step: nothing acknowledged is lost', async () => {
    let stops = 0;
    for (let stopAt = 0; ; stopAt++) {
      await fs.rm(directory, { recursive: true, force: true });
      const power = new PowerCut(stopAt);
      const journal = createJournal({ directory, fs: power.fs, minGarbageBytes: 1_000 });
      const acknowledged = new Map<string, string>();
      let generation = 0;
      for (let step = 1; step <= 30 && !power.off; step++) {
        const text = `text ${step} ${'.'.repeat(100)}`;
        const result = await Promise.race([journal.append(batch(step, put(step % 3, text))), power.cut]);
        if (result !== 'cut' && result.ok) {
          acknowledged.set(String(step % 3), text);
          generation = step;
        }
      }
      await Promise.race([journal.close(), power.cut]);
      await power.release();
      const again = createJournal({ directory, minGarbageBytes: 1_000 });
      const state = value(await again.state());
      const found = await contents(again);
      // The one batch that was under way may be there or not.
      expect(state.generation - generation, `stopped at ${stopAt}`).toBeLessThanOrEqual(1);
      expect(state.generation).toBeGreaterThanOrEqual(generation);
      expect(state.damagedBytes).toBe(0);
      for (const [key, text] of acknowledged) if (state.generation === generation || Number(key) !== state.generation % 3) expect(found[key], `stopped at ${stopAt}`).toBe(text);
      value(await again.append(batch(100, put(9, 'goes on'))));
      await again.close();
      stops += 1;
      if (power.off) continue;
      // The run that nothing stopped: compaction did take place in it.
      expect(await files()).not.toContain('journal-00000001.fpj');
      break;
    }
    expect(stops).toBeGreaterThan(60);
  });
});

async function writeUpTo(file: JournalFile, bytes: Buffer, position: number, room: () => number): Promise<void> {
  if (bytes.byteLength <= room()) return file.write(bytes, position);
  if (room() > 0) await file.write(bytes.subarray(0, room()), position);
  throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
}

function withFiles(change: (file: JournalFile) => JournalFile): JournalFs {
  return { ...diskFs, open: async (name, mode) => change(await diskFs.open(name, mode)) };
}

/** Lets a number of changing steps happen; from then on nothing reaches the disk and no call comes back. A write is cut in its middle. */
class PowerCut {
  off = false;
  readonly cut: Promise<'cut'>;
  readonly fs: JournalFs;
  readonly #opened: JournalFile[] = [];
  #left: number;
  #announce: (value: 'cut') => void = () => undefined;

  constructor(steps: number) {
    this.#left = steps;
    this.cut = new Promise((resolve) => {
      this.#announce = resolve;
    });
    const step = async <T>(work: () => Promise<T>, half: () => Promise<unknown> = () => Promise.resolve()): Promise<T> => {
      if (!this.off && this.#left > 0) {
        this.#left -= 1;
        return work();
      }
      if (!this.off) {
        this.off = true;
        await half();
        this.#announce('cut');
      }
      return new Promise(() => undefined);
    };
    this.fs = {
      ...diskFs,
      open: async (name, mode) => {
        const file = mode === 'create' ? await step(() => diskFs.open(name, mode)) : await diskFs.open(name, mode);
        this.#opened.push(file);
        return {
          ...file,
          write: (bytes, position) => step(() => file.write(bytes, position), () => file.write(bytes.subarray(0, bytes.byteLength >> 1), position)),
          truncate: (length) => step(() => file.truncate(length)),
          sync: () => step(() => file.sync()),
          close: () => step(() => file.close()),
        };
      },
      rename: (from, to) => step(() => diskFs.rename(from, to)),
      remove: (name) => step(() => diskFs.remove(name)),
      syncDirectory: (name) => step(() => diskFs.syncDirectory(name)),
    };
  }

  /** Closes what the stopped process left open. */
  async release(): Promise<void> {
    for (const file of this.#opened) await file.close().catch(() => undefined);
  }
}
