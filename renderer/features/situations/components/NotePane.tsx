import { Link } from '@tanstack/react-router';
import { Suspense, useDeferredValue, useId, useState } from 'react';
import { Lock } from 'lucide-react';
import type { NoteFields, NoteFieldsPatch } from '../../../../shared/domain/vault/note.ts';
import { Button } from '../../../design/components/Button.tsx';
import { Notice } from '../../../design/components/Notice.tsx';
import { useText } from '../../../i18n/useText.ts';
import { useVault, vault } from '../../../platform/vault.ts';
import { AttachedFiles } from '../../attachments/index.ts';
import { NoteConflicts } from './NoteConflicts.tsx';
import { ExportButton } from '../../carry/index.ts';
import { MoveButton, MovedAway, MovedHere } from './MoveNote.tsx';
import { NoteFacts } from './NoteFacts.tsx';
import { NoteTitle } from './NoteTitle.tsx';
import { PurgeButton } from './PurgeButton.tsx';
import { SavedLine } from './SavedLine.tsx';
import type { PlaceInNote } from '../placeInNote.ts';
import { factName } from '../factName.ts';
import { useFactUndo } from '../useFactUndo.ts';
import { useSaveState } from '../useSaveState.ts';
import { loadable } from '../../../platform/loadable.ts';
import styles from './NotePane.module.css';

const NoteEditor = loadable(() => import('./NoteEditor.tsx').then((module) => module.NoteEditor));

const NoteVersions = loadable(() => import('./NoteVersions.tsx').then((module) => module.NoteVersions));

/** The open note: its text, and beside it when, where, who said it and how far it can be relied on. */
export function NotePane({ id, place, onPurged, onTrashed }: { readonly id: string; readonly place: PlaceInNote; readonly onPurged: () => void; readonly onTrashed: () => void }) {
  const text = useText();
  const note = useVault({ name: 'note', id });
  const { state, track, hold } = useSaveState();
  const undo = useFactUndo();
  const undoneId = useId();
  const [showVersions, setShowVersions] = useState(false);
  /** Counts versions that were put back: title and editor then begin anew on what is saved. */
  const [revision, setRevision] = useState(0);
  // The many fields beside the text come right after it, in slices: all at once they would keep the window busy for longer than a key can wait.
  const withFacts = useDeferredValue(note.state === 'ready', false);
  if (note.state !== 'ready' || note.value === null) return null;
  const { fields, changedAt, trashedAt } = note.value;
  const write = (patch: NoteFieldsPatch): void => track(vault.commands.updateNoteFields(id, patch));
  const change = (patch: NoteFieldsPatch): void => {
    const before = Object.fromEntries(Object.keys(patch).map((field) => [field, fields[field as keyof NoteFields]])) as NoteFieldsPatch;
    write(patch);
    undo.did(factName(patch), () => write(before));
  };
  const trash = (): void => {
    onTrashed();
    track(vault.commands.trashNote(id));
    undo.did('note.trash', () => track(vault.commands.restoreNote(id)));
  };
  return (
    <div className={styles.columns}>
      <article className={styles.sheet}>
        <p className={styles.line}>
          <Lock size={14} aria-hidden="true" />
          <SavedLine state={state} changedAt={changedAt} />
          {/* What is undone stands beside the button, not in its name: a field's name would be read out twice. */}
          {undo.next !== null && (
            <>
              <span id={undoneId}>{text(undo.next)}</span>
              <Button look="quiet" onPress={undo.undo} aria-describedby={undoneId}>{text('note.undo')}</Button>
            </>
          )}
        </p>
        {trashedAt !== null && note.value.movedTo === null && <Notice action={<Button onPress={() => void vault.commands.restoreNote(id)}>{text('note.restore')}</Button>}>{text('note.trashed')}</Notice>}
        {note.value.movedTo !== null && <MovedAway to={note.value.movedTo} onRestore={() => void vault.commands.restoreNote(id)} />}
        {place.from !== undefined && trashedAt === null && <MovedHere id={id} from={place.from} />}
        <NoteConflicts note={note.value} onChange={change} />
        <NoteTitle key={`title-${revision}`} initial={fields.title} hold={hold} onChange={(title) => write({ title })} />
        <Suspense fallback={<p className={styles.opening}>{text('editor.loading')}</p>}>
          <NoteEditor key={`text-${revision}`} id={id} situationId={note.value.situationId} readOnly={trashedAt !== null} track={track} place={place} />
        </Suspense>
        <AttachedFiles noteId={id} files={note.value.files} readOnly={trashedAt !== null} />
      </article>
      <aside className={styles.facts} aria-label={text('note.details')}>
        {withFacts && (
          <>
            <NoteFacts note={note.value} onChange={change} track={track} did={undo.did} />
            <p className={styles.care}>{text('note.care')}</p>
            {trashedAt === null && <Button look="quiet" onPress={() => setShowVersions(true)}>{text('note.versions')}</Button>}
            {trashedAt === null && <Link to="/network" search={{ part: 'messages', message: 'new', note: id }}>{text('message.send.note')}</Link>}
            {trashedAt === null && <MoveButton id={id} situationId={note.value.situationId} />}
            {trashedAt === null && <ExportButton situationId={note.value.situationId} noteId={id} />}
            {trashedAt === null ? <Button look="quiet" onPress={trash}>{text('note.trash')}</Button> : <PurgeButton id={id} onPurged={onPurged} />}
          </>
        )}
      </aside>
      {showVersions && (
        <Suspense>
          <NoteVersions
            id={id}
            situationId={note.value.situationId}
            onClose={() => setShowVersions(false)}
            onRestored={() => {
              setShowVersions(false);
              setRevision(revision + 1);
            }}
          />
        </Suspense>
      )}
    </div>
  );
}
