import { createHash } from 'node:crypto';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { diskFs, type JournalFs } from './journalFs.ts';
import { createSlotStore } from './slotStore.ts';

let directory: string;
beforeEach(async () => {
  directory = await fs.mkdtemp(path.join(os.tmpdir(), 'fpc-slots-'));
});
afterEach(() => fs.rm(directory, { recursive: true, force: true }));

const slotFile = (text: string): Uint8Array => new TextEncoder().encode(`${text}\n${createHash('sha256').update(text).digest('hex')}`);
const first = () => path.join(directory, 'vault-slots.fps');
const copy = () => path.join(directory, 'vault-slots.copy.fps');

describe('the slot file', () => {
  it('is null until it was written, and then what was written', async () => {
    const store = createSlotStore({ directory: path.join(directory, 'deeper') });
    expect(await store.read()).toEqual({ ok: true, value: null });
    expect(await store.write(slotFile('{"a":1}'))).toEqual({ ok: true, value: null });
    expect(await store.read()).toEqual({ ok: true, value: slotFile('{"a":1}') });
  });

  it('comes back from its copy when the first is damaged, cut or gone', async () => {
    const store = createSlotStore({ directory });
    await store.write(slotFile('{"a":1}'));
    for (const harm of [() => fs.writeFile(first(), 'rubbish'), () => fs.truncate(first(), 20), () => fs.rm(first())]) {
      await harm();
      expect(await store.read()).toEqual({ ok: true, value: slotFile('{"a":1}') });
      expect(new Uint8Array(await fs.readFile(first()))).toEqual(slotFile('{"a":1}'));
    }
  });

  it('that is damaged twice is answered as it is, never as if there were none', async () => {
    const store = createSlotStore({ directory });
    await store.write(slotFile('{"a":1}'));
    await fs.writeFile(first(), 'x');
    await fs.writeFile(copy(), 'y');
    expect(await store.read()).toEqual({ ok: true, value: new TextEncoder().encode('x') });
  });

  it('is the old or the new content after a stop at any step, and an older copy does not live on', async () => {
    for (let stopAt = 0; stopAt < 14; stopAt++) {
      await fs.rm(directory, { recursive: true, force: true });
      await createSlotStore({ directory }).write(slotFile('old'));
      let left = stopAt;
      const step = <T>(work: () => Promise<T>): Promise<T> => (left-- > 0 ? work() : Promise.reject(new Error('stopped')));
      const stopping: JournalFs = {
        ...diskFs,
        open: async (name, mode) => {
          const file = await step(() => diskFs.open(name, mode));
          return { ...file, write: (bytes, position) => step(() => file.write(bytes, position)), sync: () => step(() => file.sync()) };
        },
        rename: (from, to) => step(() => diskFs.rename(from, to)),
        syncDirectory: (name) => step(() => diskFs.syncDirectory(name)),
      };
      const written = await createSlotStore({ directory, fs: stopping }).write(slotFile('new'));
      const read = await createSlotStore({ directory }).read();
      const text = read.ok && read.value !== null ? new TextDecoder().decode(read.value).slice(0, 3) : 'none';
      expect(['old', 'new'], `stopped at ${stopAt}`).toContain(text);
      if (written.ok) expect(text).toBe('new');
      expect((await fs.readFile(copy(), 'latin1')).slice(0, 3)).toBe(text);
    }
  });
});
