import * as v from 'valibot';
import type { AppliedMark } from '../../../shared/contracts/syncApi.ts';
import { headsSchema, revokedSchema, rosterSchema } from './syncHeader.ts';
import type { SyncMember, SyncVault } from './syncPorts.ts';
import { noHash } from './syncRecord.ts';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

/** Where this device stands with its server. Saved in the same step as what it speaks of. */
const syncStateSchema = v.looseObject({
  format: v.literal(1),
  serverId: v.string(),
  accountId: v.string(),
  deviceId: v.string(),
  /** Epoch of the server at the last exchange; null before the first. */
  epoch: v.nullable(v.string()),
  /** Number in the server's log up to which everything is saved here. */
  cursor: count,
  /** This device's own chain: segment, clock of the last record made, its hash, and the last clock that the server acknowledged. */
  segment: v.string(),
  clock: count,
  head: v.string(),
  acked: count,
  heads: headsSchema,
  roster: rosterSchema,
  /** Fingerprints of what was last sent of keys, roster and summary. */
  sentKeys: v.array(v.string()),
  sentRoster: v.string(),
  sentSummary: v.string(),
  /** Records that cannot be read yet, `device:clock:kind`; the bytes lie beside. */
  held: v.array(v.string()),
  /** Segments, `device/segment`, whose device is still to be asked to offer anew, and those that were asked. */
  toAsk: v.array(v.string()),
  asked: v.array(v.string()),
  /** True while this device fetches its own records back, because its profile was put back to an older state. */
  recovering: v.boolean(),
  lastExchangeAt: v.nullable(v.string()),
  /** Devices that are to be shut out with the next exchange, and those that were, with the clock of the last record that is believed. */
  toRevoke: v.optional(v.array(v.string()), []),
  revoked: v.optional(revokedSchema, {}),
  /** By epoch: the devices to which the rotation's key was sealed in the log. */
  granted: v.optional(v.record(v.string(), v.array(v.string())), {}),
  /** Every rotation is to be given to everybody once more, because what was given before may be gone. */
  grantAgain: v.optional(v.boolean(), false),
  /** Places where a chain does not go on as it should, until the log was read to its end: a snapshot may explain them. */
  doubts: v.optional(v.array(v.object({ kind: v.picklist(['gap', 'omission']), device: v.string(), segment: v.string(), clock: count, hash: v.string(), by: v.optional(v.string()) })), []),
  /** From snapshots of devices that are believed: ends of chains, and of each device the clock up to which a snapshot takes the place of its records. */
  anchors: v.optional(headsSchema, {}),
  covered: v.optional(revokedSchema, {}),
  /** Segments that were asked for, with the last clock of their device then; gone when that device began a new segment. */
  askedAt: v.optional(v.record(v.string(), count), {}),
  /** A snapshot that this device is making, from the first document to the server's word. `clock`: its record; null while documents go. */
  snapshot: v.optional(v.nullable(v.object({ through: count, covers: revokedSchema, heads: headsSchema, clock: v.nullable(count) })), null),
  /** What this device had seen when it began to offer everything anew, until it has; null where it does not, or cannot offer all of that. */
  offering: v.optional(v.nullable(headsSchema), null),
  /** The server's log in bytes, as it last said, and how many it keeps at most. */
  log: v.optional(v.nullable(v.object({ bytes: count, quota: count })), null),
  /** How many they were when this device last weighed whether a snapshot pays. */
  lookedAt: v.optional(count, 0),
});
export type SyncState = v.InferOutput<typeof syncStateSchema>;

export const statePosition = 'state';

/** Clock of the last record of a device that has come here, over all its segments. */
export const lastClockOf = ({ heads }: Pick<SyncState, 'heads'>, device: string): number => Math.max(0, ...Object.entries(heads).flatMap(([key, [clock]]) => (key.startsWith(`${device}/`) ? [clock] : [])));

/** Records that wait to be read, without those of devices that were shut out, which nobody waits for. */
export const heldCount = ({ held, revoked }: Pick<SyncState, 'held' | 'revoked'>): number => held.filter((name) => revoked[name.split(':')[0] ?? ''] === undefined).length;

export const newSegment = (vault: SyncVault): string => vault.sodium.randombytes_buf(8, 'hex');

export const freshState = (vault: SyncVault, member: SyncMember, roster: SyncState['roster']): SyncState => ({
  format: 1,
  ...member,
  epoch: null,
  cursor: 0,
  segment: newSegment(vault),
  clock: 0,
  head: noHash,
  acked: 0,
  heads: {},
  roster,
  sentKeys: [],
  sentRoster: '',
  sentSummary: '',
  held: [],
  toAsk: [],
  asked: [],
  recovering: false,
  lastExchangeAt: null,
  toRevoke: [],
  revoked: {},
  granted: {},
  grantAgain: false,
  doubts: [],
  anchors: {},
  covered: {},
  askedAt: {},
  snapshot: null,
  offering: null,
  log: null,
  lookedAt: 0,
});

export async function loadState(vault: SyncVault): Promise<SyncState | null> {
  const bytes = await vault.local(statePosition);
  if (bytes === null) return null;
  try {
    const parsed = v.safeParse(syncStateSchema, JSON.parse(vault.sodium.to_string(bytes)));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}

export const stateEntry = (vault: SyncVault, state: SyncState) => vault.put(statePosition, vault.sodium.from_string(JSON.stringify(state)));

/** What this device says that it has saved. One that fetches its own records back says nothing. */
export const appliedOf = ({ cursor, epoch, recovering }: SyncState): AppliedMark | null => (recovering || epoch === null ? null : { number: cursor, epoch });
