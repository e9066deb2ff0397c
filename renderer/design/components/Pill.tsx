import type { ReactNode } from 'react';
import styles from './Pill.module.css';

/** A short fact in a rounded outline. `warn` for what is near, never for failure. */
export function Pill({ children, tone = 'plain', title }: { readonly children: ReactNode; readonly tone?: 'plain' | 'accent' | 'warn' | 'ok'; readonly title?: string | undefined }) {
  return (
    <span className={`${styles.pill} ${styles[tone]}`} title={title}>
      {children}
    </span>
  );
}
