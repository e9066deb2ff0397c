import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { NewSheet } from '../../../shared/domain/vault/keySlots.ts';
import { Button } from '../../design/components/Button.tsx';
import { Notice } from '../../design/components/Notice.tsx';
import { TextField } from '../../design/components/TextField.tsx';
import { useText } from '../../i18n/useText.ts';
import { useVaultValue, vault } from '../../platform/vault.ts';
import { SheetPaper, SheetWords } from './SheetPaper.tsx';
import styles from './SheetSteps.module.css';

interface SheetStepsProps {
  /** `try` begins with the words of a sheet that was made before. */
  readonly begin: 'make' | 'try';
  /** One below the heading of the place. */
  readonly headingLevel: 2 | 3;
  /** As it was typed a moment ago; without it, it is asked for, because the sheet is a key. */
  readonly passphrase?: string | undefined;
  /** Left before a sheet was tried: with one that is still to be tried, or with none. */
  readonly onClose: () => void;
  readonly onTried: () => void;
}

/** Makes a recovery sheet and has its words typed back once: a sheet that was never tried is a hope. */
export function SheetSteps({ begin, headingLevel, passphrase, onClose, onTried }: SheetStepsProps) {
  const Title = `h${headingLevel}` as const;
  const text = useText();
  const slots = useVaultValue({ name: 'keySlots' });
  const [step, setStep] = useState<'asking' | 'words' | 'trying'>(begin === 'try' ? 'trying' : 'asking');
  const [sheet, setSheet] = useState<NewSheet | null>(null);
  const [typed, setTyped] = useState('');
  const [problem, setProblem] = useState<string>();
  const [working, setWorking] = useState(false);
  const begun = useRef(false);

  const go = (to: typeof step): void => {
    setTyped('');
    setProblem(undefined);
    setStep(to);
  };
  const make = async (words: string): Promise<void> => {
    setWorking(true);
    const made = await vault.commands.makeRecoverySheet(words);
    setWorking(false);
    if (!made.ok) return setProblem(text.failure(made.error));
    setSheet(made.value);
    return go('words');
  };
  const rehearse = async (): Promise<void> => {
    setWorking(true);
    const opened = await vault.commands.rehearseRecoverySheet(typed);
    setWorking(false);
    if (!opened.ok) return setProblem(text.failure(opened.error));
    // Where a sheet is enough on a new computer, this one takes its place there.
    void vault.exchange.settleSheet();
    return onTried();
  };
  useEffect(() => {
    if (begin === 'try' || passphrase === undefined || begun.current) return;
    begun.current = true; // a sheet is made once, however often the effect runs
    void make(passphrase);
  });
  const type = (value: string): void => {
    setTyped(value);
    setProblem(undefined);
  };
  const submit = (event: FormEvent, act: () => Promise<void>): void => {
    event.preventDefault();
    void act();
  };

  if (step === 'asking' && begun.current && problem === undefined) return <Notice>{text('vault.sheet.making')}</Notice>;
  if (step === 'asking') {
    return (
      <form className={styles.form} noValidate onSubmit={(event) => submit(event, () => make(typed))}>
        {slots?.sheets.some(({ rehearsedAt }) => rehearsedAt !== null) === true && <p className={styles.muted}>{text('vault.sheet.another')}</p>}
        <TextField label={text('vault.sheet.ask')} type="password" autoComplete="current-password" autoFocus value={typed} onChange={type} error={problem} />
        <div className={styles.row}>
          <Button type="submit" look="primary" isDisabled={working}>{text('vault.sheet.make')}</Button>
          <Button look="quiet" onPress={onClose}>{text('common.cancel')}</Button>
        </div>
      </form>
    );
  }
  if (step === 'words' && sheet !== null) {
    return (
      <div className={styles.form}>
        <Title>{text('vault.sheet.words', { name: sheet.name })}</Title>
        <p className={styles.muted}>{text('vault.sheet.once')}</p>
        <SheetWords sheet={sheet} />
        <SheetPaper sheet={sheet} />
        <div className={styles.row}>
          <Button look="primary" autoFocus onPress={() => window.print()}>{text('vault.sheet.print')}</Button>
          <Button onPress={() => go('trying')}>{text('vault.sheet.have')}</Button>
        </div>
      </div>
    );
  }
  return (
    <form className={styles.form} noValidate onSubmit={(event) => submit(event, rehearse)}>
      <TextField label={text('vault.sheet.try.words')} description={text('vault.sheet.try.text')} lines={5} autoFocus autoComplete="off" spellCheck="false" value={typed} onChange={type} error={problem} maxLength={2_000} />
      <div className={styles.row}>
        <Button type="submit" look="primary" isDisabled={working}>{text(working ? 'vault.sheet.checking' : 'vault.sheet.check')}</Button>
        {sheet !== null && <Button look="quiet" onPress={() => go('words')}>{text('vault.sheet.show')}</Button>}
        <Button look="quiet" onPress={onClose}>{text('common.later')}</Button>
      </div>
    </form>
  );
}
