import { useEffect, useRef, useState } from 'react';
import { useText } from '../../../i18n/useText.ts';
import styles from './NotePane.module.css';

const settleMs = 350;

/** The title as a line of the sheet. Typing here is never overtaken by what comes back from the vault. */
export function NoteTitle({ initial, onChange }: { readonly initial: string; readonly onChange: (title: string) => void }) {
  const text = useText();
  const [title, setTitle] = useState(initial);
  const sent = useRef(initial);
  const send = useRef(onChange);
  send.current = onChange;
  useEffect(() => {
    if (title === sent.current) return undefined;
    const now = (): void => {
      if (title === sent.current) return;
      sent.current = title;
      send.current(title);
    };
    const timer = window.setTimeout(now, settleMs);
    return () => window.clearTimeout(timer);
  }, [title]);
  const latest = useRef(title);
  latest.current = title;
  useEffect(
    () => () => {
      if (latest.current !== sent.current) send.current(latest.current);
    },
    [],
  );
  return <input className={styles.title} value={title} onChange={(event) => setTitle(event.target.value)} placeholder={text('note.untitled')} aria-label={text('note.title')} dir="auto" maxLength={300} autoFocus={initial === ''} />;
}
