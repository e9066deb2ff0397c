import { DOMParser } from '@tiptap/pm/model';
import type { EditorView } from '@tiptap/pm/view';
import { parseApart } from '../../platform/trustedTypes.ts';

/**
 * Takes from a paste what a note can hold, and nothing else: the markup is read in a document of its own and only nodes and marks of the
 * editor's own schema come out. Plain text is left to the editor.
 */
export function pasteClean(view: EditorView, event: ClipboardEvent): boolean {
  const html = event.clipboardData?.getData('text/html') ?? '';
  if (html === '' || !view.editable) return false;
  event.preventDefault();
  const slice = DOMParser.fromSchema(view.state.schema).parseSlice(parseApart(html).body);
  view.dispatch(view.state.tr.replaceSelection(slice).scrollIntoView().setMeta('paste', true).setMeta('uiEvent', 'paste'));
  return true;
}

/** Moving text within the note is the editor's affair; what is dragged in from elsewhere, files too, is not taken. */
export function refuseForeignDrop(view: EditorView, event: DragEvent): boolean {
  if (view.dragging !== null) return false;
  event.preventDefault();
  return true;
}
