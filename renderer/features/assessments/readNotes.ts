import type { NoteDetail } from '../../../shared/domain/vault/note.ts';
import type { VaultRead, VaultReadValue } from '../../../shared/domain/vault/vaultReads.ts';
import { vault } from '../../platform/vault.ts';

/** One value of a live read, taken once. null where it could not be read. */
function readOnce<R extends VaultRead>(read: R): Promise<VaultReadValue<R> | null> {
  return new Promise((resolve) => {
    let stop: (() => void) | null = null;
    const look = (): void => {
      const snapshot = vault.getSnapshot(read);
      if (snapshot.state === 'loading') return;
      resolve(snapshot.state === 'ready' ? snapshot.value : null);
      queueMicrotask(() => stop?.());
    };
    stop = vault.subscribe(read, look);
    look();
  });
}

/** The notes with their fields, one after the other, so that a long list does not hold every document in memory at once. */
export async function readNotes(ids: readonly string[]): Promise<readonly NoteDetail[]> {
  const notes: NoteDetail[] = [];
  for (const id of ids) {
    const note = await readOnce({ name: 'note', id });
    if (note !== null) notes.push(note);
  }
  return notes;
}
