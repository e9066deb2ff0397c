import { xchacha20poly1305 } from '@noble/ciphers/chacha.js';
import { blake2b } from '@noble/hashes/blake2.js';
import sodium from 'libsodium-wrappers-sumo';
import { describe, expect, it } from 'vitest';
import { envelopeHeader, envelopeKeys, openEnvelope, sealEnvelope, type EnvelopePlace } from './envelope.ts';

await sodium.ready;
const text = new TextEncoder();
const key = sodium.randombytes_buf(32);
const keys = envelopeKeys(sodium, key);
const at: EnvelopePlace = { vaultId: sodium.randombytes_buf(16), compartment: sodium.randombytes_buf(16), epoch: 7, place: text.encode('place one') };
const code = (envelope: Uint8Array, place: EnvelopePlace = at, withKeys = keys): string => {
  const opened = openEnvelope(sodium, withKeys, place, envelope);
  return opened.ok ? 'ok' : opened.error.code;
};

/** The envelope's description, written a second time on another library. */
function openWithNoble(envelope: Uint8Array, rawKey: Uint8Array, place: EnvelopePlace): Uint8Array {
  const subkey = (name: string) => blake2b(text.encode(name), { key: rawKey, dkLen: 32 });
  const epoch = new Uint8Array(4);
  new DataView(epoch.buffer).setUint32(0, place.epoch);
  const associated = Uint8Array.from([1, 1, ...place.vaultId, ...place.compartment, ...epoch, ...place.place]);
  const [nonce, commitment, ciphertext] = [envelope.slice(22, 46), envelope.slice(46, 78), envelope.slice(78)];
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, associated.length);
  expect([...envelope.slice(0, 22)]).toEqual([1, 1, ...place.compartment, ...epoch]);
  expect(blake2b(Uint8Array.from([...nonce, ...length, ...associated, ...ciphertext.slice(-16)]), { key: subkey('fpc-envelope-commit'), dkLen: 32 })).toEqual(commitment);
  const padded = xchacha20poly1305(subkey('fpc-envelope-seal'), nonce, associated).decrypt(ciphertext);
  return padded.slice(4, 4 + new DataView(padded.buffer, padded.byteOffset).getUint32(0));
}

describe('an envelope', () => {
  it('gives back what was put in, also by a second implementation', () => {
    for (const length of [0, 1, 251, 252, 253, 1_000, 65_537]) {
      const content = sodium.randombytes_buf(length);
      const envelope = sealEnvelope(sodium, keys, at, content);
      const opened = openEnvelope(sodium, keys, at, envelope);
      expect(opened.ok && opened.value).toEqual(content);
      expect(openWithNoble(envelope, key, at)).toEqual(content);
    }
  });

  it('never looks the same twice and shows nothing of its length but its step', () => {
    const one = sealEnvelope(sodium, keys, at, text.encode('a'));
    const two = sealEnvelope(sodium, keys, at, text.encode('a'));
    expect(one).not.toEqual(two);
    expect(sealEnvelope(sodium, keys, at, text.encode('a'.repeat(200))).length).toBe(one.length);
  });

  it('is refused with any bit of any field turned over, by the field’s own code', () => {
    const envelope = sealEnvelope(sodium, keys, at, text.encode('what a prosecutor said'));
    const fields = [
      { name: 'version', from: 0, to: 1, code: 'vault.envelopeVersion' },
      { name: 'suite', from: 1, to: 2, code: 'vault.envelopeSuite' },
      { name: 'compartment', from: 2, to: 18, code: 'vault.wrongCompartment' },
      { name: 'epoch', from: 18, to: 22, code: 'vault.wrongEpoch' },
      { name: 'nonce', from: 22, to: 46, code: 'vault.recordTampered' },
      { name: 'commitment', from: 46, to: 78, code: 'vault.recordTampered' },
      { name: 'ciphertext', from: 78, to: envelope.length, code: 'vault.recordTampered' },
    ];
    for (const field of fields) {
      for (let bit = field.from * 8; bit < field.to * 8; bit++) {
        const damaged = envelope.slice();
        damaged[bit >> 3] = (damaged[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        expect(code(damaged), `${field.name}, bit ${bit}`).toBe(field.code);
      }
    }
  });

  it('is refused cut short or lengthened', () => {
    const envelope = sealEnvelope(sodium, keys, at, text.encode('x'));
    for (let length = 0; length < envelope.length; length++) expect(code(envelope.subarray(0, length))).toBe(length < 94 ? 'vault.envelopeTruncated' : 'vault.recordTampered');
    expect(code(Uint8Array.from([...envelope, 0]))).toBe('vault.recordTampered');
  });

  it('is refused at every other place, in every other vault and under every other key', () => {
    const envelope = sealEnvelope(sodium, keys, at, text.encode('x'));
    expect(code(envelope, { ...at, place: text.encode('place two') })).toBe('vault.recordTampered');
    expect(code(envelope, { ...at, vaultId: sodium.randombytes_buf(16) })).toBe('vault.recordTampered');
    expect(code(envelope, at, envelopeKeys(sodium, sodium.randombytes_buf(32)))).toBe('vault.recordTampered');
  });

  it('whose header was rewritten for another compartment or epoch does not open there', () => {
    const other = { ...at, compartment: sodium.randombytes_buf(16), epoch: 8 };
    const envelope = sealEnvelope(sodium, keys, at, text.encode('x'));
    envelope.set(other.compartment, 2);
    envelope.set([0, 0, 0, 8], 18);
    expect(code(envelope, other)).toBe('vault.recordTampered');
  });

  it('commits to its key: a ciphertext with the right tag and another’s commitment is refused, and the reverse', () => {
    const otherKeys = envelopeKeys(sodium, sodium.randombytes_buf(32));
    const envelope = sealEnvelope(sodium, { seal: otherKeys.seal, commit: keys.commit }, at, text.encode('x'));
    expect(code(envelope)).toBe('vault.recordTampered');
    expect(code(sealEnvelope(sodium, { seal: keys.seal, commit: otherKeys.commit }, at, text.encode('x')))).toBe('vault.recordTampered');
  });

  it('says in its header whose key it needs', () => {
    const header = envelopeHeader(sealEnvelope(sodium, keys, at, new Uint8Array()));
    expect(header).toEqual({ ok: true, value: { compartment: at.compartment, epoch: 7 } });
  });
});
