import type { NoteFile } from '../../../../shared/domain/vault/noteFile.ts';
import { fileSize } from '../../../i18n/fileSize.ts';
import { useText } from '../../../i18n/useText.ts';
import styles from './FilePreview.module.css';

/** What is known of a file: size, times, and the hash by which it can be shown later that it was not changed. */
export function FileFacts({ file, whole }: { readonly file: NoteFile; readonly whole: boolean | null }) {
  const text = useText();
  const when = (instant: string): string => text.intl.formatDate(new Date(instant), { day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit', hour12: false });
  return (
    <dl className={styles.facts}>
      <div><dt>{text('files.size')}</dt><dd>{fileSize(text, file.bytes)}</dd></div>
      <div><dt>{text('files.added')}</dt><dd>{when(file.addedAt)}</dd></div>
      {file.writtenAt !== null && <div><dt>{text('files.written')}</dt><dd>{when(file.writtenAt)}</dd></div>}
      <div>
        <dt>{text('files.hash')}</dt>
        <dd><code className={styles.hash} translate="no">{file.sha256}</code>{whole !== null && <span> {text(whole ? 'files.whole' : 'files.notWhole')}</span>}</dd>
      </div>
    </dl>
  );
}
