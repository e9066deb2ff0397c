import { useState } from 'react';
import { Button } from '../../../design/components/Button.tsx';
import { Notice } from '../../../design/components/Notice.tsx';
import { TextField } from '../../../design/components/TextField.tsx';
import { useText } from '../../../i18n/useText.ts';
import { vault } from '../../../platform/vault.ts';
import styles from '../Recovery.module.css';

type Field = 'address' | 'words';
const addressCodes = new Set(['recovery.badAddress', 'invitation.otherSecretariat', 'secretariat.unreachable', 'secretariat.captivePortal']);

/** First start on a new computer with nothing but the sheet. Nothing is registered until the passphrase was chosen. */
export function SheetStep({ onOpened, onBack }: { readonly onOpened: () => void; readonly onBack: () => void }) {
  const text = useText();
  const [address, setAddress] = useState('');
  const [words, setWords] = useState('');
  const [deviceName, setDeviceName] = useState(text('secretariat.deviceName.default'));
  const [problem, setProblem] = useState<{ readonly field: Field | null; readonly said: string } | null>(null);
  const [working, setWorking] = useState(false);

  const open = async (): Promise<void> => {
    if (address.trim() === '') return setProblem({ field: 'address', said: text('recovery.enter.address.missing') });
    setWorking(true);
    const opened = await vault.openSheet(address.trim(), words, deviceName.trim() === '' ? text('secretariat.deviceName.default') : deviceName.trim());
    setWorking(false);
    if (opened.ok) return onOpened();
    const { code } = opened.error;
    return setProblem({ field: code.startsWith('vault.sheet') ? 'words' : addressCodes.has(code) ? 'address' : null, said: text.failure(opened.error) });
  };

  return (
    <form className={styles.step} noValidate onSubmit={(event) => { event.preventDefault(); void open(); }}>
      <h1>{text('recovery.enter.title')}</h1>
      <p className={styles.lead}>{text('recovery.enter.text')}</p>
      <TextField label={text('recovery.enter.address')} description={text('recovery.enter.address.help')} autoFocus value={address} onChange={(value) => { setAddress(value); setProblem(null); }} error={problem?.field === 'address' ? problem.said : undefined} maxLength={300} inputMode="url" spellCheck="false" />
      <TextField label={text('vault.sheet.try.words')} description={text('vault.sheet.try.text')} lines={5} value={words} onChange={(value) => { setWords(value); setProblem(null); }} error={problem?.field === 'words' ? problem.said : undefined} maxLength={2_000} spellCheck="false" />
      <TextField label={text('enter.deviceName')} description={text('secretariat.deviceName.help')} value={deviceName} onChange={setDeviceName} maxLength={80} />
      {problem !== null && problem.field === null && <Notice tone="problem">{problem.said}</Notice>}
      <div className={styles.row}>
        <Button type="submit" look="primary" isDisabled={working}>{text(working ? 'recovery.enter.opening' : 'recovery.enter.open')}</Button>
        <Button look="quiet" onPress={onBack}>{text('enter.back')}</Button>
      </div>
      <p className={styles.lead}>{text('recovery.enter.backup')}</p>
    </form>
  );
}
