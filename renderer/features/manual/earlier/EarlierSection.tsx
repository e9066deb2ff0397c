import { Link } from '@tanstack/react-router';
import { useRef } from 'react';
import { useManifest, useSections } from '../../../data/publishedReads.ts';
import { Empty } from '../../../design/components/Empty.tsx';
import { exactDate, today } from '../../../i18n/nearDate.ts';
import { useText } from '../../../i18n/useText.ts';
import { MarkdownText } from '../components/MarkdownText.tsx';
import { PageActions } from '../components/PageActions.tsx';
import reading from '../components/ReadingColumn.module.css';
import { contentDirection } from '../../../i18n/contentDirection.ts';
import { usePrintFoot } from '../print/usePrintFoot.ts';
import { useFocusOnOpen } from '../useFocusOnOpen.ts';

/** A section as an earlier edition had it. */
export function EarlierSection({ number, sectionId }: { readonly number: number; readonly sectionId: string }) {
  const text = useText();
  const title = useRef<HTMLHeadingElement>(null);
  const manifest = useManifest();
  const sections = useSections();
  const section = sections?.find(({ id }) => id === sectionId);
  usePrintFoot(manifest);
  useFocusOnOpen(title, section === undefined || manifest == null ? null : section.id);
  if (manifest == null || sections === undefined) return null;
  const contents = <Link to="/manual/editions/$number" params={{ number: String(number) }}>{text('earlier.contents', { edition: manifest.edition })}</Link>;
  if (section === undefined) return <Empty title={text('earlier.missing', { edition: manifest.edition })} action={contents} />;
  const content = { lang: manifest.language, dir: contentDirection(manifest.language) } as const;
  const chapter = manifest.chapters.find(({ id }) => id === section.chapterId);
  return (
    <article className={reading.column} aria-labelledby="section-title">
      <p className={reading.chapter} {...content}>{chapter === undefined ? '' : `${chapter.number} ${chapter.title}`}</p>
      <h2 id="section-title" ref={title} tabIndex={-1} className={reading.title} {...content}>{section.number} {section.title}</h2>
      <div className={reading.body} {...content}>
        <p className={reading.summary}>{section.summary}</p>
        <MarkdownText body={section.body} id={`earlier-${section.id}`} />
      </div>
      <footer className={reading.foot}>
        <PageActions pdfName={text('print.sectionFile', { number: section.number, title: section.title, edition: manifest.edition })} copyLabel={text('manual.copyCitation')} copyText={text('manual.citation', { title: manifest.title, number: section.number, section: section.title, edition: manifest.edition })} />
        <p>{contents}</p>
        <p className={reading.printed}>{text('manual.printed', { title: manifest.title, number: section.number, edition: manifest.edition, publisher: manifest.publisher, date: exactDate(text, manifest.publishedOn), today: exactDate(text, today()) })}</p>
      </footer>
    </article>
  );
}
