import * as Y from 'yjs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { NoteSummary } from '../../shared/domain/vault/note.ts';
import type { ProgrammeProgress } from '../../shared/domain/vault/programmeProgress.ts';
import type { Situation } from '../../shared/domain/vault/situation.ts';
import type { VaultStorage } from '../../renderer/vault/vaultStorage.ts';
import { passphrase, readOnce, valueOf, VaultRig, type RunningVault } from './vaultRig.ts';

let rig: VaultRig;
beforeEach(async () => {
  rig = await VaultRig.make();
});
afterEach(() => rig.end());

/** Stops the process at a storage call: before it happens, or after it happened and before its answer. */
class Stop {
  readonly reached: Promise<'stopped'>;
  happened = false;
  #left: number;
  readonly #after: boolean;
  #announce: (value: 'stopped') => void = () => undefined;

  constructor(calls: number, after: boolean) {
    this.#left = calls;
    this.#after = after;
    this.reached = new Promise((resolve) => {
      this.#announce = resolve;
    });
  }

  readonly wrap = (storage: VaultStorage): VaultStorage => {
    const pass = async <T>(work: () => Promise<T>): Promise<T> => {
      if (this.happened) return new Promise(() => undefined);
      if (this.#left > 0) {
        this.#left -= 1;
        return work();
      }
      this.happened = true;
      if (this.#after) await work();
      this.#announce('stopped');
      return new Promise(() => undefined);
    };
    return {
      readSlots: () => pass(() => storage.readSlots()),
      writeSlots: (file) => pass(() => storage.writeSlots(file)),
      journalAppend: (batch) => pass(() => storage.journalAppend(batch)),
      journalState: () => pass(() => storage.journalState()),
      journalRead: (cursor) => pass(() => storage.journalRead(cursor)),
      chunkPut: (name, sealed) => pass(() => storage.chunkPut(name, sealed)),
      chunkGet: (name, copy) => pass(() => storage.chunkGet(name, copy)),
      chunksRemove: (names) => pass(() => storage.chunksRemove(names)),
      chunkNames: () => pass(() => storage.chunkNames()),
      chunkState: () => pass(() => storage.chunkState()),
      fileBegin: (name, ending) => pass(() => storage.fileBegin(name, ending)),
      fileWrite: (token, bytes) => pass(() => storage.fileWrite(token, bytes)),
      fileEnd: (token, whole) => pass(() => storage.fileEnd(token, whole)),
    };
  };
}

interface Acknowledged {
  created: boolean;
  situations: string[];
  notes: string[];
  tasks: string[];
  typed: string[];
  noteId: string | null;
  situationId: string | null;
}

const nothingYet = (): Acknowledged => ({ created: false, situations: [], notes: [], tasks: [], typed: [], noteId: null, situationId: null });

/** Does a little of everything and notes what was acknowledged. Ends early where a call is never answered. */
async function work(running: RunningVault, done: Acknowledged, stopped: Promise<unknown>): Promise<void> {
  const { client } = running;
  const ended = Symbol('ended');
  const until = async <T>(answer: Promise<T>): Promise<T> => {
    const first = await Promise.race([answer, stopped.then(() => ended)]);
    if (first === ended) throw ended;
    return first as T;
  };
  try {
    if (!done.created) {
      valueOf(await until(client.create({ passphrase })));
      done.created = true;
    }
    const situation = valueOf(await until(client.commands.createSituation({ name: 'First' })));
    done.situations.push('First');
    done.situationId = situation.id;
    valueOf(await until(client.commands.setTaskState('wk-01', 'done')));
    done.tasks.push('wk-01');
    const note = valueOf(await until(client.commands.createNote(situation.id, { title: 'Note A' })));
    done.notes.push('Note A');
    done.noteId = note.id;
    const doc = new Y.Doc();
    Y.applyUpdate(doc, valueOf(await until(client.commands.openNote(note.id))).state, 'vault');
    for (const word of ['alpha', 'beta', 'gamma']) {
      let update: Uint8Array = new Uint8Array();
      doc.once('update', (bytes: Uint8Array) => {
        update = bytes;
      });
      doc.getXmlFragment('body').push([new Y.XmlText(`${word} `)]);
      const pushed = client.commands.pushNoteUpdate(note.id, update);
      void client.commands.flush();
      valueOf(await until(pushed));
      done.typed.push(word);
    }
    valueOf(await until(client.commands.createNote(situation.id, { title: 'Note B' })));
    done.notes.push('Note B');
    await until(client.lock());
  } catch (error) {
    if (error !== ended) throw error;
  }
}

/** Everything that was acknowledged is there, and nothing twice. */
async function check(done: Acknowledged, about: string): Promise<void> {
  const running = rig.start();
  const { client } = running;
  const opened = await client.unlock(passphrase);
  if (!done.created && !opened.ok) {
    // Making the vault had not ended. Then it must be possible to make it, or there must be one to open.
    expect(opened.error.code, about).toBe('vault.none');
    valueOf(await client.create({ passphrase }));
  } else valueOf(opened);
  const situations = (await readOnce<readonly Situation[]>(client, { name: 'situations' })).map((situation) => situation.name);
  expect(new Set(situations).size, about).toBe(situations.length);
  expect(situations, about).toEqual(expect.arrayContaining(done.situations));
  const programme = await readOnce<ProgrammeProgress>(client, { name: 'programme' });
  for (const task of done.tasks) expect(programme[task]?.state, about).toBe('done');
  if (done.situationId !== null) {
    const notes = (await readOnce<readonly NoteSummary[]>(client, { name: 'notes', situationId: done.situationId })).map((note) => note.title);
    expect(new Set(notes).size, about).toBe(notes.length);
    expect(notes, about).toEqual(expect.arrayContaining(done.notes));
  }
  if (done.noteId !== null) {
    const doc = new Y.Doc();
    Y.applyUpdate(doc, valueOf(await client.commands.openNote(done.noteId)).state);
    const text = doc.getXmlFragment('body').toJSON();
    for (const word of done.typed) expect(text.split(word).length - 1, `${about}: ${word}`).toBe(1);
  }
  valueOf(await client.commands.setTaskState('wk-99', 'in-progress'));
  await running.kill();
}

describe('stopped at any call to what the main process keeps', () => {
  for (const after of [false, true]) {
    it(`${after ? 'after it was carried out and before its answer' : 'before it was carried out'}: every acknowledged save is there`, async () => {
      let stops = 0;
      for (let call = 0; ; call++) {
        await rig.end();
        rig = await VaultRig.make();
        const stop = new Stop(call, after);
        const running = rig.start({ wrapStorage: stop.wrap });
        const done = nothingYet();
        await work(running, done, stop.reached);
        await running.kill();
        await check(done, `call ${call}`);
        stops += 1;
        if (!stop.happened) break;
      }
      expect(stops).toBeGreaterThan(12);
    });
  }

  it('while the working store is being restored: the next start ends it', async () => {
    const running = await rig.startNew();
    const done: Acknowledged = { ...nothingYet(), created: true };
    await work(running, done, new Promise(() => undefined));
    await running.kill();
    const { rows } = await rig.databaseRows();
    for (let call = 0; call < 8; call++) {
      await rig.replaceDatabase(rows.slice(0, 2), 1);
      const stop = new Stop(call, true);
      const stopped = rig.start({ wrapStorage: stop.wrap });
      await Promise.race([stopped.client.unlock(passphrase), stop.reached]);
      await stopped.kill();
      await check(done, `restore stopped at ${call}`);
    }
  });
});

/** Mulberry32: small, seeded, good enough to choose moments. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

describe('killed at random moments', () => {
  const seed = Number(process.env['FPC_SEED'] ?? Date.now() % 1_000_000);
  const runs = Number(process.env['FPC_RUNS'] ?? 25);
  it(`every acknowledged save is readable (seed ${seed}, ${runs} runs)`, async () => {
    console.log(`seed ${seed}`);
    const next = random(seed);
    let cutShort = 0;
    for (let run = 0; run < runs; run++) {
      await rig.end();
      rig = await VaultRig.make();
      let kill: () => void = () => undefined;
      const killed = new Promise<void>((resolve) => {
        kill = resolve;
      });
      const running = rig.start();
      const timer = setTimeout(() => kill(), next() * 25);
      const done = nothingYet();
      await work(running, done, killed);
      clearTimeout(timer);
      await running.kill();
      if (!done.notes.includes('Note B')) cutShort += 1;
      await check(done, `seed ${seed} run ${run}`);
    }
    expect(cutShort, 'some of the runs must have been cut short').toBeGreaterThan(runs / 10);
  }, 120_000);
});
