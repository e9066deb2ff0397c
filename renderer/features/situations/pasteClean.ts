import type { EditorView } from '@tiptap/pm/view';
import { DOMParser } from '@tiptap/pm/model';
import { handlePaste, isInTable } from '@tiptap/pm/tables';
import { cellSeparator } from '../../../shared/domain/vault/noteText.ts';
import { parseApart } from '../../platform/trustedTypes.ts';
import { listsFromWord } from './pasteLists.ts';
import { marksFromStyles, setStylesAside } from './pasteStyles.ts';

/**
 * Takes from a paste what a note can hold, and nothing else: the markup is read in a document of its own and only nodes and marks of the
 * editor's own schema come out. Plain text is left to the editor.
 */
export function pasteClean(view: EditorView, event: ClipboardEvent): boolean {
  const html = event.clipboardData?.getData('text/html') ?? '';
  if (html === '' || !view.editable) return false;
  event.preventDefault();
  const { body } = parseApart(setStylesAside(html));
  marksFromStyles(body);
  listsFromWord(body);
  unfoldInnerTables(body);
  const slice = DOMParser.fromSchema(view.state.schema).parseSlice(body);
  // Cells that are pasted into a table fill its cells; replacing the selection would split it.
  if (isInTable(view.state) && handlePaste(view, event, slice)) return true;
  view.dispatch(view.state.tr.replaceSelection(slice).scrollIntoView().setMeta('paste', true).setMeta('uiEvent', 'paste'));
  return true;
}

/** A table within a table, as mail programs lay things out, becomes its rows as lines: nothing of its words is lost, and the outer table stays whole. */
function unfoldInnerTables(body: HTMLElement): void {
  for (let inner = body.querySelector('table table'); inner !== null; inner = body.querySelector('table table')) {
    inner.replaceWith(
      ...[...inner.querySelectorAll('tr')].map((row) => {
        const line = body.ownerDocument.createElement('p');
        line.textContent = [...row.children].map((cell) => (cell.textContent ?? '').trim()).filter((words) => words !== '').join(cellSeparator);
        return line;
      }),
    );
  }
}

/** Moving text within the note is the editor's affair; what is dragged in from elsewhere, files too, is not taken. */
export function refuseForeignDrop(view: EditorView, event: DragEvent): boolean {
  if (view.dragging !== null) return false;
  event.preventDefault();
  return true;
}
