/** Pieces of files behind the records of an exchange file: `name 16 | length 4 | sealed piece`, one after the other until the file ends. */
import { maxExchangeFileBytes } from '../../../shared/contracts/exchangeCalls.ts';
import { bytesHex } from '../../../shared/contracts/syncWire.ts';
import { concatBytes, readUint32, uint32Bytes } from '../../../shared/crypto/byteFields.ts';
import { maxSealedChunkBytes } from '../../../shared/crypto/sealedChunk.ts';
import type { FileBytes } from '../../../shared/domain/vault/noteFile.ts';
import { failure, FailureError, must } from '../../../shared/errors/result.ts';
import { exchangeHeadBytes, exchangeRecordBytes } from '../sync/exchangeFile.ts';
import type { FileVault, NamedFile } from './filePorts.ts';

const nameBytes = 16;
const pieceHeadBytes = nameBytes + 4;

export interface PiecesWritten {
  /** Files that are in it whole, and those that are not because a piece of them is not here. */
  readonly files: number;
  readonly notHere: number;
}

/** Writes the pieces of every file that is here. `onFile` is told the bytes done, and may throw to stop. */
export async function writePieces(vault: FileVault, write: (bytes: Uint8Array) => Promise<void>, onFile: (bytesDone: number) => void): Promise<PiecesWritten> {
  let [files, notHere, done] = [0, 0, 0];
  for (const file of await vault.files()) {
    let isWhole = true;
    for (const [index, name] of vault.names(file).entries()) {
      const sealed = await vault.piece(file, index);
      if (sealed === null) isWhole = false;
      else await write(concatBytes(hexBytes(name), uint32Bytes(sealed.byteLength), sealed));
    }
    if (isWhole) files += 1;
    else notHere += 1;
    done += file.bytes;
    onFile(done);
  }
  return { files, notHere };
}

/** The first part of the file, with all records. Fails with `sync.fileMalformed`. */
export async function readRecordsPart(source: FileBytes): Promise<Uint8Array> {
  const head = await slice(source, 0, exchangeHeadBytes);
  const length = head === null ? null : exchangeRecordBytes(head);
  const bytes = length === null || length > maxExchangeFileBytes ? null : await slice(source, 0, exchangeHeadBytes + length);
  if (bytes === null) throw new FailureError(failure('sync.fileMalformed', 'never'));
  return bytes;
}

export interface PiecesTaken {
  /** Files that are whole on this device by what the file brought. */
  readonly files: number;
  /** Whether the file ends in the middle, or holds a piece that is damaged. What was whole of it is taken over all the same. */
  readonly short: boolean;
}

/** Takes over the pieces behind `from` of files that a note here names. Those that are here already are left as they are. */
export async function takePieces(vault: FileVault, source: FileBytes, from: number, onBytes: (done: number) => void): Promise<PiecesTaken> {
  const wanted = new Map<string, { readonly file: NamedFile; readonly index: number }>();
  const here = new Set(must(await vault.here()));
  for (const file of await vault.files()) for (const [index, name] of vault.names(file).entries()) if (!here.has(name)) wanted.set(name, { file, index });
  const touched = new Map<string, NamedFile>();
  let short = false;
  let at = from;
  while (at < source.size) {
    const head = await slice(source, at, at + pieceHeadBytes);
    const length = head === null ? 0 : (readUint32(head, nameBytes) ?? 0);
    const sealed = head === null || length === 0 || length > maxSealedChunkBytes ? null : await slice(source, at + pieceHeadBytes, at + pieceHeadBytes + length);
    if (head === null || sealed === null) {
      short = true;
      break;
    }
    const name = bytesHex(head.subarray(0, nameBytes));
    const place = wanted.get(name);
    if (place !== undefined) {
      if (vault.look(place.file, place.index, sealed) === 'whole') {
        must(await vault.keep(name, sealed));
        here.add(name);
        touched.set(place.file.id, place.file);
      } else short = true;
    }
    at += pieceHeadBytes + length;
    onBytes(at);
  }
  return { files: [...touched.values()].filter((file) => vault.names(file).every((name) => here.has(name))).length, short };
}

const hexBytes = (hex: string): Uint8Array => Uint8Array.from(hex.match(/../gu) ?? [], (pair) => Number.parseInt(pair, 16));

/** null where the source ends before. Throws `attachment.notRead` where it was changed or taken away meanwhile. */
async function slice(source: FileBytes, from: number, to: number): Promise<Uint8Array | null> {
  if (to > source.size) return null;
  try {
    const bytes = new Uint8Array(await source.slice(from, to).arrayBuffer());
    if (bytes.byteLength === to - from) return bytes;
  } catch {
    // Said below.
  }
  throw new FailureError(failure('file.notRead', 'later'));
}
