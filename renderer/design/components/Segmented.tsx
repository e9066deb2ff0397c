import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import styles from './Segmented.module.css';

interface SegmentedProps<T extends string> {
  readonly label: string;
  readonly options: readonly { readonly value: T; readonly label: string; readonly mark?: React.ReactNode }[];
  readonly value: T | null;
  /** null when the chosen one is pressed again: the answer is taken back. */
  readonly onChange: (value: T | null) => void;
  readonly isDisabled?: boolean;
}

/** Moves the focus to the same control in the row before or after. Rows are elements with `data-row`. */
function toRow(from: HTMLElement, by: 1 | -1): boolean {
  const rows = [...document.querySelectorAll<HTMLElement>('[data-row]')];
  const row = from.closest<HTMLElement>('[data-row]');
  const target = row === null ? undefined : rows[rows.indexOf(row) + by];
  const radio = target?.querySelector<HTMLElement>('[role="radio"][tabindex="0"]');
  radio?.focus();
  return radio != null;
}

/**
 * One of a few, side by side. A digit chooses, arrows to the side choose and move, arrows up and down go to the row before or after, so
 * that a list of them is worked through without the mouse. The choice shows at once; the vault's answer may take a moment longer.
 */
export function Segmented<T extends string>({ label, options, value, onChange, isDisabled = false }: SegmentedProps<T>) {
  const [shown, setShown] = useState(value);
  const group = useRef<HTMLDivElement>(null);
  useEffect(() => setShown(value), [value]);
  const choose = (next: T | null): void => {
    if (isDisabled || next === shown) return;
    setShown(next);
    onChange(next);
  };
  const at = Math.max(0, options.findIndex((option) => option.value === shown));
  const keys = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const digit = Number(event.key);
    const forward = getComputedStyle(event.currentTarget).direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
    const backward = forward === 'ArrowLeft' ? 'ArrowRight' : 'ArrowLeft';
    let next: T | null | undefined;
    if (event.key.length === 1 && Number.isInteger(digit) && digit >= 1 && digit <= options.length) next = options[digit - 1]?.value;
    else if (event.key === forward) next = options[(shown === null ? 0 : at + 1) % options.length]?.value;
    else if (event.key === backward) next = options[(shown === null ? options.length - 1 : at + options.length - 1) % options.length]?.value;
    else if (event.key === 'Backspace' || event.key === 'Delete') next = null;
    else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      if (toRow(event.currentTarget, event.key === 'ArrowDown' ? 1 : -1)) event.preventDefault();
      return;
    } else return;
    event.preventDefault();
    if (next === undefined) return;
    choose(next);
    if (next !== null) group.current?.querySelectorAll<HTMLElement>('[role="radio"]')[options.findIndex((option) => option.value === next)]?.focus();
  };
  return (
    <div ref={group} role="radiogroup" aria-label={label} className={styles.group} onKeyDown={keys} tabIndex={-1}>
      {options.map((option, index) => (
        <button
          key={option.value}
          type="button"
          role="radio"
          aria-checked={option.value === shown}
          tabIndex={index === at ? 0 : -1}
          className={styles.option}
          disabled={isDisabled}
          onClick={() => choose(option.value === shown ? null : option.value)}
        >
          {option.mark}
          {option.label}
        </button>
      ))}
    </div>
  );
}
