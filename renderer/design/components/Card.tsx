import type { ReactNode } from 'react';
import styles from './Card.module.css';

interface CardProps {
  readonly title?: string;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
  readonly flush?: boolean;
  readonly as?: 'section' | 'article' | 'aside';
}

/** A bordered block with an optional heading. `flush` lets rows reach its edges. */
export function Card({ title, aside, children, flush = false, as: Element = 'section' }: CardProps) {
  return (
    <Element className={`${styles.card} ${flush ? styles.flush : ''}`} {...(title === undefined ? {} : { 'aria-label': title })}>
      {title !== undefined && (
        <header className={styles.header}>
          <h2>{title}</h2>
          {aside}
        </header>
      )}
      {children}
    </Element>
  );
}
