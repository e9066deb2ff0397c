import { createWriteStream } from 'node:fs';
import { mkdir, rename, stat } from 'node:fs/promises';
import path from 'node:path';
import { finished } from 'node:stream/promises';
import type { Writable } from 'node:stream';

/** A log larger than this is put aside under the name `<file>.1` when the server starts. */
const maxLogBytes = 10 * 1024 * 1024;

export interface Log {
  readonly stream: Writable;
  close(): Promise<void>;
}

/** Opens the server's log: a file, or standard output for `-`. A log that cannot be written never stops the server. */
export async function openLog(target: string): Promise<Log> {
  if (target === '-') return { stream: process.stdout, close: () => Promise.resolve() };
  await mkdir(path.dirname(target), { recursive: true });
  const facts = await stat(target).catch(() => undefined);
  if (facts !== undefined && facts.size > maxLogBytes) await rename(target, `${target}.1`);
  const stream = createWriteStream(target, { flags: 'a', mode: 0o600 });
  stream.on('error', () => undefined);
  return {
    stream,
    async close() {
      stream.end();
      await finished(stream).catch(() => undefined);
    },
  };
}
