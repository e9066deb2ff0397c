import { useEffect, useState } from 'react';
import type { Failure } from '../../../../shared/errors/result.ts';
import { Button } from '../../../design/components/Button.tsx';
import { Card } from '../../../design/components/Card.tsx';
import { TextField } from '../../../design/components/TextField.tsx';
import { useText } from '../../../i18n/useText.ts';
import { vault } from '../../../platform/vault.ts';
import styles from '../FirstStart.module.css';

const lookEveryMs = 1_500;

/** A new device asks to enter: what the other one shows is entered, two numbers are compared, then the other one lets it in. */
export function EnterStep({ onLetIn, onBack }: { readonly onLetIn: () => void; readonly onBack: () => void }) {
  const text = useText();
  const [shown, setShown] = useState('');
  const [deviceName, setDeviceName] = useState(text('secretariat.deviceName.default'));
  const [compare, setCompare] = useState<string | null>(null);
  const [working, setWorking] = useState(false);
  const [problem, setProblem] = useState<Failure | 'missing' | null>(null);

  useEffect(() => {
    if (compare === null) return undefined;
    const timer = window.setInterval(() => {
      void vault.lookEntered().then((looked) => {
        if (looked.ok && looked.value) onLetIn();
        if (looked.ok || looked.error.retry !== 'never') return;
        setProblem(looked.error);
        setCompare(null);
      });
    }, lookEveryMs);
    return () => window.clearInterval(timer);
  }, [compare, onLetIn]);

  const ask = async (): Promise<void> => {
    if (shown.trim() === '') return setProblem('missing');
    setWorking(true);
    const asked = await vault.askToEnter(shown, deviceName.trim() === '' ? text('secretariat.deviceName.default') : deviceName.trim());
    setWorking(false);
    return asked.ok ? setCompare(asked.value.compare) : setProblem(asked.error);
  };

  if (compare !== null) {
    return (
      <div className={styles.form}>
        <h1>{text('enter.title')}</h1>
        <Card>
          <p>{text('enter.compare')}</p>
          <p className={styles.number} dir="ltr" data-testid="pairing-number">{compare}</p>
          <p className={styles.lead}>{text('enter.compare.text')}</p>
        </Card>
        <div className={styles.row}>
          <span role="status">{text('enter.waiting')}</span>
          <Button look="quiet" onPress={onBack}>{text('enter.back')}</Button>
        </div>
      </div>
    );
  }
  const said = problem === null ? undefined : problem === 'missing' ? text('enter.field.missing') : text.failure(problem);
  return (
    <form className={styles.form} noValidate onSubmit={(event) => { event.preventDefault(); void ask(); }}>
      <h1>{text('enter.title')}</h1>
      <p className={styles.lead}>{text('enter.text')}</p>
      <TextField label={text('enter.field')} lines={3} autoFocus value={shown} onChange={(value) => { setShown(value); setProblem(null); }} error={said} maxLength={2_000} spellCheck="false" />
      <TextField label={text('enter.deviceName')} description={text('secretariat.deviceName.help')} value={deviceName} onChange={setDeviceName} maxLength={80} />
      <div className={styles.row}>
        <Button type="submit" look="primary" isDisabled={working}>{text(working ? 'enter.asking' : 'enter.ask')}</Button>
        <Button look="quiet" onPress={onBack}>{text('enter.back')}</Button>
      </div>
    </form>
  );
}
