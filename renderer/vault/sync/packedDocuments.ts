/**
 * Many documents of one compartment in one record: sealing, signing and chaining cost as much for a hundred notes as for one, and the server
 * learns less. Body of a record of type `documents`, numbers big endian:
 *
 *   documents, one after the other: length of key 2 | key | changed at 8, milliseconds since 1970, 0 where it is not known | length 4 | Yjs update
 */
import { pushFrameBytes } from '../../../shared/contracts/syncWire.ts';
import { readUint32 } from '../../../shared/crypto/byteFields.ts';
import { syncRecordBytes } from './syncRecord.ts';

export interface PackedDocument {
  readonly key: string;
  readonly changedAt: string;
  readonly update: Uint8Array;
}

const frameBytes = 14;
const maxKeyBytes = 800;
/** A pack is full at this many bytes of body: with its header and length it just fills what a record of 128 KiB is padded to. One larger document is a pack of its own. */
export const fullPackBytes = 128 * 1024 - 64;
const header = { type: 'documents' } as const;
const headerBytes = JSON.stringify(header).length;
const recordBytes = (body: number): number => (body === 0 ? 0 : pushFrameBytes + syncRecordBytes(headerBytes, body));
const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true });

const packedBytes = (key: Uint8Array, update: Uint8Array): number => frameBytes + key.byteLength + update.byteLength;

/** Answers null for anything that is not exactly a list of at least one document. The updates lie in `bytes` and are not copied. */
export function decodeDocuments(bytes: Uint8Array): PackedDocument[] | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const documents: PackedDocument[] = [];
  for (let offset = 0; offset < bytes.byteLength; ) {
    const keyLength = offset + 2 <= bytes.byteLength ? view.getUint16(offset) : Infinity;
    const at = offset + 2 + keyLength;
    if (keyLength === 0 || keyLength > maxKeyBytes || at + 12 > bytes.byteLength) return null;
    const changedMs = Number(view.getBigUint64(at));
    const start = at + 12;
    const end = start + readUint32(bytes, at + 8);
    const key = textOf(bytes.subarray(offset + 2, at));
    if (end > bytes.byteLength || key === null || changedMs > maxTimeMs) return null;
    documents.push({ key, changedAt: changedMs === 0 ? '' : new Date(changedMs).toISOString(), update: bytes.subarray(start, end) });
    offset = end;
  }
  return documents.length === 0 ? null : documents;
}

/** The last instant that a Date can hold. */
const maxTimeMs = 8_640_000_000_000_000;

function textOf(bytes: Uint8Array): string | null {
  try {
    return decoder.decode(bytes);
  } catch {
    return null;
  }
}

interface OpenPack {
  readonly parts: { readonly key: Uint8Array; readonly changedAt: string; readonly update: Uint8Array }[];
  bytes: number;
}

function encodePack({ parts, bytes }: OpenPack): Uint8Array {
  const body = new Uint8Array(bytes);
  const view = new DataView(body.buffer);
  let offset = 0;
  for (const { key, changedAt, update } of parts) {
    view.setUint16(offset, key.byteLength);
    body.set(key, offset + 2);
    offset += 2 + key.byteLength;
    view.setBigUint64(offset, BigInt(Math.max(0, Date.parse(changedAt) || 0)));
    view.setUint32(offset + 8, update.byteLength);
    body.set(update, offset + 12);
    offset += 12 + update.byteLength;
  }
  return body;
}

type SealPack = (compartment: string, header: { readonly type: 'documents' }, body: Uint8Array) => void;

/** Gathers documents into packs, one for each compartment, and hands each out when it is full. */
export class DocumentPacks {
  readonly #seal: SealPack;
  readonly #open = new Map<string, OpenPack>();
  #bytes = 0;

  constructor(seal: SealPack) {
    this.#seal = seal;
  }

  /** What the open packs will take as records of a push. */
  get bytes(): number {
    return this.#bytes;
  }

  /** How many packs are open. */
  get count(): number {
    return this.#open.size;
  }

  /** By how many bytes of records the document would add to what there is. */
  cost(compartment: string, { key, update }: PackedDocument): number {
    const open = this.#open.get(compartment);
    const added = packedBytes(encoder.encode(key), update);
    const before = open === undefined || open.bytes + added > fullPackBytes ? 0 : open.bytes;
    return recordBytes(before + added) - recordBytes(before);
  }

  add(compartment: string, { key, changedAt, update }: PackedDocument): void {
    const part = { key: encoder.encode(key), changedAt, update };
    const added = packedBytes(part.key, update);
    const known = this.#open.get(compartment);
    if (known !== undefined && known.bytes + added > fullPackBytes) this.#close(compartment, known);
    const open = this.#open.get(compartment) ?? { parts: [], bytes: 0 };
    this.#bytes += recordBytes(open.bytes + added) - recordBytes(open.bytes);
    open.parts.push(part);
    open.bytes += added;
    this.#open.set(compartment, open);
  }

  closeAll(): void {
    for (const [compartment, open] of this.#open) this.#close(compartment, open);
  }

  #close(compartment: string, open: OpenPack): void {
    this.#open.delete(compartment);
    this.#bytes -= recordBytes(open.bytes);
    this.#seal(compartment, header, encodePack(open));
  }
}
