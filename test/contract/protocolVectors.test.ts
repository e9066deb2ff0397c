/** The vectors of docs/protocol.md, with our code and with another implementation of every primitive. */
import { createHash, createPrivateKey, createPublicKey, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { xchacha20poly1305 } from '@noble/ciphers/chacha.js';
import { blake2b } from '@noble/hashes/blake2.js';
import sodium from 'libsodium-wrappers-sumo';
import * as v from 'valibot';
import { expect, it } from 'vitest';
import { decodeDocuments } from '../../renderer/vault/sync/packedDocuments.ts';
import { compareNumber, pairingOf, pairingProof } from '../../renderer/vault/sync/pairing.ts';
import { makeVoucher } from '../../renderer/vault/sync/voucher.ts';
import { hashIfSigned, openSyncRecord, syncRecordPlace } from '../../renderer/vault/sync/syncRecord.ts';
import { joinText } from '../../shared/contracts/secretariatApi.ts';
import { sessionText } from '../../shared/contracts/syncApi.ts';
import { decodePull, decodePush, encodePull, encodePush } from '../../shared/contracts/syncWire.ts';
import { envelopeKeys } from '../../shared/crypto/envelope.ts';
import { recoveryKey } from '../../shared/crypto/recoverySheet.ts';
import { sheetSecrets } from '../../shared/crypto/sheetMember.ts';
import { ok } from '../../shared/errors/result.ts';

await sodium.ready;

const text = v.string();
const number = v.number();
const vectors = v.parse(
  v.object({
    keys: v.object({ signKey: text, compartmentKey: text, vaultId: text, compartment: text, epoch: number }),
    record: v.object({ device: text, clock: number, segment: text, previous: text, header: v.unknown(), bytes: text, hash: text }),
    documents: v.object({ device: text, clock: number, segment: text, previous: text, documents: v.array(v.object({ key: text, changedAt: text, update: text })), body: text, bytes: text, hash: text }),
    push: v.object({ clock: number, bytes: text, encoded: text }),
    pull: v.object({ epoch: text, last: number, ownClock: number, next: number, number, device: text, clock: number, bytes: text, encoded: text }),
    session: v.object({ serverId: text, deviceId: text, challenge: text, signature: text }),
    pairing: v.object({ code: text, pairingId: text, pickup: text, pickupHash: text, signKey: text, boxKey: text, deviceName: text, proof: text, shown: text, signature: text }),
    sheet: v.record(text, text),
    joining: v.object({ serverId: text, code: text, codeHash: text, signKey: text, boxKey: text, deviceName: text, proof: text }),
  }),
  JSON.parse(/```json\n(?<block>[\s\S]*?)\n```/u.exec(readFileSync(path.resolve(import.meta.dirname, '../../docs/protocol.md'), 'utf8'))?.groups?.['block'] ?? ''),
);
const { keys, record, documents, push, pull, session, pairing, joining, sheet } = vectors;
const bytesOf = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex, 'hex'));
const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

type RecordVector = Readonly<Record<'device' | 'segment' | 'previous' | 'bytes' | 'hash', string>> & { readonly clock: number };

/** The record's header and body, once its place, signature and hash were found right. */
function opened(of: RecordVector) {
  const bytes = bytesOf(of.bytes);
  const place = syncRecordPlace(sodium, of.device, of.clock, bytes);
  expect(place).toEqual(ok({ device: of.device, clock: of.clock, segment: of.segment, previous: of.previous }));
  if (!place.ok) throw new Error('the record is no record');
  expect(hashIfSigned(sodium, bytesOf(keys.vaultId), keys.signKey, place.value, bytes)).toBe(of.hash);
  const sealing = { vaultId: bytesOf(keys.vaultId), indexKey: new Uint8Array(32), compartment: bytesOf(keys.compartment), epoch: keys.epoch, keys: envelopeKeys(sodium, bytesOf(keys.compartmentKey)) };
  const read = openSyncRecord(sodium, () => ok(sealing), place.value, bytes);
  if (!read.ok) throw new Error(read.error.code);
  return read.value;
}

it('opens the record of the vector', () => {
  expect(opened(record).header).toEqual(record.header);
});

it('opens the packed documents of the vector, which follow that record', () => {
  expect(documents.previous).toBe(record.hash);
  const { header, body } = opened(documents);
  expect(header).toEqual({ type: 'documents' });
  expect(hexOf(body)).toBe(documents.body);
  expect(decodeDocuments(body)?.map(({ key, changedAt, update }) => ({ key, changedAt, update: hexOf(update) }))).toEqual(documents.documents);
});

