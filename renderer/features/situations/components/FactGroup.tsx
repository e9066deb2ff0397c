import { ChevronDown } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import styles from './FactGroup.module.css';

interface FactGroupProps {
  readonly title: string;
  /** What is in it, in a few words, where it is closed. */
  readonly aside?: string;
  readonly startsOpen?: boolean;
  readonly children: ReactNode;
}

/** A part of what is known about a note, folded away while it is not needed. */
export function FactGroup({ title, aside = '', startsOpen = false, children }: FactGroupProps) {
  const [open, setOpen] = useState(startsOpen);
  return (
    <details className={styles.group} open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className={styles.summary}>
        <ChevronDown size={14} aria-hidden="true" className={styles.mark} />
        <span>{title}</span>
        {aside !== '' && <span className={styles.aside}>{aside}</span>}
      </summary>
      {open && <div className={styles.inside}>{children}</div>}
    </details>
  );
}
