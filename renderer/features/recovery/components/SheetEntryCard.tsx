import { Link } from '@tanstack/react-router';
import { Button } from '../../../design/components/Button.tsx';
import { Card } from '../../../design/components/Card.tsx';
import { useText } from '../../../i18n/useText.ts';
import { useVaultValue, vault } from '../../../platform/vault.ts';
import styles from '../Recovery.module.css';

/** A computer came in by the recovery sheet. Shown until the user of this device says that it was them. */
export function SheetEntryCard() {
  const text = useText();
  const entries = useVaultValue({ name: 'exchange' })?.bySheet ?? [];
  if (entries.length === 0) return null;
  return (
    <Card title={text('recovery.entry')}>
      {entries.map(({ deviceId, name }) => (
        <div key={deviceId} className={styles.form} role="alert">
          <p><bdi>{text('recovery.entry.text', { name })}</bdi></p>
          <div className={styles.row}>
            <Button onPress={() => void vault.exchange.acknowledgeEntry(deviceId)}>{text('recovery.entry.mine')}</Button>
            <Link to="/settings" search={{ page: 'devices' }}>{text('recovery.entry.devices')}</Link>
          </div>
        </div>
      ))}
    </Card>
  );
}
