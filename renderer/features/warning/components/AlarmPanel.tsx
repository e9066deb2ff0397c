import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { EntryOf, StoredEntry } from '../../../../shared/domain/vault/entry.ts';
import type { Failure, Result } from '../../../../shared/errors/result.ts';
import { Button } from '../../../design/components/Button.tsx';
import { Card } from '../../../design/components/Card.tsx';
import { Dialog } from '../../../design/components/Dialog.tsx';
import { Notice } from '../../../design/components/Notice.tsx';
import { Pill } from '../../../design/components/Pill.tsx';
import { TextField } from '../../../design/components/TextField.tsx';
import { nearTime } from '../../../i18n/nearDate.ts';
import { useText } from '../../../i18n/useText.ts';
import { patchEntry } from '../../../platform/patchEntry.ts';
import { useVaultValue, vault } from '../../../platform/vault.ts';
import { ruleWords } from '../ruleWords.ts';
import { NoticeRow } from './NoticeRow.tsx';
import { ReaderForm } from './ReaderForm.tsx';
import { RelatedLooks } from './RelatedLooks.tsx';
import styles from './Warning.module.css';

interface AlarmPanelProps {
  readonly alarm: StoredEntry<'alarm'>;
  /** null where it was opened without one, or the agreement was removed since. */
  readonly threshold: StoredEntry<'threshold'> | null;
}

/** One open alarm: what was met, who must know by when and by which route, what was sent and answered, and what happened next. */
export function AlarmPanel({ alarm, threshold }: AlarmPanelProps) {
  const text = useText();
  const navigate = useNavigate();
  const notices = useVaultValue({ name: 'entries', type: 'alarmNotice' })?.filter(({ alarmId }) => alarmId === alarm.id) ?? [];
  const steps = useVaultValue({ name: 'entries', type: 'alarmStep' })?.filter(({ alarmId }) => alarmId === alarm.id) ?? [];
  const run = useVaultValue({ name: 'runs' })?.find(({ id }) => id === alarm.runId);
  const [step, setStep] = useState('');
  const [adding, setAdding] = useState(false);
  const [closing, setClosing] = useState(false);
  const [outcome, setOutcome] = useState('');
  const [missing, setMissing] = useState(false);
  const [failed, setFailed] = useState<Failure | null>(null);
  const { situationId } = alarm;
  const tell = async (work: Promise<Result<unknown>>): Promise<boolean> => {
    const done = await work;
    setFailed(done.ok ? null : done.error);
    return done.ok;
  };
  const addStep = async (): Promise<void> => {
    const entry: EntryOf<'alarmStep'> = { type: 'alarmStep', situationId, alarmId: alarm.id, at: new Date().toISOString(), text: step.trim() };
    if (step.trim() !== '' && (await tell(vault.commands.saveEntry(null, entry)))) setStep('');
  };
  const close = async (): Promise<void> => {
    if (outcome.trim() === '') return setMissing(true);
    if (await tell(patchEntry(alarm, { closedAt: new Date().toISOString(), outcome: outcome.trim() }))) setClosing(false);
    return undefined;
  };
  const sent = notices.flatMap(({ sentAt }) => sentAt ?? []).sort();
  const seen = run === undefined ? null : run.toolkitId === 'framework-of-analysis' ? (
    <Link to="/situations/$situationId/assessment" params={{ situationId }} search={{ run: run.id }}>{text('alarm.metBy')}</Link>
  ) : <Link to="/runs/$runId" params={{ runId: run.id }}>{text('alarm.metBy')}</Link>;
  return (
    <Card title={alarm.title} aside={<Pill tone="warn">{text(`warning.tier.${alarm.tier}`)}</Pill>}>
      <div className={styles.form}>
        <div className={styles.list}>
          {threshold !== null && <p>{ruleWords(text, threshold.rule)}</p>}
          {alarm.because !== '' && <p dir="auto">{alarm.because}</p>}
          <p className={`${styles.faint} ${styles.row}`}>
            {text('alarm.opened', { when: nearTime(text, alarm.openedAt, Date.now()) })} {seen}
            {sent[0] !== undefined && <span>{text('alarm.firstWord', { minutes: Math.max(0, Math.round((Date.parse(sent[0]) - Date.parse(alarm.openedAt)) / 60_000)) })}</span>}
          </p>
        </div>
        {failed !== null && <Notice tone="problem">{text.failure(failed)}</Notice>}
        <section className={styles.part} aria-label={text('alarm.readers')}>
          <div className={styles.spread}>
            <h3>{text('alarm.readers')}</h3>
            <Button look="quiet" onPress={() => setAdding(true)}>{text('warning.mustKnow.add')}</Button>
          </div>
          {notices.length === 0 && <p className={styles.faint}>{text('alarm.readers.none')}</p>}
          <ul>
            {[...notices].sort((a, b) => a.dueAt.localeCompare(b.dueAt)).map((notice) => <NoticeRow key={notice.id} notice={notice} tell={tell} />)}
          </ul>
        </section>
        <RelatedLooks situationId={situationId} />
        <section className={styles.part} aria-label={text('alarm.steps')}>
          <h3>{text('alarm.steps')}</h3>
          <ul className={styles.list}>
            {steps.map(({ id, at, text: words }) => (
              <li key={id}><span className={styles.faint}>{nearTime(text, at, Date.now())}</span> <span dir="auto">{words}</span></li>
            ))}
          </ul>
          <form className={styles.form} onSubmit={(event) => { event.preventDefault(); void addStep(); }}>
            <TextField label={text('alarm.steps.add')} value={step} onChange={setStep} maxLength={2_000} lines={2} />
            <div><Button type="submit" isDisabled={step.trim() === ''}>{text('alarm.steps.save')}</Button></div>
          </form>
        </section>
        <div className={styles.row}>
          <Button look="primary" onPress={() => void navigate({ to: '/situations/$situationId/briefings', params: { situationId }, search: { kind: 'alarm' } })}>{text('alarm.note')}</Button>
          <Button onPress={() => setClosing(true)}>{text('alarm.close')}</Button>
        </div>
      </div>
      <Dialog title={text('warning.mustKnow.add')} isOpen={adding} onClose={() => setAdding(false)}>
        <ReaderForm alarm={alarm} onDone={() => setAdding(false)} />
      </Dialog>
      <Dialog title={text('alarm.close')} isOpen={closing} onClose={() => setClosing(false)}>
        <div className={styles.form}>
          <p>{text('alarm.close.text')}</p>
          <TextField label={text('alarm.close.outcome')} value={outcome} onChange={setOutcome} lines={3} maxLength={4_000} autoFocus error={missing && outcome.trim() === '' ? text('alarm.close.outcomeMissing') : undefined} />
          <div className={styles.row}>
            <Button look="primary" onPress={() => void close()}>{text('alarm.close')}</Button>
            <Button look="quiet" onPress={() => setClosing(false)}>{text('common.cancel')}</Button>
          </div>
        </div>
      </Dialog>
    </Card>
  );
}
