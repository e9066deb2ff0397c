import { randomBytes } from 'node:crypto';
import { xchacha20poly1305 } from '@noble/ciphers/chacha.js';
import { blake2b } from '@noble/hashes/blake2.js';
import fc from 'fast-check';
import libsodium from 'libsodium-wrappers-sumo';
import { describe, expect, it } from 'vitest';
import { concatBytes, uint32Bytes } from '../../crypto/byteFields.ts';
import { kdfFloor } from '../../crypto/passphraseKey.ts';
import type { Sodium } from '../../crypto/sodium.ts';
import { FailureError } from '../../errors/result.ts';
import { frameBytes } from '../../crypto/sealedFrames.ts';
import { beginArchive, openArchive } from './sealedArchive.ts';

await libsodium.ready;
const words = 'anchor velvet orchard signal pebble lantern';
/** The derivation has its own tests; here it is quick and still depends on all of its input. */
const derived = (typed: unknown, salt: Uint8Array): Uint8Array => libsodium.crypto_generichash(32, concatBytes(typeof typed === 'string' ? libsodium.from_string(typed) : (typed as Uint8Array), salt), null);
const sodium = Object.create(libsodium, { crypto_pwhash: { value: (_length: number, typed: unknown, salt: Uint8Array) => derived(typed, salt) } }) as Sodium;

async function sealed(...parts: Uint8Array[]): Promise<Uint8Array<ArrayBuffer>> {
  const written: Uint8Array[] = [];
  const writer = await beginArchive(sodium, words, async (bytes) => void written.push(bytes.slice()), kdfFloor);
  if (!writer.ok) throw new Error(writer.error.code);
  for (const part of parts) await writer.value.add(part);
  await writer.value.end();
  return new Uint8Array(concatBytes(...written));
}
async function opened(file: Uint8Array<ArrayBuffer>, length: number, said = words): Promise<Uint8Array | string> {
  const reader = await openArchive(sodium, new Blob([file]), said);
  if (!reader.ok) return reader.error.code;
  try {
    const bytes = await reader.value.take(length);
    await reader.value.finish();
    return bytes;
  } catch (error) {
    return error instanceof FailureError ? error.failure.code : 'threw';
  }
}

describe('a sealed archive', () => {
  it('gives what was put in, however it was cut into pieces', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 700 }), { maxLength: 6 }), async (parts) => {
        const all = concatBytes(...parts);
        expect(Buffer.from((await opened(await sealed(...parts), all.byteLength)) as Uint8Array).equals(Buffer.from(all))).toBe(true);
      }),
      { numRuns: 40 },
    );
    const large = new Uint8Array(randomBytes(2 * frameBytes + 3));
    expect(Buffer.from((await opened(await sealed(large), large.byteLength)) as Uint8Array).equals(Buffer.from(large))).toBe(true);
  });

  it('opens with the words however they were typed, and with no others', async () => {
    const file = await sealed(Uint8Array.of(1, 2, 3));
    expect(await opened(file, 3, ' Anchor-VELVET orchard,  signal pebble lantern')).toHaveLength(3);
    expect(await opened(file, 3, 'anchor velvet orchard signal pebble meadow')).toBe('archive.wrongWords');
    expect((await beginArchive(sodium, 'my cat is called tom', async () => undefined)).ok).toBe(false);
  });

  it('says that it is not whole when it was cut after any byte or any byte was changed', async () => {
    const file = await sealed(libsodium.randombytes_buf(60));
    for (let length = 0; length < file.byteLength; length += 1) expect(await opened(file.slice(0, length), 60), `cut to ${length}`).toMatch(/^archive\.(?:truncated|notArchive|wrongWords)$/);
    for (let at = 0; at < file.byteLength; at += 1) {
      const changed = file.slice();
      changed[at] = changed[at]! ^ 0x20;
      expect(await opened(changed, 60), `byte ${at}`).toMatch(/^archive\./);
    }
    expect(await opened(new Uint8Array(await new Blob([file, new Uint8Array(1)]).arrayBuffer()), 60)).toBe('archive.truncated');
  });

  it('loses no frame unseen: left out, exchanged or taken for the end', async () => {
    const file = await sealed(new Uint8Array(randomBytes(3 * frameBytes)));
    const frame = frameBytes + 16;
    const parts = [0, 1, 2].map((at) => file.slice(85 + at * frame, 85 + (at + 1) * frame));
    const head = file.slice(0, 85);
    const end = file.slice(85 + 3 * frame);
    for (const order of [[0, 2], [1, 0, 2], [0, 1, 2].slice(0, 2), [0, 0, 1]]) expect(await opened(new Uint8Array(concatBytes(head, ...order.map((at) => parts[at]!), end)), 10)).toBe('archive.truncated');
    expect(await opened(new Uint8Array(concatBytes(head, parts[0]!)), 10)).toBe('archive.truncated');
  });

  it('is opened by a second implementation from its description', async () => {
    const content = libsodium.randombytes_buf(300);
    const file = await sealed(content);
    const header = file.slice(0, 53);
    const key = derived(words, header.slice(18, 34));
    const derive = (name: string): Uint8Array => blake2b(new TextEncoder().encode(name), { key, dkLen: 32 });
    expect(Buffer.from(blake2b(header, { key: derive('fpc-archive-commit'), dkLen: 32 })).equals(Buffer.from(file.slice(53, 85)))).toBe(true);
    const nonce = concatBytes(header.slice(34, 53), uint32Bytes(0), Uint8Array.of(1));
    const plain = xchacha20poly1305(derive('fpc-archive-seal'), nonce, header).decrypt(file.slice(85));
    expect(Buffer.from(plain.subarray(0, 300)).equals(Buffer.from(content))).toBe(true);
    expect(plain.subarray(300).every((byte) => byte === 0)).toBe(true);
  });
});
