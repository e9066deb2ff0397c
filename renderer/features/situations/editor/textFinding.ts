import { Extension } from '@tiptap/core';
import type { Node as DocumentNode } from '@tiptap/pm/model';
import { type Command, type EditorState, Plugin, PluginKey } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';
import { foldedWords, wordMarks } from '../../../../shared/search/findInText.ts';

export interface Finding {
  /** The words that are looked for, as typed; empty where nothing is. */
  readonly query: string;
  readonly places: readonly { readonly from: number; readonly to: number }[];
  /** Index among the places; -1 where there is none. */
  readonly current: number;
}

const key = new PluginKey<Finding>('textFinding');
const none: Finding = { query: '', places: [], current: -1 };
/** More than anyone walks through; a single letter in a long note would mark everything. */
const mostPlaces = 1_000;

export const findingOf = (state: EditorState): Finding => key.getState(state) ?? none;

/** Looks for the words wherever they stand, folded as the search over all notes folds them; an empty query ends it. */
export const lookFor = (query: string): Command => (state, dispatch) => {
  dispatch?.(state.tr.setMeta(key, { query }));
  return true;
};

/** Goes to the next place or the one before, and round again at the ends. */
export const stepFinding = (by: 1 | -1): Command => (state, dispatch) => {
  if (findingOf(state).places.length === 0) return false;
  dispatch?.(state.tr.setMeta(key, { by }));
  return true;
};

/** Marks what is looked for in the text; the place one is at also has `currentLook`. The text itself is not touched. */
export const textFinding = (currentLook: string): Extension =>
  Extension.create({
    name: 'textFinding',
    addProseMirrorPlugins: () => [
      new Plugin<Finding>({
        key,
        state: {
          init: () => none,
          apply: (transaction, before, _old, state) => {
            const asked = transaction.getMeta(key) as { readonly query?: string; readonly by?: 1 | -1 } | undefined;
            if (asked?.query !== undefined) return begun(asked.query, state.doc, state.selection.from);
            if (before.places.length === 0 && !transaction.docChanged) return before;
            const by = asked?.by ?? 0;
            const places = transaction.docChanged ? placesOf(before.query, state.doc) : before.places;
            return { query: before.query, places, current: places.length === 0 ? -1 : (Math.max(0, Math.min(before.current, places.length - 1)) + by + places.length) % places.length };
          },
        },
        props: {
          decorations: (state) => {
            const { places, current } = findingOf(state);
            return places.length === 0 ? null : DecorationSet.create(state.doc, places.map(({ from, to }, index) => Decoration.inline(from, to, { nodeName: 'mark', class: index === current ? currentLook : '' })));
          },
        },
        view: () => ({
          update: (view, previous) => {
            const [now, before] = [findingOf(view.state), findingOf(previous)];
            const place = now.places[now.current];
            if (place === undefined || (now.query === before.query && now.current === before.current)) return;
            const { node } = view.domAtPos(place.from);
            (node instanceof Element ? node : node.parentElement)?.scrollIntoView({ block: 'center' });
          },
        }),
      }),
    ],
  });

/** Begins at the first place behind the caret, or at the first of all. */
function begun(query: string, doc: DocumentNode, caret: number): Finding {
  const places = placesOf(query, doc);
  const behind = places.findIndex(({ from }) => from >= caret);
  return { query, places, current: places.length === 0 ? -1 : Math.max(0, behind) };
}

function placesOf(query: string, doc: DocumentNode): { readonly from: number; readonly to: number }[] {
  const words = foldedWords(query);
  const found: { from: number; to: number }[] = [];
  if (words.length === 0) return found;
  doc.descendants((node, at) => {
    if (!node.isTextblock) return true;
    // Every other piece of a line is one position wide, so that places in this text are places in the document.
    const text = node.textBetween(0, node.content.size, undefined, '\ufffc');
    for (const { start, end } of wordMarks(text, words, mostPlaces)) if (found.length < mostPlaces) found.push({ from: at + 1 + start, to: at + 1 + end });
    return false;
  });
  return found;
}
