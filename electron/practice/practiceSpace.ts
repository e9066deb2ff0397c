import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { ChunkStore } from '../vault/chunkStore.ts';
import { createChunkStore } from '../vault/chunkStore.ts';
import { createJournal, type Journal } from '../vault/journal.ts';
import { createSlotStore, type SlotStore } from '../vault/slotStore.ts';

/** What the window's vault is kept in. */
export interface VaultSpace {
  readonly journal: Journal;
  readonly slots: SlotStore;
  readonly chunks: ChunkStore;
}

/** A second, passing place for a vault that is only played with. The user's own is not opened, written or copied while it is in use. */
export interface Practice {
  /** The word that marks what is made in practice; null while the user's own vault is in use. */
  readonly mark: () => string | null;
  /** Goes to whichever of the two is in use. */
  readonly space: VaultSpace;
  enter(mark: string): Promise<void>;
  /** Removes everything that was made in practice. */
  leave(): Promise<void>;
}

/** Also removes what a practice left that was cut off: it never outlives the run of the app. */
export async function createPractice(own: VaultSpace, folder: string): Promise<Practice> {
  const directory = path.join(folder, 'practice');
  const clear = (): Promise<void> => rm(directory, { recursive: true, force: true });
  await clear();
  let word: string | null = null;
  let used = own;
  const delegate = <K extends keyof VaultSpace>(part: K): VaultSpace[K] =>
    new Proxy(own[part], { get: (_target, name) => Reflect.get(used[part], name) as unknown });
  return {
    mark: () => word,
    space: { journal: delegate('journal'), slots: delegate('slots'), chunks: delegate('chunks') },
    enter: async (mark) => {
      if (word !== null) return;
      await mkdir(directory, { recursive: true });
      used = { journal: createJournal({ directory: path.join(directory, 'journal') }), slots: createSlotStore({ directory }), chunks: createChunkStore({ directory: path.join(directory, 'attachments') }) };
      word = mark;
    },
    leave: async () => {
      if (word === null) return;
      const { journal } = used;
      used = own;
      word = null;
      await journal.close();
      await clear();
    },
  };
}
