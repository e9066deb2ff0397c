import { blake2b } from '@noble/hashes/blake2.js';
import sodium from 'libsodium-wrappers-sumo';
import { describe, expect, it } from 'vitest';
import { concatBytes, uint32Bytes } from './byteFields.ts';
import { envelopeKeys, sealEnvelope } from './envelope.ts';
import { recordAddress, recordPlace } from './recordAddress.ts';
import { openRecord, sealRecord, type RecordSealing } from './sealedRecord.ts';

await sodium.ready;
const text = new TextEncoder();
const sealing: RecordSealing = { vaultId: sodium.randombytes_buf(16), indexKey: sodium.randombytes_buf(32), compartment: sodium.randombytes_buf(16), epoch: 1, keys: envelopeKeys(sodium, sodium.randombytes_buf(32)) };
const name = { kind: 'update', parent: 'note/aa', position: 'dev:1' };
const code = (address: { id: string; bucket: string }, blob: Uint8Array): string => {
  const opened = openRecord(sodium, sealing, address, blob);
  return opened.ok ? 'ok' : opened.error.code;
};

describe('a record', () => {
  it('comes back with its name', () => {
    const sealed = sealRecord(sodium, sealing, name, text.encode('body'));
    expect(openRecord(sodium, sealing, sealed, sealed.blob)).toEqual({ ok: true, value: { name, body: text.encode('body') } });
  });

  it('has an address that a second implementation finds too', () => {
    const fields = (...parts: string[]) => concatBytes(...parts.flatMap((part) => [uint32Bytes(text.encode(part).length), text.encode(part)]));
    const hash = (message: Uint8Array) => sodium.to_hex(blake2b(message, { key: sealing.indexKey, dkLen: 16 }));
    expect(recordAddress(sodium, sealing.indexKey, name)).toEqual({ id: hash(fields('record', 'update', 'note/aa', 'dev:1')), bucket: hash(fields('bucket', 'update', 'note/aa')) });
  });

  it('has another address for every kind, parent and position, however they are cut', () => {
    const names = [name, { ...name, kind: 'view' }, { ...name, parent: 'note/ab' }, { ...name, position: 'dev:11' }, { ...name, parent: 'note/aadev', position: ':1' }];
    expect(new Set(names.map((each) => recordAddress(sodium, sealing.indexKey, each).id)).size).toBe(names.length);
    expect(recordAddress(sodium, sodium.randombytes_buf(32), name).id).not.toBe(recordAddress(sodium, sealing.indexKey, name).id);
  });

  it('moved to another’s id or bucket is refused', () => {
    const one = sealRecord(sodium, sealing, name, text.encode('one'));
    const two = sealRecord(sodium, sealing, { ...name, position: 'dev:2' }, text.encode('two'));
    expect(code(one, two.blob)).toBe('vault.recordTampered');
    expect(code(two, one.blob)).toBe('vault.recordTampered');
    expect(code({ id: one.id, bucket: 'f'.repeat(32) }, one.blob)).toBe('vault.recordTampered');
  });

  it('whose inner name is another’s is refused, even when it was sealed for this place', () => {
    const address = recordAddress(sodium, sealing.indexKey, name);
    const header = text.encode(JSON.stringify({ ...name, position: 'dev:2' }));
    const wrong = [concatBytes(uint32Bytes(header.length), header, text.encode('x')), concatBytes(uint32Bytes(9_999), header), text.encode('{'), concatBytes(uint32Bytes(2), text.encode('[]'))];
    for (const content of wrong) expect(code(address, sealEnvelope(sodium, sealing.keys, { ...sealing, place: recordPlace(sodium, address) }, content))).toBe('vault.recordMisplaced');
  });
});
