import { Search } from 'lucide-react';
import type { ReactNode } from 'react';
import { useText } from '../../i18n/useText.ts';
import { useCommand } from './commandContext.ts';
import { shortcutText } from './shortcuts.ts';
import styles from './Screen.module.css';

/** The top of every screen: its title, the search box, and at most one action. */
export function Screen({ title, action, children, below }: { readonly title: string; readonly action?: ReactNode; readonly below?: ReactNode; readonly children: ReactNode }) {
  const text = useText();
  const run = useCommand();
  return (
    <>
      <header className={styles.top}>
        <h1 dir="auto">{title}</h1>
        <div className={styles.tools}>
          <button type="button" className={styles.search} onClick={() => run('search.open')}>
            <Search size={15} aria-hidden="true" />
            <span>{text('search.placeholder')}</span>
            <kbd>{shortcutText('search.open')}</kbd>
          </button>
          {action}
        </div>
      </header>
      {below}
      <div className={styles.body}>{children}</div>
    </>
  );
}
