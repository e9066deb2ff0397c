/**
 * What devices of one person tell each other about files, beside the notes: a small document of the vault that crosses like every other.
 *
 * `wanted`, by file: pieces of it that are damaged or missing at the server, for whoever has them to send them anew.
 * `gone`, by `file/device`: the device has purged the note. Once every device has, the server need not keep the pieces.
 */
import * as v from 'valibot';
import type * as Y from 'yjs';
import { documentIdSchema } from '../../../shared/domain/vault/storedText.ts';

const wantedMap = 'wanted';
const goneMap = 'gone';
const maxPieces = 64;

const wantedSchema = v.looseObject({ pieces: v.pipe(v.array(documentIdSchema), v.maxLength(maxPieces)) });
const goneSchema = v.looseObject({ bytes: v.pipe(v.number(), v.integer(), v.minValue(0)), compartment: documentIdSchema });

export const fileLedgerSchema = v.looseObject({ wanted: v.record(v.string(), wantedSchema), gone: v.record(v.string(), goneSchema) });
/** `pieces`: names of those that are damaged; empty where some are missing. */
export type FileLedger = v.InferOutput<typeof fileLedgerSchema>;
export const noLedger: FileLedger = { wanted: {}, gone: {} };

export interface LedgerChange {
  /** By file; null takes the wish away. */
  readonly wanted?: Readonly<Record<string, FileLedger['wanted'][string] | null>>;
  readonly gone?: Readonly<Record<string, FileLedger['gone'][string] | null>>;
}

export const goneKey = (fileId: string, deviceId: string): string => `${fileId}/${deviceId}`;

export function fileLedger(doc: Y.Doc): FileLedger {
  const read = <T>(name: string, schema: v.GenericSchema<unknown, T>): Record<string, T> =>
    Object.fromEntries([...doc.getMap<unknown>(name)].flatMap(([key, value]) => {
      const parsed = v.safeParse(schema, value);
      return parsed.success ? [[key, parsed.output] as const] : [];
    }));
  return { wanted: read(wantedMap, wantedSchema), gone: read(goneMap, goneSchema) };
}

export function writeFileLedger(doc: Y.Doc, change: LedgerChange): void {
  for (const [name, entries] of [[wantedMap, change.wanted ?? {}], [goneMap, change.gone ?? {}]] as const) {
    const map = doc.getMap<unknown>(name);
    for (const [key, value] of Object.entries(entries)) {
      if (value === null) map.delete(key);
      else if (JSON.stringify(map.get(key)) !== JSON.stringify(value)) map.set(key, 'pieces' in value ? { pieces: [...(value.pieces as string[])].slice(0, maxPieces) } : value);
    }
  }
}
