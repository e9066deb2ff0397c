/** Updates as bytes: merged into one, and taken from whoever made them elsewhere. */
import * as Y from 'yjs';
import { fail, ok, type Result } from '../../../shared/errors/result.ts';

export const mergedUpdate = (updates: readonly Uint8Array[]): Uint8Array | null => (updates.length > 1 ? Y.mergeUpdates([...updates]) : (updates[0] ?? null));

/** Applies bytes that came from the editor or from another device. Fails with `vault.badArguments` where Yjs cannot read them. */
export function applyForeignUpdate(doc: Y.Doc, update: Uint8Array): Result<null> {
  try {
    Y.applyUpdate(doc, update);
    return ok(null);
  } catch {
    return fail('vault.badArguments', 'never');
  }
}
