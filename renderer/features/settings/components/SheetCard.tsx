import { useState } from 'react';
import type { NewSheet } from '../../../../shared/domain/vault/keySlots.ts';
import { Button } from '../../../design/components/Button.tsx';
import { Card } from '../../../design/components/Card.tsx';
import { Notice } from '../../../design/components/Notice.tsx';
import { TextField } from '../../../design/components/TextField.tsx';
import { nearTime } from '../../../i18n/nearDate.ts';
import { useText } from '../../../i18n/useText.ts';
import { useVaultValue, vault } from '../../../platform/vault.ts';
import { SheetPaper, SheetWords } from './SheetPaper.tsx';
import styles from '../SettingsScreen.module.css';

type Step = 'closed' | 'asking' | 'words' | 'trying' | 'done';

/** Makes a recovery sheet and has its words typed back once: a sheet that was never tried is a hope. */
export function SheetCard() {
  const text = useText();
  const slots = useVaultValue({ name: 'keySlots' });
  const [step, setStep] = useState<Step>('closed');
  const [sheet, setSheet] = useState<NewSheet | null>(null);
  const [typed, setTyped] = useState('');
  const [problem, setProblem] = useState<string>();
  const [working, setWorking] = useState(false);
  if (slots === undefined) return null;
  const tried = slots.sheets.find(({ rehearsedAt }) => rehearsedAt !== null);
  const untried = slots.sheets.find(({ rehearsedAt }) => rehearsedAt === null);

  const go = (to: Step): void => {
    setTyped('');
    setProblem(undefined);
    setStep(to);
  };
  const leave = (to: 'closed' | 'done'): void => {
    setSheet(null);
    go(to);
  };
  const make = async (): Promise<void> => {
    setWorking(true);
    const made = await vault.commands.makeRecoverySheet(typed);
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
    return leave('done');
  };
  const type = (value: string): void => {
    setTyped(value);
    setProblem(undefined);
  };

  return (
    <Card title={text('vault.sheet')}>
      <p className={styles.muted}>{text('vault.sheet.text')}</p>
      {tried === undefined && untried === undefined && <Notice>{text('vault.sheet.none')}</Notice>}
      {tried?.rehearsedAt != null && <p>{text('vault.sheet.good', { name: tried.name, when: nearTime(text, tried.rehearsedAt, Date.now()) })}</p>}
      {untried !== undefined && step === 'closed' && <Notice>{text('vault.sheet.untried', { name: untried.name, when: nearTime(text, untried.madeAt, Date.now()) })}</Notice>}
      {step === 'done' && <Notice tone="good">{text('vault.sheet.done')}</Notice>}
      {(step === 'closed' || step === 'done') && (
        <div className={styles.row}>
          {untried !== undefined && <Button onPress={() => go('trying')}>{text('vault.sheet.try')}</Button>}
          <Button look={untried === undefined ? 'plain' : 'quiet'} onPress={() => go('asking')}>
            {text(slots.sheets.length === 0 ? 'vault.sheet.make' : 'vault.sheet.makeAnother')}
          </Button>
        </div>
      )}
      {step === 'asking' && (
        <form
          className={styles.form}
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void make();
          }}
        >
          {tried !== undefined && <p className={styles.muted}>{text('vault.sheet.another')}</p>}
          <TextField label={text('vault.sheet.ask')} type="password" autoComplete="current-password" autoFocus value={typed} onChange={type} error={problem} />
          <div className={styles.row}>
            <Button type="submit" look="primary" isDisabled={working}>{text('vault.sheet.make')}</Button>
            <Button look="quiet" onPress={() => leave('closed')}>{text('common.cancel')}</Button>
          </div>
        </form>
      )}
      {step === 'words' && sheet !== null && (
        <div className={styles.form}>
          <h3>{text('vault.sheet.words', { name: sheet.name })}</h3>
          <p className={styles.muted}>{text('vault.sheet.once')}</p>
          <SheetWords sheet={sheet} />
          <SheetPaper sheet={sheet} />
          <div className={styles.row}>
            <Button look="primary" autoFocus onPress={() => window.print()}>{text('vault.sheet.print')}</Button>
            <Button onPress={() => go('trying')}>{text('vault.sheet.have')}</Button>
          </div>
        </div>
      )}
      {step === 'trying' && (
        <form
          className={styles.form}
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void rehearse();
          }}
        >
          <TextField label={text('vault.sheet.try.words')} description={text('vault.sheet.try.text')} lines={5} autoFocus autoComplete="off" spellCheck="false" value={typed} onChange={type} error={problem} maxLength={2_000} />
          <div className={styles.row}>
            <Button type="submit" look="primary" isDisabled={working}>{text(working ? 'vault.sheet.checking' : 'vault.sheet.check')}</Button>
            {sheet !== null && <Button look="quiet" onPress={() => go('words')}>{text('vault.sheet.show')}</Button>}
            <Button look="quiet" onPress={() => leave('closed')}>{text('common.later')}</Button>
          </div>
        </form>
      )}
    </Card>
  );
}
