import { useState } from 'react';
import { Button } from '../../../design/components/Button.tsx';
import { TextField } from '../../../design/components/TextField.tsx';
import { useText } from '../../../i18n/useText.ts';
import styles from './TaskDetail.module.css';

interface WaitFormProps {
  readonly whom: string;
  readonly until: string;
  readonly onSave: (note: { readonly whom: string; readonly until?: string }) => void;
  readonly onCancel: () => void;
}

/** For whom one waits, and when to ask again. */
export function WaitForm({ onSave, onCancel, ...initial }: WaitFormProps) {
  const text = useText();
  const [whom, setWhom] = useState(initial.whom);
  const [until, setUntil] = useState(initial.until);
  const [missing, setMissing] = useState(false);
  return (
    <form
      noValidate
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (whom.trim() === '') setMissing(true);
        else onSave({ whom: whom.trim(), ...(/^\d{4}-\d{2}-\d{2}$/.test(until) ? { until } : {}) });
      }}
    >
      <TextField label={text('onboarding.wait.whom')} description={text('onboarding.wait.whomHelp')} value={whom} onChange={setWhom} maxLength={400} error={missing && whom.trim() === '' ? text('onboarding.wait.missing') : undefined} autoFocus />
      <TextField label={text('onboarding.wait.until')} description={text('onboarding.wait.untilHelp')} type="date" value={until} onChange={setUntil} />
      <div className={styles.actions}>
        <Button type="submit" look="primary">{text('onboarding.task.wait')}</Button>
        <Button look="quiet" onPress={onCancel}>{text('common.cancel')}</Button>
      </div>
    </form>
  );
}
