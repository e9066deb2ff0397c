import { Check, Copy } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Button } from '../../../design/components/Button.tsx';
import { useText } from '../../../i18n/useText.ts';
import { PrintButtons } from '../print/PrintButtons.tsx';
import styles from './ReadingColumn.module.css';

/** How long "Copied" stands in place of the offer. */
const copiedForMs = 2_000;

interface PageActionsProps {
  readonly copyLabel: string;
  readonly copyText: string;
  /** Name to propose for a PDF of the page; without it the page is not offered for printing. */
  readonly pdfName?: string;
}

/** What can be done with a page: take a text from it along, or print it. */
export function PageActions({ copyLabel, copyText, pdfName }: PageActionsProps) {
  const text = useText();
  const [copied, setCopied] = useState(false);
  const timer = useRef<number | undefined>(undefined);
  useEffect(() => () => window.clearTimeout(timer.current), []);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(copyText);
    setCopied(true);
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(() => setCopied(false), copiedForMs);
  };
  return (
    <div className={styles.actions}>
      <Button look="quiet" onPress={() => void copy()}>
        {copied ? <Check size={15} aria-hidden="true" /> : <Copy size={15} aria-hidden="true" />}
        <span aria-live="polite">{copied ? text('common.copied') : copyLabel}</span>
      </Button>
      {pdfName !== undefined && <PrintButtons fileName={pdfName} />}
    </div>
  );
}
