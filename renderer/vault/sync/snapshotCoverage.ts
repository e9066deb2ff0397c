/**
 * What a snapshot of another device, or its word that it has offered everything anew, means for the chains here. Records that it stands for may
 * be gone from the log, so a chain may begin or go on where it does not meet its end here. Only what a device that is believed has signed
 * explains that; the server's word never does.
 */
import { chainOf, type SyncHeader } from './syncHeader.ts';
import type { SyncState } from './syncState.ts';

export type Doubt = SyncState['doubts'][number];
type SnapshotHeader = Extract<SyncHeader, { readonly type: 'snapshot' }>;

/** Whether a snapshot takes the place of what is missing. */
export function isExplained({ heads, anchors, covered }: SyncState, { kind, device, segment, clock, hash }: Doubt): boolean {
  if (clock <= (covered[device] ?? 0)) return true;
  const chain = `${device}/${segment}`;
  return kind === 'gap' ? anchors[chain]?.[1] === hash : (heads[chain]?.[0] ?? 0) >= clock;
}

/** A device that began a new segment has offered everything anew: what was asked of it before is answered. */
export function answered(state: SyncState, device: string, clock: number): SyncState {
  const open = Object.entries(state.askedAt).filter(([chain, at]) => chainOf(chain).device !== device || at >= clock);
  return open.length === Object.keys(state.askedAt).length ? state : { ...state, askedAt: Object.fromEntries(open) };
}

/** A chain goes on from here, because all of it up to there has come in another one. */
export function withSeen(before: SyncState, chain: string, head: SyncState['heads'][string]): SyncState {
  const known = before.heads[chain];
  if (known !== undefined && known[0] >= head[0]) return before;
  const state = known === undefined ? answered(before, chainOf(chain).device, head[0]) : before;
  return { ...state, heads: { ...state.heads, [chain]: head } };
}

/** Takes over what a snapshot covers. The chains go on from its heads where they had not come as far here. */
export function withSnapshot(before: SyncState, { covers, heads, through }: SnapshotHeader): SyncState {
  let state = before;
  const anchors = { ...state.anchors };
  const covered = { ...state.covered };
  for (const [device, clock] of Object.entries(covers)) covered[device] = Math.max(clock, covered[device] ?? 0);
  for (const [chain, head] of Object.entries(heads)) {
    if ((anchors[chain]?.[0] ?? 0) < head[0]) anchors[chain] = head;
    state = withSeen(state, chain, head);
  }
  // One that is being made here and covers no more than this one would only say the same again.
  const snapshot = state.snapshot !== null && state.snapshot.clock === null && state.snapshot.through <= through ? null : state.snapshot;
  return { ...state, anchors, covered, snapshot, clock: Math.max(state.clock, covers[state.deviceId] ?? 0) };
}

/** Segments that were asked for and not offered anew since. */
export const openRequests = ({ askedAt, toAsk, revoked }: SyncState): readonly string[] => Object.keys(askedAt).filter((chain) => !toAsk.includes(chain) && revoked[chainOf(chain).device] === undefined);
