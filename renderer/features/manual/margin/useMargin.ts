import { useMemo } from 'react';
import { useSections } from '../../../data/publishedReads.ts';
import { useTranslatedSections } from '../../../data/useTranslation.ts';
import { useVaultValue } from '../../../platform/vault.ts';
import { type MarksInEdition, placeMarks, type PlacedMark } from './placedMarks.ts';

/** All marks of this reader, placed in the edition that is read; undefined until both are there. */
export function useMargin(): MarksInEdition | undefined {
  const sections = useSections();
  const marks = useVaultValue({ name: 'entries', type: 'mark' });
  const translated = useTranslatedSections(sections);
  return useMemo(() => (sections === undefined || sections.length === 0 || marks === undefined ? undefined : placeMarks(marks, sections, undefined, translated)), [sections, marks, translated]);
}

const none: readonly PlacedMark[] = [];

/**
 * The marks of one section, in the order of its text.
 * @param translation language of the translation that is read; null for the original. Bookmarks are on the section in every language
 */
export function useSectionMarks(sectionId: string, translation: string | null): readonly PlacedMark[] {
  const margin = useMargin();
  return useMemo(() => margin?.placed.filter(({ section, mark }) => section.id === sectionId && (mark.anchor === null || (mark.language ?? null) === translation)) ?? none, [margin, sectionId, translation]);
}
