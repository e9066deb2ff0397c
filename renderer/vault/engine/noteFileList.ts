import * as v from 'valibot';
import type * as Y from 'yjs';
import { storedFileSchema, type FileMark, type NoteFile, type StoredFile } from '../../../shared/domain/vault/noteFile.ts';
import { documentIdSchema } from '../../../shared/domain/vault/storedText.ts';

/** A note's files stand in its document, under their ids, so that devices merge them like everything else of a note. */
const filesMap = 'files';

/** Oldest first; what this program cannot read is left out and kept. */
export function noteFileList(doc: Y.Doc): NoteFile[] {
  const files: NoteFile[] = [];
  for (const [id, value] of doc.getMap<unknown>(filesMap)) {
    const parsed = v.safeParse(storedFileSchema, value);
    if (parsed.success && v.is(documentIdSchema, id)) files.push({ ...parsed.output, id });
  }
  return files.sort((a, b) => a.addedAt.localeCompare(b.addedAt) || a.id.localeCompare(b.id));
}

export const fileMarks = (doc: Y.Doc): FileMark[] => noteFileList(doc).map(({ id, bytes }) => ({ id, bytes }));

export function writeNoteFile(doc: Y.Doc, id: string, file: StoredFile): void {
  doc.getMap<unknown>(filesMap).set(id, file);
}

export function dropNoteFile(doc: Y.Doc, id: string): void {
  doc.getMap<unknown>(filesMap).delete(id);
}
