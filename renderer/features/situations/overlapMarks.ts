import { Extension } from '@tiptap/core';
import { Plugin } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';
import type * as Y from 'yjs';

/** A line beside each passage that two devices changed at the same time, for as long as nobody has settled it. `label` is read out. */
export const overlapMarks = (doc: Y.Doc, look: string, label: string): Extension =>
  Extension.create({
    name: 'overlapMarks',
    addProseMirrorPlugins: () => [
      new Plugin({
        props: {
          decorations: (state) => {
            const marked = markedBlocks(doc);
            if (marked.size === 0) return null;
            const decorations: Decoration[] = [];
            state.doc.forEach((node, offset, index) => {
              if (marked.has(index)) decorations.push(Decoration.node(offset, offset + node.nodeSize, { class: look, title: label }));
            });
            return DecorationSet.create(state.doc, decorations);
          },
        },
        view: (view) => {
          // A mark that is settled or arrives changes no text, so the editor is asked to look again.
          const again = (): void => queueMicrotask(() => !view.isDestroyed && view.dispatch(view.state.tr));
          const marks = doc.getMap('overlaps');
          marks.observe(again);
          return { destroy: () => marks.unobserve(again) };
        },
      }),
    ],
  });

/** Where the marked passages stand among the blocks of the text now. */
function markedBlocks(doc: Y.Doc): Set<number> {
  const marks = doc.getMap<{ readonly block?: unknown }>('overlaps');
  if (marks.size === 0) return new Set();
  const blocks = new Set([...marks.values()].map((mark) => mark.block));
  return new Set(doc.getXmlFragment('body').toArray().flatMap((node, index) => (node._item !== null && blocks.has(`${node._item.id.client}:${node._item.id.clock}`) ? [index] : [])));
}
