/// <reference path="./snowball-stemmers.d.ts" />
import { newStemmer } from 'snowball-stemmers';
import { foldText, type FoldedText } from './foldText.ts';
import { stopWords } from './stopWords.ts';

/** A word of a text, or a piece of a run in a script that does not space its words. */
export interface Token {
  /** Folded surface. */
  readonly term: string;
  /** Place in the folded text, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
  /** Piece of an unspaced run: found by equality only, never by prefix, stem or distance. */
  readonly gram: boolean;
}

/** Longer "words" are addresses or noise. What is beyond this is not compared. */
export const longestWord = 64;

const unspaced = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}`;
const runs = new RegExp(String.raw`[${unspaced}]+|[[\p{L}\p{N}\p{M}]--[${unspaced}]]+`, 'gv');
const startsUnspaced = new RegExp(String.raw`^[${unspaced}]`, 'u');
const arabic = /^\p{Script=Arabic}/u;

/** The words of a folded text in order. Runs without spaces come as overlapping pairs, and alone when they are one character. */
export function tokens({ folded }: FoldedText): Token[] {
  const found: Token[] = [];
  for (const match of folded.matchAll(runs)) {
    if (startsUnspaced.test(match[0])) found.push(...grams(match[0], match.index));
    else found.push({ term: match[0].slice(0, longestWord), start: match.index, end: match.index + match[0].length, gram: false });
  }
  return found;
}

/** Terms to index: every word twice, as folded surface and as `~stem`; every unspaced run as single characters and pairs. */
export function indexTerms(text: string, language: string): string[] {
  return tokens(foldText(text)).flatMap(({ term, gram }) => (gram ? [...new Set([term, ...term])] : [term, stemTerm(term, language)]));
}

/** Stands before a stem, so that it never equals a surface. */
export const stemMark = '~';

/** The term under which all forms of a word meet. @param word folded */
export const stemTerm = (word: string, language: string): string => stemMark + stem(word, language);

export interface QueryWord {
  readonly term: string;
  readonly stem: string;
  readonly gram: boolean;
}

/** Longest part of a query that is read, in UTF-16 units, and the most words of it. More is a pasted text and not a question. */
const longestQuery = 1_000;
const mostWords = 24;

/** The distinct words of a query that carry its subject, in order. Stop words count only where nothing else is asked. */
export function queryWords(query: string, language: string): QueryWord[] {
  const distinct = new Map<string, QueryWord>();
  for (const { term, gram } of tokens(foldText(query.slice(0, longestQuery)))) {
    if (!distinct.has(term)) distinct.set(term, { term, stem: stemTerm(term, language), gram });
  }
  const words = [...distinct.values()];
  const empty = stopWords(primary(language));
  const telling = words.filter(({ term }) => !empty.has(term));
  return (telling.length > 0 ? telling : words).slice(0, mostWords);
}

export const primary = (language: string): string => language.toLowerCase().split('-', 1)[0] ?? '';

function grams(run: string, start: number): Token[] {
  const characters = [...run];
  const found: Token[] = [];
  let at = start;
  for (const [index, character] of characters.entries()) {
    const next = characters[index + 1];
    const term = character + (next ?? '');
    if (next !== undefined || characters.length === 1) found.push({ term, start: at, end: at + term.length, gram: true });
    at += character.length;
  }
  return found;
}

const stemmers = {
  en: newStemmer('english'),
  fr: newStemmer('french'),
  es: newStemmer('spanish'),
};
const known = new Map<string, string>();

function stem(word: string, language: string): string {
  if (/\d/.test(word)) return word;
  if (arabic.test(word)) return stemArabic(word);
  const stemmer = stemmers[primary(language) as keyof typeof stemmers] as (typeof stemmers)['en'] | undefined;
  if (!stemmer || word.length > longestWord) return word;
  const key = `${primary(language)} ${word}`;
  let result = known.get(key);
  if (result === undefined) {
    // The Spanish rules know the noun only with its accent, which folding has taken away.
    result = foldText(stemmer.stem(stemmer === stemmers.es ? word.replace(/ion$/, 'ión') : word)).folded;
    if (known.size > 50_000) known.clear();
    known.set(key, result);
  }
  return result;
}

/**
 * Takes the article, one joined conjunction or preposition with it, and the common endings from an Arabic word, and leaves at least two
 * letters. Deliberately light: roots would join words that have nothing to do with each other.
 */
function stemArabic(word: string): string {
  // "Ministry" itself begins like "and": the letter goes with and without the article, so that both meet.
  const bare = word.replace(/^(?:[وف]?[بك]?ال|[وف]?لل)(?=..)/, '').replace(/^و(?=...)/, '');
  return bare.replace(/(?<=..)(?:يات|ها|ات|ان|ون|ين|يه|هم|نا|ه|ي)$/, '');
}
