import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { Lock } from 'lucide-react';
import { Button } from '../../../design/components/Button.tsx';
import { Notice } from '../../../design/components/Notice.tsx';
import { useText } from '../../../i18n/useText.ts';
import { useVault, vault } from '../../../platform/vault.ts';
import { AttachedFiles } from '../../attachments/index.ts';
import { NoteConflicts } from './NoteConflicts.tsx';
import { ExportButton } from '../../carry/index.ts';
import { NoteFacts } from './NoteFacts.tsx';
import { NoteTitle } from './NoteTitle.tsx';
import { PurgeButton } from './PurgeButton.tsx';
import { SavedLine } from './SavedLine.tsx';
import type { PlaceInNote } from '../placeInNote.ts';
import { useSaveState } from '../useSaveState.ts';
import styles from './NotePane.module.css';

const NoteEditor = lazy(() => import('./NoteEditor.tsx').then((module) => ({ default: module.NoteEditor })));

const NoteVersions = lazy(() => import('./NoteVersions.tsx').then((module) => ({ default: module.NoteVersions })));

/** The open note: its text, and beside it when, where, who said it and how far it can be relied on. */
export function NotePane({ id, place, onPurged }: { readonly id: string; readonly place: PlaceInNote; readonly onPurged: () => void }) {
  const text = useText();
  const note = useVault({ name: 'note', id });
  const { state, track, hold } = useSaveState();
  const [showVersions, setShowVersions] = useState(false);
  /** Counts versions that were put back: title and editor then begin anew on what is saved. */
  const [revision, setRevision] = useState(0);
  if (note.state !== 'ready' || note.value === null) return null;
  const { fields, changedAt, trashedAt } = note.value;
  return (
    <div className={styles.columns}>
      <article className={styles.sheet}>
        <p className={styles.line}>
          <Lock size={14} aria-hidden="true" />
          <SavedLine state={state} changedAt={changedAt} />
        </p>
        {trashedAt !== null && <Notice action={<Button onPress={() => void vault.commands.restoreNote(id)}>{text('note.restore')}</Button>}>{text('note.trashed')}</Notice>}
        <NoteConflicts note={note.value} onChange={(patch) => track(vault.commands.updateNoteFields(id, patch))} />
        <NoteTitle key={`title-${revision}`} initial={fields.title} hold={hold} onChange={(title) => track(vault.commands.updateNoteFields(id, { title }))} />
        <Suspense fallback={<p className={styles.opening}>{text('editor.loading')}</p>}>
          <NoteEditor key={`text-${revision}`} id={id} situationId={note.value.situationId} readOnly={trashedAt !== null} track={track} place={place} />
        </Suspense>
        <AttachedFiles noteId={id} files={note.value.files} readOnly={trashedAt !== null} />
      </article>
      <aside className={styles.facts} aria-label={text('note.details')}>
        <NoteFacts note={note.value} onChange={(patch) => track(vault.commands.updateNoteFields(id, patch))} track={track} />
        <p className={styles.care}>{text('note.care')}</p>
        {trashedAt === null && <Button look="quiet" onPress={() => setShowVersions(true)}>{text('note.versions')}</Button>}
        {trashedAt === null && <Link to="/network" search={{ part: 'messages', message: 'new', note: id }}>{text('message.send.note')}</Link>}
        {trashedAt === null && <ExportButton situationId={note.value.situationId} noteId={id} />}
        {trashedAt === null ? <Button look="quiet" onPress={() => void vault.commands.trashNote(id)}>{text('note.trash')}</Button> : <PurgeButton id={id} onPurged={onPurged} />}
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
