import { Link, useParams, useSearch } from '@tanstack/react-router';
import { Screen } from '../../app/shell/Screen.tsx';
import { useManifest, useSections } from '../../data/publishedReads.ts';
import { Empty } from '../../design/components/Empty.tsx';
import { useText } from '../../i18n/useText.ts';
import { ContentsColumn } from './components/ContentsColumn.tsx';
import { ReadingColumn } from './components/ReadingColumn.tsx';
import { SideColumn } from './components/SideColumn.tsx';
import styles from './ManualScreen.module.css';

/** Contents and search, the section, and what belongs to it. Opens at the first section. */
export function ManualScreen() {
  const text = useText();
  const { sectionId } = useParams({ strict: false });
  const { find } = useSearch({ strict: false });
  const sections = useSections();
  const manifest = useManifest();
  if (sections === undefined || manifest == null) return <Screen title={text('manual.title')}><p>{text('manual.empty')}</p></Screen>;
  const section = sectionId === undefined ? sections[0] : sections.find((one) => one.id === sectionId);
  return (
    <Screen title={text('manual.title')}>
      <div className={styles.columns}>
        <ContentsColumn manifest={manifest} sections={sections} current={section?.id} />
        {section === undefined ? (
          <Empty title={text('manual.missing')} action={<Link to="/manual">{text('manual.missing.action')}</Link>} />
        ) : (
          <>
            <ReadingColumn key={section.id} section={section} sections={sections} manifest={manifest} find={find} />
            <SideColumn section={section} />
          </>
        )}
      </div>
    </Screen>
  );
}
