import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { mkdir, readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import * as v from 'valibot';
import { writeFileAtomically } from '../storage/writeFileAtomically.ts';

export interface JsonFile<T> {
  read(): Promise<T>;
  write(value: T): Promise<void>;
  /** Written before this returns: for the moment before the program ends, when nothing is waited for any more. */
  writeNow(value: T): void;
}

const textOf = (value: unknown): string => `${JSON.stringify(value, null, 1)}\n`;

/**
 * A small settings file. One that is missing or cannot be understood yields `initial`; what could not be understood is kept beside it
 * under the name `<file>.damaged`, so that nothing a person chose is thrown away unseen. Writes happen one after another.
 */
export function createJsonFile<T>(file: string, schema: v.GenericSchema<unknown, T>, initial: T): JsonFile<T> {
  let last: Promise<unknown> = Promise.resolve();
  let writes = 0;
  /** The last value that was written at once; what was asked for before it must not come after it. */
  let atOnce: { readonly write: number; readonly value: T } | null = null;
  const put = (value: T): void => {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(`${file}.now`, textOf(value));
    renameSync(`${file}.now`, file);
  };
  return {
    async read() {
      let text: string;
      try {
        text = await readFile(file, 'utf8');
      } catch {
        return initial;
      }
      try {
        return v.parse(schema, JSON.parse(text));
      } catch {
        await rename(file, `${file}.damaged`).catch(() => undefined);
        return initial;
      }
    },
    write(value) {
      const own = (writes += 1);
      const next = last.then(async () => {
        if (atOnce !== null && atOnce.write > own) return;
        await mkdir(path.dirname(file), { recursive: true });
        await writeFileAtomically(file, textOf(value));
        if (atOnce !== null && atOnce.write > own) put(atOnce.value);
      });
      last = next.catch(() => undefined);
      return next;
    },
    writeNow(value) {
      const own = (writes += 1);
      put(value);
      atOnce = { write: own, value };
    },
  };
}
