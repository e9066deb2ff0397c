import { Link } from '@tanstack/react-router';
import { useRef } from 'react';
import { useManifest, useSections } from '../../../data/publishedReads.ts';
import { useText } from '../../../i18n/useText.ts';
import reading from '../components/ReadingColumn.module.css';
import { contentDirection } from '../../../i18n/contentDirection.ts';
import { useFocusOnOpen } from '../useFocusOnOpen.ts';
import styles from './Earlier.module.css';

/** Chapters and sections of an earlier edition. */
export function EarlierContents({ number }: { readonly number: number }) {
  const text = useText();
  const title = useRef<HTMLHeadingElement>(null);
  const manifest = useManifest();
  const sections = useSections();
  useFocusOnOpen(title, manifest == null ? null : String(number));
  if (manifest == null || sections === undefined) return null;
  const content = { lang: manifest.language, dir: contentDirection(manifest.language) } as const;
  return (
    <article className={reading.column} aria-labelledby="earlier-title">
      <h2 id="earlier-title" ref={title} tabIndex={-1} className={`${reading.title} ${styles.first}`}>{text('earlier.edition', { edition: manifest.edition })}</h2>
      <p className={styles.lead} {...content}>{manifest.title}</p>
      {manifest.chapters.map((chapter) => (
        <section key={chapter.id} {...content}>
          <h3 className={styles.chapter}>{chapter.number} {chapter.title}</h3>
          <ul className={styles.sections}>
            {sections.filter(({ chapterId }) => chapterId === chapter.id).map((section) => (
              <li key={section.id}>
                <Link to="/manual/editions/$number/$sectionId" params={{ number: String(number), sectionId: section.id }}>{section.number} {section.title}</Link>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </article>
  );
}
