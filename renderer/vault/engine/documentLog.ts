/** How a document lies in records: sealed updates, each with the moment it was saved, and a snapshot that stands for the updates it covers. */
import * as v from 'valibot';
import type { RecordName } from '../../../shared/crypto/recordAddress.ts';
import { concatBytes, readUint32, uint32Bytes } from '../../../shared/crypto/byteFields.ts';
import { documentKey, type DocumentRef } from './documentKinds.ts';

const bodyVersion = 1;
const encoder = new TextEncoder();
const decoder = new TextDecoder();

export const updateKind = 'update';
export const snapshotKind = 'snapshot';
export const viewKind = 'view';
/** What can be searched of a document, beside its view because lists do not need it. */
export const textKind = 'text';
/** Earlier states of a document, each a record of its own that no fold touches. */
export const versionKind = 'version';
/** A mark beside a document that has changes which no other device can have yet. Written with the change itself, so the two never part. */
export const outboxKind = 'outbox';
export const outboxParent = 'sync';

/** A record of the log: bytes that Yjs applies. */
export interface LogBody {
  /** ISO 8601 in UTC. */
  readonly savedAt: string;
  /** By device: the last clock that the bytes stand for. For an update the one clock of its position. */
  readonly covers: Readonly<Record<string, number>>;
  readonly update: Uint8Array;
}

const headerSchema = v.looseObject({ savedAt: v.string(), covers: v.optional(v.record(v.string(), v.number())) });

export const updatePosition = (deviceId: string, clock: number): string => `${deviceId}:${clock}`;
export const updateName = (ref: DocumentRef, deviceId: string, clock: number): RecordName => ({ kind: updateKind, parent: documentKey(ref), position: updatePosition(deviceId, clock) });
export const snapshotName = (ref: DocumentRef): RecordName => ({ kind: snapshotKind, parent: documentKey(ref), position: 'current' });
export const outboxName = (ref: DocumentRef): RecordName => ({ kind: outboxKind, parent: outboxParent, position: documentKey(ref) });
export const viewName = (parent: string, ref: DocumentRef): RecordName => ({ kind: viewKind, parent, position: documentKey(ref) });

export const versionName = (ref: DocumentRef, id: string): RecordName => ({ kind: versionKind, parent: documentKey(ref), position: id });
export const textName = (parent: string, ref: DocumentRef): RecordName => ({ kind: textKind, parent, position: documentKey(ref) });

export function encodeLogBody(body: LogBody): Uint8Array {
  const header = encoder.encode(JSON.stringify({ savedAt: body.savedAt, covers: body.covers }));
  return concatBytes(Uint8Array.of(bodyVersion), uint32Bytes(header.byteLength), header, body.update);
}

/** Answers null for a body that this program cannot read. */
export function decodeLogBody(bytes: Uint8Array): LogBody | null {
  if (bytes[0] !== bodyVersion || bytes.byteLength < 5) return null;
  const end = 5 + readUint32(bytes, 1);
  if (end > bytes.byteLength) return null;
  try {
    const header = v.parse(headerSchema, JSON.parse(decoder.decode(bytes.subarray(5, end))));
    return { savedAt: header.savedAt, covers: header.covers ?? {}, update: bytes.subarray(end) };
  } catch {
    return null;
  }
}

export const encodeView = (view: unknown): Uint8Array => encoder.encode(JSON.stringify(view));

/** Answers undefined where the record does not hold a view of this form. */
export function decodeView(schema: v.GenericSchema, body: Uint8Array): unknown {
  try {
    const parsed = v.safeParse(schema, JSON.parse(decoder.decode(body)));
    return parsed.success ? parsed.output : undefined;
  } catch {
    return undefined;
  }
}
