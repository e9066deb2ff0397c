import { Link, useParams } from '@tanstack/react-router';
import { BellRing } from 'lucide-react';
import { useState } from 'react';
import { Screen } from '../../app/shell/Screen.tsx';
import { Button } from '../../design/components/Button.tsx';
import { Card } from '../../design/components/Card.tsx';
import { Dialog } from '../../design/components/Dialog.tsx';
import { Empty } from '../../design/components/Empty.tsx';
import { nearTime } from '../../i18n/nearDate.ts';
import { useAbsentWords } from '../../data/useAbsentWords.ts';
import { useText } from '../../i18n/useText.ts';
import { useVault, useVaultValue } from '../../platform/vault.ts';
import { SituationTabs } from '../situations/index.ts';
import { AlarmPanel } from './components/AlarmPanel.tsx';
import { RaiseAlarmForm } from './components/RaiseAlarmForm.tsx';
import { SignTiers } from './components/SignTiers.tsx';
import { ThresholdList } from './components/ThresholdList.tsx';
import styles from './components/Warning.module.css';

/** Early warning of one situation: open alarms, signs in three tiers, and the thresholds that were agreed. */
export function WarningScreen() {
  const text = useText();
  const absent = useAbsentWords();
  const { situationId } = useParams({ from: '/situations/$situationId/warning' });
  const read = useVault({ name: 'situation', id: situationId });
  const alarms = useVaultValue({ name: 'entries', type: 'alarm' });
  const thresholds = useVaultValue({ name: 'entries', type: 'threshold' });
  const [raising, setRaising] = useState(false);
  if (read.state === 'loading' || alarms === undefined || thresholds === undefined) return null;
  const situation = read.state === 'ready' ? read.value : null;
  if (situation === null) return <Screen title={text('situations.title')}><Empty title={absent(text('situation.notFound'))} action={<Link to="/situations">{text('situation.all')}</Link>} /></Screen>;
  const own = alarms.filter((alarm) => alarm.situationId === situationId);
  const open = own.filter(({ closedAt }) => closedAt === null).sort((a, b) => b.openedAt.localeCompare(a.openedAt));
  const closed = own.filter(({ closedAt }) => closedAt !== null).sort((a, b) => b.openedAt.localeCompare(a.openedAt));
  const here = thresholds.filter((each) => each.situationId === null || each.situationId === situationId);
  const action = (
    <Button look={open.length === 0 ? 'plain' : 'quiet'} onPress={() => setRaising(true)}>
      <BellRing size={16} aria-hidden="true" />
      {text('alarm.open')}
    </Button>
  );
  return (
    <Screen title={situation.name} below={<SituationTabs situationId={situationId} current="warning" />} action={action}>
      <div className={styles.columns}>
        <div className={styles.column}>
          {open.map((alarm) => <AlarmPanel key={alarm.id} alarm={alarm} threshold={thresholds.find(({ id }) => id === alarm.thresholdId) ?? null} />)}
          <SignTiers situationId={situationId} />
          {closed.length > 0 && (
            <Card title={text('alarm.closed')}>
              <ul className={styles.list}>
                {closed.map(({ id, title, openedAt, closedAt, outcome }) => (
                  <li key={id}>
                    {text('alarm.closedLine', { title: `\u2068${title}\u2069`, opened: nearTime(text, openedAt, Date.now()), closed: nearTime(text, closedAt ?? openedAt, Date.now()) })}
                    <p className={styles.faint} dir="auto">{outcome}</p>
                  </li>
                ))}
              </ul>
            </Card>
          )}
        </div>
        <ThresholdList situation={situation} thresholds={here} alarms={open} />
      </div>
      <Dialog title={text('alarm.open')} isOpen={raising} onClose={() => setRaising(false)}>
        <RaiseAlarmForm situationId={situationId} thresholds={here} onDone={() => setRaising(false)} />
      </Dialog>
    </Screen>
  );
}
