import { foldText } from '../../search/foldText.ts';

/** Every text in a value, for finding: names, languages, offers, papers, dates as they are written. */
function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsOf);
}

/** Entries that hold every typed word, whole or as the beginning of a word; accents and case do not count. All of them where nothing is typed. */
export function matching<T>(entries: readonly T[], query: string): readonly T[] {
  const wanted = foldText(query).folded.split(/\s+/u).filter((word) => word !== '');
  if (wanted.length === 0) return entries;
  return entries.filter((entry) => {
    const words = foldText(textsOf(entry).join(' ')).folded.split(/[^\p{L}\p{N}@]+/u);
    return wanted.every((word) => words.some((held) => held.startsWith(word)));
  });
}
