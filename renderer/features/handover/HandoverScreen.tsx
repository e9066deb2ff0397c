import { Screen } from '../../app/shell/Screen.tsx';
import { useText } from '../../i18n/useText.ts';
import { useVaultValue } from '../../platform/vault.ts';
import { HandoverRecord } from './components/HandoverRecord.tsx';
import { HandOverCard } from './components/HandOverCard.tsx';
import { TakeOverCard } from './components/TakeOverCard.tsx';
import styles from './HandoverScreen.module.css';

/** Both ends of a handover, and what came and went by one. */
export function HandoverScreen() {
  const text = useText();
  const received = useVaultValue({ name: 'entries', type: 'received' }) ?? [];
  const receipts = useVaultValue({ name: 'entries', type: 'receipt' }) ?? [];
  return (
    <Screen title={text('handover.title')}>
      <div className={styles.columns}>
        <div className={styles.side}>
          {[...received].reverse().map((record) => <HandoverRecord key={record.id} record={record} />)}
          <HandOverCard />
        </div>
        <div className={styles.side}>
          <TakeOverCard />
          {[...receipts].reverse().map((record) => <HandoverRecord key={record.id} record={record} />)}
        </div>
      </div>
    </Screen>
  );
}
