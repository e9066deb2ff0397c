import MiniSearch, { type Query } from 'minisearch';
import { stemMark, type QueryWord } from './analyser.ts';
import { slipDistance } from './slipDistance.ts';

export interface IndexedSection {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly keywords: string;
  readonly body: string;
}

/** A word in the title says more about a section than the same word in passing. */
const boost = { title: 3, keywords: 2.5, summary: 2, body: 1 };

/** What a match is worth beside the word itself or another form of it, which is worth 1. Found by trial on the questions in the tests. */
const worth = { completesUnknown: 0.8, completesKnown: 0.3, oneSlip: 0.6, twoSlips: 0.15, slipAndHalf: 0.3, slipBesideCompletion: 0.1 };

/** MiniSearch over the sections, asked one word at a time so that the caller knows which words a section answers. */
export class SectionEngine extends MiniSearch<IndexedSection> {
  readonly #sections = new Map<string, IndexedSection>();
  readonly #terms: (text: string) => string[];
  /** Surfaces in the index; made when first needed after a change. */
  #vocabulary: readonly string[] | undefined;

  /** @param terms what a text is indexed under: every word as surface and as stem */
  constructor(terms: (text: string) => string[]) {
    super({ fields: Object.keys(boost), tokenize: terms, processTerm: (term) => term, searchOptions: { boost, tokenize: (term) => [term] } });
    this.#terms = terms;
  }

  put(section: IndexedSection): void {
    this.delete(section.id);
    this.#sections.set(section.id, section);
    this.add(section);
    this.#vocabulary = undefined;
  }

  delete(id: string): void {
    const section = this.#sections.get(id);
    if (!section) return;
    this.remove(section);
    this.#sections.delete(id);
    this.#vocabulary = undefined;
  }

  /** Score by id of every section that answers the word. */
  find({ term, stem, gram }: QueryWord): ReadonlyMap<string, number> {
    const queries: Query[] = [term];
    if (!gram) {
      const known = this._index.has(term) || this._index.has(stem);
      const prefix = known ? worth.completesKnown : worth.completesUnknown;
      queries[0] = { queries: [term], prefix: term.length >= 3, weights: { prefix, fuzzy: 0 } };
      queries.push(stem);
      // A word that the Manual has is taken as meant: its neighbours in spelling would only bring other subjects.
      if (!known) for (const [near, weight] of this.#neighbours(term)) queries.push({ queries: this.#terms(near), boostTerm: () => weight });
    }
    return new Map(this.search({ combineWith: 'OR', queries }).map(({ id, score }) => [id as string, score]));
  }

  /** Words of the Manual that a mistyped word may stand for, with their worth. */
  #neighbours(word: string): [string, number][] {
    const limit = toleratedSlips(word);
    if (limit === 0) return [];
    this.#vocabulary ??= [...this._index.keys()].filter((term) => !term.startsWith(stemMark));
    const near: [string, number][] = [];
    const half: [string, number][] = [];
    let completed = false;
    let oneSlipAway = false;
    for (const term of this.#vocabulary) {
      if (term.startsWith(word)) {
        completed = true;
        continue;
      }
      const slips = slipDistance(word, term, limit);
      if (slips <= limit) near.push([term, slips === 1 ? worth.oneSlip : worth.twoSlips]);
      else if (beginsWithSlip(term, word)) half.push([term, worth.slipAndHalf]);
      oneSlipAway ||= slips === 1;
    }
    if (completed) return near.map(([term, weight]) => [term, weight * worth.slipBesideCompletion]);
    return oneSlipAway ? near : [...near, ...half];
  }
}

/** Slips of the finger forgiven in a word of a question. Numbers and article signs are taken at their word. */
function toleratedSlips(word: string): number {
  if (word.length < 3 || /\d/.test(word)) return 0;
  return word.length <= 5 ? 1 : 2;
}

/** Whether `half` is an unfinished `term` with one slip in it. The first letter is seldom wrong, and asking for it keeps the noise down. */
function beginsWithSlip(term: string, half: string): boolean {
  if (half.length < 4 || term.length <= half.length || term[0] !== half[0]) return false;
  return [half.length, half.length + 1, half.length - 1].some((length) => slipDistance(half, term.slice(0, length), 1) <= 1);
}
