import { useEffect, useState } from 'react';
import * as Y from 'yjs';
import type { NoteVersion, NoteVersionContent } from '../../../../shared/domain/vault/noteVersion.ts';
import type { Failure } from '../../../../shared/errors/result.ts';
import { Button } from '../../../design/components/Button.tsx';
import { Dialog } from '../../../design/components/Dialog.tsx';
import { Notice } from '../../../design/components/Notice.tsx';
import { nearTime } from '../../../i18n/nearDate.ts';
import { useText } from '../../../i18n/useText.ts';
import { vault } from '../../../platform/vault.ts';
import { OpenEditor } from './NoteEditor.tsx';
import styles from './NoteVersions.module.css';

interface NoteVersionsProps {
  readonly id: string;
  readonly situationId: string;
  readonly onClose: () => void;
  readonly onRestored: () => void;
}

/** Earlier states of a note to read and to put back. Putting one back keeps what is there now as a version too. */
export function NoteVersions({ id, situationId, onClose, onRestored }: NoteVersionsProps) {
  const text = useText();
  const [versions, setVersions] = useState<readonly NoteVersion[]>();
  const [shown, setShown] = useState<NoteVersionContent & { readonly position: string }>();
  const [problem, setProblem] = useState<Failure | null>(null);
  useEffect(() => {
    void vault.commands.noteVersions(id).then((read) => (read.ok ? setVersions(read.value) : setProblem(read.error)));
  }, [id]);
  const show = async (position: string): Promise<void> => {
    const read = await vault.commands.readNoteVersion(id, position);
    if (read.ok) setShown({ ...read.value, position });
    else setProblem(read.error);
  };
  const restore = async (position: string): Promise<void> => {
    const restored = await vault.commands.restoreNoteVersion(id, position);
    if (restored.ok) onRestored();
    else setProblem(restored.error);
  };
  const when = (savedAt: string): string => nearTime(text, savedAt, Date.now());
  return (
    <Dialog title={text('note.versions')} isOpen onClose={onClose}>
      {problem !== null && <Notice tone="problem">{text.failure(problem)}</Notice>}
      {versions?.length === 0 && <p>{text('note.versions.none')}</p>}
      {shown === undefined ? (
        <ul className={styles.list}>
          {versions?.map((version) => (
            <li key={version.position}>
              <button type="button" className={styles.row} onClick={() => void show(version.position)}>
                <span>{when(version.savedAt)}</span>
                <span className={styles.aside}>
                  <bdi>{version.title === '' ? text('note.untitled') : version.title}</bdi> · {text('note.versions.characters', { count: version.characters })}
                </span>
              </button>
            </li>
          ))}
        </ul>
      ) : (
        <>
          <h3 dir="auto">{shown.title === '' ? text('note.untitled') : shown.title}</h3>
          <p className={styles.aside}>{when(shown.savedAt)}</p>
          <div className={styles.reader}>
            <VersionText key={shown.position} state={shown.state} noteId={id} situationId={situationId} />
          </div>
          <div className={styles.actions}>
            <Button look="primary" onPress={() => void restore(shown.position)}>{text('note.versions.restore')}</Button>
            <Button look="quiet" onPress={() => setShown(undefined)}>{text('note.versions.back')}</Button>
          </div>
        </>
      )}
    </Dialog>
  );
}

function VersionText({ state, noteId, situationId }: { readonly state: Uint8Array; readonly noteId: string; readonly situationId: string }) {
  const [doc] = useState(() => {
    const revived = new Y.Doc();
    Y.applyUpdate(revived, state);
    return revived;
  });
  return <OpenEditor doc={doc} noteId={noteId} situationId={situationId} readOnly />;
}
