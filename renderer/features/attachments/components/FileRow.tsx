import { File, FileAudio, FileImage, FileText } from 'lucide-react';
import { previewKind } from '../../../../shared/domain/vault/fileType.ts';
import type { FilePlace } from '../../../../shared/domain/vault/filePlaces.ts';
import type { NoteFile, Transfer } from '../../../../shared/domain/vault/noteFile.ts';
import { fileSize } from '../../../i18n/fileSize.ts';
import { nearTime } from '../../../i18n/nearDate.ts';
import { useText } from '../../../i18n/useText.ts';
import { FilePlaceLine } from './FilePlaceLine.tsx';
import styles from './AttachedFiles.module.css';

const icons = { picture: FileImage, pdf: FileText, audio: FileAudio, text: FileText, none: File } as const;

interface FileRowProps {
  readonly file: NoteFile;
  readonly place: FilePlace | null;
  readonly transfer: Transfer | null;
  readonly onOpen: () => void;
}

/** One file of the list; pressing it shows it. Where it is not yet where it should be, a line says so. */
export function FileRow({ file, place, transfer, onOpen }: FileRowProps) {
  const text = useText();
  const Icon = icons[previewKind(file.type)];
  return (
    <li>
      <button type="button" className={styles.row} onClick={onOpen}>
        <Icon size={18} aria-hidden="true" />
        <bdi className={styles.name}>{file.name}</bdi>
        <span className={styles.aside}><bdi>{fileSize(text, file.bytes)}</bdi> · <bdi>{nearTime(text, file.addedAt, Date.now())}</bdi></span>
      </button>
      <FilePlaceLine fileId={file.id} place={place} transfer={transfer} />
    </li>
  );
}
