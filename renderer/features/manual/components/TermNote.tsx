import { type ReactNode, useId, useState } from 'react';
import { useGlossary } from '../../../data/publishedReads.ts';
import styles from './TermNote.module.css';

/** A word with its meaning: shown on hover and on focus, kept open while the pointer is on it, closed by Escape. */
export function TermNote({ id, children }: { readonly id: string; readonly children?: ReactNode }) {
  const noteId = useId();
  const [open, setOpen] = useState(false);
  const entry = useGlossary()?.find((one) => one.id === id);
  if (entry === undefined) return <span>{children}</span>;
  return (
    <span className={styles.wrap} onMouseEnter={() => setOpen(true)} onMouseLeave={() => setOpen(false)} onKeyDown={(event) => event.key === 'Escape' && setOpen(false)}>
      <button type="button" className={styles.term} aria-describedby={open ? noteId : undefined} onFocus={() => setOpen(true)} onBlur={() => setOpen(false)} onClick={() => setOpen(true)}>
        {children}
      </button>
      {open && (
        <span role="tooltip" id={noteId} className={styles.note}>
          <b>{entry.term}</b> {entry.definition}
        </span>
      )}
    </span>
  );
}
