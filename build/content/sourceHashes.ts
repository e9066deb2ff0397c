/**
 * What we may not repeat, kept as salted hashes: every run of eight words of the founding documents, and the names of living persons in
 * them. The check needs neither the documents nor the names.
 */
import { createHash } from 'node:crypto';

export const runLength = 8;
const bytesPerHash = 8;
const saltBytes = 16;

/** Words as they are compared: lower case, without marks and apostrophes. */
export function comparableWords(text: string): string[] {
  return (
    text
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .replace(/['’]/g, '')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}

/** File layout: 16 bytes of salt, then hashes of 8 bytes in ascending order. */
export class SourceHashes {
  readonly #salt: Buffer;
  readonly #hashes: ReadonlySet<string>;

  constructor(file: Buffer) {
    if (file.length < saltBytes || (file.length - saltBytes) % bytesPerHash !== 0) throw new Error('The file of hashes is damaged; make it again with build/content/makeSourceHashes.ts');
    this.#salt = file.subarray(0, saltBytes);
    const hashes = new Set<string>();
    for (let offset = saltBytes; offset < file.length; offset += bytesPerHash) hashes.add(file.toString('hex', offset, offset + bytesPerHash));
    this.#hashes = hashes;
  }

  has(words: readonly string[]): boolean {
    return this.#hashes.has(hashWords(this.#salt, words).toString('hex'));
  }

  get size(): number {
    return this.#hashes.size;
  }
}

export function encodeSourceHashes(salt: Buffer, runs: Iterable<readonly string[]>): Buffer {
  const hashes = new Set([...runs].map((run) => hashWords(salt, run).toString('hex')));
  return Buffer.concat([salt, ...[...hashes].sort().map((hex) => Buffer.from(hex, 'hex'))]);
}

/** Every run of `runLength` words. */
export function* runsOf(list: readonly string[]): Generator<string[]> {
  for (let start = 0; start + runLength <= list.length; start += 1) yield list.slice(start, start + runLength);
}

function hashWords(salt: Buffer, words: readonly string[]): Buffer {
  return createHash('sha256').update(salt).update(words.join(' ')).digest().subarray(0, bytesPerHash);
}
