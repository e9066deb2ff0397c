import { EditorContent, useEditor, type Editor } from '@tiptap/react';
import { useDeferredValue, useEffect, useRef, useState, type RefObject } from 'react';
import * as Y from 'yjs';
import { mentionKinds, mentionNode } from '../../../../shared/domain/vault/noteText.ts';
import { exactDate } from '../../../i18n/nearDate.ts';
import { useText } from '../../../i18n/useText.ts';
import { afterPaint } from '../../../platform/afterPaint.ts';
import { vault } from '../../../platform/vault.ts';
import type { SaveTracker } from '../useSaveState.ts';
import { noteExtensions } from '../editorExtensions.ts';
import { textFinding } from '../editor/textFinding.ts';
import { overlapMarks } from '../overlapMarks.ts';
import { pasteClean, refuseForeignDrop } from '../pasteClean.ts';
import type { PlaceInNote } from '../placeInNote.ts';
import { useFinding } from '../useFinding.ts';
import { useMentions } from '../useMentions.ts';
import type { Target } from '../useTargets.ts';
import { EditorTools } from './EditorTools.tsx';
import { FindBar } from './FindBar.tsx';
import { TargetPicker } from './TargetPicker.tsx';
import { TemplateChoice } from './TemplateChoice.tsx';
import styles from './NoteEditor.module.css';

interface NoteEditorProps {
  readonly id: string;
  readonly situationId: string;
  readonly readOnly: boolean;
  readonly track: SaveTracker['track'];
  readonly place: PlaceInNote;
}

/** Opens the note's document from the vault, then shows the editor on it. */
export function NoteEditor({ id, situationId, readOnly, track, place }: NoteEditorProps) {
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
  return doc === null ? null : <OpenEditor doc={doc} noteId={id} situationId={situationId} readOnly={readOnly} place={place} />;
}

interface OpenEditorProps {
  readonly doc: Y.Doc;
  readonly noteId: string;
  readonly situationId: string;
  readonly readOnly: boolean;
  readonly place?: PlaceInNote;
}

const anywhere: PlaceInNote = {};

/** The editor on a document that is in memory. */
export function OpenEditor({ doc, noteId, situationId, readOnly, place = anywhere }: OpenEditorProps) {
  const text = useText();
  const box = useRef<HTMLDivElement>(null);
  const [linking, setLinking] = useState<Linking>(null);
  const mentions = useMentions(noteId, (from) => setLinking({ from }));
  const editor = useEditor({
    injectCSS: false,
    editable: !readOnly,
    textDirection: 'auto',
    extensions: [...noteExtensions(doc, { task: (done) => text(done ? 'editor.task.done' : 'editor.task.open'), date: (date) => exactDate(text, date) }, mentions.options), overlapMarks(doc, styles.overlap ?? '', text('overlap.here')), textFinding(styles.foundNow ?? '')],
    editorProps: {
      handleDOMEvents: { paste: pasteClean, drop: refuseForeignDrop },
      handleKeyDown: (_view, event) => {
        if (!event.altKey || event.key !== 'F10') return false;
        box.current?.querySelector<HTMLElement>('[role="toolbar"] button')?.focus();
        return true;
      },
      attributes: { 'aria-label': text('note.body'), role: 'textbox', 'aria-multiline': 'true', class: styles.text ?? '' },
    },
  });
  // Made in one turn of the window and put on the page in another, when what is around it has been painted: at once they would keep a key
  // waiting for longer than it should, most of all because the editor asks where things are, and the whole page would be laid out for that.
  const [made, setMade] = useState(false);
  useEffect(() => afterPaint(() => setMade(true)), []);
  if (!made) return null;
  return <ShownEditor editor={editor} box={box} noteId={noteId} situationId={situationId} readOnly={readOnly} place={place} mentions={mentions} linking={linking} onLinking={setLinking} />;
}

/** Where the brackets begin that asked for a link; `from` null where it was asked for without any. */
type Linking = { readonly from: number | null } | null;

interface ShownEditorProps extends Required<Omit<OpenEditorProps, 'doc'>> {
  readonly editor: Editor;
  readonly box: RefObject<HTMLDivElement | null>;
  readonly mentions: ReturnType<typeof useMentions>;
  readonly linking: Linking;
  readonly onLinking: (linking: Linking) => void;
}

function ShownEditor({ editor, box, noteId, situationId, readOnly, place, mentions: { learn, redrawWith }, linking, onLinking }: ShownEditorProps) {
  const text = useText();
  useEffect(() => redrawWith(editor), [editor, redrawWith]);
  const { finding, open, close } = useFinding(editor, place);
  const insert = ({ kind, id, title, situationId: of }: Target): void => {
    learn(kind, id, title);
    const caret = editor.state.selection.from;
    const range = linking === null || linking.from === null ? { from: caret, to: editor.state.selection.to } : { from: linking.from, to: caret };
    onLinking(null);
    // The title of a note of another situation stays where it is sealed.
    const label = kind === 'note' && of !== situationId ? '' : title;
    editor.chain().insertContentAt(range, [{ type: mentionNode, attrs: { kind, target: id, label } }, { type: 'text', text: ' ' }]).focus().run();
  };
  // Right after the text, in slices.
  const withTools = useDeferredValue(!readOnly, false);
  return (
    <div className={styles.editor} ref={box}>
      {!readOnly && !withTools && <div className={styles.toolsRoom} />}
      {withTools && <EditorTools editor={editor} onLink={() => onLinking({ from: null })} onFind={open} />}
      {withTools && <TemplateChoice editor={editor} />}
      {finding !== null && <FindBar key={finding.count} editor={editor} initial={finding.words} onClose={close} />}
      <EditorContent editor={editor} />
      {linking !== null && (
        <TargetPicker
          title={text('editor.link.title')}
          kinds={mentionKinds}
          situationId={situationId}
          without={[noteId]}
          onPick={insert}
          onClose={() => { onLinking(null); editor.commands.focus(); }}
        />
      )}
    </div>
  );
}
