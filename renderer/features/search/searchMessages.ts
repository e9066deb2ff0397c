import type { Section } from '../../../shared/content/content.schema.ts';

/** A place in a text, half-open, in UTF-16 units. */
export interface Marked {
  readonly start: number;
  readonly end: number;
}

/** A section that answers, with what is needed to show why: the search's own rules mark the words, so what is marked is what was found. */
export interface SectionHit {
  readonly id: string;
  readonly titleMarks: readonly Marked[];
  readonly excerpt: string;
  readonly excerptMarks: readonly Marked[];
}

/** What the window asks of the search worker. */
export type SearchRequest =
  | { readonly kind: 'index'; readonly language: string; readonly sections: readonly Section[] }
  | { readonly kind: 'search'; readonly id: number; readonly query: string; readonly limit: number }
  | { readonly kind: 'words'; readonly id: number; readonly query: string; readonly sectionId: string };

export type SearchAnswer = { readonly id: number; readonly hits: readonly SectionHit[] } | { readonly id: number; readonly words: readonly string[] };
