import { Link } from '@tanstack/react-router';
import { PageTabs, pageTab } from '../../../design/components/PageTabs.tsx';
import { useText } from '../../../i18n/useText.ts';

/** The situations and the register of sources beside them. */
export function PlaceTabs({ current }: { readonly current: 'situations' | 'sources' }) {
  const text = useText();
  return (
    <PageTabs label={text('situations.title')}>
      <Link to="/situations" {...pageTab(current === 'situations')}>{text('situations.title')}</Link>
      <Link to="/sources" {...pageTab(current === 'sources')}>{text('sources.title')}</Link>
    </PageTabs>
  );
}
