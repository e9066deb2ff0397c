import type { Section } from '../../../shared/content/content.schema.ts';

/** A place in a text, half-open, in UTF-16 units. */
export interface Marked {
  readonly start: number;
  readonly end: number;
}

/** A section that answers, with what is needed to show why: the search's own rules mark the words, so what is marked is what was found. */
export interface SectionHit {
  readonly id: string;
  /** In the language that it was found in. */
  readonly title: string;
  readonly titleMarks: readonly Marked[];
  readonly excerpt: string;
  readonly excerptMarks: readonly Marked[];
}

/** What was found in the Manual in one language, best first. */
export interface SectionHits {
  readonly language: string;
  readonly hits: readonly SectionHit[];
}

/** The Manual in one language: the original whole, or the sections that are translated. */
export interface SearchText {
  readonly language: string;
  readonly sections: readonly Section[];
}

/** What the window asks of the search worker. Each language has an index of its own, which is told only what changed. */
export type SearchRequest =
  | { readonly kind: 'index'; readonly language: string; readonly changed: readonly Section[]; readonly removedIds: readonly string[] }
  | { readonly kind: 'search'; readonly id: number; readonly query: string; readonly languages: readonly string[]; readonly limit: number }
  | { readonly kind: 'words'; readonly id: number; readonly query: string; readonly language: string; readonly sectionId: string };

export type SearchAnswer = { readonly id: number; readonly groups: readonly SectionHits[] } | { readonly id: number; readonly words: readonly string[] };
