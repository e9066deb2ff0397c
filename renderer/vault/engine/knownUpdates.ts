/** Updates that say nothing new, as most of a snapshot does. */
import * as Y from 'yjs';
import { applyForeignUpdate } from './foreignUpdate.ts';
import type { LiveDocument } from './documents.ts';
import type { DocumentChanges } from './queuedChange.ts';

/**
 * Whether all that came for a document is in it already, as most of a snapshot is: then there is nothing to write. One that has something to
 * send, or is not on the disk yet, is looked at as ever.
 */
export function bringsNothing({ doc, waits, covers }: LiveDocument, { received, updates, sent }: DocumentChanges): boolean {
  if (received.length === 0 || updates.length > 0 || sent !== null || waits || covers.size === 0) return false;
  return isThere(doc, received.map(({ update }) => update));
}

/** Whether updates that came say nothing new. Tried on a copy, because what they meet must be looked at before they are applied. */
export function isThere(doc: Y.Doc, received: readonly Uint8Array[]): boolean {
  const known = Y.decodeStateVector(Y.encodeStateVector(doc));
  // Most that comes is new and can be told by its clocks; what deletes has none.
  if (received.some((update) => [...Y.decodeStateVector(Y.encodeStateVectorFromUpdate(update))].some(([client, clock]) => clock > (known.get(client) ?? 0)))) return false;
  const copy = new Y.Doc({ guid: '' }); // nobody asks it for its name, and making one up costs more than the rest
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  let changed = false;
  copy.on('update', () => (changed = true));
  const isRead = received.every((update) => applyForeignUpdate(copy, update).ok);
  const isKnown = isRead && !changed && copy.store.pendingStructs === null && copy.store.pendingDs === null;
  copy.destroy();
  return isKnown;
}
