import { useEffect, useState } from 'react';
import { useForm } from 'react-hook-form';
import { generatePassphrase, passphraseSuffices } from '../../../../shared/crypto/passphrase.ts';
import { randomBelow } from '../../../platform/randomBelow.ts';
import { bridge } from '../../../platform/bridge.ts';
import { vault } from '../../../platform/vault.ts';
import type { Failure } from '../../../../shared/errors/result.ts';
import { Button } from '../../../design/components/Button.tsx';
import { Card } from '../../../design/components/Card.tsx';
import { Notice } from '../../../design/components/Notice.tsx';
import { TextField } from '../../../design/components/TextField.tsx';
import { useText } from '../../../i18n/useText.ts';
import { PracticeCard } from '../../practice/index.ts';
import { RestoreForm } from '../../unlock/index.ts';
import { StrengthLine } from './StrengthLine.tsx';
import { judgeStrength, useStrength } from '../useStrength.ts';
import styles from '../FirstStart.module.css';

const suggest = (): string => generatePassphrase({ randombytes_uniform: randomBelow });

interface Entries {
  readonly passphrase: string;
  readonly repeat: string;
}

interface VaultStepProps {
  readonly onWorking: (working: boolean) => void;
  /** Another computer let this one in, or a recovery sheet did: the vault is there already and gets a passphrase of this computer. */
  readonly entered: 'device' | 'sheet' | null;
  readonly onOtherDevice: () => void;
  readonly onSheet: () => void;
  /** Gives the passphrase of the vault that was made to the step after this one. */
  readonly onMade: (passphrase: string) => void;
}

/** Makes the vault. The passphrase lives in this form until the worker has it, and in the step after it until that is left. */
export function VaultStep({ onWorking, entered: enteredBy, onOtherDevice, onSheet, onMade }: VaultStepProps) {
  const entered = enteredBy !== null;
  const text = useText();
  const [words, setWords] = useState(suggest);
  const [shown, setShown] = useState(false);
  const [problem, setProblem] = useState<Failure | null>(null);
  const [program, setProgram] = useState<string | null>(null);
  const { handleSubmit, setValue, setError, clearErrors, watch, formState } = useForm<Entries>({ defaultValues: { passphrase: '', repeat: '' } });
  const { passphrase, repeat } = watch();
  const strength = useStrength(passphrase);

  useEffect(() => {
    void bridge.call('app.info').then((info) => info.ok && setProgram(info.value.syncedBy));
  }, []);

  const create = handleSubmit(async (entries) => {
    setProblem(null);
    if (entries.passphrase.trim() === '') return setError('passphrase', { message: text('firstStart.vault.empty') }, { shouldFocus: true });
    // Judged anew: what is shown lags behind the typing, and whoever pastes and presses Enter is faster.
    const { score } = await judgeStrength(entries.passphrase);
    if (!passphraseSuffices(entries.passphrase, score)) return setError('passphrase', { message: text('failure.vault.weakPassphrase') }, { shouldFocus: true });
    if (entries.passphrase !== entries.repeat) return setError('repeat', { message: text('firstStart.vault.differs') }, { shouldFocus: true });
    onWorking(true);
    onMade(entries.passphrase);
    const made = await (entered ? vault.enter(entries.passphrase) : vault.create({ passphrase: entries.passphrase }));
    onWorking(false);
    if (!made.ok) setProblem(made.error);
  });

  const type = shown ? 'text' : 'password';
  return (
    <form className={styles.form} onSubmit={(event) => void create(event)} noValidate>
      <h1>{text(entered ? 'enter.passphrase.title' : 'firstStart.vault.title')}</h1>
      <p className={styles.lead}>{text(enteredBy === 'sheet' ? 'recovery.passphrase.text' : entered ? 'enter.passphrase.text' : 'firstStart.vault.text')}</p>
      {!entered && (
        <div className={styles.row}>
          <Button onPress={onOtherDevice}>{text('enter.offer')}</Button>
          <Button onPress={onSheet}>{text('recovery.offer')}</Button>
        </div>
      )}
      {program !== null && <Notice>{text('firstStart.vault.synced', { program })}</Notice>}
      <Card title={text('firstStart.vault.suggestion')}>
        <p className={styles.words} data-testid="suggested-words">
          {words}
        </p>
        <p className={styles.lead}>{text('firstStart.vault.suggestionHelp')}</p>
        <div className={styles.row}>
          <Button
            onPress={() => {
              setValue('passphrase', words);
              setValue('repeat', words);
              clearErrors();
            }}
          >
            {text('firstStart.vault.use')}
          </Button>
          <Button look="quiet" onPress={() => setWords(suggest())}>
            {text('firstStart.vault.other')}
          </Button>
        </div>
      </Card>
      <TextField
        label={text('firstStart.vault.passphrase')}
        description={text('firstStart.vault.passphraseHelp')}
        type={type}
        autoComplete="new-password"
        value={passphrase}
        onChange={(value) => {
          setValue('passphrase', value);
          clearErrors('passphrase');
        }}
        error={formState.errors.passphrase?.message}
      />
      <StrengthLine strength={strength} />
      <TextField
        label={text('firstStart.vault.repeat')}
        type={type}
        autoComplete="new-password"
        value={repeat}
        onChange={(value) => {
          setValue('repeat', value);
          clearErrors('repeat');
        }}
        error={formState.errors.repeat?.message}
      />
      {problem !== null && <Notice tone="problem">{text.failure(problem)}</Notice>}
      <div className={styles.row}>
        <Button type="submit" look="primary" isDisabled={formState.isSubmitting}>
          {text(entered ? 'enter.passphrase.create' : 'firstStart.vault.create')}
        </Button>
        <Button look="quiet" onPress={() => setShown(!shown)} aria-pressed={shown}>
          {text(shown ? 'firstStart.vault.hide' : 'firstStart.vault.show')}
        </Button>
      </div>
      {formState.isSubmitting && <Notice>{text('firstStart.vault.creating')}</Notice>}
      {!entered && <p className={styles.lead}>{text('enter.lost')}</p>}
      {!entered && <RestoreForm />}
      {!entered && <PracticeCard />}
    </form>
  );
}
