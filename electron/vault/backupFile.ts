/**
 * A backup in one file: everything that the journal holds and the file of wrapped keys. Nothing in it is readable without a key.
 *
 *   "FPCBKUP1" (8) | frames of the journal (journalFrame.ts), puts only | slot file | about, JSON in UTF-8 |
 *   length of the slot file (4) | length of `about` (4) | SHA-256 of all before (32)
 *
 * Numbers big endian. The slot file is read after the records, so that it holds the key of each of them.
 */
import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import * as v from 'valibot';
import { fail, ok, type Result } from '../../shared/errors/result.ts';
import type { JournalPage } from '../../shared/contracts/vaultStorage.ts';
import { decodeFrame, encodeFrame, type Frame } from './journalFrame.ts';
import type { Journal } from './journal.ts';
import { diskFs, type JournalFs } from './journalFs.ts';

const mark = Buffer.from('FPCBKUP1', 'latin1');
const hashBytes = 32;
const tailBytes = 8 + hashBytes;

/** A folder right beside the backup: what stands here comes from a file, so it may lead nowhere else. A travel file's has the name that the user chose. */
const folderNameSchema = v.pipe(v.string(), v.regex(/^(?!\.{1,2}$)[^/\\:\u0000-\u001f]{1,255}$/));

const aboutSchema = v.looseObject({ madeAt: v.pipe(v.string(), v.isoTimestamp()), generation: v.pipe(v.number(), v.integer(), v.minValue(1)), records: v.pipe(v.number(), v.integer(), v.minValue(0)), chunks: v.optional(v.array(v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/)))), chunkFolder: v.optional(folderNameSchema) });
/** `madeAt` ISO 8601 in UTC, `generation` of the last batch that the backup holds. `chunks`: pieces of files that lie beside it, in `chunkFolder`. */
export type BackupAbout = v.InferOutput<typeof aboutSchema>;

export interface OpenedBackup {
  readonly about: BackupAbout;
  readonly slots: Uint8Array;
  readonly bytes: number;
  /** The records, frame by frame. A record that was written while the backup was made may come twice; the later one holds. */
  readonly entries: () => Iterable<readonly { readonly op: 'put'; readonly id: string; readonly bucket: string; readonly blob: Uint8Array }[]>;
}

/** Pieces of files that belong to a backup. Their names are asked for after the records were read: a record is saved after its pieces. */
export interface BackupFiles {
  readonly names: () => Promise<readonly string[]>;
  /** Of the folder beside the backup in which they lie. */
  readonly folder: string;
}

/** What was written, to be compared with what a restore gives: by record, a hash of its bucket and content. */
export type BackupDigest = ReadonlyMap<string, string>;

export const recordDigest = (bucket: string, blob: Uint8Array): string => createHash('sha256').update(bucket).update(blob).digest('base64');

/**
 * Writes a backup under `file` and syncs it; the caller gives it its final name. Fails as the journal does, with `vault.backupEmpty` where
 * there is nothing to back up, and throws where the disk refuses.
 */
