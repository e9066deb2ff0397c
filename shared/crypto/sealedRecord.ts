/** A record: an envelope whose content begins with a header that repeats the record's name. */
import * as v from 'valibot';
import { fail, ok, type Result } from '../errors/result.ts';
import { readText, readUint32, textBytes, uint32Bytes } from './byteFields.ts';
import { openEnvelope, sealEnvelope, type EnvelopeKeys } from './envelope.ts';
import { recordAddress, recordPlace, type RecordAddress, type RecordName } from './recordAddress.ts';
import type { Sodium } from './sodium.ts';

/** Keys and names that all records of one compartment and epoch share. */
export interface RecordSealing {
  readonly vaultId: Uint8Array;
  readonly indexKey: Uint8Array;
  readonly compartment: Uint8Array;
  readonly epoch: number;
  readonly keys: EnvelopeKeys;
}

export interface OpenedRecord {
  readonly name: RecordName;
  readonly body: Uint8Array;
}

const headerSchema = v.looseObject({ kind: v.string(), parent: v.string(), position: v.string() });

/** `body`: its parts are joined. */
export function sealRecord(sodium: Sodium, sealing: RecordSealing, name: RecordName, ...body: readonly Uint8Array[]): RecordAddress & { readonly blob: Uint8Array } {
  const address = recordAddress(sodium, sealing.indexKey, name);
  const header = textBytes(JSON.stringify({ kind: name.kind, parent: name.parent, position: name.position }));
  return { ...address, blob: sealEnvelope(sodium, sealing.keys, { ...sealing, place: recordPlace(sodium, address) }, uint32Bytes(header.byteLength), header, ...body) };
}

/** Opens the record stored under `address`. Fails as openEnvelope does, and with `vault.recordMisplaced` where its header names another place. */
export function openRecord(sodium: Sodium, sealing: RecordSealing, address: RecordAddress, blob: Uint8Array): Result<OpenedRecord> {
  const content = openEnvelope(sodium, sealing.keys, { ...sealing, place: recordPlace(sodium, address) }, blob);
  if (!content.ok) return content;
  const bytes = content.value;
  const headerEnd = bytes.byteLength >= 4 ? 4 + readUint32(bytes, 0) : Infinity;
  if (headerEnd > bytes.byteLength) return fail('vault.recordMisplaced', 'never');
  let header: unknown;
  try {
    header = JSON.parse(readText(bytes, 4, headerEnd) ?? '');
  } catch {
    return fail('vault.recordMisplaced', 'never');
  }
  const parsed = v.safeParse(headerSchema, header);
  if (!parsed.success) return fail('vault.recordMisplaced', 'never');
  const { kind, parent, position } = parsed.output;
  const expected = recordAddress(sodium, sealing.indexKey, { kind, parent, position });
  if (expected.id !== address.id || expected.bucket !== address.bucket) return fail('vault.recordMisplaced', 'never');
  return ok({ name: { kind, parent, position }, body: bytes.slice(headerEnd) });
}
