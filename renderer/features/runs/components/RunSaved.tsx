import { nearTime } from '../../../i18n/nearDate.ts';
import { useText } from '../../../i18n/useText.ts';
import type { RunSave } from '../useRunEditing.ts';
import styles from './Run.module.css';

/** The quiet word that takes the place of a Save button. */
export function RunSaved({ save, changedAt }: { readonly save: RunSave; readonly changedAt: string }) {
  const text = useText();
  if (save.kind === 'failed') return <b role="alert" className={styles.failed}>{text.failure(save.failure)}</b>;
  return (
    <span role="status" data-save={save.kind}>
      {save.kind === 'saving' ? text('run.saving') : text('run.saved', { time: nearTime(text, save.kind === 'saved' ? save.at : changedAt, Date.now()) })}
    </span>
  );
}
