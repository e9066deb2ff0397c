import * as v from 'valibot';
import { maxPushBytes, maxPushRecords, maxRecordBytes } from '../../../shared/contracts/syncApi.ts';
import { encodePush, type PushRecord } from '../../../shared/contracts/syncWire.ts';
import { concatBytes, readUint32, uint32Bytes } from '../../../shared/crypto/byteFields.ts';
import { FailureError } from '../../../shared/errors/result.ts';
import { grantsDue } from './rotation.ts';
import type { CompartmentKeys, Roster, SyncHeader } from './syncHeader.ts';
import type { DeviceSigning, OutgoingDocument, SyncVault } from './syncPorts.ts';
import { sealSyncRecord, syncRecordHash } from './syncRecord.ts';
import type { SyncState } from './syncState.ts';

export const pendingPosition = 'pending';
/** Room for the frames and seals of a batch, so that what is gathered stays under the limit of a push. */
const gatherBytes = maxPushBytes - 96 * 1024;
const frameBytes = 8;
/** A record's padding and seals add an eighth at most. */
const largestUpdateBytes = Math.floor(maxRecordBytes * 0.88);

/** A batch that was made and saved before it is sent: cut off at any moment, exactly the same bytes are sent again. */
export interface PendingBatch {
  readonly bytes: Uint8Array;
  readonly lastClock: number;
  readonly documents: readonly Pick<OutgoingDocument, 'key' | 'state' | 'clock'>[];
}

const headSchema = v.object({ lastClock: v.number(), documents: v.array(v.tuple([v.string(), v.string(), v.number()])) });

export function encodePending(vault: SyncVault, batch: PendingBatch): Uint8Array {
  const { sodium } = vault;
  const head = sodium.from_string(JSON.stringify({ lastClock: batch.lastClock, documents: batch.documents.map(({ key, state, clock }) => [key, sodium.to_base64(state), clock]) }));
  return concatBytes(uint32Bytes(head.byteLength), head, batch.bytes);
}

export function decodePending(vault: SyncVault, bytes: Uint8Array): PendingBatch | null {
  try {
    const end = 4 + readUint32(bytes, 0);
    const head = v.parse(headSchema, JSON.parse(vault.sodium.to_string(bytes.subarray(4, end))));
    return { bytes: bytes.slice(end), lastClock: head.lastClock, documents: head.documents.map(([key, state, clock]) => ({ key, state: vault.sodium.from_base64(state), clock })) };
  } catch {
    return null;
  }
}

export const keyName = ([id, epoch]: CompartmentKeys[number]): string => `${id}:${epoch}`;

/** One text for one set of devices, whatever their order. */
const rosterText = (roster: Roster, revoked: SyncState['revoked']): string =>
  JSON.stringify([...Object.entries(roster).map(([device, { signKey }]) => [device, signKey] as const), ...Object.entries(revoked).map(([device, clock]) => [device, `ended ${clock}`] as const)].sort(([a, aText], [b, bText]) => (a + aText < b + bText ? -1 : 1)));
/** Every device has a compartment's first key, whatever was rotated since. */
const firstEpoch = 1;

/** Makes the next batch of what waits, or null where nothing does. `outbox` is shortened by what was taken or is no longer there. */
export async function gatherBatch(vault: SyncVault, before: SyncState, signing: DeviceSigning, outbox: string[]): Promise<{ readonly state: SyncState; readonly batch: PendingBatch } | null> {
  let state = before;
  let size = 1;
  const records: PushRecord[] = [];
  const documents: OutgoingDocument[] = [];
  const signSecret = vault.sodium.from_hex(signing.signSecret);
  const add = (compartment: string, header: SyncHeader, body: Uint8Array = new Uint8Array(0), epoch: number | null = null): void => {
    const sealing = epoch === null ? vault.current(compartment) : vault.sealing(compartment, epoch);
    if (!sealing.ok) throw new FailureError(sealing.error);
    const clock = state.clock + 1;
    const place = { device: state.deviceId, clock, segment: state.segment, previous: state.head };
    const bytes = sealSyncRecord(vault.sodium, sealing.value, signSecret, place, header, body);
    records.push({ clock, bytes });
    size += frameBytes + bytes.byteLength;
    state = { ...state, clock, head: syncRecordHash(vault.sodium, state.deviceId, clock, bytes) };
  };

  // Keys go before the records that are sealed with them, and the roster before a device's first words.
  const roster = { ...state.roster, [state.deviceId]: { signKey: signing.signKey, boxKey: signing.boxKey } };
  const { grants, granted } = grantsDue(vault, state);
  for (const grant of grants) add(vault.personal, grant, undefined, firstEpoch);
  state = { ...state, granted };
  if (rosterText(roster, state.revoked) !== state.sentRoster) {
    add(vault.personal, { type: 'roster', devices: roster, revoked: state.revoked });
    state = { ...state, sentRoster: rosterText(roster, state.revoked) };
  }
  const sent = new Set(state.sentKeys);
  const keys = vault.keys().filter((key) => key[0] !== vault.personal && !sent.has(keyName(key)));
  if (keys.length > 0) {
    add(vault.personal, { type: 'keys', keys });
    state = { ...state, sentKeys: [...state.sentKeys, ...keys.map(keyName)] };
  }
  for (const key of state.toAsk) {
    const [device = '', segment = ''] = key.split('/');
    add(vault.personal, { type: 'offerAgain', device, segment });
  }
  state = { ...state, toAsk: [], asked: [...state.asked, ...state.toAsk] };

  while (outbox.length > 0 && records.length < maxPushRecords - 1 && size < gatherBytes) {
    const key = outbox[0] ?? '';
    const document = await vault.outgoing(key);
    // A record that would not fit goes alone with the next batch.
    if (document !== null && records.length > 0 && size + document.update.byteLength * 1.2 > gatherBytes) break;
    outbox.shift();
    // Too large to cross: it stays in the outbox, and the others are not kept waiting.
    if (document === null || document.update.byteLength > largestUpdateBytes) continue;
    if (vault.keys().some((known) => known[0] !== vault.personal && !state.sentKeys.includes(keyName(known)))) {
      // A compartment that was made since; its key must go first, with the batch after this one.
      outbox.unshift(key);
      break;
    }
    add(document.compartment, { type: 'document', key, changedAt: document.changedAt }, document.update);
    documents.push(document);
  }
  if (records.length === 0) return null;
  const summary = JSON.stringify(state.heads);
  if (summary !== state.sentSummary && size < gatherBytes && Object.keys(state.heads).length > 0) {
    add(vault.personal, { type: 'summary', heads: state.heads });
    state = { ...state, sentSummary: summary };
  }
  return { state, batch: { bytes: encodePush(records), lastClock: state.clock, documents } };
}
