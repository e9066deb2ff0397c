import { type ReactNode, useState } from 'react';
import { Tick } from './Tick.tsx';

interface SavedTickProps {
  readonly isSelected: boolean;
  /** Saves it; the value then comes back as `isSelected`. */
  readonly onSave: (selected: boolean) => Promise<unknown>;
  readonly children?: ReactNode;
  /** Names the box where nothing readable stands beside it. */
  readonly label?: string;
}

/** What was saved comes back by another way than the answer, a little later. */
const comesBackMs = 300;

/** A tick that the vault keeps. It answers to the press at once, and goes by what is saved again as soon as that has come back or failed. */
export function SavedTick({ isSelected, onSave, label, children }: SavedTickProps) {
  const [pressed, setPressed] = useState<boolean | null>(null);
  const [saved, setSaved] = useState(isSelected);
  if (saved !== isSelected) {
    setSaved(isSelected);
    setPressed(null);
  }
  const press = (selected: boolean): void => {
    setPressed(selected);
    void onSave(selected).finally(() => setTimeout(() => setPressed((now) => (now === selected ? null : now)), comesBackMs));
  };
  return <Tick isSelected={pressed ?? isSelected} onChange={press} {...(label === undefined ? {} : { label })}>{children}</Tick>;
}
