import { appendFile, mkdir, rename, stat } from 'node:fs/promises';
import path from 'node:path';

export type Log = (event: string, details?: Readonly<Record<string, string | number>>) => void;

const largestBytes = 1024 * 1024;
/** Anything that could be a path, an address or a long text is left out: a log is the first thing that people send away. */
const harmless = (value: string | number): string => (typeof value === 'number' ? String(value) : /^[\w.:-]{1,60}$/.test(value) ? value : '(left out)');

/**
 * A log of event names, codes and counts in `logs/app.log`, one older file kept. It never holds content, names, paths or addresses.
 * A log that cannot be written is given up quietly: it is no reason to disturb anyone's work.
 */
export function createLog(folder: string, now: () => Date): Log {
  const file = path.join(folder, 'app.log');
  let last: Promise<unknown> = mkdir(folder, { recursive: true });
  return (event, details = {}) => {
    const words = Object.entries(details).map(([name, value]) => `${name}=${harmless(value)}`);
    const line = `${now().toISOString()} ${[harmless(event), ...words].join(' ')}\n`;
    last = last
      .then(async () => {
        const size = await stat(file).then((found) => found.size, () => 0);
        if (size > largestBytes) await rename(file, path.join(folder, 'app.previous.log'));
        await appendFile(file, line, { mode: 0o600 });
      })
      .catch(() => undefined);
  };
}
