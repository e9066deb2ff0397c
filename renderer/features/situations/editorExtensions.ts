import { type AnyExtension, Extension } from '@tiptap/core';
import { Collaboration } from '@tiptap/extension-collaboration';
import { TaskList } from '@tiptap/extension-list';
import StarterKit from '@tiptap/starter-kit';
import type * as Y from 'yjs';
import { DateStampNode } from './editor/dateStampNode.ts';
import { MentionNode, type MentionOptions } from './editor/mentionNode.ts';
import { setDirection } from './editor/paragraphDirection.ts';
import { TickedTask } from './editor/tickedTask.ts';
import { Table, TableCell, TableHeader, TableRow } from './editor/tableNodes.ts';

export interface EditorWords {
  readonly task: (done: boolean) => string;
  readonly date: (date: string) => string;
}

/** Ctrl Shift with comma, full stop and slash: this paragraph from the left, from the right, by its first letter. */
const directionKeys = Extension.create({
  name: 'paragraphDirection',
  addKeyboardShortcuts() {
    const to = (direction: Parameters<typeof setDirection>[0]) => () => setDirection(direction)(this.editor.state, this.editor.view.dispatch);
    return { 'Mod-Shift-,': to('ltr'), 'Mod-Shift-<': to('ltr'), 'Mod-Shift-.': to('rtl'), 'Mod-Shift->': to('rtl'), 'Mod-Shift-/': to('auto'), 'Mod-Shift-?': to('auto') };
  },
});

/**
 * What a note's text can hold. Anything else that is pasted is dropped: there is no node for pictures, scripts, styles or frames, and no
 * mark for addresses, so nothing pasted can reach out or look different.
 */
export const noteContent = (words: EditorWords, mentions: MentionOptions): AnyExtension[] => [
  // History comes with the shared document; code and addresses have no place in a note.
  StarterKit.configure({ undoRedo: false, codeBlock: false, code: false, link: false, heading: { levels: [2, 3] } }),
  TaskList,
  TickedTask.configure({ nested: true, a11y: { checkboxLabel: (_node, checked) => words.task(checked) } }),
  Table,
  TableRow,
  TableHeader,
  TableCell,
  MentionNode.configure(mentions),
  DateStampNode.configure({ written: words.date }),
  directionKeys,
];

export const noteExtensions = (doc: Y.Doc, words: EditorWords, mentions: MentionOptions): AnyExtension[] => [...noteContent(words, mentions), Collaboration.configure({ document: doc, field: 'body' })];
