import * as Y from 'yjs';
import type { NoteFieldsPatch } from '../../../shared/domain/vault/note.ts';
import { fail, ok, type Result } from '../../../shared/errors/result.ts';
import { vault } from '../../platform/vault.ts';

/** A block of the note to write: a heading, or a paragraph. */
export interface NoteBlock {
  readonly heading: boolean;
  readonly text: string;
}

/** Makes a note of a signal, with its text as paragraphs. Answers the note's id. */
export async function fileSignal(situationId: string, fields: NoteFieldsPatch, blocks: readonly NoteBlock[]): Promise<Result<string>> {
  const made = await vault.commands.createNote(situationId, fields);
  if (!made.ok) return made;
  const { id } = made.value;
  const opened = await vault.commands.openNote(id);
  if (!opened.ok) return opened;
  const doc = new Y.Doc();
  Y.applyUpdate(doc, opened.value.state);
  const before = Y.encodeStateVector(doc);
  const nodes = blocks.map(({ heading, text }) => {
    const node = new Y.XmlElement(heading ? 'heading' : 'paragraph');
    // The editor keeps its levels as numbers; Yjs takes any value, and its types only texts.
    if (heading) node.setAttribute('level', 2 as unknown as string);
    if (text !== '') node.insert(0, [new Y.XmlText(text)]);
    return node;
  });
  doc.transact(() => doc.getXmlFragment('body').insert(0, nodes));
  const written = await vault.commands.pushNoteUpdate(id, Y.encodeStateAsUpdate(doc, before));
  doc.destroy();
  const closed = await vault.commands.closeNote(id);
  if (!written.ok) return written;
  return closed.ok ? ok(id) : fail(closed.error.code, closed.error.retry);
}

/** The text as paragraphs, a line each. */
export const paragraphsOf = (text: string): readonly NoteBlock[] => text.split(/\r\n|\r|\n/).map((line) => ({ heading: false, text: line }));
