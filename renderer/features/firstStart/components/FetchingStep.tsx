import type { ExchangeState } from '../../../../shared/domain/vault/exchangeState.ts';
import { Button } from '../../../design/components/Button.tsx';
import { Notice } from '../../../design/components/Notice.tsx';
import { useText } from '../../../i18n/useText.ts';
import { vault } from '../../../platform/vault.ts';
import styles from '../FirstStart.module.css';

/** Between entering and the first of what the other devices sent: the app opens by itself as soon as it is here. */
export function FetchingStep({ exchange, onWithout }: { readonly exchange: ExchangeState; readonly onWithout: () => void }) {
  const text = useText();
  const { phase, failureCode } = exchange;
  return (
    <div className={styles.form}>
      <h1>{text('enter.fetching')}</h1>
      <p className={styles.lead} role="status">{text('enter.fetching.text')}</p>
      {phase === 'away' && <Notice>{text('enter.fetching.away')}</Notice>}
      {phase === 'stuck' && failureCode !== null && <Notice tone="problem">{text.failure({ code: failureCode, messageId: `failure.${failureCode}`, details: {} })}</Notice>}
      {(phase === 'away' || phase === 'stuck') && (
        <div className={styles.row}>
          <Button look="primary" onPress={() => void vault.exchange.now()}>{text('enter.fetching.again')}</Button>
          <Button look="quiet" onPress={onWithout}>{text('enter.fetching.without')}</Button>
        </div>
      )}
    </div>
  );
}
