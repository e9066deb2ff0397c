import { EditorContent, useEditor } from '@tiptap/react';
import { useEffect, useState } from 'react';
import * as Y from 'yjs';
import { useText } from '../../../i18n/useText.ts';
import { vault } from '../../../platform/vault.ts';
import type { SaveTracker } from '../useSaveState.ts';
import { noteExtensions } from '../editorExtensions.ts';
import { pasteClean, refuseForeignDrop } from '../pasteClean.ts';
import { EditorTools } from './EditorTools.tsx';
import { TemplateChoice } from './TemplateChoice.tsx';
import styles from './NoteEditor.module.css';

interface NoteEditorProps {
  readonly id: string;
  readonly readOnly: boolean;
  readonly track: SaveTracker['track'];
}

/** Opens the note's document from the vault, then shows the editor on it. */
export function NoteEditor({ id, readOnly, track }: NoteEditorProps) {
  const text = useText();
  const [doc, setDoc] = useState<Y.Doc | null>(null);
  const [missing, setMissing] = useState(false);

  useEffect(() => {
    const opened = new Y.Doc();
    let ended = false;
    // From the start: what arrives between the question and its answer must not be missed. Yjs takes it in whatever order.
    const stopListening = vault.onArrived(id, (update) => Y.applyUpdate(opened, update, 'vault'));
    void vault.commands.openNote(id).then((note) => {
      if (ended) return;
      if (!note.ok) return setMissing(true);
      Y.applyUpdate(opened, note.value.state, 'vault');
      opened.on('update', (update: Uint8Array, origin: unknown) => {
        if (origin !== 'vault') track(vault.commands.pushNoteUpdate(id, update));
      });
      setDoc(opened);
    });
    return () => {
      ended = true;
      stopListening();
      void vault.commands.closeNote(id);
      opened.destroy();
    };
  }, [id, track]);

  if (missing) return <p role="alert">{text('failure.vault.notFound')}</p>;
  return doc === null ? null : <OpenEditor doc={doc} readOnly={readOnly} />;
}

/** The editor on a document that is in memory. */
export function OpenEditor({ doc, readOnly }: { readonly doc: Y.Doc; readonly readOnly: boolean }) {
  const text = useText();
  const editor = useEditor({
    injectCSS: false,
    editable: !readOnly,
    textDirection: 'auto',
    extensions: noteExtensions(doc, (done) => text(done ? 'editor.task.done' : 'editor.task.open')),
    editorProps: { handleDOMEvents: { paste: pasteClean, drop: refuseForeignDrop }, attributes: { 'aria-label': text('note.body'), role: 'textbox', 'aria-multiline': 'true', class: styles.text ?? '' } },
  });
  return (
    <div className={styles.editor}>
      {!readOnly && <EditorTools editor={editor} />}
      {!readOnly && <TemplateChoice editor={editor} />}
      <EditorContent editor={editor} />
    </div>
  );
}
