import { useState } from 'react';
import { Button } from '../../../design/components/Button.tsx';
import { Card } from '../../../design/components/Card.tsx';
import { Notice } from '../../../design/components/Notice.tsx';
import { nearTime } from '../../../i18n/nearDate.ts';
import { useText } from '../../../i18n/useText.ts';
import { useVaultValue } from '../../../platform/vault.ts';
import { SheetSteps } from '../../recoverySheet/index.ts';
import styles from '../SettingsScreen.module.css';

/** Whether there is a recovery sheet that was tried, and the way to make and to try one. */
export function SheetCard() {
  const text = useText();
  const slots = useVaultValue({ name: 'keySlots' });
  const [shown, setShown] = useState<'closed' | 'make' | 'try' | 'done'>('closed');
  if (slots === undefined) return null;
  const tried = slots.sheets.find(({ rehearsedAt }) => rehearsedAt !== null);
  const untried = slots.sheets.find(({ rehearsedAt }) => rehearsedAt === null);
  return (
    <Card title={text('vault.sheet')}>
      <p className={styles.muted}>{text('vault.sheet.text')}</p>
      {tried === undefined && untried === undefined && <Notice>{text('vault.sheet.none')}</Notice>}
      {tried?.rehearsedAt != null && <p>{text('vault.sheet.good', { name: tried.name, when: nearTime(text, tried.rehearsedAt, Date.now()) })}</p>}
      {untried !== undefined && shown === 'closed' && <Notice>{text('vault.sheet.untried', { name: untried.name, when: nearTime(text, untried.madeAt, Date.now()) })}</Notice>}
      {shown === 'done' && <Notice tone="good">{text('vault.sheet.done')}</Notice>}
      {shown === 'closed' || shown === 'done' ? (
        <div className={styles.row}>
          {untried !== undefined && <Button onPress={() => setShown('try')}>{text('vault.sheet.try')}</Button>}
          <Button look={untried === undefined ? 'plain' : 'quiet'} onPress={() => setShown('make')}>
            {text(slots.sheets.length === 0 ? 'vault.sheet.make' : 'vault.sheet.makeAnother')}
          </Button>
        </div>
      ) : (
        <SheetSteps begin={shown} headingLevel={3} onClose={() => setShown('closed')} onTried={() => setShown('done')} />
      )}
    </Card>
  );
}
