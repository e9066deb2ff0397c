import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** What @electron/fuses looks for in the executable; behind it stand the version of the wire, its length, and one character for each fuse. */
const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const wireVersion = 1;

/**
 * A folder that electron-builder takes for Electron's distribution for Linux, so that packing can be tried where the binary cannot be had.
 * It makes a true app.asar and sets true fuses in a wire of `fuseCount`; the result does not start.
 */
export function makeDummyElectron(folder: string, fuseCount: number): string {
  mkdirSync(path.join(folder, 'resources'), { recursive: true });
  mkdirSync(path.join(folder, 'locales'), { recursive: true });
  writeFileSync(path.join(folder, 'locales/en-US.pak'), '');
  for (const file of ['LICENSE', 'LICENSES.chromium.html', 'version']) writeFileSync(path.join(folder, file), '');
  const wire = Buffer.concat([Buffer.from(sentinel), Buffer.from([wireVersion, fuseCount]), Buffer.alloc(fuseCount, '0')]);
  writeFileSync(path.join(folder, 'electron'), Buffer.concat([Buffer.from('#!/bin/sh\nexit 1\n'), wire, Buffer.alloc(64)]));
  chmodSync(path.join(folder, 'electron'), 0o755);
  return folder;
}

/** The fuses of an executable in the order of the wire, read without the library that set them. */
export function readFuseWire(executable: string): boolean[] {
  const bytes = readFileSync(executable);
  const at = bytes.indexOf(sentinel) + sentinel.length;
  const count = bytes[at + 1] ?? 0;
  return [...bytes.subarray(at + 2, at + 2 + count)].map((state) => {
    if (state !== 0x30 && state !== 0x31) throw new Error(`A fuse stands at ${state}, which is neither off nor on.`);
    return state === 0x31;
  });
}
