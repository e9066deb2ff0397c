import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useManifest, useSectionHashes, useSections } from '../../data/publishedReads.ts';
import { useTranslatedSection, useTranslation } from '../../data/useTranslation.ts';
import { Empty } from '../../design/components/Empty.tsx';
import { languageName } from '../../i18n/languageName.ts';
import { useText } from '../../i18n/useText.ts';
import { ReadingColumn } from './components/ReadingColumn.tsx';
import { SideColumn } from './components/SideColumn.tsx';
import { TranslationNote } from './components/TranslationNote.tsx';
import styles from './components/TranslationNote.module.css';

/** One section and what belongs to it. */
export function SectionPage() {
  const text = useText();
  const { sectionId } = useParams({ strict: false });
  const { find, mark, place, in: chosen } = useSearch({ strict: false });
  const sections = useSections();
  const manifest = useManifest();
  const section = sections?.find((one) => one.id === sectionId);
  const translated = useTranslatedSection(section, useSectionHashes()?.get(sectionId ?? ''));
  const translation = useTranslation();
  const navigate = useNavigate();
  if (sections === undefined || manifest == null) return null;
  if (section === undefined) return <Empty title={text('manual.missing')} action={<Link to="/manual">{text('manual.missing.action')}</Link>} />;
  // Who comes for a mark of the original is shown the original; a link to one in a translation names its language.
  const isOriginal = chosen === undefined ? mark !== undefined || place !== undefined : chosen === manifest.language;
  const read = (language: string): void => void navigate({ to: '/manual/$sectionId', params: { sectionId: section.id }, search: { find, mark, place, in: language }, replace: true });
  const isTranslated = translated !== null && !isOriginal;
  const note =
    translated !== null ? (
      <TranslationNote translated={translated} original={manifest.language} isOriginal={isOriginal} onShowOriginal={(shown) => read(shown ? manifest.language : translated.language)} />
    ) : translation !== null ? (
      <p className={styles.untranslated}>{text('manual.translation.missing', { language: languageName(translation.manifest.language) })}</p>
    ) : null;
  return (
    <>
      <ReadingColumn key={section.id} section={isTranslated ? translated.section : section} language={isTranslated ? translated.language : manifest.language} note={note} sections={sections} manifest={manifest} find={find} mark={mark} place={place} />
      <SideColumn key={`side ${section.id}`} section={isTranslated ? translated.section : section} language={isTranslated ? translated.language : manifest.language} />
    </>
  );
}
