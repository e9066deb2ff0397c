import { queryWords, stemTerm, tokens, type QueryWord } from './analyser.ts';
import { slipDistance } from './slipDistance.ts';
import { foldText, originalRange } from './foldText.ts';

/** Half-open, in UTF-16 units of the text as it was given. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/**
 * The words of `text` that answer a word of `query`: those that begin with it, share its stem or are a slip of the finger away.
 * Whole words, in order, never overlapping.
 * @param language decides about stems and stop words; Arabic script is recognised by itself
 */
export function highlightRanges(text: string, query: string, language = 'en'): readonly Range[] {
  const words = queryWords(query, language);
  if (words.length === 0 || text === '') return [];
  const folded = foldText(text);
  const verdicts = new Map<string, boolean>();
  const ranges: { start: number; end: number }[] = [];
  for (const { term, start, end, gram } of tokens(folded)) {
    let range: { start: number; end: number };
    if (gram) {
      const asked = words.find((word) => word.term === term) ?? words.find((word) => word.gram && term.includes(word.term));
      if (!asked) continue;
      const from = start + term.indexOf(asked.term);
      range = originalRange(folded, from, from + asked.term.length);
    } else {
      const answer = verdicts.get(term) ?? answers(term, stemTerm(term, language), words);
      verdicts.set(term, answer);
      if (!answer) continue;
      range = originalRange(folded, start, end);
    }
    const last = ranges.at(-1);
    if (last && range.start < last.end) last.end = Math.max(last.end, range.end);
    else ranges.push(range);
  }
  return ranges;
}

const answers = (term: string, stem: string, words: readonly QueryWord[]): boolean =>
  words.some((word) => !word.gram && (term === word.term || stem === word.stem || (word.term.length >= 3 && term.startsWith(word.term)) || isSlipOf(term, word.term)));

/**
 * Stricter than the search, which first makes sure that the Manual does not have the word as typed: a text alone cannot tell whether
 * "rise" is a slip for "risk", and a wrong mark in front of the reader costs more than a section too many at the end of a list.
 */
function isSlipOf(term: string, word: string): boolean {
  if (word.length < 4 || term[0] !== word[0] || /\d/.test(word)) return false;
  if (word.length >= 6) return slipDistance(term, word, word.length < 8 ? 1 : 2) <= (word.length < 8 ? 1 : 2);
  const replaced = term.length === word.length && [...term].sort().join('') !== [...word].sort().join('');
  return !replaced && slipDistance(term, word, 1) <= 1;
}
