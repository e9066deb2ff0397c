import { useEffect, useRef, useState } from 'react';
import { TextField } from './TextField.tsx';

const settleMs = 500;

interface SettlingTextProps {
  readonly label: string;
  readonly description?: string;
  readonly initial: string;
  /** `before`: what stood there when the user began to write. */
  readonly onChange: (value: string, before: string) => void;
  readonly lines?: number;
  readonly isReadOnly?: boolean;
  readonly type?: 'text' | 'number' | 'date';
  readonly maxLength?: number;
}

/** A text that is saved half a second after the last key, and when it is left. What arrives from elsewhere is shown while nobody types here. */
export function SettlingText({ label, description, initial, onChange, lines = 1, isReadOnly = false, type = 'text', maxLength = 20_000 }: SettlingTextProps) {
  const [value, setValue] = useState(initial);
  const sent = useRef(initial);
  const send = useRef(onChange);
  send.current = onChange;
  const latest = useRef(value);
  latest.current = value;
  const flush = (): void => {
    if (latest.current === sent.current) return;
    const before = sent.current;
    sent.current = latest.current;
    send.current(latest.current, before);
  };
  useEffect(() => {
    if (latest.current === sent.current && initial !== sent.current) {
      sent.current = initial;
      setValue(initial);
    }
  }, [initial]);
  useEffect(() => {
    const timer = window.setTimeout(flush, settleMs);
    return () => window.clearTimeout(timer);
  }, [value]);
  useEffect(() => flush, []);
  return <TextField label={label} {...(description === undefined ? {} : { description })} value={value} onChange={setValue} onBlur={flush} lines={lines} isReadOnly={isReadOnly} type={type} maxLength={maxLength} />;
}
