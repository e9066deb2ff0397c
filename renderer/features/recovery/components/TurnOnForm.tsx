import { useState } from 'react';
import { Button } from '../../../design/components/Button.tsx';
import { TextField } from '../../../design/components/TextField.tsx';
import { useText } from '../../../i18n/useText.ts';
import { vault } from '../../../platform/vault.ts';
import type { SheetReach } from '../../../vault/sync/exchangeRequests.ts';
import styles from '../Recovery.module.css';

interface TurnOnFormProps {
  readonly name: string;
  readonly alone: boolean;
  readonly needsWords: boolean;
  readonly onDone: (reach: SheetReach) => void;
  readonly onCancel: () => void;
}

/** What it means, in words, before the passphrase is asked for. */
export function TurnOnForm({ name, alone, needsWords, onDone, onCancel }: TurnOnFormProps) {
  const text = useText();
  const [words, setWords] = useState('');
  const [passphrase, setPassphrase] = useState('');
  const [problem, setProblem] = useState<{ readonly field: 'words' | 'passphrase'; readonly said: string } | null>(null);
  const [working, setWorking] = useState(false);

  const turnOn = async (): Promise<void> => {
    setWorking(true);
    const tried = needsWords ? await vault.commands.rehearseRecoverySheet(words) : null;
    const put = tried?.ok === false ? null : await vault.exchange.putSheetInForce(passphrase);
    setWorking(false);
    if (tried?.ok === false) return setProblem({ field: 'words', said: text.failure(tried.error) });
    if (put?.ok === false) return setProblem({ field: 'passphrase', said: text.failure(put.error) });
    return put === null ? undefined : onDone(put.value);
  };

  return (
    <form className={styles.form} noValidate onSubmit={(event) => { event.preventDefault(); void turnOn(); }}>
      <h3>{text('recovery.reach.means')}</h3>
      <ul className={styles.means}>
        <li>{text(alone ? 'recovery.reach.means.copyAlone' : 'recovery.reach.means.copy')}</li>
        <li>{text('recovery.reach.means.paper')}</li>
        <li>{text('recovery.reach.means.secretariat')}</li>
      </ul>
      {needsWords && (
        <TextField label={text('recovery.reach.words', { name })} description={text('recovery.reach.words.help')} lines={5} spellCheck="false" maxLength={2_000} value={words} onChange={(value) => { setWords(value); setProblem(null); }} error={problem?.field === 'words' ? problem.said : undefined} />
      )}
      <TextField
        label={text('recovery.reach.passphrase')}
        type="password"
        autoComplete="current-password"
        autoFocus={!needsWords}
        value={passphrase}
        onChange={(value) => { setPassphrase(value); setProblem(null); }}
        error={problem?.field === 'passphrase' ? problem.said : undefined}
      />
      <div className={styles.row}>
        <Button type="submit" look="primary" isDisabled={working}>{text(working ? 'recovery.reach.working' : 'recovery.reach.confirm')}</Button>
        <Button look="quiet" onPress={onCancel}>{text('common.cancel')}</Button>
      </div>
    </form>
  );
}
