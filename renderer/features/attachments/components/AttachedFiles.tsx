import { Paperclip } from 'lucide-react';
import { Suspense, useState } from 'react';
import { DropZone, FileTrigger } from 'react-aria-components';
import { maxFileBytes, maxFilesOfNote, type NoteFile } from '../../../../shared/domain/vault/noteFile.ts';
import { Button } from '../../../design/components/Button.tsx';
import { Notice } from '../../../design/components/Notice.tsx';
import { useText } from '../../../i18n/useText.ts';
import { useVaultValue } from '../../../platform/vault.ts';
import { useAttach } from '../useAttach.ts';
import { useFilePlaces } from '../useFilePlaces.ts';
import { useIncomingFiles } from '../useIncomingFiles.ts';
import { loadable } from '../../../platform/loadable.ts';
import { FileRow } from './FileRow.tsx';
import { TransferLine } from './TransferLine.tsx';
import styles from './AttachedFiles.module.css';

const FilePreview = loadable(() => import('./FilePreview.tsx').then((module) => module.FilePreview));

interface AttachedFilesProps {
  readonly noteId: string;
  readonly files: readonly NoteFile[];
  /** In the bin a note's files can be looked at and nothing else. */
  readonly readOnly: boolean;
}

/** The files of a note: chosen, dropped or pasted in; each opens in a preview that needs no network. */
export function AttachedFiles({ noteId, files, readOnly }: AttachedFilesProps) {
  const text = useText();
  const { waiting, refused, attach, forget } = useAttach(noteId);
  const [openId, setOpenId] = useState<string | null>(null);
  const transfers = (useVaultValue({ name: 'transfers' }) ?? []).filter((transfer) => transfer.noteId === noteId && transfer.kind === 'attach');
  const placed = useFilePlaces();
  useIncomingFiles(readOnly || openId !== null, (dropped) => void attach(dropped));
  const open = files.find(({ id }) => id === openId);
  if (readOnly && files.length === 0) return null;
  return (
    <section className={styles.files} aria-label={text('files.title')}>
      {files.length > 0 && (
        <ul className={styles.list} aria-label={text('files.title')}>
          {files.map((file) => <FileRow key={file.id} file={file} {...placed(file.id)} onOpen={() => setOpenId(file.id)} />)}
        </ul>
      )}
      {transfers.map((transfer) => <TransferLine key={transfer.id} transfer={transfer} label={text('files.sealing', { name: transfer.name })} />)}
      {waiting > 1 && <p className={styles.aside}>{text('files.waiting', { count: waiting - 1 })}</p>}
      {refused.map(({ name, failure }) => (
        <Notice key={name} tone="problem" action={<Button look="quiet" onPress={forget}>{text('common.close')}</Button>}>
          <bdi>{name}</bdi>: {text.failure(failure)}
        </Notice>
      ))}
      {!readOnly && (
        <DropZone className={styles.drop!} aria-label={text('files.drop')} getDropOperation={() => 'copy'}>
          <FileTrigger allowsMultiple onSelect={(chosen) => chosen !== null && void attach([...chosen])}>
            <Button look="quiet"><Paperclip size={16} aria-hidden="true" />{text('files.attach')}</Button>
          </FileTrigger>
          <span className={styles.aside}>{text('files.limits', { size: maxFileBytes / 2 ** 20, count: maxFilesOfNote })}</span>
        </DropZone>
      )}
      {open !== undefined && (
        <Suspense>
          <FilePreview noteId={noteId} file={open} readOnly={readOnly} onClose={() => setOpenId(null)} />
        </Suspense>
      )}
    </section>
  );
}
