import { useEffect, useState } from 'react';
import { useForm } from 'react-hook-form';
import type { UnlockReport } from '../../../shared/domain/vault/vaultStatus.ts';
import { Mark } from '../../app/shell/Mark.tsx';
import { Button } from '../../design/components/Button.tsx';
import { Notice } from '../../design/components/Notice.tsx';
import { TextField } from '../../design/components/TextField.tsx';
import { useText } from '../../i18n/useText.ts';
import { bridge } from '../../platform/bridge.ts';
import { vault } from '../../platform/vault.ts';
import { RecoverForm } from './RecoverForm.tsx';
import { RestoreForm } from './RestoreForm.tsx';
import styles from './UnlockScreen.module.css';

/** Damage for which a backup holds what is missing. */
const curedByBackup = new Set(['vault.damaged', 'vault.storeMissing']);

/** One field. A wrong passphrase keeps what was typed out of sight and says what to check. */
export function UnlockScreen({ onOpened }: { readonly onOpened: (report: UnlockReport) => void }) {
  const text = useText();
  const { handleSubmit, setValue, watch, setError, clearErrors, formState } = useForm({ defaultValues: { passphrase: '' } });
  const [problem, setProblem] = useState<{ readonly code: string; readonly said: string } | null>(null);
  const [forgotten, setForgotten] = useState(false);
  const [recovering, setRecovering] = useState(false);
  const passphrase = watch('passphrase');
  const [canQuickly, setCanQuickly] = useState(false);
  useEffect(() => {
    void bridge.call('vault.deviceKeyState').then((state) => setCanQuickly(state.ok && state.value.quick && state.value.store === 'available'));
  }, []);

  const unlock = handleSubmit(async ({ passphrase: entered }) => {
    setProblem(null);
    if (entered === '') return setError('passphrase', { message: text('unlock.empty') });
    const opened = await vault.unlock(entered);
    if (opened.ok) return onOpened(opened.value);
    if (opened.error.code === 'vault.wrongPassphrase') setError('passphrase', { message: text.failure(opened.error) });
    else setProblem({ code: opened.error.code, said: text.failure(opened.error) });
    return undefined;
  });

  const unlockQuickly = async (): Promise<void> => {
    setProblem(null);
    const opened = await vault.unlockQuickly();
    if (opened.ok) return onOpened(opened.value);
    return setProblem({ code: opened.error.code, said: text.failure(opened.error) });
  };

  if (recovering) {
    return (
      <main className={styles.page}>
        <RecoverForm onOpened={onOpened} onBack={() => setRecovering(false)} />
      </main>
    );
  }
  return (
    <main className={styles.page}>
      <form className={styles.sheet} onSubmit={(event) => void unlock(event)} noValidate>
        <Mark size={44} />
        <h1>{text('unlock.title')}</h1>
        <p className={styles.lead}>{text('unlock.text')}</p>
        <TextField
          label={text('unlock.passphrase')}
          type="password"
          autoComplete="current-password"
          autoFocus
          value={passphrase}
          onChange={(value) => {
            vault.prepare();
            setValue('passphrase', value);
            clearErrors();
          }}
          error={formState.errors.passphrase?.message}
        />
        {problem !== null && <Notice tone="problem">{problem.said}</Notice>}
        {problem !== null && curedByBackup.has(problem.code) && <RestoreForm />}
        <Button type="submit" look="primary" wide isDisabled={formState.isSubmitting}>
          {text(formState.isSubmitting ? 'unlock.opening' : 'unlock.open')}
        </Button>
        {canQuickly && <Button wide onPress={() => void unlockQuickly()}>{text('unlock.quick')}</Button>}
        <Button look="quiet" onPress={() => setForgotten(!forgotten)} aria-expanded={forgotten}>
          {text('unlock.forgotten')}
        </Button>
        {forgotten && (
          <>
            <p className={styles.lead}>{text('unlock.forgottenText')}</p>
            <Button onPress={() => setRecovering(true)}>{text('vault.recover')}</Button>
          </>
        )}
      </form>
    </main>
  );
}
