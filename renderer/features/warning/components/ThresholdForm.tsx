import { useState } from 'react';
import type { StoredEntry } from '../../../../shared/domain/vault/entry.ts';
import { type MustKnow, type ThresholdRule, warningTiers } from '../../../../shared/domain/warning/threshold.ts';
import type { Failure } from '../../../../shared/errors/result.ts';
import { Button } from '../../../design/components/Button.tsx';
import { Choice } from '../../../design/components/Choice.tsx';
import { Notice } from '../../../design/components/Notice.tsx';
import { TextField } from '../../../design/components/TextField.tsx';
import { useText } from '../../../i18n/useText.ts';
import { vault } from '../../../platform/vault.ts';
import { MustKnowFields } from './MustKnowFields.tsx';
import { RuleFields, ruleProblem } from './RuleFields.tsx';
import styles from './Warning.module.css';

const dateOrNull = (entered: string): string | null => (/^\d{4}-\d{2}-\d{2}$/.test(entered) ? entered : null);

interface ThresholdFormProps {
  readonly situationId: string;
  readonly threshold: StoredEntry<'threshold'> | null;
  readonly onDone: () => void;
}

/** What sets off an alarm, with whom it was agreed, and who must then know. Where it holds is chosen once: it decides under which key it lies. */
export function ThresholdForm({ situationId, threshold, onDone }: ThresholdFormProps) {
  const text = useText();
  const [title, setTitle] = useState(threshold?.title ?? '');
  const [tier, setTier] = useState(threshold?.tier ?? 'imminent');
  const [general, setGeneral] = useState(threshold !== null && threshold.situationId === null);
  const [rule, setRule] = useState<ThresholdRule>(threshold?.rule ?? { kind: 'factor', itemId: '', label: '', atLeast: 'strong' });
  const [agreedWith, setAgreedWith] = useState(threshold?.agreedWith ?? '');
  const [agreedOn, setAgreedOn] = useState(threshold?.agreedOn ?? '');
  const [reviewOn, setReviewOn] = useState(threshold?.reviewOn ?? '');
  const [note, setNote] = useState(threshold?.note ?? '');
  const [mustKnow, setMustKnow] = useState<readonly MustKnow[]>(threshold?.mustKnow ?? []);
  const [tried, setTried] = useState(false);
  const [failed, setFailed] = useState<Failure | null>(null);
  const problem = ruleProblem(text, rule);
  const save = async (): Promise<void> => {
    setTried(true);
    if (title.trim() === '' || problem !== null || mustKnow.some(({ who }) => who.trim() === '')) return;
    const saved = await vault.commands.saveEntry(threshold?.id ?? null, {
      type: 'threshold', situationId: general ? null : situationId, title: title.trim(), tier, rule, agreedWith: agreedWith.trim(), agreedOn: dateOrNull(agreedOn), reviewOn: dateOrNull(reviewOn), note: note.trim(),
      mustKnow: mustKnow.map((reader) => ({ ...reader, who: reader.who.trim(), route: reader.route.trim() })),
    });
    if (saved.ok) onDone();
    else setFailed(saved.error);
  };
  return (
    <form noValidate className={styles.form} onSubmit={(event) => { event.preventDefault(); void save(); }}>
      <TextField label={text('warning.threshold.title')} value={title} onChange={setTitle} maxLength={200} autoFocus error={tried && title.trim() === '' ? text('warning.threshold.titleMissing') : undefined} />
      <Choice label={text('warning.tier')} options={warningTiers.map((value) => ({ value, label: text(`warning.tier.${value}`), help: text(`warning.tier.${value}.text`) }))} value={tier} onChange={setTier} />
      {threshold === null && <Choice label={text('warning.threshold.scope')} options={[{ value: 'one', label: text('warning.threshold.scope.one') }, { value: 'all', label: text('warning.threshold.scope.all') }]} value={general ? 'all' : 'one'} onChange={(value) => setGeneral(value === 'all')} inline />}
      <RuleFields rule={rule} onChange={setRule} problem={tried ? problem : null} />
      <div className={styles.pair}>
        <TextField label={text('warning.agreedWith')} value={agreedWith} onChange={setAgreedWith} maxLength={200} />
        <TextField label={text('warning.agreedOn')} type="date" value={agreedOn} onChange={setAgreedOn} />
        <TextField label={text('warning.reviewOn')} type="date" value={reviewOn} onChange={setReviewOn} />
      </div>
      <section className={styles.part} aria-label={text('warning.mustKnow')}>
        <h3>{text('warning.mustKnow')}</h3>
        {mustKnow.map((reader, at) => (
          // Readers have no identity of their own, and none is moved.
          <div key={at} className={styles.reader}>
            <MustKnowFields value={reader} onChange={(next) => setMustKnow(mustKnow.map((each, other) => (other === at ? next : each)))} error={tried && reader.who.trim() === '' ? text('warning.mustKnow.whoMissing') : undefined} />
            <div><Button look="quiet" aria-label={text('warning.mustKnow.remove', { number: at + 1 })} onPress={() => setMustKnow(mustKnow.filter((_, other) => other !== at))}>{text('common.remove')}</Button></div>
          </div>
        ))}
        {mustKnow.length < 30 && <div><Button onPress={() => setMustKnow([...mustKnow, { actorId: null, who: '', withinHours: 6, route: '' }])}>{text('warning.mustKnow.add')}</Button></div>}
      </section>
      <TextField label={text('warning.note')} value={note} onChange={setNote} lines={2} maxLength={4_000} />
      {failed !== null && <Notice tone="problem">{text.failure(failed)}</Notice>}
      <div className={styles.row}>
        <Button type="submit" look="primary">{text('common.save')}</Button>
        <Button look="quiet" onPress={onDone}>{text('common.cancel')}</Button>
      </div>
    </form>
  );
}
