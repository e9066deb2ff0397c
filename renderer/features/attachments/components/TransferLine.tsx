import type { Transfer } from '../../../../shared/domain/vault/noteFile.ts';
import { Button } from '../../../design/components/Button.tsx';
import { Progress } from '../../../design/components/Progress.tsx';
import { useText } from '../../../i18n/useText.ts';
import { vault } from '../../../platform/vault.ts';
import styles from './AttachedFiles.module.css';

/** Work that is under way, how far it is, and the way to stop it. */
export function TransferLine({ transfer, label }: { readonly transfer: Transfer; readonly label: string }) {
  const text = useText();
  const share = transfer.total === 0 ? 0 : Math.floor((transfer.done / transfer.total) * 100);
  return (
    <div className={styles.transfer}>
      <span className={styles.transferWords}>
        <bdi>{label}</bdi> <span className={styles.aside}>{text('files.share', { share })}</span>
      </span>
      <Progress label={label} value={transfer.done} total={transfer.total} />
      <Button look="quiet" onPress={() => void vault.commands.stopTransfer(transfer.id)}>{text('common.cancel')}</Button>
    </div>
  );
}
