import { useState } from 'react';
import { type RestWeek, restWeeks } from '../../../../shared/domain/programme/workingDays.ts';
import { absenceKinds } from '../../../../shared/domain/vault/entry.ts';
import type { Failure } from '../../../../shared/errors/result.ts';
import { Button } from '../../../design/components/Button.tsx';
import { Choice } from '../../../design/components/Choice.tsx';
import { Notice } from '../../../design/components/Notice.tsx';
import { Select } from '../../../design/components/Select.tsx';
import { TextField } from '../../../design/components/TextField.tsx';
import { nearDate, today } from '../../../i18n/nearDate.ts';
import { useText } from '../../../i18n/useText.ts';
import { useVaultValue, vault } from '../../../platform/vault.ts';
import { planSettings } from '../usePlan.ts';
import styles from './TaskDetail.module.css';

const isDate = (entered: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(entered);

/** The weekly rest days and the days on which the user is away: advice is given for other days. */
export function AwayForm({ restWeek }: { readonly restWeek: RestWeek }) {
  const text = useText();
  const away = useVaultValue({ name: 'entries', type: 'absence' }) ?? [];
  const [kind, setKind] = useState<(typeof absenceKinds)[number]>('leave');
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const [problem, setProblem] = useState<Failure | 'missing' | 'order' | null>(null);
  const add = async (): Promise<void> => {
    if (!isDate(from) || !isDate(to)) return setProblem('missing');
    if (to < from) return setProblem('order');
    const saved = await vault.commands.saveEntry(null, { type: 'absence', kind, from, to, label: '' });
    setProblem(saved.ok ? null : saved.error);
    if (saved.ok) {
      setFrom('');
      setTo('');
    }
    return undefined;
  };
  return (
    <div className={styles.form}>
      <p className={styles.evidence}>{text('onboarding.away.text')}</p>
      <Select label={text('onboarding.away.week')} options={(Object.keys(restWeeks) as RestWeek[]).map((value) => ({ value, label: text(`onboarding.away.week.${value}`) }))} value={restWeek} onChange={(value) => void vault.commands.savePersonalSettings({ [planSettings.restWeek]: value })} />
      {away.length > 0 && (
        <ul aria-label={text('onboarding.away.list')}>
          {away.map((one) => {
            const words = text('onboarding.away.span', { kind: text(`onboarding.away.kind.${one.kind}`), from: nearDate(text, one.from, today()), to: nearDate(text, one.to, today()) });
            return (
              <li key={one.id} className={styles.evidenceRow}>
                <span>{words}</span>
                <Button look="quiet" aria-label={text('onboarding.away.remove', { span: words })} onPress={() => void vault.commands.trashEntry(one.id, true)}>{text('common.remove')}</Button>
              </li>
            );
          })}
        </ul>
      )}
      <form noValidate className={styles.form} onSubmit={(event) => { event.preventDefault(); void add(); }}>
        <Choice label={text('onboarding.away.kind')} inline options={absenceKinds.map((value) => ({ value, label: text(`onboarding.away.kind.${value}`) }))} value={kind} onChange={setKind} />
        <div className={styles.pair}>
          <TextField label={text('onboarding.away.from')} type="date" value={from} onChange={setFrom} error={problem === 'missing' ? text('onboarding.away.missing') : undefined} />
          <TextField label={text('onboarding.away.to')} type="date" value={to} onChange={setTo} error={problem === 'order' ? text('onboarding.away.order') : undefined} />
        </div>
        {problem !== null && typeof problem !== 'string' && <Notice tone="problem">{text.failure(problem)}</Notice>}
        <div className={styles.actions}><Button type="submit">{text('common.add')}</Button></div>
      </form>
    </div>
  );
}
