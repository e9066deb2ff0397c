/**
 * Search in the Manual of an edition, on the device. The index is made here from the sections and is never shipped or signed.
 *
 * A word of the question finds a section by its folded surface, by its stem, by the beginning of a word (half words) or a slip or two away
 * from one.
 */
import type { Section } from '../content/content.schema.ts';
import { indexTerms, queryWords } from './analyser.ts';
import { plainBody } from './plainBody.ts';
import { SectionEngine, type IndexedSection } from './SectionEngine.ts';

export { highlightRanges } from './highlightRanges.ts';

export interface ManualIndex {
  readonly language: string;
  readonly engine: SectionEngine;
}

export interface ManualHit {
  /** Id of the section. */
  readonly id: string;
  /** Higher is better; comparable within one answer only. */
  readonly score: number;
}

/** @param language of the sections, as a BCP 47 tag */
export function buildManualIndex(sections: readonly Section[], language: string): ManualIndex {
  const index = { language, engine: new SectionEngine((text) => indexTerms(text, language)) };
  for (const section of sections) index.engine.put(indexed(section));
  return index;
}

/** Brings `index` from one edition to the next in place: only what changed is read again. Ids that it does not hold are passed over. */
export function replaceSections(index: ManualIndex, changed: readonly Section[], removedIds: readonly string[]): void {
  for (const id of removedIds) index.engine.delete(id);
  for (const section of changed) index.engine.put(indexed(section));
}

/**
 * Sections that answer `query`, best first. An empty query, or one of signs only, is answered with none.
 *
 * A section is ranked by how well it answers each word and by how much of the question it answers at all. Demanding every word before
 * anything else was tried and found fewer of the real questions: people add words that the right section does not have.
 */
export function searchManual(index: ManualIndex, query: string, { limit }: { readonly limit: number }): readonly ManualHit[] {
  const found = queryWords(query, index.language)
    .map((word) => index.engine.find(word))
    .filter((scores) => scores.size > 0);
  // A word that few sections have tells more about what is asked than one that most have.
  const tells = found.map((scores) => Math.log(1 + index.engine.documentCount / scores.size));
  const whole = sum(tells);
  const hits = [...new Set(found.flatMap((scores) => [...scores.keys()]))].map((id) => {
    const answered = sum(tells.filter((_, word) => found[word]?.has(id)));
    return { id, score: sum(found.map((scores) => scores.get(id) ?? 0)) * (answered / whole) ** 2 };
  });
  hits.sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
  const least = (hits[0]?.score ?? 0) * leastShare;
  return hits.filter(({ score }) => score >= least).slice(0, Math.max(0, limit));
}

/** Sections that score less than this share of the best one touch the question in passing. They are noise in a list. */
const leastShare = 0.03;

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

const indexed = ({ id, title, summary, keywords, body }: Section): IndexedSection => ({ id, title, summary, keywords: keywords.join('\n'), body: plainBody(body) });
