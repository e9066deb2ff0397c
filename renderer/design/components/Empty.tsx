import type { ReactNode } from 'react';
import styles from './Empty.module.css';

/** An empty screen: one sentence on what belongs here, and the first thing to do. */
export function Empty({ title, children, action }: { readonly title: string; readonly children?: ReactNode; readonly action?: ReactNode }) {
  return (
    <div className={styles.empty}>
      <h2>{title}</h2>
      {children !== undefined && <p>{children}</p>}
      {action}
    </div>
  );
}
