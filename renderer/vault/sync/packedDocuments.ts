/**
 * Many documents of one compartment in one record: sealing, signing and chaining cost as much for a hundred notes as for one, and the server
 * learns less. Body of a record of type `documents`, numbers big endian:
 *
 *   documents, one after the other: length of key 2 | key | changed at 8, milliseconds since 1970, 0 where it is not known | length 4 | Yjs update
 */
import { pushFrameBytes } from '../../../shared/contracts/syncWire.ts';
import { readText, readUint32, textBytes } from '../../../shared/crypto/byteFields.ts';
import { syncRecordBytes } from './syncRecord.ts';

export interface PackedDocument {
  readonly key: string;
  readonly changedAt: string;
  readonly update: Uint8Array;
}

const frameBytes = 14;
const wordSize = 2 ** 32;
const maxKeyBytes = 800;
/** A pack is full at this many bytes of body: with its header and length it just fills what a record of 128 KiB is padded to. One larger document is a pack of its own. */
export const fullPackBytes = 128 * 1024 - 64;
const header = { type: 'documents' } as const;
const headerBytes = JSON.stringify(header).length;
const recordBytes = (body: number): number => (body === 0 ? 0 : pushFrameBytes + syncRecordBytes(headerBytes, body));

/** Answers null for anything that is not exactly a list of at least one document. The updates lie in `bytes` and are not copied. */
export function decodeDocuments(bytes: Uint8Array): PackedDocument[] | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const documents: PackedDocument[] = [];
  for (let offset = 0; offset < bytes.byteLength; ) {
    const keyLength = offset + 2 <= bytes.byteLength ? view.getUint16(offset) : Infinity;
    const at = offset + 2 + keyLength;
    if (keyLength === 0 || keyLength > maxKeyBytes || at + 12 > bytes.byteLength) return null;
    const changedMs = view.getUint32(at) * wordSize + view.getUint32(at + 4);
    const start = at + 12;
    const end = start + readUint32(bytes, at + 8);
    const key = readText(bytes, offset + 2, at);
    if (end > bytes.byteLength || key === null || changedMs > maxTimeMs) return null;
    documents.push({ key, changedAt: changedMs === 0 ? '' : new Date(changedMs).toISOString(), update: bytes.subarray(start, end) });
    offset = end;
  }
  return documents.length === 0 ? null : documents;
}

/** The last instant that a Date can hold. */
const maxTimeMs = 8_640_000_000_000_000;

interface OpenPack {
  /** The body as far as it goes, and room behind it. */
  readonly buffer: Uint8Array;
  readonly view: DataView;
  bytes: number;
  /** What it will take as a record of a push. */
  recordBytes: number;
}

/** `body` holds only until the call has ended: the next pack is written over it. */
type SealPack = (compartment: string, header: { readonly type: 'documents' }, body: readonly Uint8Array[]) => void;

/** Gathers documents into packs, one for each compartment, and hands each out when it is full. */
export class DocumentPacks {
  readonly #seal: SealPack;
  readonly #open = new Map<string, OpenPack>();
  /** Room of packs that are closed: fresh memory for each would take longer than what is written into it. */
  readonly #spare: Uint8Array[] = [];
  #bytes = 0;

  constructor(seal: SealPack) {
    this.#seal = seal;
  }

  /** How many packs are open. */
  get count(): number {
    return this.#open.size;
  }

  /** Answers false, and adds nothing, where what is open would take more than `room` bytes of a push with it. */
  add(compartment: string, document: PackedDocument, room = Infinity): boolean {
    const key = textBytes(document.key);
    const added = frameBytes + key.byteLength + document.update.byteLength;
    const known = this.#open.get(compartment);
    const isFull = known !== undefined && known.bytes + added > fullPackBytes;
    const before = known === undefined || isFull ? { bytes: 0, recordBytes: 0 } : known;
    const more = recordBytes(before.bytes + added) - before.recordBytes;
    if (this.#bytes + more > room) return false;
    if (known !== undefined && isFull) this.#close(compartment, known);
    const open = this.#open.get(compartment) ?? this.#begin(added);
    writeDocument(open, key, document);
    open.recordBytes += more;
    this.#bytes += more;
    this.#open.set(compartment, open);
    return true;
  }

  closeAll(): void {
    for (const [compartment, open] of this.#open) this.#close(compartment, open);
  }

  #begin(least: number): OpenPack {
    const buffer = least > fullPackBytes ? new Uint8Array(least) : (this.#spare.pop() ?? new Uint8Array(fullPackBytes));
    return { buffer, view: new DataView(buffer.buffer), bytes: 0, recordBytes: 0 };
  }

  #close(compartment: string, { buffer, bytes, recordBytes: taken }: OpenPack): void {
    this.#open.delete(compartment);
    this.#bytes -= taken;
    this.#seal(compartment, header, [buffer.subarray(0, bytes)]);
    if (buffer.byteLength === fullPackBytes) this.#spare.push(buffer);
  }
}

function writeDocument(open: OpenPack, key: Uint8Array, { changedAt, update }: PackedDocument): void {
  const { buffer, view, bytes: at } = open;
  view.setUint16(at, key.byteLength);
  buffer.set(key, at + 2);
  const behindKey = at + 2 + key.byteLength;
  const changedMs = Math.max(0, Date.parse(changedAt) || 0);
  view.setUint32(behindKey, Math.floor(changedMs / wordSize));
  view.setUint32(behindKey + 4, changedMs % wordSize);
  view.setUint32(behindKey + 8, update.byteLength);
  buffer.set(update, behindKey + 12);
  open.bytes = behindKey + 12 + update.byteLength;
}
