import { useEffect, useRef, useState } from 'react';
import { useText } from '../../../i18n/useText.ts';
import type { SaveTracker } from '../useSaveState.ts';
import styles from './NotePane.module.css';

const settleMs = 350;

interface NoteTitleProps {
  readonly initial: string;
  readonly onChange: (title: string) => void;
  /** Told that something waits here to be sent, so that nothing is called saved meanwhile. */
  readonly hold: SaveTracker['hold'];
}

/** The title as a line of the sheet. Typing here is never overtaken by what comes back from the vault. */
export function NoteTitle({ initial, onChange, hold }: NoteTitleProps) {
  const text = useText();
  const [title, setTitle] = useState(initial);
  const sent = useRef(initial);
  const release = useRef<(() => void) | null>(null);
  const send = useRef(onChange);
  send.current = (changed) => {
    if (changed !== sent.current) onChange(changed);
    sent.current = changed;
    release.current?.();
    release.current = null;
  };
  useEffect(() => {
    if (release.current === null) return undefined;
    const timer = window.setTimeout(() => send.current(title), settleMs);
    return () => window.clearTimeout(timer);
  }, [title]);
  // What another device made of the title shows, unless something is being typed here.
  useEffect(() => {
    if (release.current !== null) return;
    sent.current = initial;
    setTitle(initial);
  }, [initial]);
  const latest = useRef(title);
  latest.current = title;
  useEffect(
    () => () => {
      if (release.current !== null) send.current(latest.current);
    },
    [],
  );
  return (
    <input
      className={styles.title}
      value={title}
      onChange={(event) => {
        release.current ??= hold();
        setTitle(event.target.value);
      }}
      onBlur={() => release.current !== null && send.current(title)}
      placeholder={text('note.untitled')}
      aria-label={text('note.title')}
      dir="auto"
      autoComplete="off"
      maxLength={300}
      autoFocus={initial === ''}
    />
  );
}
