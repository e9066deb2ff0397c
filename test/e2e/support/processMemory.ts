/** Reads the memory of running processes on Linux, as someone with a debugger or a dump of the machine would. */
import { open, readdir, readFile } from 'node:fs/promises';

const pageBytes = 4096;
/** In /proc/<pid>/pagemap: the page is in memory, or was swapped out. */
const [presentBit, swappedBit] = [0x80, 0x40];
const chunkBytes = 8 * 1024 * 1024;

export interface ProcessInfo {
  readonly pid: number;
  /** What it is, by its command line: `main`, `renderer`, `browser`, … */
  readonly kind: string;
}

/** The process and all that it started, at whatever remove. Linux only. */
export async function processTree(root: number): Promise<ProcessInfo[]> {
  const parents = new Map<number, number>();
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '');
    const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
    if (stat !== '') parents.set(Number(name), parent);
  }
  const tree = [root];
  for (const pid of tree) for (const [child, parent] of parents) if (parent === pid && !tree.includes(child)) tree.push(child);
  return Promise.all(tree.map(async (pid) => {
    const line = (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).replaceAll('\0', ' ');
    const type = /--type=([a-z-]+)/.exec(line)?.[1] ?? (/--remote-debugging-pipe/.test(line) ? 'browser' : pid === root ? 'main' : 'other');
    return { pid, kind: type };
  }));
}

/** Every text of `length` letters that begins with `prefix`, wherever it stands in the process, in one byte or in two bytes per letter, and how often. */
export async function textsInMemory(pid: number, prefix: string, length: number): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  const forms = [{ needle: Buffer.from(prefix, 'latin1'), step: 1 }, { needle: Buffer.from(prefix, 'utf16le'), step: 2 }] as const;
  const overlap = length * 2;
  await eachPresentRun(pid, async (read, from, to) => {
    for (let at = from; at < to; at += chunkBytes) {
      const bytes = await read(at, Math.min(to, at + chunkBytes + overlap) - at);
      if (bytes === null) continue;
      for (const { needle, step } of forms) {
        for (let hit = bytes.indexOf(needle); hit >= 0 && hit < chunkBytes; hit = bytes.indexOf(needle, hit + 1)) {
          const text = bytes.toString(step === 1 ? 'latin1' : 'utf16le', hit, hit + length * step);
          found.set(text, (found.get(text) ?? 0) + 1);
        }
      }
    }
  });
  return found;
}

type Read = (at: number, length: number) => Promise<Buffer | null>;

/** Only pages that exist are read: a browser reserves far more than it has. */
async function eachPresentRun(pid: number, visit: (read: Read, from: number, to: number) => Promise<void>): Promise<void> {
  const maps = await readFile(`/proc/${pid}/maps`, 'utf8').catch(() => '');
  if (maps === '') return;
  const [memory, pagemap] = await Promise.all([open(`/proc/${pid}/mem`, 'r'), open(`/proc/${pid}/pagemap`, 'r')]);
  const read: Read = async (at, length) => {
    const bytes = Buffer.alloc(length);
    try {
      const { bytesRead } = await memory.read(bytes, 0, length, at);
      return bytes.subarray(0, bytesRead);
    } catch {
      return null; // gone meanwhile, or a device
    }
  };
  try {
    for (const line of maps.split('\n')) {
      const [, first, last, rights, , , inode, name = ''] = /^([0-9a-f]+)-([0-9a-f]+) (\S{4}) (\S+) (\S+) (\d+)\s*(.*)$/.exec(line) ?? [];
      if (first === undefined || last === undefined || !rights?.startsWith('r') || name.startsWith('[v')) continue;
      if (inode !== '0' && rights[1] !== 'w' && !name.includes('/dev/shm') && !name.includes('memfd')) continue; // code and constant files
      const [start, end] = [parseInt(first, 16), parseInt(last, 16)];
      const pages = (end - start) / pageBytes;
      const pagesAtOnce = 1 << 20;
      for (let page = 0; page < pages; page += pagesAtOnce) {
        const count = Math.min(pagesAtOnce, pages - page);
        const entries = Buffer.alloc(count * 8);
        const got = await pagemap.read(entries, 0, entries.length, (start / pageBytes + page) * 8).catch(() => ({ bytesRead: 0 }));
        let runFrom = -1;
        for (let index = 0; index <= got.bytesRead / 8; index += 1) {
          const flags = index < got.bytesRead / 8 ? entries[index * 8 + 7] ?? 0 : 0;
          const isThere = (flags & (presentBit | swappedBit)) !== 0;
          if (isThere && runFrom < 0) runFrom = index;
          if (!isThere && runFrom >= 0) {
            await visit(read, start + (page + runFrom) * pageBytes, start + (page + index) * pageBytes);
            runFrom = -1;
          }
        }
      }
    }
  } finally {
    await Promise.all([memory.close(), pagemap.close()]);
  }
}
