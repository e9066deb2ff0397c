import { useState } from 'react';
import { Button } from '../../../design/components/Button.tsx';
import { Notice } from '../../../design/components/Notice.tsx';
import { nearTime } from '../../../i18n/nearDate.ts';
import { useText } from '../../../i18n/useText.ts';
import { useVaultValue, vault } from '../../../platform/vault.ts';
import { sheetOfferedKey, SheetSteps } from '../../recoverySheet/index.ts';
import styles from '../FirstStart.module.css';

/** Right after the vault, while printer and paper are thought of: the sheet that opens it when the passphrase is forgotten. It may be put off; Today says so until it is done. */
export function MakeSheetStep({ passphrase }: { readonly passphrase: string | undefined }) {
  const text = useText();
  const slots = useVaultValue({ name: 'keySlots' });
  const [shown, setShown] = useState<'closed' | 'make' | 'try'>('closed');
  if (slots === undefined) return null;
  const tried = slots.sheets.some(({ rehearsedAt }) => rehearsedAt !== null);
  const untried = slots.sheets.find(({ rehearsedAt }) => rehearsedAt === null);
  const goOn = (): void => void vault.commands.savePersonalSettings({ [sheetOfferedKey]: true });
  return (
    <div className={styles.form}>
      <h1>{text('firstStart.sheet.title')}</h1>
      <p className={styles.lead}>{text('firstStart.sheet.text')}</p>
      {tried && <Notice tone="good">{text('vault.sheet.done')}</Notice>}
      {!tried && shown !== 'closed' && <SheetSteps begin={shown} headingLevel={2} passphrase={passphrase} onClose={() => setShown('closed')} onTried={() => setShown('closed')} />}
      {!tried && shown === 'closed' && untried !== undefined && <Notice>{text('vault.sheet.untried', { name: untried.name, when: nearTime(text, untried.madeAt, Date.now()) })}</Notice>}
      {shown === 'closed' && (
        <div className={styles.row}>
          {tried && <Button look="primary" autoFocus onPress={goOn}>{text('common.continue')}</Button>}
          {!tried && untried !== undefined && <Button look="primary" onPress={() => setShown('try')}>{text('vault.sheet.try')}</Button>}
          {!tried && <Button look={untried === undefined ? 'primary' : 'plain'} autoFocus={untried === undefined} onPress={() => setShown('make')}>{text(untried === undefined ? 'vault.remind.open' : 'vault.sheet.makeAnother')}</Button>}
          {!tried && <Button look="quiet" onPress={goOn}>{text('common.later')}</Button>}
        </div>
      )}
      {!tried && shown === 'closed' && <p className={styles.lead}>{text('firstStart.sheet.later')}</p>}
    </div>
  );
}
