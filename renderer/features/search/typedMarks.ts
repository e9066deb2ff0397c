import { foldedOnly } from '../../../shared/search/foldText.ts';
import { foldedWords, wordMarks } from '../../../shared/search/findInText.ts';
import type { Marked } from './searchMessages.ts';

/** Where the words that were typed stand in a text: for lists that are filtered by what a text contains. Accents, vowel marks and letter forms do not count, as in the search over notes. */
export const typedMarks = (text: string, query: string): Marked[] => wordMarks(text, foldedWords(query));

/** Whether every word that was typed stands in one of the texts; so where nothing was. */
export function holdTyped(query: string, ...texts: readonly string[]): boolean {
  const folded = texts.map(foldedOnly);
  return foldedWords(query).every((word) => folded.some((text) => text.includes(word)));
}
