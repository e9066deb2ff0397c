import { useState } from 'react';
import { passphraseSuffices } from '../../../shared/crypto/passphrase.ts';
import type { UnlockReport } from '../../../shared/domain/vault/vaultStatus.ts';
import { Button } from '../../design/components/Button.tsx';
import { Notice } from '../../design/components/Notice.tsx';
import { TextField } from '../../design/components/TextField.tsx';
import { useText } from '../../i18n/useText.ts';
import { vault } from '../../platform/vault.ts';
import styles from './UnlockScreen.module.css';

const nothing = { words: '', next: '', repeat: '' };
type Field = keyof typeof nothing;

/** The way in without the passphrase: the words of the sheet, and a new passphrase in the same step. */
export function RecoverForm({ onOpened, onBack }: { readonly onOpened: (report: UnlockReport) => void; readonly onBack: () => void }) {
  const text = useText();
  const [typed, setTyped] = useState(nothing);
  const [problem, setProblem] = useState<{ readonly field: Field | null; readonly said: string } | null>(null);
  const [working, setWorking] = useState(false);
  const of = (field: Field) => ({
    value: typed[field],
    error: problem?.field === field ? problem.said : undefined,
    onChange: (value: string) => {
      setTyped({ ...typed, [field]: value });
      setProblem(null);
    },
  });

  const recover = async (): Promise<void> => {
    const { estimateStrength } = await import('../../vault/passphraseStrength.ts');
    if (!passphraseSuffices(typed.next, typed.next === '' ? 0 : (await estimateStrength(typed.next)).score)) return setProblem({ field: 'next', said: text('failure.vault.weakPassphrase') });
    if (typed.next !== typed.repeat) return setProblem({ field: 'repeat', said: text('firstStart.vault.differs') });
    setWorking(true);
    const opened = await vault.recover(typed.words, typed.next);
    setWorking(false);
    if (opened.ok) return onOpened(opened.value);
    const ofWords = opened.error.code.startsWith('vault.sheet') || opened.error.code === 'vault.wrongSheet';
    return setProblem({ field: ofWords ? 'words' : null, said: text.failure(opened.error) });
  };

  return (
    <form
      className={styles.sheet}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void recover();
      }}
    >
      <h1>{text('vault.recover')}</h1>
      <p className={styles.lead}>{text('vault.recover.text')}</p>
      <TextField label={text('vault.sheet.try.words')} lines={5} autoFocus autoComplete="off" spellCheck="false" maxLength={2_000} {...of('words')} />
      <TextField label={text('vault.passphrase.next')} type="password" autoComplete="new-password" {...of('next')} />
      <TextField label={text('vault.passphrase.repeat')} type="password" autoComplete="new-password" {...of('repeat')} />
      {problem !== null && problem.field === null && <Notice tone="problem">{problem.said}</Notice>}
      <Button type="submit" look="primary" wide isDisabled={working}>
        {text(working ? 'unlock.opening' : 'vault.recover.submit')}
      </Button>
      <Button look="quiet" onPress={onBack}>{text('vault.recover.back')}</Button>
    </form>
  );
}
