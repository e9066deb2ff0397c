import { Outlet, useParams } from '@tanstack/react-router';
import { Suspense } from 'react';
import { Screen } from '../../app/shell/Screen.tsx';
import { useManifest, useSections } from '../../data/publishedReads.ts';
import { useText } from '../../i18n/useText.ts';
import { WithdrawnNotice } from '../editions/index.ts';
import { ContentsColumn } from './components/ContentsColumn.tsx';
import styles from './ManualScreen.module.css';

/** The contents beside whatever of the Manual is open: its cover, a section, or a part of the reference. The contents stay when that changes. */
export function ManualScreen() {
  const text = useText();
  const { sectionId, part, number } = useParams({ strict: false });
  const sections = useSections();
  const manifest = useManifest();
  if (sections === undefined || manifest == null) return <Screen title={text('manual.title')}><p>{text('manual.empty')}</p></Screen>;
  return (
    <Screen title={text('manual.title')}>
      <WithdrawnNotice />
      <div className={styles.columns}>
        <ContentsColumn manifest={manifest} sections={sections} current={number === undefined ? sectionId : undefined} part={part} />
        <Suspense>
          <Outlet />
        </Suspense>
      </div>
    </Screen>
  );
}
