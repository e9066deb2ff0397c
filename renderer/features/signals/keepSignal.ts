import type { EntryOf } from '../../../shared/domain/vault/entry.ts';
import { linkIn, signalHead, signalParts } from '../../../shared/domain/signals/signal.ts';
import type { Result } from '../../../shared/errors/result.ts';
import { vault } from '../../platform/vault.ts';
import { newRowId } from '../runs/index.ts';

export interface Caught {
  readonly text: string;
  readonly kind: EntryOf<'signal'>['kind'];
  readonly source: string;
}

/**
 * Keeps a caught text: its parts first, the signal last, so that one that is in the list is whole. What was kept of one that was cancelled
 * or failed goes to the bin; the text stays with the caller.
 *
 * @param onPart told before each part: which, and of how many
 * @returns null where it was cancelled
 */
export async function keepSignal({ text, kind, source }: Caught, onPart: (at: number, of: number) => void, cancelled: AbortSignal): Promise<Result<{ readonly id: string }> | null> {
  const parts = signalParts(text);
  const partsId = parts.length === 0 ? null : newRowId();
  const kept: string[] = [];
  const drop = async (): Promise<void> => {
    for (const id of kept) await vault.commands.trashEntry(id, true);
  };
  for (const [at, part] of parts.entries()) {
    if (cancelled.aborted) {
      await drop();
      return null;
    }
    onPart(at + 1, parts.length);
    const saved = await vault.commands.saveEntry(null, { type: 'signalPart', partsId: partsId ?? '', at, text: part });
    if (!saved.ok) {
      await drop();
      return saved;
    }
    kept.push(saved.value.id);
  }
  const saved = await vault.commands.saveEntry(null, {
    type: 'signal', kind, text: parts.length === 0 ? text : signalHead(text), link: linkIn(text), source: source.trim(), caughtAt: new Date().toISOString(),
    partsId, parts: parts.length, length: text.length, noteId: null, situationId: null, filedAt: null,
  });
  if (!saved.ok) await drop();
  return saved;
}
