import { useState } from 'react';
import { Button } from '../../../design/components/Button.tsx';
import { Dialog } from '../../../design/components/Dialog.tsx';
import { Notice } from '../../../design/components/Notice.tsx';
import { useText } from '../../../i18n/useText.ts';
import { vault } from '../../../platform/vault.ts';
import styles from './NoteVersions.module.css';

/** Deletes a note of the bin for good. The one place where the app asks first, because nothing brings it back here. */
export function PurgeButton({ id, onPurged }: { readonly id: string; readonly onPurged: () => void }) {
  const text = useText();
  const [asking, setAsking] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const purge = async (): Promise<void> => {
    const purged = await vault.commands.purgeNote(id);
    if (purged.ok) onPurged();
    else setProblem(text.failure(purged.error));
  };
  return (
    <>
      <Button look="quiet" onPress={() => setAsking(true)}>{text('note.purge')}</Button>
      <Dialog title={text('note.purge.title')} isOpen={asking} onClose={() => setAsking(false)}>
        <p>{text('note.purge.text')}</p>
        {problem !== null && <Notice tone="problem">{problem}</Notice>}
        <div className={styles.actions}>
          <Button look="danger" onPress={() => void purge()}>{text('note.purge')}</Button>
          <Button look="quiet" onPress={() => setAsking(false)}>{text('common.cancel')}</Button>
        </div>
      </Dialog>
    </>
  );
}
