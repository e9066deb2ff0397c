import type { CompactAnswer, CompactRequest } from '../../../shared/contracts/syncApi.ts';
import { must, type Result } from '../../../shared/errors/result.ts';
import { begun, ending, looked, mayCompact, type CompactionPolicy } from './compaction.ts';
import { encodePending, pendingPosition } from './sendBatch.ts';
import type { DeviceSigning, SyncVault } from './syncPorts.ts';
import { stateEntry, type SyncState } from './syncState.ts';

export interface CompactionParts {
  readonly vault: SyncVault;
  readonly policy: CompactionPolicy;
  /** Has the server drop what a snapshot covers. */
  ask(request: CompactRequest): Promise<Result<CompactAnswer>>;
}

/**
 * One step of a snapshot, where one is due or under way; nothing came and nothing waits. `leavesOut`: there is a document that cannot cross.
 * Answers whether there is something to send now.
 */
export async function compactionStep({ vault, policy, ask }: CompactionParts, state: SyncState, signing: DeviceSigning, leavesOut: boolean): Promise<{ readonly state: SyncState; readonly again: boolean }> {
  const keep = async (next: SyncState): Promise<SyncState> => {
    must(await vault.commit({ entries: [stateEntry(vault, next)], received: [], sent: [] }));
    return next;
  };
  const { snapshot } = state;
  if (snapshot === null) {
    if (leavesOut || !mayCompact(vault, state)) return { state, again: false };
    const look = await looked(vault, state, policy);
    if (!look.isWorth) return { state: look.state === state ? state : await keep(look.state), again: false };
    must(await vault.offerAll());
    return { state: await keep(begun(vault, look.state)), again: true };
  }
  if (snapshot.clock === null) {
    // What it cannot offer it must not take the place of.
    if (leavesOut || !vault.isWhole()) return { state: await keep({ ...state, snapshot: null }), again: false };
    // Something was written meanwhile, or cannot be saved now: the next exchange goes on.
    if ((await vault.outbox()).length > 0) return { state, again: false };
    const { state: next, batch } = ending(vault, state, signing, await vault.everyKey());
    must(await vault.commit({ entries: [stateEntry(vault, next), vault.put(pendingPosition, ...encodePending(vault, batch))], received: [], sent: [] }));
    return { state: next, again: true };
  }
  const { through, covers, clock } = snapshot;
  const asked = await ask({ epoch: state.epoch ?? '', through, clock, covers });
  // Without an answer it is asked again with the next exchange. A refusal is final: the log holds something that is not known here.
  if (!asked.ok && asked.error.code !== 'sync.notCovered') return { state, again: false };
  return { state: await keep({ ...state, snapshot: null }), again: false };
}
