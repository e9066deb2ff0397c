import { Link } from '@tanstack/react-router';
import { useText } from '../../../i18n/useText.ts';
import styles from './SituationTabs.module.css';

/** The situations and the register of sources beside them. */
export function PlaceTabs({ current }: { readonly current: 'situations' | 'sources' }) {
  const text = useText();
  const mark = (tab: typeof current) => ({ className: styles.tab, activeOptions: { exact: true, includeSearch: false }, 'aria-current': tab === current ? ('page' as const) : undefined });
  return (
    <nav className={styles.tabs} aria-label={text('situations.title')}>
      <Link to="/situations" {...mark('situations')}>{text('situations.title')}</Link>
      <Link to="/sources" {...mark('sources')}>{text('sources.title')}</Link>
    </nav>
  );
}
