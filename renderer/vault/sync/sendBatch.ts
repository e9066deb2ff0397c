import * as v from 'valibot';
import { maxPushBytes, maxPushRecords, maxRecordBytes } from '../../../shared/contracts/syncApi.ts';
import { encodePush, pushFrameBytes, type PushRecord } from '../../../shared/contracts/syncWire.ts';
import { readUint32, uint32Bytes } from '../../../shared/crypto/byteFields.ts';
import { FailureError } from '../../../shared/errors/result.ts';
import { DocumentPacks } from './packedDocuments.ts';
import { grantsDue } from './rotation.ts';
import { chainOf, type CompartmentKeys, type Roster, type SyncHeader } from './syncHeader.ts';
import type { DeviceSigning, OutgoingDocument, SyncVault } from './syncPorts.ts';
import { sealSyncRecord, syncRecordBytes } from './syncRecord.ts';
import type { SyncState } from './syncState.ts';
import { ownVoucher } from './voucher.ts';

export const pendingPosition = 'pending';
/** A summary longer than this goes only where there is room left. */
const largestSummaryBytes = 96 * 1024;
/** A record's padding and seals add an eighth at most. */
export const largestUpdateBytes = Math.floor(maxRecordBytes * 0.88);

/** A batch that was made and saved before it is sent: cut off at any moment, exactly the same bytes are sent again. */
export interface PendingBatch {
  readonly bytes: Uint8Array;
  readonly lastClock: number;
  readonly documents: readonly Pick<OutgoingDocument, 'key' | 'state' | 'clock'>[];
}

const byteCount = v.pipe(v.number(), v.integer(), v.minValue(0));
/** Of each document its key, its clock and how many bytes its state has. */
const headSchema = v.object({ lastClock: v.number(), documents: v.array(v.tuple([v.string(), v.number(), byteCount])) });

/** In parts: length of the head 4 | head, JSON | states, one after the other | what is sent. */
export function encodePending(vault: SyncVault, batch: PendingBatch): readonly Uint8Array[] {
  const head = vault.sodium.from_string(JSON.stringify({ lastClock: batch.lastClock, documents: batch.documents.map(({ key, state, clock }) => [key, clock, state.byteLength]) }));
  return [uint32Bytes(head.byteLength), head, joinedStates(batch.documents), batch.bytes];
}

/** In one: a batch of very small changes has more documents than a call may have arguments. */
function joinedStates(documents: PendingBatch['documents']): Uint8Array {
  const joined = new Uint8Array(documents.reduce((sum, { state }) => sum + state.byteLength, 0));
  let offset = 0;
  for (const { state } of documents) {
    joined.set(state, offset);
    offset += state.byteLength;
  }
  return joined;
}

