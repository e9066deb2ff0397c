import { proseBlocks, sentences, words } from './prose.ts';

export interface ReadingFigures {
  /** All visible words without footnotes. */
  words: number;
  /** Words to a sentence in paragraphs, lists and quotations. */
  averageSentence: number;
  longestSentence: { words: number; line: number };
  /** Flesch reading ease: 60 is plain English, 30 is hard. */
  ease: number;
}

export function readingFigures(body: string, firstLine: number): ReadingFigures {
  let total = 0;
  let running = 0;
  let count = 0;
  let syllables = 0;
  let longest = { words: 0, line: firstLine };
  for (const block of proseBlocks(body, firstLine)) {
    if (block.kind === 'footnote' || block.kind === 'code') continue;
    total += words(block.text).length;
    if (block.kind === 'heading' || block.kind === 'table') continue;
    for (const sentence of sentences(block.text)) {
      const list = words(sentence);
      running += list.length;
      count += 1;
      for (const word of list) syllables += syllablesIn(word);
      if (list.length > longest.words) longest = { words: list.length, line: block.line };
    }
  }
  const averageSentence = count === 0 ? 0 : running / count;
  const ease = running === 0 ? 100 : 206.835 - 1.015 * averageSentence - 84.6 * (syllables / running);
  return { words: total, averageSentence, longestSentence: longest, ease };
}

/** A rough count by groups of vowels, which is what the formula was made for. */
export function syllablesIn(word: string): number {
  const letters = word.toLowerCase().replace(/[^a-z]/g, '');
  if (letters.length <= 3) return 1;
  const trimmed = letters.replace(/(?:[^laeiouy]es|[^laeiouyt]ed|[^laeiouy]e)$/, (end) => end.charAt(0));
  return Math.max(1, trimmed.match(/[aeiouy]+/g)?.length ?? 1);
}
