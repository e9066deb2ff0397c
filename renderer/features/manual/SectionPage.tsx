import { Link, useParams, useSearch } from '@tanstack/react-router';
import { useManifest, useSections } from '../../data/publishedReads.ts';
import { Empty } from '../../design/components/Empty.tsx';
import { useText } from '../../i18n/useText.ts';
import { ReadingColumn } from './components/ReadingColumn.tsx';
import { SideColumn } from './components/SideColumn.tsx';

/** One section and what belongs to it. */
export function SectionPage() {
  const text = useText();
  const { sectionId } = useParams({ strict: false });
  const { find, mark, place } = useSearch({ strict: false });
  const sections = useSections();
  const manifest = useManifest();
  if (sections === undefined || manifest == null) return null;
  const section = sections.find((one) => one.id === sectionId);
  if (section === undefined) return <Empty title={text('manual.missing')} action={<Link to="/manual">{text('manual.missing.action')}</Link>} />;
  return (
    <>
      <ReadingColumn key={section.id} section={section} sections={sections} manifest={manifest} find={find} mark={mark} place={place} />
      <SideColumn key={`side ${section.id}`} section={section} />
    </>
  );
}