export async function writeBackup(file: string, journal: Journal, readSlots: () => Promise<Result<Uint8Array | null>>, madeAt: string, fs: JournalFs = diskFs, files: BackupFiles | null = null): Promise<Result<{ readonly about: BackupAbout; readonly digest: BackupDigest }>> {
  const digest = new Map<string, string>();
  const hash = createHash('sha256');
  const handle = await fs.open(file, 'create');
  try {
    let end = 0;
    const add = async (bytes: Buffer): Promise<void> => {
      await handle.write(bytes, end);
      hash.update(bytes);
      end += bytes.byteLength;
    };
    await add(mark);
    let generation = 0;
    for (let cursor: string | null = null, first = true; first || cursor !== null; first = false) {
      const page: Result<JournalPage> = await journal.read(cursor);
      if (!page.ok) return page;
      generation = page.value.generation;
      cursor = page.value.next;
      if (page.value.entries.length === 0) continue;
      for (const entry of page.value.entries) digest.set(entry.id, recordDigest(entry.bucket, entry.blob));
      await add(encodeFrame({ generation, entries: page.value.entries.map((entry) => ({ op: 'put', ...entry })) }));
    }
    const slots = await readSlots();
    if (!slots.ok) return slots;
    if (slots.value === null || generation === 0) return fail('vault.backupEmpty', 'never');
    const chunks = (await files?.names()) ?? [];
    const about: BackupAbout = { madeAt, generation, records: digest.size, ...(files === null || chunks.length === 0 ? {} : { chunks: [...chunks], chunkFolder: files.folder }) };
    const aboutBytes = Buffer.from(JSON.stringify(about), 'utf8');
    const lengths = Buffer.alloc(8);
    lengths.writeUInt32BE(slots.value.byteLength, 0);
    lengths.writeUInt32BE(aboutBytes.byteLength, 4);
    await add(Buffer.concat([slots.value, aboutBytes, lengths]));
    await handle.write(hash.digest(), end);
    await handle.sync();
    return ok({ about, digest });
  } finally {
    await handle.close();
  }
}

/** Reads a backup and checks every byte of it. Fails with `vault.backupDamaged`. */
export function openBackup(file: Buffer): Result<OpenedBackup> {
  const damaged = fail('vault.backupDamaged', 'never');
  const body = file.byteLength - tailBytes;
  if (body < mark.byteLength || !file.subarray(0, mark.byteLength).equals(mark)) return damaged;
  if (!createHash('sha256').update(file.subarray(0, file.byteLength - hashBytes)).digest().equals(file.subarray(file.byteLength - hashBytes))) return damaged;
  const slotLength = file.readUInt32BE(body);
  const aboutLength = file.readUInt32BE(body + 4);
  const slotsAt = body - aboutLength - slotLength;
  if (slotsAt < mark.byteLength) return damaged;
  const frames: { readonly offset: number; readonly frame: Frame }[] = [];
  for (let offset = mark.byteLength; offset < slotsAt; ) {
    const frame = decodeFrame(file, offset);
    if (frame === null || offset + frame.length > slotsAt) return damaged;
    frames.push({ offset, frame });
    offset += frame.length;
  }
  let parsed: unknown;
  try {
    parsed = JSON.parse(file.toString('utf8', body - aboutLength, body));
  } catch {
    return damaged;
  }
  const about = v.safeParse(aboutSchema, parsed);
  if (!about.success) return damaged;
  return ok({
    about: about.output,
    slots: new Uint8Array(file.subarray(slotsAt, slotsAt + slotLength)),
    bytes: file.byteLength,
    *entries() {
      for (const { offset, frame } of frames) {
        yield frame.entries.flatMap((entry) => {
          if (entry.op !== 'put') return [];
          const from = offset + entry.blobOffset;
          return [{ op: 'put' as const, id: entry.id, bucket: entry.bucket, blob: new Uint8Array(file.subarray(from, from + entry.blobLength)) }];
        });
      }
    },
  });
}

/** What a backup says of itself, read from its end without reading the rest; nothing of it is proved. null where it cannot be read. */
export async function readBackupAbout(file: string): Promise<BackupAbout | null> {
  try {
    const handle = await open(file, 'r');
    try {
      const { size } = await handle.stat();
      const tail = Buffer.alloc(tailBytes);
      await handle.read(tail, 0, tailBytes, size - tailBytes);
      const length = tail.readUInt32BE(4);
      if (length > size) return null;
      const about = Buffer.alloc(length);
      await handle.read(about, 0, length, size - tailBytes - length);
      const parsed = v.safeParse(aboutSchema, JSON.parse(about.toString('utf8')));
      return parsed.success ? parsed.output : null;
    } finally {
      await handle.close();
    }
  } catch {
    return null;
  }
}
