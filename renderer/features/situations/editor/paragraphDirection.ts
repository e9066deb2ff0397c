import type { Command, EditorState } from '@tiptap/pm/state';

export type ParagraphDirection = 'auto' | 'ltr' | 'rtl';

/** Nodes that take the direction of the text in them; a table keeps the order of its columns. */
const directed = new Set(['paragraph', 'heading', 'blockquote', 'bulletList', 'orderedList', 'taskList', 'listItem', 'taskItem']);

/** The direction of the paragraph in which the selection begins. */
export function directionAt({ selection }: EditorState): ParagraphDirection {
  const direction: unknown = selection.$from.parent.attrs['dir'];
  return direction === 'ltr' || direction === 'rtl' ? direction : 'auto';
}

/** Sets the direction of the paragraphs that are selected; `auto` follows the first letter of each. */
export const setDirection = (direction: ParagraphDirection): Command => (state, dispatch) => {
  const { from, to } = state.selection;
  const transaction = state.tr;
  state.doc.nodesBetween(from, to, (node, at) => {
    if (directed.has(node.type.name) && node.attrs['dir'] !== direction) transaction.setNodeAttribute(at, 'dir', direction);
  });
  if (!transaction.docChanged) return false;
  dispatch?.(transaction);
  return true;
};