it('refuses the record with any one bit changed, and under any other place', () => {
  const bytes = bytesOf(record.bytes);
  const vaultId = bytesOf(keys.vaultId);
  const isBelieved = (device: string, clock: number, changed: Uint8Array): boolean => {
    const place = syncRecordPlace(sodium, device, clock, changed);
    return place.ok && hashIfSigned(sodium, vaultId, keys.signKey, place.value, changed) !== null;
  };
  expect(isBelieved(record.device, record.clock, bytes)).toBe(true);
  for (let bit = 0; bit < bytes.length * 8; bit += 1) {
    const changed = bytes.slice();
    changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    expect(isBelieved(record.device, record.clock, changed), `bit ${bit}`).toBe(false);
  }
  expect(isBelieved(record.device, record.clock + 1, bytes)).toBe(false);
  expect(isBelieved(`00${record.device.slice(2)}`, record.clock, bytes)).toBe(false);
});

/** The content of a record, by other implementations of every primitive. */
function secondReading(of: RecordVector): { readonly header: unknown; readonly body: Buffer } {
  const bytes = bytesOf(of.bytes);
  const fields = (...parts: readonly (Uint8Array | string)[]): Uint8Array =>
    Buffer.concat(parts.flatMap((part) => {
      const field = typeof part === 'string' ? Buffer.from(part, 'utf8') : Buffer.from(part);
      const length = Buffer.alloc(4);
      length.writeUInt32BE(field.length);
      return [length, field];
    }));
  const clock = Buffer.alloc(4);
  clock.writeUInt32BE(of.clock);
  const placed = [bytesOf(of.device), clock, bytesOf(of.segment), bytesOf(of.previous)];
  const envelope = bytes.subarray(105);
  const signed = fields('fpc-sync-1', bytesOf(keys.vaultId), ...placed, blake2b(envelope, { dkLen: 32 }));
  const key = createPublicKey({ key: Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), bytesOf(keys.signKey)]), format: 'der', type: 'spki' });
  expect(verify(null, signed, key, bytes.subarray(41, 105))).toBe(true);
  expect(hexOf(blake2b(fields('fpc-sync-hash-2', signed, bytes.subarray(41, 105)), { dkLen: 32 }))).toBe(of.hash);
  const seal = blake2b(Buffer.from('fpc-envelope-seal'), { dkLen: 32, key: bytesOf(keys.compartmentKey) });
  const epoch = Buffer.alloc(4);
  epoch.writeUInt32BE(keys.epoch);
  const associated = Buffer.concat([Buffer.from([1, 1]), bytesOf(keys.vaultId), bytesOf(keys.compartment), epoch, fields('sync', ...placed)]);
  const padded = Buffer.from(xchacha20poly1305(seal, envelope.subarray(22, 46), associated).decrypt(envelope.subarray(78)));
  const content = padded.subarray(4, 4 + padded.readUInt32BE(0));
  const end = 4 + content.readUInt32BE(0);
  return { header: JSON.parse(content.subarray(4, end).toString('utf8')), body: content.subarray(end) };
}

it('is read by a second implementation of every primitive', () => {
  expect(secondReading(record).header).toEqual(record.header);
  const { header, body } = secondReading(documents);
  expect(header).toEqual({ type: 'documents' });
  const read: unknown[] = [];
  for (let at = 0; at < body.length; ) {
    const time = at + 2 + body.readUInt16BE(at);
    const key = body.subarray(at + 2, time).toString('utf8');
    const end = time + 12 + body.readUInt32BE(time + 8);
    const changed = Number(body.readBigUInt64BE(time));
    read.push({ key, changedAt: changed === 0 ? '' : new Date(changed).toISOString(), update: body.subarray(time + 12, end).toString('hex') });
    at = end;
  }
  expect(read).toEqual(documents.documents);
});

it('reads and writes the bytes of a push and a pull', () => {
  const one = { clock: push.clock, bytes: bytesOf(push.bytes) };
  expect(hexOf(encodePush([one]))).toBe(push.encoded);
  expect(decodePush(bytesOf(push.encoded), { maxRecords: 1, maxRecordBytes: 3 })?.map((entry) => [entry.clock, hexOf(entry.bytes)])).toEqual([[push.clock, push.bytes]]);
  const { epoch, last, ownClock, next } = pull;
  const page = { epoch, last, ownClock, next, records: [{ number: pull.number, device: pull.device, clock: pull.clock, bytes: bytesOf(pull.bytes) }] };
  expect(hexOf(encodePull(page))).toBe(pull.encoded);
  const whole = bytesOf(pull.encoded);
  expect(decodePull(whole, 0)).toEqual(page);
  // Cut anywhere within a record, or told of a place that it does not reach, it is no page.
  for (let length = 0; length < whole.length; length += 1) expect(decodePull(whole.subarray(0, length), 0) === null || length === 29, `${length} bytes`).toBe(true);
  expect(decodePull(whole, 5)).toBeNull();
  expect(decodePull(encodePull({ ...page, next: 4 }), 0)).toBeNull();
});

