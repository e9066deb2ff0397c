import { File, FileAudio, FileImage, FileText } from 'lucide-react';
import { previewKind } from '../../../../shared/domain/vault/fileType.ts';
import type { NoteFile } from '../../../../shared/domain/vault/noteFile.ts';
import { megabytes } from '../../../i18n/megabytes.ts';
import { nearTime } from '../../../i18n/nearDate.ts';
import { useText } from '../../../i18n/useText.ts';
import styles from './AttachedFiles.module.css';

const icons = { picture: FileImage, pdf: FileText, audio: FileAudio, text: FileText, none: File } as const;

/** One file of the list; pressing it shows it. */
export function FileRow({ file, onOpen }: { readonly file: NoteFile; readonly onOpen: () => void }) {
  const text = useText();
  const Icon = icons[previewKind(file.type)];
  return (
    <li>
      <button type="button" className={styles.row} onClick={onOpen}>
        <Icon size={18} aria-hidden="true" />
        <bdi className={styles.name}>{file.name}</bdi>
        <span className={styles.aside}>{megabytes(text, file.bytes)} · {nearTime(text, file.addedAt, Date.now())}</span>
      </button>
    </li>
  );
}
