import { createPortal } from 'react-dom';
import type { NewSheet } from '../../../shared/domain/vault/keySlots.ts';
import { useSecretariat } from '../../data/secretariatQueries.ts';
import { exactDate } from '../../i18n/nearDate.ts';
import { useText } from '../../i18n/useText.ts';
import styles from './SheetPaper.module.css';

/** The page that is printed. On screen it does not show; on paper nothing else does. */
export function SheetPaper({ sheet }: { readonly sheet: NewSheet }) {
  const text = useText();
  const joined = useSecretariat().data?.joined;
  return createPortal(
    <section className={styles.paper} data-paper="sheet" aria-hidden="true">
      <h1>{text('vault.sheet.paper.title', { name: sheet.name })}</h1>
      <p>{text('vault.sheet.paper.made', { date: exactDate(text, sheet.madeAt.slice(0, 10)) })}</p>
      <SheetWords sheet={sheet} />
      <p>{text('vault.sheet.paper.use')}</p>
      {joined != null && <p>{text('recovery.paper', { address: joined.address })}</p>}
      <p>{text('vault.sheet.paper.care')}</p>
    </section>,
    document.body,
  );
}

/** Numbered, in four columns that are read downwards. The words are English whatever the interface is. */
export function SheetWords({ sheet }: { readonly sheet: NewSheet }) {
  return (
    <ol className={styles.words} dir="ltr" lang="en" data-testid="sheet-words">
      {sheet.words.map((word, index) => (
        <li key={`${index}-${word}`}>{word}</li>
      ))}
    </ol>
  );
}
