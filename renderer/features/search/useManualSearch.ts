import { useEffect, useMemo, useState } from 'react';
import { useManifest, useSections } from '../../data/publishedReads.ts';
import { useTranslatedSections } from '../../data/useTranslation.ts';
import { searchSections, wordsFound } from './searchClient.ts';
import type { SearchText, SectionHit, SectionHits } from './searchMessages.ts';

/** The Manual in the languages of this reader, the one they chose first and the original last; undefined while it is read. */
function useSearchTexts(): readonly SearchText[] | undefined {
  const sections = useSections();
  const manifest = useManifest();
  const language = manifest?.language ?? 'en';
  const translated = useTranslatedSections(sections);
  return useMemo(() => {
    if (sections === undefined || manifest === undefined) return undefined;
    const original = { language, sections };
    return translated === null || translated.language === language ? [original] : [translated, original];
  }, [sections, manifest, language, translated]);
}

/** What was found in each of the texts; undefined until the first answer. Older answers never overwrite newer ones. */
function useHits(texts: readonly SearchText[] | undefined, query: string, limit: number): readonly SectionHits[] | undefined {
  const [groups, setGroups] = useState<readonly SectionHits[]>();
  useEffect(() => {
    if (texts === undefined || query.trim() === '') {
      setGroups(undefined);
      return undefined;
    }
    let ended = false;
    void searchSections(texts, query, limit).then((found) => !ended && setGroups(found));
    return () => {
      ended = true;
    };
  }, [texts, query, limit]);
  return groups;
}

/** Sections of the Manual that answer what is typed, by language, at most `limit` in each; undefined until the first answer. */
export const useManualSearch = (query: string, limit: number): readonly SectionHits[] | undefined => useHits(useSearchTexts(), query, limit);

/** The same in the original only, for what names a section by its title there. */
export function useOriginalSearch(query: string, limit: number): readonly SectionHit[] | undefined {
  const texts = useSearchTexts();
  const groups = useHits(useMemo(() => texts?.slice(-1), [texts]), query, limit);
  return groups === undefined ? undefined : (groups[0]?.hits ?? none);
}

const none: readonly never[] = [];

/** The words of a section in one language that answer the query by which it was found; none while there is no query or no answer yet. */
export function useFoundWords(sectionId: string, language: string, query: string | undefined): readonly string[] {
  const texts = useSearchTexts();
  const [words, setWords] = useState<readonly string[]>(none);
  useEffect(() => {
    if (texts === undefined || query === undefined || query.trim() === '') {
      setWords(none);
      return undefined;
    }
    let ended = false;
    void wordsFound(texts, language, query, sectionId).then((found) => !ended && setWords(found));
    return () => {
      ended = true;
    };
  }, [texts, language, query, sectionId]);
  return words;
}
