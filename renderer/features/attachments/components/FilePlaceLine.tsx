import type { FilePlace, FileReason } from '../../../../shared/domain/vault/filePlaces.ts';
import type { Transfer } from '../../../../shared/domain/vault/noteFile.ts';
import { Button } from '../../../design/components/Button.tsx';
import { fileSize } from '../../../i18n/fileSize.ts';
import { useText } from '../../../i18n/useText.ts';
import { vault } from '../../../platform/vault.ts';
import { TransferLine } from './TransferLine.tsx';
import styles from './AttachedFiles.module.css';

interface FilePlaceLineProps {
  readonly fileId: string;
  /** Null where the file is where it should be. */
  readonly place: FilePlace | null;
  readonly transfer: Transfer | null;
}

/** Where the user can do something about it: the file comes, or goes, beyond what happens by itself. */
const fetchable: ReadonlySet<FileReason> = new Set(['large', 'limit', 'stopped', 'room', 'elsewhere', 'diskFull', 'damaged']);
const sendable: ReadonlySet<FileReason> = new Set(['limit', 'stopped', 'quota']);

/** One line beside a file that is not yet where it should be: on its way, waiting, or only on another device. */
export function FilePlaceLine({ fileId, place, transfer }: FilePlaceLineProps) {
  const text = useText();
  if (transfer !== null) return <TransferLine transfer={transfer} label={text(transfer.kind === 'send' ? 'files.place.sending' : 'files.place.fetching')} />;
  if (place === null) return null;
  const canMove = (place.way === 'fetch' ? fetchable : sendable).has(place.reason);
  return (
    <div className={styles.place}>
      <span className={styles.aside}>{text(place.way === 'fetch' ? `files.place.fetch.${place.reason}` : `files.place.send.${sendReason(place.reason)}`)}</span>
      {canMove && (
        <Button look="quiet" onPress={() => void vault.exchange.moveFile(fileId)}>
          {text(place.way === 'fetch' ? 'files.place.fetch' : 'files.place.send', { size: fileSize(text, place.bytes) })}
        </Button>
      )}
    </div>
  );
}

const sendReason = (reason: FileReason): 'next' | 'network' | 'limit' | 'quota' | 'stopped' => (reason === 'network' || reason === 'limit' || reason === 'quota' || reason === 'stopped' ? reason : 'next');
