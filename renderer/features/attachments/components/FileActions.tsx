import { useState } from 'react';
import type { NoteFile } from '../../../../shared/domain/vault/noteFile.ts';
import { Button } from '../../../design/components/Button.tsx';
import { Notice } from '../../../design/components/Notice.tsx';
import { useText } from '../../../i18n/useText.ts';
import { newTransferId } from '../../../platform/newTransferId.ts';
import { useVaultValue, vault } from '../../../platform/vault.ts';
import { TransferLine } from './TransferLine.tsx';
import styles from './FilePreview.module.css';

interface FileActionsProps {
  readonly noteId: string;
  readonly file: NoteFile;
  readonly damaged: boolean;
  /** Not on this device: there is nothing to save a copy of. */
  readonly isAway: boolean;
  readonly readOnly: boolean;
  readonly onClose: () => void;
}

/** Saving a copy out and removing: each says first what it means. */
export function FileActions({ noteId, file, damaged, isAway, readOnly, onClose }: FileActionsProps) {
  const text = useText();
  const note = useVaultValue({ name: 'note', id: noteId });
  const transfer = (useVaultValue({ name: 'transfers' }) ?? []).find(({ kind, noteId: of }) => kind === 'save' && of === noteId);
  const [asking, setAsking] = useState<'save' | 'remove' | null>(null);
  const [said, setSaid] = useState<{ readonly tone: 'good' | 'problem'; readonly words: string } | null>(null);
  const save = async (): Promise<void> => {
    setAsking(null);
    const saved = await vault.commands.saveFileCopy(noteId, file.id, damaged, newTransferId());
    if (!saved.ok) setSaid(saved.error.code === 'transfer.cancelled' ? null : { tone: 'problem', words: text.failure(saved.error) });
    else if (saved.value !== null) setSaid({ tone: 'good', words: text('files.saved', { name: saved.value.name }) });
  };
  const remove = async (): Promise<void> => {
    const removed = await vault.commands.removeFile(noteId, file.id);
    if (removed.ok) onClose();
    else setSaid({ tone: 'problem', words: text.failure(removed.error) });
  };
  return (
    <>
      {said !== null && <Notice tone={said.tone}>{said.words}</Notice>}
      {transfer !== undefined && <TransferLine transfer={transfer} label={text('files.saving', { name: transfer.name })} />}
      {asking === 'save' && (
        <Notice action={<Button onPress={() => void save()}>{text('files.save.do')}</Button>}>
          {text('files.save.warning')} {note?.fields.handling !== undefined && note.fields.handling !== 'public' && text('files.save.handling', { rule: text(`note.handling.${note.fields.handling}`) })}
        </Notice>
      )}
      {asking === 'remove' && <Notice action={<Button look="danger" onPress={() => void remove()}>{text('files.remove.do')}</Button>}>{text('files.remove.warning')}</Notice>}
      <div className={styles.actions}>
        {!isAway && <Button onPress={() => setAsking('save')}>{text('files.save')}</Button>}
        {!readOnly && <Button look="quiet" onPress={() => setAsking('remove')}>{text('files.remove')}</Button>}
        <Button look="quiet" onPress={onClose}>{text('common.close')}</Button>
      </div>
    </>
  );
}
