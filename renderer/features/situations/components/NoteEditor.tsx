import { Collaboration } from '@tiptap/extension-collaboration';
import { EditorContent, useEditor } from '@tiptap/react';
import StarterKit from '@tiptap/starter-kit';
import { useEffect, useState } from 'react';
import * as Y from 'yjs';
import { useText } from '../../../i18n/useText.ts';
import { vault } from '../../../platform/vault.ts';
import type { SaveTracker } from '../useSaveState.ts';
import { EditorTools } from './EditorTools.tsx';
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
      void vault.commands.closeNote(id);
      opened.destroy();
    };
  }, [id, track]);

  if (missing) return <p role="alert">{text('failure.vault.notFound')}</p>;
  return doc === null ? null : <OpenEditor doc={doc} readOnly={readOnly} />;
}

function OpenEditor({ doc, readOnly }: { readonly doc: Y.Doc; readonly readOnly: boolean }) {
  const text = useText();
  const editor = useEditor({
    injectCSS: false,
    editable: !readOnly,
    textDirection: 'auto',
    extensions: [
      // History comes with the shared document; code and links have no place in a note yet.
      StarterKit.configure({ undoRedo: false, codeBlock: false, code: false, link: false, heading: { levels: [2, 3] } }),
      Collaboration.configure({ document: doc, field: 'body' }),
    ],
    editorProps: { attributes: { 'aria-label': text('note.body'), role: 'textbox', 'aria-multiline': 'true', class: styles.text ?? '' } },
  });
  return (
    <div className={styles.editor}>
      {!readOnly && <EditorTools editor={editor} />}
      <EditorContent editor={editor} />
    </div>
  );
}
