import type { AnyExtension } from '@tiptap/core';
import { Collaboration } from '@tiptap/extension-collaboration';
import { TaskItem, TaskList } from '@tiptap/extension-list';
import StarterKit from '@tiptap/starter-kit';
import type * as Y from 'yjs';

/**
 * What a note's text can hold. Anything else that is pasted is dropped: there is no node for pictures, scripts, styles or frames, and no
 * mark for links, so nothing pasted can reach out or look different.
 */
export const noteContent = (taskLabel: (done: boolean) => string): AnyExtension[] => [
  // History comes with the shared document; code and links have no place in a note yet.
  StarterKit.configure({ undoRedo: false, codeBlock: false, code: false, link: false, heading: { levels: [2, 3] } }),
  TaskList,
  TaskItem.configure({ nested: true, a11y: { checkboxLabel: (_node, checked) => taskLabel(checked) } }),
];

export const noteExtensions = (doc: Y.Doc, taskLabel: (done: boolean) => string): AnyExtension[] => [...noteContent(taskLabel), Collaboration.configure({ document: doc, field: 'body' })];
