import { type ReactNode, useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import { useWordedGlossary } from '../../../data/useTranslatedWords.ts';
import { contentDirection } from '../../../i18n/contentDirection.ts';
import styles from './TermNote.module.css';

/** Time for the pointer to cross from the word to its note. */
const leaveAfterMs = 140;

/**
 * A word with its meaning: shown on hover, on focus and on a tap, kept open while the pointer is on either, closed by Escape wherever
 * the focus is. The note stands in the top layer beside its word, so that no column clips it.
 */
export function TermNote({ id, children }: { readonly id: string; readonly children?: ReactNode }) {
  const noteId = useId();
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const note = useRef<HTMLSpanElement>(null);
  const leaving = useRef<number | undefined>(undefined);
  const { value: entries, language } = useWordedGlossary();
  const entry = entries.find((one) => one.id === id);

  const show = (): void => {
    window.clearTimeout(leaving.current);
    setOpen(true);
  };
  const leave = (): void => {
    window.clearTimeout(leaving.current);
    leaving.current = window.setTimeout(() => setOpen(false), leaveAfterMs);
  };

  useEffect(() => () => window.clearTimeout(leaving.current), []);
  useLayoutEffect(() => {
    if (!open) return undefined;
    const source = button.current;
    if (source !== null) note.current?.showPopover({ source });
    const close = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      setOpen(false);
    };
    document.addEventListener('keydown', close, true);
    return () => document.removeEventListener('keydown', close, true);
  }, [open]);

  if (entry === undefined) return <span>{children}</span>;
  return (
    <span onPointerEnter={(event) => event.pointerType === 'mouse' && show()} onPointerLeave={(event) => event.pointerType === 'mouse' && document.activeElement !== button.current && leave()}>
      <button ref={button} type="button" className={styles.term} aria-describedby={open ? noteId : undefined} onFocus={show} onBlur={leave} onClick={show}>
        {children}
      </button>
      {open && (
        <span ref={note} popover="manual" role="tooltip" id={noteId} className={styles.note} lang={language} dir={contentDirection(language)}>
          <span className={styles.card}>
            <b>{entry.term}</b> {entry.definition}
          </span>
        </span>
      )}
    </span>
  );
}