export function decodePending(vault: SyncVault, bytes: Uint8Array): PendingBatch | null {
  try {
    let end = 4 + readUint32(bytes, 0);
    const { lastClock, documents } = v.parse(headSchema, JSON.parse(vault.sodium.to_string(bytes.subarray(4, end))));
    const read = documents.map(([key, clock, length]) => ({ key, clock, state: bytes.slice(end, (end += length)) }));
    return end < bytes.byteLength ? { bytes: bytes.slice(end), lastClock, documents: read } : null;
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

/** A batch, and what is true of this device once the batch is saved. */
export interface GatheredBatch {
  readonly state: SyncState;
  readonly batch: PendingBatch;
}

/** Keys of documents that wait, and how many of them were taken into a batch or are no longer there. */
export interface Outbox {
  readonly keys: readonly string[];
  taken: number;
}

/** Makes the next batch of what waits, or null where nothing does. Saves nothing, so it may be made while the one before is under way. `tooLarge` learns what cannot cross. */
export async function gatherBatch(vault: SyncVault, before: SyncState, signing: DeviceSigning, outbox: Outbox, tooLarge: Set<string> = new Set()): Promise<GatheredBatch | null> {
  let state = before;
  let size = 1;
  const records: PushRecord[] = [];
  const documents: OutgoingDocument[] = [];
  const signSecret = vault.sodium.from_hex(signing.signSecret);
  const add = (compartment: string, header: SyncHeader, body: readonly Uint8Array[] = [], epoch: number | null = null): void => {
    const sealing = epoch === null ? vault.current(compartment) : vault.sealing(compartment, epoch);
    if (!sealing.ok) throw new FailureError(sealing.error);
    const clock = state.clock + 1;
    const place = { device: state.deviceId, clock, segment: state.segment, previous: state.head };
    const { bytes, hash } = sealSyncRecord(vault.sodium, sealing.value, signSecret, place, header, ...body);
    records.push({ clock, bytes });
    size += pushFrameBytes + bytes.byteLength;
    state = { ...state, clock, head: hash };
  };

  // Keys go before the records that are sealed with them, and the roster before a device's first words.
  const roster = { ...state.roster, [state.deviceId]: { signKey: signing.signKey, boxKey: signing.boxKey } };
  // Before anything else of a device that came in by a sheet: nobody reads it before.
  const voucher = state.sentRoster === '' ? await ownVoucher(vault) : null;
  if (voucher !== null) add(vault.personal, voucher, undefined, firstEpoch);
  const { grants, granted } = grantsDue(vault, state, roster);
  for (const grant of grants) add(vault.personal, grant, undefined, firstEpoch);
  state = { ...state, granted, grantAgain: false };
  if (rosterText(roster, state.revoked) !== state.sentRoster) {
    add(vault.personal, { type: 'roster', devices: roster, revoked: state.revoked });
    state = { ...state, sentRoster: rosterText(roster, state.revoked) };
  }
  const sent = new Set(state.sentKeys);
  const known = vault.keys();
  const keys = known.filter((key) => key[0] !== vault.personal && !sent.has(keyName(key)));
  if (keys.length > 0) {
    add(vault.personal, { type: 'keys', keys });
    state = { ...state, sentKeys: [...state.sentKeys, ...keys.map(keyName)] };
  }
  for (const key of state.toAsk) {
    add(vault.personal, { type: 'offerAgain', ...chainOf(key) });
  }
  state = { ...state, toAsk: [], asked: [...state.asked, ...state.toAsk] };

  const packs = new DocumentPacks(add);
  const summary = JSON.stringify(state.heads);
  const summaryBytes = syncRecordBytes(summary.length + (state.offering === null ? 0 : JSON.stringify(state.offering).length) + 64, 0);
  const summaryDue = summary !== state.sentSummary && Object.keys(state.heads).length > 0;
  const room = maxPushBytes - (summaryDue ? Math.min(largestSummaryBytes, summaryBytes) : 0);
  const announced = new Set([vault.personal, ...known.map(([compartment]) => compartment)]);
  const ahead = new LookedAhead(vault, outbox);
  for (let key = outbox.keys[outbox.taken]; key !== undefined && records.length + packs.count < maxPushRecords - 1; key = outbox.keys[outbox.taken]) {
    const document = await ahead.take(key);
    // Too large to cross: it stays in the outbox, and the others are not kept waiting.
    if (document === null || document.update.byteLength > largestUpdateBytes) {
      if (document !== null) tooLarge.add(key);
      outbox.taken += 1;
      continue;
    }
    // A compartment that was made since: its key must go first, with the batch after this one.
    if (!announced.has(document.compartment) && vault.keys().some(([compartment]) => compartment === document.compartment)) break;
    // A record that would not fit goes alone with the next batch.
    const begun = records.length + packs.count > 0;
    if (!packs.add(document.compartment, document, begun ? room - size : Infinity)) break;
    outbox.taken += 1;
    documents.push(document);
  }
  packs.closeAll();
  if (records.length === 0) return null;
  const { offering } = state;
  // While everything is offered anew the summary waits for the end: it would name what the others miss before they have it.
  if (summaryDue && size + summaryBytes <= maxPushBytes && (offering === null || outbox.taken === outbox.keys.length)) {
    const isWhole = offering !== null && tooLarge.size === 0 && vault.isWhole();
    add(vault.personal, { type: 'summary', heads: state.heads, ...(isWhole && { offered: offering }) });
    state = { ...state, sentSummary: summary, offering: null };
  }
  return { state, batch: { bytes: encodePush(records), lastClock: state.clock, documents } };
}

/** Documents that are being read while those before them are put into a batch: a database takes its time for each and reads many at once. */
const mostAhead = 24;
/** Behind one that is larger fewer are read: two dozen of the largest would fill the memory. */
const largeBytes = 256 * 1024;
const aheadOfLarge = 2;

class LookedAhead {
  readonly #vault: SyncVault;
  readonly #outbox: Outbox;
  readonly #reading = new Map<string, Promise<OutgoingDocument | null>>();
  /** How many keys of the outbox are taken or being read. */
  #begun = 0;
  #ahead = aheadOfLarge;

  constructor(vault: SyncVault, outbox: Outbox) {
    this.#vault = vault;
    this.#outbox = outbox;
  }

  /** The document that is next. What is read beyond the end of a batch is read again for the next one, as it is then. */
  async take(key: string): Promise<OutgoingDocument | null> {
    const { keys, taken } = this.#outbox;
    this.#begun = Math.max(this.#begun, taken);
    // Some at once, which a database reads in one go, and not one for each that is taken.
    if (this.#begun - taken <= this.#ahead / 2) for (; this.#begun < Math.min(keys.length, taken + this.#ahead); this.#begun += 1) this.#read(keys[this.#begun] ?? '');
    const reading = this.#reading.get(key);
    this.#reading.delete(key);
    const document = await (reading ?? this.#vault.outgoing(key));
    this.#ahead = (document?.update.byteLength ?? 0) > largeBytes ? aheadOfLarge : Math.min(mostAhead, 2 * this.#ahead);
    return document;
  }

  #read(key: string): void {
    const reading = this.#vault.outgoing(key);
    // One that fails fails the batch when its turn comes, and nobody before.
    reading.catch(() => undefined);
    this.#reading.set(key, reading);
  }
}
