/**
 * Search in the Manual of an edition, on the device. The index is made here from the sections and is never shipped or signed.
 *
 * A word of the question finds a section by its folded surface, by the beginning of one (half words), within a small edit distance
 * (slips) or by its stem. Sections that answer every word come first; where fewer than three do, those that answer some follow.
 */
import type { Section } from '../content/content.schema.ts';
import { indexTerms, queryWords } from './analyser.ts';
import { plainBody } from './excerpt.ts';
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

/** Sections that answer `query`, best first. An empty query, or one of signs only, answers with none. */
export function searchManual(index: ManualIndex, query: string, { limit }: { readonly limit: number }): readonly ManualHit[] {
  const words = queryWords(query, index.language);
  const scores = new Map<string, { score: number; words: number }>();
  for (const word of words) {
    for (const [id, score] of index.engine.find(word)) {
      const sofar = scores.get(id) ?? { score: 0, words: 0 };
      scores.set(id, { score: sofar.score + score, words: sofar.words + 1 });
    }
  }
  const hits = [...scores].map(([id, found]) => ({ id, score: found.score * (found.words / words.length) ** 2, whole: found.words === words.length }));
  const whole = hits.filter((hit) => hit.whole);
  return (whole.length >= enough ? whole : hits)
    .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
    .slice(0, Math.max(0, limit))
    .map(({ id, score }) => ({ id, score }));
}

const enough = 3;

const indexed = ({ id, title, summary, keywords, body }: Section): IndexedSection => ({ id, title, summary, keywords: keywords.join('\n'), body: plainBody(body) });
