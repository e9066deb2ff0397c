import { useCases, useManifest } from '../../../data/publishedReads.ts';
import { useText } from '../../../i18n/useText.ts';
import { PageActions } from '../components/PageActions.tsx';
import { MissingEntry } from './MissingEntry.tsx';
import styles from './Reference.module.css';
import { ReferenceArticle, useContentLanguage } from './ReferenceArticle.tsx';
import { SectionLinks } from './SectionLinks.tsx';

const parts = ['happened', 'doneEarly', 'disputed', 'lesson'] as const;

/** One case: what happened, what was done early, what is disputed, what it teaches, and where that was read. */
export function CaseView({ id }: { readonly id: string }) {
  const text = useText();
  const content = useContentLanguage();
  const manifest = useManifest();
  const cases = useCases();
  if (cases === undefined || manifest == null) return null;
  const one = cases?.find((entry) => entry.id === id);
  if (one === undefined) return <MissingEntry part="cases" />;
  return (
    <ReferenceArticle part="cases" entryTitle={one.title} lead={one.period}>
      {parts.map((part) => (
        <section key={part} className={styles.passage} aria-labelledby={`case-${part}`}>
          <h3 id={`case-${part}`}>{text(`reference.cases.${part}`)}</h3>
          <p {...content}>{one[part]}</p>
        </section>
      ))}
      <section className={styles.belongs} aria-labelledby="case-sections">
        <h3 id="case-sections">{text('reference.sections')}</h3>
        <SectionLinks ids={one.sections} />
      </section>
      <section className={styles.belongs} aria-labelledby="case-sources">
        <h3 id="case-sources">{text('manual.sources')}</h3>
        <ul className={styles.links} {...content}>
          {one.sources.map((source) => (
            <li key={source}>{source}</li>
          ))}
        </ul>
      </section>
      <PageActions pdfName={one.title} copyLabel={text('manual.copyCitation')} copyText={text('reference.citation', { title: manifest.title, entry: one.title, edition: manifest.edition })} />
    </ReferenceArticle>
  );
}
