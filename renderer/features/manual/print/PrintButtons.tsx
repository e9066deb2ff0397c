import { FileDown, Printer } from 'lucide-react';
import { useState } from 'react';
import type { Failure } from '../../../../shared/errors/result.ts';
import { Button } from '../../../design/components/Button.tsx';
import { Notice } from '../../../design/components/Notice.tsx';
import { useText } from '../../../i18n/useText.ts';
import { bridge } from '../../../platform/bridge.ts';
import styles from './Print.module.css';

type State = { readonly kind: 'idle' } | { readonly kind: 'making' } | { readonly kind: 'saved'; readonly fileName: string; readonly pages: number } | { readonly kind: 'failed'; readonly failure: Failure };

/** Prints what is open, or keeps it as a PDF. A PDF that is being made can be given up. */
export function PrintButtons({ fileName }: { readonly fileName: string }) {
  const text = useText();
  const [state, setState] = useState<State>({ kind: 'idle' });
  const save = async (): Promise<void> => {
    setState({ kind: 'making' });
    const made = await bridge.call('manual.savePdf', fileName.replaceAll(/[/\\\p{Cc}]/gu, ' ').slice(0, 120));
    if (!made.ok) setState(made.error.code === 'documents.cancelled' ? { kind: 'idle' } : { kind: 'failed', failure: made.error });
    else if (made.value.fileName === null) setState({ kind: 'idle' });
    else setState({ kind: 'saved', fileName: made.value.fileName, pages: made.value.pages ?? 0 });
  };
  return (
    <div className={styles.buttons}>
      <div className={styles.row}>
        <Button look="quiet" onPress={() => window.print()}>
          <Printer size={15} aria-hidden="true" />
          {text('manual.print')}
        </Button>
        <Button look="quiet" isDisabled={state.kind === 'making'} onPress={() => void save()}>
          <FileDown size={15} aria-hidden="true" />
          {text('print.pdf')}
        </Button>
        {state.kind === 'making' && (
          <>
            <span role="status">{text('print.making')}</span>
            <Button look="quiet" onPress={() => void bridge.call('manual.cancelPdf')}>{text('common.cancel')}</Button>
          </>
        )}
      </div>
      {state.kind === 'saved' && <Notice tone="good">{text('print.saved', { file: state.fileName, pages: state.pages })}</Notice>}
      {state.kind === 'failed' && <Notice tone="problem">{text.failure(state.failure)}</Notice>}
    </div>
  );
}
