/** Search in the Manual in each of the languages that a reader has it in: the language that they chose first, then the original. */
import type { Section } from '../content/content.schema.ts';
import { type ManualHit, type ManualIndex, searchManual } from './manualSearch.ts';

export interface LanguageHits {
  readonly language: string;
  /** Best first. Scores of two languages are not comparable. */
  readonly hits: readonly ManualHit[];
}

/**
 * Sections that answer `query`, by language in the order of `indexes`, at most `limit` in each; a language without an answer is left out.
 * A section stands once, in the first language that shows it: one that a full list of the first language has no room for may still be in
 * the next, so that nothing is lost.
 */
export function searchLanguages(indexes: readonly ManualIndex[], query: string, { limit }: { readonly limit: number }): readonly LanguageHits[] {
  const shown = new Set<string>();
  return indexes.flatMap((index) => {
    const hits = searchManual(index, query, { limit: limit + shown.size }).filter(({ id }) => !shown.has(id)).slice(0, limit);
    for (const { id } of hits) shown.add(id);
    return hits.length === 0 ? [] : [{ language: index.language, hits }];
  });
}

export interface SectionChanges {
  readonly changed: readonly Section[];
  readonly removedIds: readonly string[];
}

/** What an index of `before` needs to become one of `after`. Null where it has it all: a section that only moved is not read again. */
export function sectionChanges(before: ReadonlyMap<string, Section>, after: readonly Section[]): SectionChanges | null {
  const changed = after.filter((section) => !hasSameWords(before.get(section.id), section));
  const ids = new Set(after.map(({ id }) => id));
  const removedIds = [...before.keys()].filter((id) => !ids.has(id));
  return changed.length === 0 && removedIds.length === 0 ? null : { changed, removedIds };
}

const hasSameWords = (a: Section | undefined, b: Section): boolean =>
  a !== undefined && a.title === b.title && a.summary === b.summary && a.body === b.body && a.keywords.join('\n') === b.keywords.join('\n');
