import { xchacha20poly1305 } from '@noble/ciphers/chacha.js';
import { blake2b } from '@noble/hashes/blake2.js';
import fc from 'fast-check';
import sodium from 'libsodium-wrappers-sumo';
import { describe, expect, it } from 'vitest';
import { ok, type Result } from '../errors/result.ts';
import { concatBytes, uint32Bytes } from './byteFields.ts';
import { envelopeKeys } from './envelope.ts';
import { padmeLength } from './padme.ts';
import { chunkBytes, chunkCount, chunkName, chunkNames, maxSealedChunkBytes, openChunk, sealChunk, type ChunkPlace, type ChunkSealing } from './sealedChunk.ts';

await sodium.ready;

const key = sodium.randombytes_buf(32);
const sealing: ChunkSealing = { compartment: sodium.randombytes_buf(16), epoch: 3, keys: envelopeKeys(sodium, key) };
const keysOf = (): Result<ChunkSealing> => ok(sealing);
const place: ChunkPlace = { fileId: sodium.randombytes_buf(16, 'hex'), index: 2, last: true };
const code = (result: Result<unknown>): string => (result.ok ? 'ok' : result.error.code);

describe('a sealed piece of a file', () => {
  it('opens to the same bytes, whatever they are', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 5_000 }), fc.nat(30), fc.boolean(), (content, index, last) => {
        const at = { ...place, index, last };
        const opened = openChunk(sodium, keysOf, at, sealChunk(sodium, sealing, at, content));
        expect(opened.ok && Buffer.from(opened.value).equals(Buffer.from(content))).toBe(true);
      }),
      { numRuns: 100 },
    );
  });

  it('is exactly 1 MiB and its header when it is full, and padded when it is not', () => {
    expect(sealChunk(sodium, sealing, place, new Uint8Array(chunkBytes)).byteLength).toBe(maxSealedChunkBytes);
    expect(sealChunk(sodium, sealing, place, new Uint8Array(3)).byteLength).toBe(94 + padmeLength(7));
  });

  it('opens nowhere else: another file, place, end, compartment or key is refused', () => {
    const sealed = sealChunk(sodium, sealing, place, Uint8Array.of(1, 2, 3));
    for (const other of [{ ...place, fileId: '0'.repeat(32) }, { ...place, index: 1 }, { ...place, index: 3 }, { ...place, last: false }]) expect(code(openChunk(sodium, keysOf, other, sealed))).toBe('vault.recordTampered');
    expect(code(openChunk(sodium, () => ok({ ...sealing, compartment: new Uint8Array(16) }), place, sealed))).toBe('vault.wrongCompartment');
    expect(code(openChunk(sodium, () => ok({ ...sealing, epoch: 4 }), place, sealed))).toBe('vault.wrongEpoch');
    expect(code(openChunk(sodium, () => ok({ ...sealing, keys: envelopeKeys(sodium, sodium.randombytes_buf(32)) }), place, sealed))).toBe('vault.recordTampered');
  });

  it('is refused when cut off after any byte, and when any byte is changed', () => {
    const sealed = sealChunk(sodium, sealing, place, sodium.randombytes_buf(40));
    for (let length = 0; length < sealed.byteLength; length += 1) expect(openChunk(sodium, keysOf, place, sealed.slice(0, length)).ok, `cut to ${length}`).toBe(false);
    for (let at = 0; at < sealed.byteLength; at += 1) {
      const changed = sealed.slice();
      changed[at] = changed[at]! ^ (1 << (at % 8));
      expect(openChunk(sodium, keysOf, place, changed).ok, `byte ${at}`).toBe(false);
    }
    expect(code(openChunk(sodium, keysOf, place, new Uint8Array(maxSealedChunkBytes + 1)))).toBe('vault.envelopeTruncated');
  });

  it('is opened by a second implementation from its description', () => {
    const content = sodium.randombytes_buf(1_000);
    const sealed = sealChunk(sodium, sealing, place, content);
    const associated = concatBytes(Uint8Array.of(1, 1), sodium.from_hex(place.fileId), sealing.compartment, uint32Bytes(3), new TextEncoder().encode('chunk'), uint32Bytes(2), Uint8Array.of(1));
    const derive = (name: string): Uint8Array => blake2b(new TextEncoder().encode(name), { key, dkLen: 32 });
    const nonce = sealed.slice(22, 46);
    const ciphertext = sealed.slice(78);
    expect(Buffer.from(blake2b(concatBytes(nonce, uint32Bytes(associated.length), associated, ciphertext.slice(-16)), { key: derive('fpc-envelope-commit'), dkLen: 32 })).equals(Buffer.from(sealed.slice(46, 78)))).toBe(true);
    const padded = xchacha20poly1305(derive('fpc-envelope-seal'), nonce, associated).decrypt(ciphertext);
    expect(Buffer.from(padded.subarray(4, 4 + new DataView(padded.buffer, padded.byteOffset).getUint32(0))).equals(Buffer.from(content))).toBe(true);
    const name = blake2b(concatBytes(new TextEncoder().encode('fpc-chunk'), sodium.from_hex(place.fileId), uint32Bytes(2)), { dkLen: 16 });
    expect(Buffer.from(name).toString('hex')).toBe(chunkName(sodium, place.fileId, 2));
  });

  it('counts pieces so that no file is without one', () => {
    expect([0, 1, chunkBytes, chunkBytes + 1, 3 * chunkBytes].map(chunkCount)).toEqual([1, 1, 1, 2, 3]);
    expect(new Set(chunkNames(sodium, place.fileId, 5 * chunkBytes)).size).toBe(5);
  });
});
