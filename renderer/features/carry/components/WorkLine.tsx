import { Button } from '../../../design/components/Button.tsx';
import { Progress } from '../../../design/components/Progress.tsx';
import { useText } from '../../../i18n/useText.ts';
import { useVaultValue } from '../../../platform/vault.ts';
import styles from './Carry.module.css';

/** How far a piece of the vault's work is, by its transfer, and the way to stop it. */
export function WorkLine({ id, label, onStop, done, total }: { readonly id: string; readonly label: string; readonly onStop: () => void; readonly done?: number; readonly total?: number }) {
  const text = useText();
  const transfer = (useVaultValue({ name: 'transfers' }) ?? []).find((each) => each.id === id);
  const [value, whole] = transfer === undefined ? [done ?? 0, total ?? 0] : [transfer.done, transfer.total];
  return (
    <div className={styles.work} role="status">
      <span>{label} {whole > 0 && <span className={styles.aside}>{text('files.share', { share: Math.floor((value / whole) * 100) })}</span>}</span>
      <Progress label={label} value={value} total={whole} />
      <Button look="quiet" onPress={onStop}>{text('common.cancel')}</Button>
    </div>
  );
}
