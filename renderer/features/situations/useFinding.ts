import type { Editor } from '@tiptap/core';
import { NodeSelection } from '@tiptap/pm/state';
import { useCallback, useEffect, useState } from 'react';
import { latinKey } from '../../app/shell/shortcuts.ts';
import { mentionOf } from './editor/mentionNode.ts';
import type { PlaceInNote } from './placeInNote.ts';

interface Asked {
  /** What one came here with; null where the bar was asked for by keyboard. */
  readonly words: string | null;
  /** A bar that is asked for again begins anew. */
  readonly count: number;
}

/** Goes to the place for which a note was opened, and opens the bar for finding: for the words of a search, and on Ctrl F. */
export function useFinding(editor: Editor, { find, at }: PlaceInNote): { readonly finding: Asked | null; readonly open: () => void; readonly close: () => void } {
  const [finding, setFinding] = useState<Asked | null>(null);
  useEffect(() => {
    setFinding((before) => (find === undefined ? null : { words: find, count: (before?.count ?? 0) + 1 }));
  }, [find]);
  useEffect(() => {
    if (at !== undefined) goToLink(editor, at);
  }, [editor, at]);
  const open = useCallback(() => setFinding((before) => ({ words: null, count: (before?.count ?? 0) + 1 })), []);
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      // Behind a dialog the note is not what one looks at.
      if (latinKey(event) !== 'f' || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey || document.querySelector('[role="dialog"]') !== null) return;
      event.preventDefault();
      open();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [open]);
  const close = (): void => {
    setFinding(null);
    editor.commands.focus();
  };
  return { finding, open, close };
}

/** Selects the first link to what `at` names and shows it; Enter there follows it. */
function goToLink(editor: Editor, at: string): void {
  let found: number | null = null;
  editor.state.doc.descendants((node, position) => {
    const mention = mentionOf(node);
    if (found === null && mention !== null && `${mention.kind}:${mention.id}` === at) found = position;
    return found === null;
  });
  if (found === null) return;
  editor.view.dispatch(editor.state.tr.setSelection(NodeSelection.create(editor.state.doc, found)));
  editor.view.focus();
  const shown = editor.view.nodeDOM(found);
  if (shown instanceof Element) shown.scrollIntoView({ block: 'center' });
}
