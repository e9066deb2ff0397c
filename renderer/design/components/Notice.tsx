import type { ReactNode } from 'react';
import styles from './Notice.module.css';

/** A sentence that must not be missed, where the work is: `problem` is announced at once, `fact` when there is time. */
export function Notice({ tone = 'fact', children, action }: { readonly tone?: 'fact' | 'problem' | 'good'; readonly children: ReactNode; readonly action?: ReactNode }) {
  return (
    <div className={`${styles.notice} ${styles[tone]}`} role={tone === 'problem' ? 'alert' : 'status'}>
      <div>{children}</div>
      {action}
    </div>
  );
}
