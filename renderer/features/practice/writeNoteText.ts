import * as Y from 'yjs';
import type { Result } from '../../../shared/errors/result.ts';
import { vault } from '../../platform/vault.ts';

/** Writes the text of a new note, a paragraph for each line. */
export async function writeNoteText(noteId: string, words: string): Promise<Result<unknown>> {
  const opened = await vault.commands.openNote(noteId);
  if (!opened.ok) return opened;
  const doc = new Y.Doc();
  Y.applyUpdate(doc, opened.value.state);
  const before = Y.encodeStateVector(doc);
  const paragraphs = words.split('\n').map((line) => {
    const paragraph = new Y.XmlElement('paragraph');
    if (line !== '') paragraph.insert(0, [new Y.XmlText(line)]);
    return paragraph;
  });
  doc.getXmlFragment('body').insert(0, paragraphs);
  const written = await vault.commands.pushNoteUpdate(noteId, Y.encodeStateAsUpdate(doc, before));
  doc.destroy();
  const closed = await vault.commands.closeNote(noteId);
  return written.ok ? closed : written;
}
