import type { EditionDisk } from './editionDisk.ts';

/** The beginning of a text that is being fetched, kept so that a download goes on where it was when the app ends in the middle of it. */
export interface PartialFile {
  /** What arrived before; empty where nothing did. */
  read(maxBytes: number): Promise<Uint8Array>;
  /** Takes what arrived. Written now and then; what a power cut loses is fetched again. */
  add(chunk: Uint8Array): void;
  /** Forgets what was kept, because the file begins anew. */
  clear(): void;
  /** Ends when everything taken is written. Losing a part is no failure. */
  settled(): Promise<void>;
  /** Runs a download; however it ends, what it took is written before this ends. */
  keeping<T>(download: () => Promise<T>): Promise<T>;
}

const writeEveryBytes = 2_048;

export const partialName = (sha256: string): string => `partial/${sha256}`;

export function partialFile(disk: Pick<EditionDisk, 'read' | 'append' | 'remove'>, sha256: string): PartialFile {
  const file = partialName(sha256);
  let waiting: Uint8Array[] = [];
  let waitingBytes = 0;
  let isThere = false;
  let last: Promise<void> = Promise.resolve();
  const enqueue = (work: () => Promise<void>): void => {
    last = last.then(work).catch(() => undefined);
  };
  const write = (): void => {
    if (waitingBytes === 0) return;
    const bytes = Buffer.concat(waiting);
    waiting = [];
    waitingBytes = 0;
    isThere = true;
    enqueue(() => disk.append(file, bytes));
  };
  const settled = (): Promise<void> => {
    write();
    return last;
  };
  return {
    settled,
    async keeping(download) {
      try {
        return await download();
      } finally {
        await settled();
      }
    },
    async read(maxBytes) {
      const held = await disk.read(file);
      isThere = held !== null;
      if (held !== null && held.length > maxBytes) await disk.remove(file);
      return held === null || held.length > maxBytes ? new Uint8Array() : held;
    },
    add(chunk) {
      waiting.push(chunk);
      waitingBytes += chunk.length;
      if (waitingBytes >= writeEveryBytes) write();
    },
    clear() {
      waiting = [];
      waitingBytes = 0;
      if (isThere) enqueue(() => disk.remove(file));
      isThere = false;
    },
  };
}
