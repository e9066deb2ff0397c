import { watch, type FSWatcher } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { timestampFile } from '../../shared/domain/editionRepository.ts';
import { readPublishedEdition, type PublishedEdition } from './publishedEdition.ts';

export interface RepositoryWatch {
  current(): PublishedEdition | null;
  /** Looks at once, whatever was noticed. */
  look(): Promise<void>;
  stop(): void;
}

/** Fallback for file systems that report no changes (network drives, some containers), in milliseconds. */
const pollMs = 1_000;
/** A publisher writes several files; the timestamp comes last. Notices that follow each other closely are one. */
const settleMs = 50;

/** Tells `onEdition` of every new timestamp in the repository, whichever process wrote it. */
export async function watchRepository(folder: string, onEdition: (edition: PublishedEdition) => void): Promise<RepositoryWatch> {
  const timestamp = path.join(folder, timestampFile);
  let current = await readPublishedEdition(folder);
  let seen = await fingerprintOf(timestamp);
  let settling: NodeJS.Timeout | undefined;
  let looking: Promise<void> | undefined;
  let stopped = false;

  const look = async (): Promise<void> => {
    const before = await fingerprintOf(timestamp);
    const found = await readPublishedEdition(folder);
    // Files that do not fit together yet are looked at again at the next poll.
    if (found === null || stopped) return;
    seen = before;
    if (current !== null && found.timestampVersion <= current.timestampVersion && found.number <= current.number) return;
    current = found;
    onEdition(found);
  };
  const lookOnce = (): Promise<void> => {
    looking ??= look().finally(() => {
      looking = undefined;
    });
    return looking;
  };
  const soon = (): void => {
    settling ??= setTimeout(() => {
      settling = undefined;
      void lookOnce();
    }, settleMs);
  };

  let watcher: FSWatcher | undefined;
  try {
    watcher = watch(path.dirname(timestamp), { persistent: false }, soon);
    watcher.on('error', () => watcher?.close());
  } catch {
    // The poll below does the work alone.
  }
  const poll = setInterval(() => {
    void fingerprintOf(timestamp).then((now) => (now === seen ? undefined : soon()));
  }, pollMs);
  poll.unref();

  return {
    current: () => current,
    look: async () => {
      await looking;
      await lookOnce();
    },
    stop() {
      stopped = true;
      watcher?.close();
      clearInterval(poll);
      clearTimeout(settling);
    },
  };
}

async function fingerprintOf(file: string): Promise<string> {
  const facts = await stat(file).catch(() => undefined);
  return facts === undefined ? '' : `${facts.ino} ${facts.mtimeMs} ${facts.size}`;
}
