/**
 * A record as it crosses to another device. Layout, version 1:
 *
 *   offset  0  version     1 byte   1
 *           1  segment     8 bytes  random; a device begins a new one whenever it offers everything anew
 *           9  previous   32 bytes  hash of the device's record before it in the segment; zeros for the first
 *          41  signature  64 bytes  Ed25519 by the device
 *         105  envelope             see shared/crypto/envelope.ts; its place names device, clock, segment and previous
 *
 * signed = "fpc-sync-1" | vault id | device | clock | segment | previous | BLAKE2b-256(envelope), each preceded by its length.
 * hash = BLAKE2b-256("fpc-sync-hash-2" | signed | signature), each preceded by its length: so the envelope is read once for both.
 * Content of the envelope: length of header (4) | header, JSON | body.
 */
import { delimitedBytes, readUint32, uint32Bytes } from '../../../shared/crypto/byteFields.ts';
import { envelopeBytes, envelopeHeader, openEnvelope, sealEnvelopeBehind } from '../../../shared/crypto/envelope.ts';
import type { RecordSealing } from '../../../shared/crypto/sealedRecord.ts';
import type { Sodium } from '../../../shared/crypto/sodium.ts';
import { fail, ok, type Result } from '../../../shared/errors/result.ts';
import { parseSyncHeader, type SyncHeader } from './syncHeader.ts';

const recordVersion = 1;
const offsets = { segment: 1, previous: 9, signature: 41, envelope: 105 } as const;
export const noHash = '0'.repeat(64);

/** Where in a device's chain a record stands. Identifiers and hashes in hexadecimal. */
export interface ChainPlace {
  readonly device: string;
  readonly clock: number;
  readonly segment: string;
  readonly previous: string;
}

export interface ReadSyncRecord {
  readonly header: SyncHeader;
  readonly body: Uint8Array;
  readonly compartment: string;
}

const fields = (sodium: Sodium, place: ChainPlace): Uint8Array[] => [sodium.from_hex(place.device), uint32Bytes(place.clock), sodium.from_hex(place.segment), sodium.from_hex(place.previous)];
const envelopePlace = (sodium: Sodium, place: ChainPlace): Uint8Array => delimitedBytes(sodium.from_string('sync'), ...fields(sodium, place));
const signedBytes = (sodium: Sodium, vaultId: Uint8Array, place: ChainPlace, envelope: Uint8Array): Uint8Array =>
  delimitedBytes(sodium.from_string('fpc-sync-1'), vaultId, ...fields(sodium, place), sodium.crypto_generichash(32, envelope, null));

/** Length of a record whose header, as JSON, and body have so many bytes. */
export const syncRecordBytes = (header: number, body: number): number => offsets.envelope + envelopeBytes(4 + header + body);

/** A record and its hash, in hexadecimal, which the device's next record names. */
export interface SealedSyncRecord {
  readonly bytes: Uint8Array;
  readonly hash: string;
}

/** `body`: its parts are joined. */
export function sealSyncRecord(sodium: Sodium, sealing: RecordSealing, signSecret: Uint8Array, place: ChainPlace, header: SyncHeader, ...body: readonly Uint8Array[]): SealedSyncRecord {
  const head = sodium.from_string(JSON.stringify(header));
  const bytes = sealEnvelopeBehind(sodium, offsets.envelope, sealing.keys, { ...sealing, place: envelopePlace(sodium, place) }, [uint32Bytes(head.byteLength), head, ...body]);
  const signed = signedBytes(sodium, sealing.vaultId, place, bytes.subarray(offsets.envelope));
  const signature = sodium.crypto_sign_detached(signed, signSecret);
  bytes[0] = recordVersion;
  bytes.set(sodium.from_hex(place.segment), offsets.segment);
  bytes.set(sodium.from_hex(place.previous), offsets.previous);
  bytes.set(signature, offsets.signature);
  return { bytes, hash: recordHash(sodium, signed, signature) };
}

const recordHash = (sodium: Sodium, signed: Uint8Array, signature: Uint8Array): string =>
  sodium.to_hex(sodium.crypto_generichash(32, delimitedBytes(sodium.from_string('fpc-sync-hash-2'), signed, signature), null));

/** Reads what stands before the envelope. Fails with `sync.recordMalformed` or `sync.recordNewer`. */
export function syncRecordPlace(sodium: Sodium, device: string, clock: number, bytes: Uint8Array): Result<ChainPlace> {
  if (bytes.byteLength <= offsets.envelope) return fail('sync.recordMalformed', 'never');
  if (bytes[0] !== recordVersion) return fail('sync.recordNewer', 'never', { version: bytes[0] ?? 0 });
  return ok({ device, clock, segment: sodium.to_hex(bytes.subarray(offsets.segment, offsets.previous)), previous: sodium.to_hex(bytes.subarray(offsets.previous, offsets.signature)) });
}

/** The record's hash, in hexadecimal, or null where the device did not sign these bytes for this place. */
export function hashIfSigned(sodium: Sodium, vaultId: Uint8Array, signKey: string, place: ChainPlace, bytes: Uint8Array): string | null {
  try {
    const signed = signedBytes(sodium, vaultId, place, bytes.subarray(offsets.envelope));
    const signature = bytes.subarray(offsets.signature, offsets.envelope);
    return sodium.crypto_sign_verify_detached(signature, signed, sodium.from_hex(signKey)) ? recordHash(sodium, signed, signature) : null;
  } catch {
    return null;
  }
}

/**
 * Opens a record whose signature was verified. Fails as openEnvelope does; with `vault.compartmentUnknown` or `vault.epochUnknown` where its
 * key is not here yet; with `sync.contentUnknown` where a newer program wrote it.
 */
export function openSyncRecord(sodium: Sodium, sealingOf: (compartment: string, epoch: number) => Result<RecordSealing>, place: ChainPlace, bytes: Uint8Array): Result<ReadSyncRecord> {
  const envelope = bytes.subarray(offsets.envelope);
  const head = envelopeHeader(envelope);
  if (!head.ok) return head;
  const compartment = sodium.to_hex(head.value.compartment);
  const sealing = sealingOf(compartment, head.value.epoch);
  if (!sealing.ok) return sealing;
  const opened = openEnvelope(sodium, sealing.value.keys, { ...sealing.value, place: envelopePlace(sodium, place) }, envelope);
  if (!opened.ok) return opened;
  const content = opened.value;
  const end = content.byteLength >= 4 ? 4 + readUint32(content, 0) : Infinity;
  if (end > content.byteLength) return fail('sync.contentUnknown', 'never');
  const header = parseSyncHeader(sodium.to_string(content.subarray(4, end)));
  return header === null ? fail('sync.contentUnknown', 'never') : ok({ header, body: content.subarray(end), compartment });
}
