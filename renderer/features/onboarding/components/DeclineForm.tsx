import { useState } from 'react';
import { Button } from '../../../design/components/Button.tsx';
import { TextField } from '../../../design/components/TextField.tsx';
import { useText } from '../../../i18n/useText.ts';
import styles from './TaskDetail.module.css';

/** Why a task is declined; the reason may stay empty. */
export function DeclineForm({ onSave, onCancel }: { readonly onSave: (reason: string) => void; readonly onCancel: () => void }) {
  const text = useText();
  const [reason, setReason] = useState('');
  return (
    <form noValidate className={styles.form} onSubmit={(event) => { event.preventDefault(); onSave(reason.trim()); }}>
      <TextField label={text('onboarding.task.reason')} description={text('onboarding.task.declineText')} lines={3} value={reason} onChange={setReason} maxLength={2000} autoFocus />
      <div className={styles.actions}>
        <Button type="submit" look="primary">{text('onboarding.task.decline')}</Button>
        <Button look="quiet" onPress={onCancel}>{text('common.cancel')}</Button>
      </div>
    </form>
  );
}
