import { nearTime } from '../../../i18n/nearDate.ts';
import { useText } from '../../../i18n/useText.ts';
import type { SaveState } from '../saveState.ts';
import styles from './NotePane.module.css';

/** The quiet word that takes the place of a Save button. */
export function SavedLine({ state, changedAt }: { readonly state: SaveState; readonly changedAt: string }) {
  const text = useText();
  const time = nearTime(text, state.kind === 'saved' ? state.at : changedAt, Date.now());
  return (
    <span role="status" data-save={state.kind}>
      {state.kind === 'failed' ? <b className={styles.failed}>{text('note.notSaved')}</b> : `${text('note.sealed')} · ${state.kind === 'saving' ? text('note.saving') : text('note.saved', { time })}`}
    </span>
  );
}
