import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import * as v from 'valibot';
import { writeFileAtomically } from '../storage/writeFileAtomically.ts';
import { floorsSchema, type StoredFloors } from './versionFloors.ts';

/** A further place for the floors, outside the folder of the editions, so that both are not lost together. */
export interface FloorStore {
  /** Null where nothing is stored or it cannot be understood. */
  read(): Promise<StoredFloors | null>;
  write(floors: StoredFloors): Promise<void>;
}

export function fileFloorStore(file: string): FloorStore {
  return {
    async read() {
      const text = await readFile(file, 'utf8').catch(() => null);
      return text === null ? null : parseFloors(text);
    },
    async write(floors) {
      await mkdir(path.dirname(file), { recursive: true });
      await writeFileAtomically(file, `${JSON.stringify(floors)}\n`);
    },
  };
}

export function parseFloors(text: string): StoredFloors | null {
  try {
    return v.parse(floorsSchema, JSON.parse(text));
  } catch {
    return null;
  }
}
