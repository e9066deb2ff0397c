import { concatBytes, delimitedBytes, textBytes } from './byteFields.ts';
import type { Sodium } from './sodium.ts';

/** What a record is: its kind, what it belongs to and its place there. Only the sealed inner header says this in words. */
export interface RecordName {
  readonly kind: string;
  readonly parent: string;
  readonly position: string;
}

/** Under which two names a record is stored: keyed hashes in hexadecimal, 16 bytes each. `bucket` is shared by all of one kind and parent. */
export interface RecordAddress {
  readonly id: string;
  readonly bucket: string;
}

const addressBytes = 16;
const [bucketMark, recordMark] = [textBytes('bucket'), textBytes('record')];

export const indexKey = (sodium: Sodium, masterKey: Uint8Array): Uint8Array => sodium.crypto_generichash(32, sodium.from_string('fpc-record-index'), masterKey);

export function recordBucket(sodium: Sodium, key: Uint8Array, name: Pick<RecordName, 'kind' | 'parent'>): string {
  return sodium.crypto_generichash(addressBytes, delimitedBytes(bucketMark, textBytes(name.kind), textBytes(name.parent)), key, 'hex');
}

export function recordAddress(sodium: Sodium, key: Uint8Array, name: RecordName): RecordAddress {
  const id = sodium.crypto_generichash(addressBytes, delimitedBytes(recordMark, textBytes(name.kind), textBytes(name.parent), textBytes(name.position)), key, 'hex');
  return { id, bucket: recordBucket(sodium, key, name) };
}

/** The place of a record in its envelope's associated data. */
export const recordPlace = (sodium: Sodium, address: RecordAddress): Uint8Array => concatBytes(sodium.from_hex(address.id), sodium.from_hex(address.bucket));
