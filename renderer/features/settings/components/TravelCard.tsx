import { useState } from 'react';
import { Button } from '../../../design/components/Button.tsx';
import { Card } from '../../../design/components/Card.tsx';
import { nearTime } from '../../../i18n/nearDate.ts';
import { useText } from '../../../i18n/useText.ts';
import { useVaultValue } from '../../../platform/vault.ts';
import { ComeBackForm } from './ComeBackForm.tsx';
import { LeaveForm } from './LeaveForm.tsx';
import styles from '../SettingsScreen.module.css';

/** Situations that stay at home on a journey, and the way back. */
export function TravelCard() {
  const text = useText();
  const [form, setForm] = useState<'none' | 'leave' | 'back'>('none');
  const travel = useVaultValue({ name: 'travel' });
  const close = (): void => setForm('none');
  const isAway = travel !== undefined && travel.compartments > 0 && travel.leftAt !== null;
  return (
    <Card title={text('travel.title')}>
      <p className={styles.muted}>{text('travel.text')}</p>
      <p className={styles.muted}>{text('travel.limits')}</p>
      {isAway && <p>{text('travel.away', { count: travel.compartments, when: nearTime(text, travel.leftAt ?? '', Date.now()) })}</p>}
      {form === 'leave' && <LeaveForm onClose={close} />}
      {form === 'back' && <ComeBackForm onClose={close} />}
      {form === 'none' && (
        <div className={styles.row}>
          <Button onPress={() => setForm('leave')}>{text('travel.begin')}</Button>
          {isAway && <Button onPress={() => setForm('back')}>{text('travel.back.begin')}</Button>}
        </div>
      )}
    </Card>
  );
}
