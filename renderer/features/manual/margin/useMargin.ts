import { useMemo } from 'react';
import { useSections } from '../../../data/publishedReads.ts';
import { useVaultValue } from '../../../platform/vault.ts';
import { type MarksInEdition, placeMarks, type PlacedMark } from './placedMarks.ts';

/** All marks of this reader, placed in the edition that is read; undefined until both are there. */
export function useMargin(): MarksInEdition | undefined {
  const sections = useSections();
  const marks = useVaultValue({ name: 'entries', type: 'mark' });
  return useMemo(() => (sections === undefined || sections.length === 0 || marks === undefined ? undefined : placeMarks(marks, sections)), [sections, marks]);
}

const none: readonly PlacedMark[] = [];

/** The marks of one section, in the order of its text. */
export function useSectionMarks(sectionId: string): readonly PlacedMark[] {
  const margin = useMargin();
  return useMemo(() => margin?.placed.filter(({ section }) => section.id === sectionId) ?? none, [margin, sectionId]);
}
