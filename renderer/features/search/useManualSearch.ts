import { useEffect, useState } from 'react';
import { useManifest, useSections } from '../../data/publishedReads.ts';
import { searchSections, wordsFound } from './searchClient.ts';
import type { SectionHit } from './searchMessages.ts';

/** Sections of the Manual that answer what is typed, best first; undefined until the first answer. Older answers never overwrite newer ones. */
export function useManualSearch(query: string, limit: number): readonly SectionHit[] | undefined {
  const sections = useSections();
  const language = useManifest()?.language ?? 'en';
  const [hits, setHits] = useState<readonly SectionHit[]>();
  useEffect(() => {
    if (sections === undefined || query.trim() === '') {
      setHits(undefined);
      return undefined;
    }
    let ended = false;
    void searchSections(sections, language, query, limit).then((found) => !ended && setHits(found));
    return () => {
      ended = true;
    };
  }, [sections, language, query, limit]);
  return hits;
}

const none: readonly string[] = [];

/** The words of a section that answer the query by which it was found; none while there is no query or no answer yet. */
export function useFoundWords(sectionId: string, query: string | undefined): readonly string[] {
  const sections = useSections();
  const language = useManifest()?.language ?? 'en';
  const [words, setWords] = useState(none);
  useEffect(() => {
    if (sections === undefined || query === undefined || query.trim() === '') {
      setWords(none);
      return undefined;
    }
    let ended = false;
    void wordsFound(sections, language, query, sectionId).then((found) => !ended && setWords(found));
    return () => {
      ended = true;
    };
  }, [sections, language, query, sectionId]);
  return words;
}
