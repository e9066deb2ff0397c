import { useState } from 'react';
import { eraseVault } from '../../../platform/eraseVault.ts';
import { Button } from '../../../design/components/Button.tsx';
import { Card } from '../../../design/components/Card.tsx';
import { Dialog } from '../../../design/components/Dialog.tsx';
import { Notice } from '../../../design/components/Notice.tsx';
import { TextField } from '../../../design/components/TextField.tsx';
import { useText } from '../../../i18n/useText.ts';
import styles from '../SettingsScreen.module.css';

/** Two steps: the button, and a word that is typed. Then at once. */
export function EraseCard() {
  const text = useText();
  const [asking, setAsking] = useState(false);
  const [typed, setTyped] = useState('');
  const [differs, setDiffers] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const close = (): void => {
    setAsking(false);
    setTyped('');
    setDiffers(false);
  };
  const erase = async (): Promise<void> => {
    if (typed.trim().toLowerCase() !== text('erase.word').toLowerCase()) return setDiffers(true);
    const erased = await eraseVault();
    if (!erased.ok) setProblem(text.failure(erased.error));
    return undefined;
  };
  return (
    <Card title={text('erase.title')}>
      <p className={styles.muted}>{text('erase.text')}</p>
      <div className={styles.row}>
        <Button onPress={() => setAsking(true)}>{text('erase.begin')}</Button>
      </div>
      <Dialog title={text('erase.sure.title')} isOpen={asking} onClose={close}>
        <form
          className={styles.form}
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void erase();
          }}
        >
          <p>{text('erase.sure.text', { word: text('erase.word') })}</p>
          <TextField
            label={text('erase.typed')}
            autoFocus
            autoComplete="off"
            value={typed}
            onChange={(value) => {
              setTyped(value);
              setDiffers(false);
            }}
            error={differs ? text('erase.differs') : undefined}
          />
          {problem !== null && <Notice tone="problem">{problem}</Notice>}
          <div className={styles.row}>
            <Button type="submit" look="danger">{text('erase.now')}</Button>
            <Button look="quiet" onPress={close}>{text('common.cancel')}</Button>
          </div>
        </form>
      </Dialog>
    </Card>
  );
}
