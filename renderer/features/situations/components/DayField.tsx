import { useState } from 'react';
import { TextField } from '../../../design/components/TextField.tsx';
import { useText } from '../../../i18n/useText.ts';

interface DayFieldProps {
  readonly label: string;
  readonly description?: string;
  readonly value: string | null;
  /** Only later days are taken. */
  readonly after?: string;
  readonly onChange: (day: string | null) => void;
}

/** A day, or none. Half a date is not sent, and one that is not taken stays in the field with what to do about it. */
export function DayField({ label, description, value, after, onChange }: DayFieldProps) {
  const text = useText();
  const [refused, setRefused] = useState<string | null>(null);
  const change = (typed: string): void => {
    const whole = /^[12]\d{3}-\d{2}-\d{2}$/.test(typed);
    if (typed !== '' && !whole) return; // a year that is still being typed
    const isRefused = whole && after !== undefined && typed <= after;
    setRefused(isRefused ? typed : null);
    if (!isRefused) onChange(whole ? typed : null);
  };
  return <TextField label={label} description={description} type="date" value={refused ?? value ?? ''} onChange={change} error={refused === null ? undefined : text('note.day.past')} />;
}
