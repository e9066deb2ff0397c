import { useState } from 'react';
import { generatePassphrase, passphraseSuffices } from '../../../../shared/crypto/passphrase.ts';
import { Button } from '../../../design/components/Button.tsx';
import { Card } from '../../../design/components/Card.tsx';
import { Notice } from '../../../design/components/Notice.tsx';
import { TextField } from '../../../design/components/TextField.tsx';
import { useText } from '../../../i18n/useText.ts';
import { randomBelow } from '../../../platform/randomBelow.ts';
import { vault } from '../../../platform/vault.ts';
import styles from '../SettingsScreen.module.css';

const nothing = { current: '', next: '', repeat: '' };
type Step = 'closed' | 'open' | 'working' | 'done';

/** Changes the passphrase. What is typed lives in this form until the worker has answered, and nowhere afterwards. */
export function PassphraseCard() {
  const text = useText();
  const [step, setStep] = useState<Step>('closed');
  const [typed, setTyped] = useState(nothing);
  const [words, setWords] = useState('');
  const [problem, setProblem] = useState<{ readonly field: keyof typeof nothing | null; readonly said: string } | null>(null);
  const errorOf = (field: keyof typeof nothing): string | undefined => (problem?.field === field ? problem.said : undefined);
  const set = (field: keyof typeof nothing) => (value: string) => {
    setTyped({ ...typed, [field]: value });
    setProblem(null);
  };

  const change = async (): Promise<void> => {
    if (typed.current === '') return setProblem({ field: 'current', said: text('unlock.empty') });
    const { estimateStrength } = await import('../../../vault/passphraseStrength.ts');
    if (!passphraseSuffices(typed.next, typed.next === '' ? 0 : (await estimateStrength(typed.next)).score)) return setProblem({ field: 'next', said: text('failure.vault.weakPassphrase') });
    if (typed.next !== typed.repeat) return setProblem({ field: 'repeat', said: text('firstStart.vault.differs') });
    setStep('working');
    const changed = await vault.commands.changePassphrase(typed.current, typed.next);
    if (changed.ok) {
      setTyped(nothing);
      return setStep('done');
    }
    setStep('open');
    return setProblem({ field: changed.error.code === 'vault.wrongPassphrase' ? 'current' : null, said: text.failure(changed.error) });
  };

  return (
    <Card title={text('vault.passphrase')}>
      <p className={styles.muted}>{text('vault.passphrase.text')}</p>
      {step === 'done' && <Notice tone="good">{text('vault.passphrase.changed')}</Notice>}
      {step === 'closed' || step === 'done' ? (
        <div className={styles.row}>
          <Button
            onPress={() => {
              setWords(generatePassphrase({ randombytes_uniform: randomBelow }));
              setStep('open');
            }}
          >
            {text('vault.passphrase.change')}
          </Button>
        </div>
      ) : (
        <form
          className={styles.form}
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void change();
          }}
        >
          <TextField label={text('vault.passphrase.current')} type="password" autoComplete="current-password" autoFocus value={typed.current} onChange={set('current')} error={errorOf('current')} />
          <TextField label={text('vault.passphrase.next')} type="password" autoComplete="new-password" value={typed.next} onChange={set('next')} error={errorOf('next')} />
          <TextField label={text('vault.passphrase.repeat')} type="password" autoComplete="new-password" value={typed.repeat} onChange={set('repeat')} error={errorOf('repeat')} />
          <div className={styles.row}>
            <span className={styles.mono}>{text('vault.passphrase.suggested', { words })}</span>
            <Button look="quiet" onPress={() => setTyped({ ...typed, next: words, repeat: words })}>
              {text('vault.passphrase.use')}
            </Button>
          </div>
          {problem !== null && problem.field === null && <Notice tone="problem">{problem.said}</Notice>}
          <div className={styles.row}>
            <Button type="submit" look="primary" isDisabled={step === 'working'}>
              {text(step === 'working' ? 'vault.passphrase.changing' : 'vault.passphrase.submit')}
            </Button>
            <Button
              look="quiet"
              onPress={() => {
                setTyped(nothing);
                setProblem(null);
                setStep('closed');
              }}
            >
              {text('common.cancel')}
            </Button>
          </div>
        </form>
      )}
    </Card>
  );
}
