import { useState } from 'react';
import type { Failure } from '../../../shared/errors/result.ts';
import { Button } from '../../design/components/Button.tsx';
import { Card } from '../../design/components/Card.tsx';
import { Notice } from '../../design/components/Notice.tsx';
import { useText } from '../../i18n/useText.ts';
import { inPractice } from '../../platform/practice.ts';
import { useVaultStatus } from '../../platform/vault.ts';
import { enterPractice } from './changePractice.ts';
import styles from './Practice.module.css';

/** Offers the sample vault, and says what becomes of the user's own meanwhile. */
export function PracticeCard() {
  const text = useText();
  const status = useVaultStatus();
  const [failed, setFailed] = useState<Failure | null>(null);
  const enter = async (): Promise<void> => {
    const entered = await enterPractice(text);
    if (!entered.ok) setFailed(entered.error);
  };
  return (
    <Card title={text('practice.title')}>
      <p className={styles.muted}>{text(inPractice ? 'practice.here' : 'practice.offer')}</p>
      {!inPractice && status === 'open' && <p className={styles.muted}>{text('practice.offerOpen')}</p>}
      {failed !== null && <Notice tone="problem">{text.failure(failed)}</Notice>}
      {!inPractice && (
        <div>
          <Button onPress={() => void enter()}>{text('practice.enter')}</Button>
        </div>
      )}
    </Card>
  );
}