it('makes the session text and what pairing derives from a code', () => {
  expect(sodium.crypto_sign_verify_detached(bytesOf(session.signature), sessionText(session.serverId, session.deviceId, session.challenge), bytesOf(keys.signKey))).toBe(true);
  const made = pairingOf(sodium, pairing.code);
  const device = { signKey: pairing.signKey, boxKey: pairing.boxKey, deviceName: pairing.deviceName };
  expect([made.pairingId, made.pickup, made.pickupHash, pairingProof(sodium, made, device), compareNumber(sodium, made, device)]).toEqual([pairing.pairingId, pairing.pickup, pairing.pickupHash, pairing.proof, pairing.shown]);
});

/** Without any code of the app: from what the page says alone. */
const isSigned = (signKey: string, lines: readonly string[], signature: string): boolean =>
  verify(null, Buffer.from(lines.join('\n')), createPublicKey({ key: Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), bytesOf(signKey)]), format: 'der', type: 'spki' }), bytesOf(signature));

it('proves the key of a device that joins and of one that asks to enter', () => {
  const { signKey, boxKey, deviceName } = joining;
  expect(joinText(joining.serverId, joining.codeHash, joining).split('\n')).toEqual(['focalpoint join 1', joining.serverId, joining.codeHash, signKey, boxKey, deviceName]);
  expect(createHash('sha256').update(`focalpoint join\n${joining.code}`).digest('hex')).toBe(joining.codeHash);
  expect(isSigned(signKey, ['focalpoint join 1', joining.serverId, joining.codeHash, signKey, boxKey, deviceName], joining.proof)).toBe(true);
  expect(isSigned(pairing.signKey, ['focalpoint pairing 1', pairing.pairingId, pairing.signKey, pairing.boxKey, pairing.deviceName], pairing.signature)).toBe(true);
});

/** `kind`: last byte of the curve's object identifier, 70 for Ed25519 and 6e for X25519. */
const publicHalf = (kind: string, seed: Uint8Array): string =>
  (createPublicKey(createPrivateKey({ key: Buffer.concat([Buffer.from(`302e020100300506032b65${kind}04220420`, 'hex'), seed]), format: 'der', type: 'pkcs8' })).export({ format: 'der', type: 'spki' }) as Buffer).subarray(-32).toString('hex');

it('derives a sheet’s id and keys from its words, and what it signs', () => {
  const at = (name: string): string => sheet[name] ?? expect.fail(`the vector has no ${name}`);
  const key = recoveryKey(sodium, at('words'));
  expect(key.ok && hexOf(key.value)).toBe(at('key'));
  const made = sheetSecrets(sodium, bytesOf(at('key')));
  expect([made.sheetId, made.signKey, made.boxKey]).toEqual([at('sheetId'), at('signKey'), at('boxKey')]);
  // Another implementation, from what the page says.
  const derived = (name: string, dkLen: number): Uint8Array => blake2b(Buffer.from(name), { dkLen, key: bytesOf(at('key')) });
  expect(hexOf(derived('fpc-sheet-id-1', 16))).toBe(at('sheetId'));
  expect(publicHalf('70', derived('fpc-sheet-sign-1', 32))).toBe(at('signKey'));
  // libsodium takes the first half of SHA-512 of a box seed.
  expect(publicHalf('6e', createHash('sha512').update(derived('fpc-sheet-box-1', 32)).digest().subarray(0, 32))).toBe(at('boxKey'));
  expect(isSigned(at('signKey'), ['focalpoint sheet 1', at('serverId'), at('sheetId'), at('challenge')], at('boxSignature'))).toBe(true);
  const entry = ['focalpoint recovery 1', at('serverId'), at('sheetId'), at('challenge'), at('deviceSignKey'), at('deviceBoxKey'), at('deviceName')];
  expect(isSigned(at('signKey'), entry, at('enterSignature'))).toBe(true);
  expect(isSigned(at('deviceSignKey'), entry, at('proof'))).toBe(true);
  const voucher = { device: at('device'), signKey: at('deviceSignKey'), boxKey: at('deviceBoxKey'), name: at('deviceName') };
  expect(makeVoucher(sodium, bytesOf(at('vaultId')), made, voucher).signature).toBe(at('voucherSignature'));
});
