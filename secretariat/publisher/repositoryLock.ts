import { mkdir, open, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { PublishingError } from './publishingError.ts';

const retryMs = 50;
const giveUpAfterMs = 30_000;

/**
 * Runs `work` while no other process writes to the same repository: the publisher and the server's renewal of the timestamp must not
 * both take the next version number. A lock whose process is gone is taken over.
 */
export async function withRepositoryLock<T>(dataDir: string, work: () => Promise<T>): Promise<T> {
  await mkdir(dataDir, { recursive: true });
  const file = path.join(dataDir, 'publishing.lock');
  const started = performance.now();
  for (;;) {
    try {
      const handle = await open(file, 'wx');
      await handle.writeFile(String(process.pid));
      await handle.close();
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    if (await isStale(file)) {
      await rm(file, { force: true });
      continue;
    }
    if (performance.now() - started > giveUpAfterMs) {
      throw new PublishingError('publish.busy', `Another program has been publishing for ${giveUpAfterMs / 1_000} seconds. Wait until it has finished; if none is running, remove ${file}.`);
    }
    await wait(retryMs);
  }
  try {
    return await work();
  } finally {
    await rm(file, { force: true });
  }
}

async function isStale(file: string): Promise<boolean> {
  const text = await readFile(file, 'utf8').catch(() => '');
  const pid = Number(text);
  if (!Number.isInteger(pid) || pid <= 0) return false; // just being written, or gone; the next round tells
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}
