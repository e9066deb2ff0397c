import { useState } from 'react';
import type { Failure } from '../../../../shared/errors/result.ts';
import { Button } from '../../../design/components/Button.tsx';
import { Dialog } from '../../../design/components/Dialog.tsx';
import { Notice } from '../../../design/components/Notice.tsx';
import { TextField } from '../../../design/components/TextField.tsx';
import { useText } from '../../../i18n/useText.ts';
import styles from './Margin.module.css';
import { shortQuote } from './placedMarks.ts';

interface MarkDialogProps {
  readonly quote: string;
  /** Language and direction of the quotation. */
  readonly content: { readonly lang: string; readonly dir: 'ltr' | 'rtl' };
  readonly note: string;
  readonly onSave: (note: string) => Promise<Failure | null>;
  /** Left out for a mark that is not kept yet. */
  readonly onRemove?: () => Promise<Failure | null>;
  readonly onClose: () => void;
}

/** The reader's own words on a passage. */
export function MarkDialog({ quote, content, note: before, onSave, onRemove, onClose }: MarkDialogProps) {
  const text = useText();
  const [note, setNote] = useState(before);
  const [failure, setFailure] = useState<Failure | null>(null);
  const finish = async (work: Promise<Failure | null>): Promise<void> => {
    const found = await work;
    if (found === null) onClose();
    else setFailure(found);
  };
  return (
    <Dialog title={text('margin.note.title')} isOpen onClose={onClose}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          void finish(onSave(note.trim()));
        }}
      >
        {quote !== '' && <blockquote className={styles.quote} {...content}>{shortQuote(quote, 400)}</blockquote>}
        <TextField label={text('margin.note.label')} description={text('margin.note.help')} lines={5} value={note} onChange={setNote} maxLength={4_000} autoFocus />
        {failure !== null && <Notice tone="problem">{text.failure(failure)}</Notice>}
        <div className={styles.row}>
          <Button type="submit" look="primary">{text('common.save')}</Button>
          <Button look="quiet" onPress={onClose}>{text('common.cancel')}</Button>
          {onRemove !== undefined && (
            <Button look="quiet" onPress={() => void finish(onRemove())}>{text('margin.remove')}</Button>
          )}
        </div>
      </form>
    </Dialog>
  );
}
