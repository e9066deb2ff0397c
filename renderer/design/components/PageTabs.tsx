import type { ReactNode } from 'react';
import styles from './PageTabs.module.css';

/** The parts of a place, each a screen with its own address. Its children are links with the properties of `pageTab`. */
export function PageTabs({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return <nav className={styles.tabs} aria-label={label}>{children}</nav>;
}

/** What makes a link a tab. The screen says which is current; where the address alone would say so, it says the same. */
export const pageTab = (isCurrent: boolean) => ({ className: styles.tab, activeOptions: { exact: true }, 'aria-current': isCurrent ? ('page' as const) : undefined });
