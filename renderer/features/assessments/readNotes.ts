import type { NoteDetail } from '../../../shared/domain/vault/note.ts';
import { readOnce } from '../../platform/readOnce.ts';

/** The notes with their fields, one after the other, so that a long list does not hold every document in memory at once. */
export async function readNotes(ids: readonly string[]): Promise<readonly NoteDetail[]> {
  const notes: NoteDetail[] = [];
  for (const id of ids) {
    const note = await readOnce({ name: 'note', id });
    if (note !== null) notes.push(note);
  }
  return notes;
}
