import { useState } from 'react';
import type { StoredEntry } from '../../../../shared/domain/vault/entry.ts';
import { warningTiers, type WarningTier } from '../../../../shared/domain/warning/threshold.ts';
import type { Failure } from '../../../../shared/errors/result.ts';
import { Button } from '../../../design/components/Button.tsx';
import { Choice } from '../../../design/components/Choice.tsx';
import { Notice } from '../../../design/components/Notice.tsx';
import { Select } from '../../../design/components/Select.tsx';
import { TextField } from '../../../design/components/TextField.tsx';
import { useText } from '../../../i18n/useText.ts';
import { vault } from '../../../platform/vault.ts';
import styles from './Warning.module.css';

interface RaiseAlarmFormProps {
  readonly situationId: string;
  readonly thresholds: readonly StoredEntry<'threshold'>[];
  readonly onDone: () => void;
}

const none = 'none';

/** Opens an alarm by hand, with the readers of a threshold or without. */
export function RaiseAlarmForm({ situationId, thresholds, onDone }: RaiseAlarmFormProps) {
  const text = useText();
  const [title, setTitle] = useState('');
  const [tier, setTier] = useState<WarningTier>('imminent');
  const [because, setBecause] = useState('');
  const [by, setBy] = useState(none);
  const [missing, setMissing] = useState(false);
  const [failed, setFailed] = useState<Failure | null>(null);
  const open = async (): Promise<void> => {
    if (title.trim() === '') return setMissing(true);
    const opened = await vault.commands.raiseAlarm({ situationId, thresholdId: by === none ? null : by, title: title.trim(), tier, because: because.trim() });
    if (opened.ok) onDone();
    else setFailed(opened.error);
    return undefined;
  };
  return (
    <form noValidate className={styles.form} onSubmit={(event) => { event.preventDefault(); void open(); }}>
      <p>{text('alarm.open.text')}</p>
      <TextField label={text('alarm.title')} value={title} onChange={setTitle} maxLength={200} autoFocus error={missing && title.trim() === '' ? text('alarm.titleMissing') : undefined} />
      <Choice label={text('warning.tier')} options={warningTiers.map((value) => ({ value, label: text(`warning.tier.${value}`) }))} value={tier} onChange={setTier} inline />
      <TextField label={text('alarm.because')} value={because} onChange={setBecause} lines={3} maxLength={2_000} />
      {thresholds.length > 0 && <Select label={text('alarm.by')} options={[{ value: none, label: text('alarm.by.none') }, ...thresholds.map((each) => ({ value: each.id, label: each.title }))]} value={by} onChange={setBy} />}
      {failed !== null && <Notice tone="problem">{text.failure(failed)}</Notice>}
      <div className={styles.row}>
        <Button type="submit" look="primary">{text('alarm.openNow')}</Button>
        <Button look="quiet" onPress={onDone}>{text('common.cancel')}</Button>
      </div>
    </form>
  );
}
