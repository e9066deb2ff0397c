import { queryWords, stemTerm, tokens, type QueryWord } from './analyser.ts';
import { editDistance } from './editDistance.ts';
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
    let matches = verdicts.get(term);
    if (matches === undefined) {
      const stem = gram ? '' : stemTerm(term, language);
      matches = words.some((word) => answers(term, stem, gram, word));
      verdicts.set(term, matches);
    }
    if (!matches) continue;
    const range = originalRange(folded, start, end);
    const last = ranges.at(-1);
    if (last && range.start < last.end) last.end = Math.max(last.end, range.end);
    else ranges.push(range);
  }
  return ranges;
}

function answers(term: string, stem: string, gram: boolean, word: QueryWord): boolean {
  if (term === word.term) return true;
  if (gram || word.gram) return gram && term.includes(word.term);
  if (stem === word.stem) return true;
  if (word.term.length >= 3 && term.startsWith(word.term)) return true;
  const slips = toleratedSlips(word.term);
  return slips > 0 && editDistance(term, word.term, slips) <= slips;
}

/** Fewer than the search tolerates: a wrong mark in front of the reader costs more than a section too many at the end of a list. */
function toleratedSlips(word: string): number {
  if (word.length < 4 || /\d/.test(word)) return 0;
  return word.length < 8 ? 1 : 2;
}
