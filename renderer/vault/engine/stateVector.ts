import * as Y from 'yjs';

/**
 * The state vector that also counts these updates. What an update brings of a client was sent by the device of that client in the order
 * in which it was made, so its highest clock stands for all below it.
 */
export function unionOfStates(state: Uint8Array | null, updates: readonly Uint8Array[]): Uint8Array | null {
  if (updates.length === 0) return state;
  const clocks = state === null ? new Map<number, number>() : Y.decodeStateVector(state);
  for (const update of updates) {
    for (const [client, clock] of Y.parseUpdateMeta(update).to) clocks.set(client, Math.max(clock, clocks.get(client) ?? 0));
  }
  return encodeState(clocks);
}

function encodeState(clocks: ReadonlyMap<number, number>): Uint8Array {
  return Y.encodeStateVector(new Map(clocks));
}
