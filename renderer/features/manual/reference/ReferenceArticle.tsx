import { Link } from '@tanstack/react-router';
import { type ReactNode, useRef } from 'react';
import { useManifest } from '../../../data/publishedReads.ts';
import { exactDate, today } from '../../../i18n/nearDate.ts';
import { useText } from '../../../i18n/useText.ts';
import { contentDirection } from '../../../i18n/contentDirection.ts';
import { usePrintFoot } from '../print/usePrintFoot.ts';
import { useFocusOnOpen } from '../useFocusOnOpen.ts';
import styles from './Reference.module.css';
import type { ReferencePart } from './referenceParts.ts';

interface ReferenceArticleProps {
  readonly part: ReferencePart;
  /** The title of one entry; without it the page is the whole part. */
  readonly entryTitle?: string | undefined;
  readonly lead?: string | undefined;
  readonly children: ReactNode;
}

/** The frame of a reference page: where it belongs, its title, which has the focus when it opens, and the line at the foot of a print. */
export function ReferenceArticle({ part, entryTitle, lead, children }: ReferenceArticleProps) {
  const text = useText();
  const title = useRef<HTMLHeadingElement>(null);
  const manifest = useManifest();
  usePrintFoot(manifest);
  useFocusOnOpen(title, manifest == null ? null : `${part} ${entryTitle ?? ''}`);
  if (manifest == null) return null;
  const partTitle = text(`reference.${part}`);
  return (
    <article className={styles.article} aria-labelledby="reference-title">
      <p className={styles.place}>{entryTitle === undefined ? text('reference.title') : <Link to="/manual/reference/$part" params={{ part }}>{partTitle}</Link>}</p>
      <h2 id="reference-title" ref={title} tabIndex={-1} className={styles.title} {...(entryTitle === undefined ? {} : { lang: manifest.language, dir: contentDirection(manifest.language) })}>
        {entryTitle ?? partTitle}
      </h2>
      {lead !== undefined && <p className={styles.lead}>{lead}</p>}
      {children}
      <p className={styles.printed}>
        {text('reference.printed', { title: manifest.title, part: partTitle, edition: manifest.edition, publisher: manifest.publisher, date: exactDate(text, manifest.publishedOn), today: exactDate(text, today()) })}
      </p>
    </article>
  );
}

/** What belongs to the language of the edition and not to that of the app around it. */
export function useContentLanguage(): { readonly lang: string; readonly dir: 'ltr' | 'rtl' } {
  const lang = useManifest()?.language ?? 'en';
  return { lang, dir: contentDirection(lang) };
}
