import { useSyncExternalStore } from 'react';
import { Button } from '../../design/components/Button.tsx';
import { Notice } from '../../design/components/Notice.tsx';
import { useText } from '../../i18n/useText.ts';
import { vault } from '../../platform/vault.ts';
import styles from './Frame.module.css';

/** Says that the last change was not saved and is not there any more, and what to do. */
export function TakenBackNotice() {
  const text = useText();
  const failure = useSyncExternalStore(vault.takenBack.subscribe, vault.takenBack.get);
  if (failure === null) return null;
  const said = failure.code === 'vault.diskFull' ? 'app.takenBack.diskFull' : 'app.takenBack.other';
  return (
    <div className={styles.takenBack}>
      <Notice tone="problem" action={<Button look="quiet" onPress={vault.takenBack.forget}>{text('common.close')}</Button>}>{text(said)}</Notice>
    </div>
  );
}
