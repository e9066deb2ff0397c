import MiniSearch, { type Query } from 'minisearch';
import type { QueryWord } from './analyser.ts';

export interface IndexedSection {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly keywords: string;
  readonly body: string;
}

/** A word in the title says more about a section than the same word in passing. */
const boost = { title: 3, keywords: 2.5, summary: 2, body: 1 };

/** MiniSearch over the sections, asked one word at a time so that the caller knows which words a section answers. */
export class SectionEngine extends MiniSearch<IndexedSection> {
  readonly #sections = new Map<string, IndexedSection>();

  constructor(terms: (text: string) => string[]) {
    super({
      fields: Object.keys(boost),
      tokenize: terms,
      processTerm: (term) => term,
      searchOptions: { boost, tokenize: (term) => [term] },
    });
  }

  put(section: IndexedSection): void {
    this.delete(section.id);
    this.#sections.set(section.id, section);
    this.add(section);
  }

  delete(id: string): void {
    const section = this.#sections.get(id);
    if (!section) return;
    this.remove(section);
    this.#sections.delete(id);
  }

  /** Score of every section that answers the word. */
  find({ term, stem, gram }: QueryWord): ReadonlyMap<string, number> {
    if (gram) return scores(this.search(term));
    const fuzzy: number | false = /\d/.test(term) || term.length < 3 ? false : term.length <= 5 ? 1 : 2;
    const word = { queries: [term], prefix: term.length >= 3, fuzzy, weights: { fuzzy: 0.3, prefix: 0.5 } } satisfies Query;
    return scores(this.search({ combineWith: 'OR', queries: [word, { queries: [stem], prefix: false, fuzzy: false }] }));
  }
}

const scores = (results: readonly { id: string; score: number }[]): Map<string, number> => new Map(results.map(({ id, score }) => [id, score]));
