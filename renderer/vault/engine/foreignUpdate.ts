/** Updates as bytes: merged into one, and taken from whoever made them elsewhere. */
import * as Y from 'yjs';
import { fail, ok, type Result } from '../../../shared/errors/result.ts';

/**
 * An empty document. Yjs would give it a random name, of which we make no use: ours are told apart by what they are records of. Randomness is
 * asked for some thirty times for such a name, which is much where thousands are revived.
 */
export const emptyDocument = (): Y.Doc => new Y.Doc({ guid: 'vault' });

export const mergedUpdate = (updates: readonly Uint8Array[]): Uint8Array | null => (updates.length > 1 ? Y.mergeUpdates([...updates]) : (updates[0] ?? null));

/** Whether Yjs can take these bytes apart. Costs a fraction of applying them, which the document that they are for does anyway. */
export function isUpdate(update: Uint8Array): boolean {
  try {
    Y.decodeUpdate(update);
    return true;
  } catch {
    return false;
  }
}

/** Applies bytes that came from the editor or from another device. Fails with `vault.badArguments` where Yjs cannot read them. */
export function applyForeignUpdate(doc: Y.Doc, update: Uint8Array): Result<null> {
  try {
    Y.applyUpdate(doc, update);
    return ok(null);
  } catch {
    return fail('vault.badArguments', 'never');
  }
}

/** Applies what other devices made. An update that Yjs takes apart and cannot apply stays in the log, for a program that can. */
export function applyReceived(document: { readonly doc: Y.Doc; complete: boolean }, received: readonly Uint8Array[]): void {
  for (const update of received) if (!applyForeignUpdate(document.doc, update).ok) document.complete = false;
}
