/**
 * What a device that has one edition needs for the next one, in one small file: snapshot, targets, manifest and the texts that differ,
 * each deflated with a text as dictionary that the device has already.
 *
 *   "FPD1"           4 bytes
 *   root version     2 bytes: its file is the dictionary of snapshot and targets, because it names their keys
 *   snapshot, targets, manifest: 4 bytes size, then pieces
 *   items            pieces of each item of `deltaItems`, in that order; their sizes are in the manifest
 *
 * A piece is 2 bytes length and so much raw deflate; it holds `pieceBytes` of the text, the last one less. Numbers are big-endian. Nothing
 * in it is trusted: what comes out is checked as if it had been fetched by itself.
 */
import type { Manifest } from '../contracts/edition.ts';

const magic = [0x46, 0x50, 0x44, 0x31] as const; // "FPD1"
/** Deflate reaches 32 KB back, dictionary included, so pieces and dictionaries are cut to fit. */
const pieceBytes = 14_000;
const dictionaryBytes = 18_000;

/** Most bytes of a delta that are fetched; beyond it the texts are fetched one by one. */
export const maxDeltaBytes = 400_000;

/** Where the delta from an edition to the one in force is stored. @param fromManifest SHA-256 of the manifest that the device has */
export const deltaFile = (language: string, fromManifest: string, snapshotVersion: number): string => `targets/deltas/${language}/${fromManifest.slice(0, 16)}.${snapshotVersion}.delta`;

export interface DeltaItem {
  readonly sha256: string;
  readonly bytes: number;
  /** Hash of the text that serves as dictionary; null where the item is new. */
  readonly base: string | null;
}

/** The items whose texts go into a delta: those that the older edition does not have, once each, in the order of the newer manifest. */
export function deltaItems(from: Manifest, to: Manifest): DeltaItem[] {
  const held = new Set(from.items.map(({ sha256 }) => sha256));
  const older = new Map(from.items.map((item) => [`${item.kind}/${item.id}`, item.sha256]));
  const items = new Map<string, DeltaItem>();
  for (const { kind, id, sha256, bytes } of to.items) {
    if (!held.has(sha256) && !items.has(sha256)) items.set(sha256, { sha256, bytes, base: older.get(`${kind}/${id}`) ?? null });
  }
  return [...items.values()];
}

type Deflate = (bytes: Uint8Array, dictionary: Uint8Array) => Uint8Array;
/** Must stop at `maxBytes` of output and throw. */
type Inflate = (bytes: Uint8Array, dictionary: Uint8Array, maxBytes: number) => Uint8Array;

export interface DeltaParts {
  readonly rootVersion: number;
  readonly root: Uint8Array;
  readonly snapshot: Uint8Array;
  readonly targets: Uint8Array;
  readonly manifest: Uint8Array;
  readonly fromManifest: Uint8Array;
  /** Texts of `deltaItems`, with their dictionaries. */
  readonly items: readonly { readonly text: Uint8Array; readonly base: Uint8Array }[];
}

export function makeDelta(parts: DeltaParts, deflate: Deflate): Uint8Array {
  const out: Uint8Array[] = [Uint8Array.from(magic), number(parts.rootVersion, 2)];
  for (const [text, base] of [[parts.snapshot, parts.root], [parts.targets, parts.root], [parts.manifest, parts.fromManifest]] as const) out.push(number(text.length, 4), ...pieces(text, base, deflate));
  for (const { text, base } of parts.items) out.push(...pieces(text, base, deflate));
  return joined(out);
}

/** A delta that is being read. Every method throws where the delta is not what it should be. */
export interface OpenedDelta {
  readonly rootVersion: number;
  readonly snapshot: Uint8Array;
  readonly targets: Uint8Array;
  readonly manifest: Uint8Array;
  /** Text of the next item; call it in the order of `deltaItems`. */
  next(bytes: number, base: Uint8Array): Uint8Array;
}

/** @param maxBytes bound on each of snapshot, targets and manifest */
export function openDelta(bytes: Uint8Array, sources: { readonly root: (version: number) => Uint8Array; readonly fromManifest: Uint8Array }, maxBytes: number, inflate: Inflate): OpenedDelta {
  let at = 0;
  const take = (count: number): Uint8Array => {
    if (at + count > bytes.length) throw new Error('the delta is cut short');
    at += count;
    return bytes.subarray(at - count, at);
  };
  const takeNumber = (count: number): number => take(count).reduce((value, byte) => value * 256 + byte, 0);
  const text = (size: number, base: Uint8Array): Uint8Array => {
    const found: Uint8Array[] = [];
    for (let done = 0; done < size; done += pieceBytes) {
      const wanted = Math.min(pieceBytes, size - done);
      const piece = inflate(take(takeNumber(2)), dictionaryFor(base, done, size), wanted);
      if (piece.length !== wanted) throw new Error('a piece of the delta has another size');
      found.push(piece);
    }
    return joined(found);
  };
  const sized = (base: Uint8Array): Uint8Array => {
    const size = takeNumber(4);
    if (size > maxBytes) throw new Error('the delta holds too much');
    return text(size, base);
  };
  if (!take(4).every((byte, index) => byte === magic[index])) throw new Error('this is no delta');
  const rootVersion = takeNumber(2);
  const root = sources.root(rootVersion);
  return { rootVersion, snapshot: sized(root), targets: sized(root), manifest: sized(sources.fromManifest), next: text };
}

function pieces(text: Uint8Array, base: Uint8Array, deflate: Deflate): Uint8Array[] {
  const out: Uint8Array[] = [];
  for (let done = 0; done < text.length; done += pieceBytes) {
    const piece = deflate(text.subarray(done, done + pieceBytes), dictionaryFor(base, done, text.length));
    out.push(number(piece.length, 2), piece);
  }
  return out;
}

/** The stretch of the older text that most likely resembles the piece: around the same place, as far as deflate can reach. */
function dictionaryFor(base: Uint8Array, done: number, size: number): Uint8Array {
  if (base.length <= dictionaryBytes) return base;
  const middle = Math.floor(((done + pieceBytes / 2) / size) * base.length);
  const start = Math.min(Math.max(0, middle - dictionaryBytes / 2), base.length - dictionaryBytes);
  return base.subarray(start, start + dictionaryBytes);
}

function number(value: number, count: number): Uint8Array {
  return Uint8Array.from({ length: count }, (_, at) => Math.floor(value / 256 ** (count - 1 - at)) % 256);
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
