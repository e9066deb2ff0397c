import { useState } from 'react';
import type { StoredEntry } from '../../../../shared/domain/vault/entry.ts';
import type { Situation } from '../../../../shared/domain/vault/situation.ts';
import { crossing } from '../../../../shared/domain/warning/crossing.ts';
import { warningTiers } from '../../../../shared/domain/warning/threshold.ts';
import type { Failure } from '../../../../shared/errors/result.ts';
import { Button } from '../../../design/components/Button.tsx';
import { Card } from '../../../design/components/Card.tsx';
import { Dialog } from '../../../design/components/Dialog.tsx';
import { Notice } from '../../../design/components/Notice.tsx';
import { Pill } from '../../../design/components/Pill.tsx';
import { nearDate, today } from '../../../i18n/nearDate.ts';
import { useText } from '../../../i18n/useText.ts';
import { vault } from '../../../platform/vault.ts';
import { ruleWords } from '../ruleWords.ts';
import { useWatchedState } from '../useWatchedState.ts';
import { ThresholdForm } from './ThresholdForm.tsx';
import styles from './Warning.module.css';

interface ThresholdListProps {
  readonly situation: Situation;
  readonly thresholds: readonly StoredEntry<'threshold'>[];
  /** The open alarms of this situation. */
  readonly alarms: readonly StoredEntry<'alarm'>[];
}

/** What was agreed, by tier, each with whether it is met now. One that is met without an alarm can be opened by hand. */
export function ThresholdList({ situation, thresholds, alarms }: ThresholdListProps) {
  const text = useText();
  const state = useWatchedState(situation);
  const [editing, setEditing] = useState<StoredEntry<'threshold'> | 'new' | null>(null);
  const [failed, setFailed] = useState<Failure | null>(null);
  const open = async ({ id, title, tier }: StoredEntry<'threshold'>): Promise<void> => {
    const opened = await vault.commands.raiseAlarm({ situationId: situation.id, thresholdId: id, title, tier, because: '' });
    setFailed(opened.ok ? null : opened.error);
  };
  return (
    <Card title={text('warning.thresholds')} aside={<Button look="quiet" onPress={() => setEditing('new')}>{text('warning.threshold.new')}</Button>}>
      <div className={styles.form}>
        <p className={styles.faint}>{text(thresholds.length === 0 ? 'warning.thresholds.none' : 'warning.thresholds.text')}</p>
        {failed !== null && <Notice tone="problem">{text.failure(failed)}</Notice>}
        {warningTiers.map((tier) => {
          const own = thresholds.filter((each) => each.tier === tier);
          return own.length === 0 ? null : (
            <section key={tier} className={styles.part} aria-label={text(`warning.tier.${tier}`)}>
              <h3>{text(`warning.tier.${tier}`)}</h3>
              <ul>
                {own.map((threshold) => {
                  const met = state !== undefined && crossing(threshold.rule, state) !== null;
                  const isOpen = alarms.some(({ thresholdId }) => thresholdId === threshold.id);
                  return (
                    <li key={threshold.id} className={styles.entry}>
                      <div className={styles.spread}>
                        <span className={styles.name} dir="auto">{threshold.title}</span>
                        <Pill tone={met ? 'warn' : 'plain'}>{text(met ? 'warning.met' : 'warning.notMet')}</Pill>
                      </div>
                      <p>{ruleWords(text, threshold.rule)}</p>
                      <p className={styles.faint}>
                        {threshold.agreedWith === '' ? text('warning.agreed.not') : text('warning.agreed', { who: `\u2068${threshold.agreedWith}\u2069`, when: threshold.agreedOn === null ? 'none' : nearDate(text, threshold.agreedOn, today()) })}
                        {threshold.situationId === null && ` · ${text('warning.everySituation')}`}
                      </p>
                      {threshold.mustKnow.length > 0 && <p className={styles.faint}>{text('warning.mustKnow')}: <bdi>{threshold.mustKnow.map(({ who, withinHours }) => `${who} (${text('warning.hours', { hours: withinHours })})`).join(', ')}</bdi></p>}
                      <div className={styles.row}>
                        {met && !isOpen && <Button onPress={() => void open(threshold)}>{text('alarm.openNow')}</Button>}
                        <Button look="quiet" aria-label={text('warning.threshold.editOne', { title: threshold.title })} onPress={() => setEditing(threshold)}>{text('common.edit')}</Button>
                        <Button look="quiet" aria-label={text('warning.threshold.removeOne', { title: threshold.title })} onPress={() => void vault.commands.trashEntry(threshold.id, true)}>{text('common.remove')}</Button>
                      </div>
                    </li>
                  );
                })}
              </ul>
            </section>
          );
        })}
      </div>
      <Dialog title={text(editing === 'new' ? 'warning.threshold.new' : 'warning.threshold.edit')} isOpen={editing !== null} onClose={() => setEditing(null)}>
        {editing !== null && <ThresholdForm situationId={situation.id} threshold={editing === 'new' ? null : editing} onDone={() => setEditing(null)} />}
      </Dialog>
    </Card>
  );
}
