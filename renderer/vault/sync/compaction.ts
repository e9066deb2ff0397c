/**
 * Keeps the server's log from growing for ever. When it is worth it a device offers everything anew and ends that with a signed snapshot,
 * which says what it takes the place of. Each step is saved, so that it goes on wherever it was cut off; a new segment for any other reason
 * gives it up.
 */
import { encodePush, type PushRecord } from '../../../shared/contracts/syncWire.ts';
import { concatBytes } from '../../../shared/crypto/byteFields.ts';
import type { Sodium } from '../../../shared/crypto/sodium.ts';
import { FailureError } from '../../../shared/errors/result.ts';
import type { PendingBatch } from './sendBatch.ts';
import { openRequests } from './snapshotCoverage.ts';
import { chainOf, type SyncHeader } from './syncHeader.ts';
import type { DeviceSigning, SyncVault } from './syncPorts.ts';
import { noHash, sealSyncRecord } from './syncRecord.ts';
import { heldCount, lastClockOf, newSegment, type SyncState } from './syncState.ts';

export interface CompactionPolicy {
  /** A log of fewer bytes is left as it is. */
  readonly minimumBytes: number;
  /** The log is worth a snapshot when it weighs this many times what everything whole would. */
  readonly times: number;
  /** After a look the log must have grown by this factor before the next: a look reads everything. */
  readonly growth: number;
}

export const compactionPolicy: CompactionPolicy = { minimumBytes: 8 * 1024 * 1024, times: 2, growth: 1.25 };
/** Of what an account may keep: behind it a snapshot would soon find no room. */
const nearlyFull = 0.7;
const markBytes = 8;

export const documentMark = (sodium: Sodium, key: string): string => sodium.to_hex(sodium.crypto_generichash(markBytes, sodium.from_string(key), null));

/** The marks in a snapshot's body. */
export function readMarks(sodium: Sodium, body: Uint8Array): ReadonlySet<string> {
  const marks = new Set<string>();
  for (let offset = 0; offset + markBytes <= body.byteLength; offset += markBytes) marks.add(sodium.to_hex(body.subarray(offset, offset + markBytes)));
  return marks;
}

/** A device that lacks anything, or waits for anything, speaks for nobody. */
export function mayCompact(vault: SyncVault, state: SyncState): boolean {
  return vault.isWhole() && heldCount(state) === 0 && state.toAsk.length === 0 && state.toRevoke.length === 0 && state.doubts.length === 0 && !state.recovering && state.acked === state.clock && state.epoch !== null;
}

/** Whether the log weighs so much more than its content that a snapshot pays. Answers the state in which that was noted. */
export async function looked(vault: SyncVault, state: SyncState, { minimumBytes, times, growth }: CompactionPolicy): Promise<{ readonly state: SyncState; readonly isWorth: boolean }> {
  const { log } = state;
  if (log === null || log.bytes < minimumBytes || log.bytes < state.lookedAt * growth) return { state, isWorth: false };
  // It pays where everything whole weighs less than this; that it does not is often clear before everything was read.
  const enough = Math.max(log.bytes / times, log.bytes > nearlyFull * log.quota ? log.bytes / growth : 0);
  return { state: { ...state, lookedAt: log.bytes }, isWorth: (await vault.weigh(enough)) < enough };
}

/** What a snapshot that begins now will cover: all that has come here and all that was sent. Documents are to be offered anew from here on. */
export function begun(vault: SyncVault, state: SyncState): SyncState {
  const devices = new Set(Object.keys(state.heads).map((chain) => chainOf(chain).device));
  const covers = Object.fromEntries([...devices].map((device) => [device, lastClockOf(state, device)]));
  const heads = { ...state.heads, ...(state.clock > 0 ? { [`${state.deviceId}/${state.segment}`]: [state.clock, state.head] as [number, string] } : {}) };
  const snapshot = { through: state.cursor, covers: { ...covers, [state.deviceId]: state.clock }, heads, clock: null };
  return { ...inNewSegment(vault, state), snapshot };
}

/** A chain of its own, in which everything that others need is said again. */
export const inNewSegment = (vault: SyncVault, state: SyncState): SyncState => ({ ...state, segment: newSegment(vault), head: noHash, sentKeys: [], sentRoster: '', sentSummary: '', grantAgain: true, snapshot: null, offering: null });

/** The same, where everything is offered because others may lack it. */
export function offeringAnew(vault: SyncVault, state: SyncState): SyncState {
  const offersAll = vault.isWhole() && heldCount(state) === 0;
  return { ...inNewSegment(vault, state), offering: offersAll && Object.keys(state.heads).length > 0 ? state.heads : null };
}

/** The record that ends a snapshot, behind what is still asked of others: those who were asked may find nothing else of it any more. */
export function ending(vault: SyncVault, before: SyncState, signing: DeviceSigning, keys: readonly string[]): { readonly state: SyncState; readonly batch: PendingBatch } {
  const { sodium } = vault;
  const { snapshot } = before;
  if (snapshot === null) throw new Error('no snapshot was begun');
  const sealing = vault.current(vault.personal);
  if (!sealing.ok) throw new FailureError(sealing.error);
  const signSecret = sodium.from_hex(signing.signSecret);
  const records: PushRecord[] = [];
  let state = before;
  const add = (header: SyncHeader, body: Uint8Array = new Uint8Array(0)): void => {
    const clock = state.clock + 1;
    const { bytes, hash } = sealSyncRecord(sodium, sealing.value, signSecret, { device: state.deviceId, clock, segment: state.segment, previous: state.head }, header, body);
    records.push({ clock, bytes });
    state = { ...state, clock, head: hash };
  };
  for (const chain of openRequests(state)) {
    add({ type: 'offerAgain', ...chainOf(chain) });
  }
  const { through, covers, heads } = snapshot;
  add({ type: 'snapshot', through, covers, heads }, concatBytes(...keys.map((key) => sodium.from_hex(documentMark(sodium, key)))));
  return { state: { ...state, snapshot: { ...snapshot, clock: state.clock } }, batch: { bytes: encodePush(records), lastClock: state.clock, documents: [] } };
}
