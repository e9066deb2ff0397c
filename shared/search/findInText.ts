import type { TextMark } from '../domain/vault/noteSearch.ts';
import { foldText, originalRange } from './foldText.ts';

const excerptUnits = 180;
const leadUnits = 50;

/** The words of a query, folded; what stands between quotation marks is one. Empty where there is nothing to look for. */
export function foldedWords(query: string): string[] {
  const { folded } = foldText(query);
  return [...folded.matchAll(/["“”„«»]([^"“”„«»]+)["“”„«»]?|([^\s"“”„«»]+)/gu)].map((match) => (match[1] ?? match[2] ?? '').trim()).filter((word) => word !== '');
}

/** Where any of the words stand in `text`: exact, in order, never overlapping. */
export function wordMarks(text: string, words: readonly string[], limit = 50): TextMark[] {
  const folded = foldText(text);
  const found: TextMark[] = [];
  for (const word of words) {
    for (let at = folded.folded.indexOf(word); at >= 0 && found.length < limit * 4; at = folded.folded.indexOf(word, at + word.length)) found.push(originalRange(folded, at, at + word.length));
  }
  found.sort((a, b) => a.start - b.start || b.end - a.end);
  const marks: { start: number; end: number }[] = [];
  for (const mark of found) {
    const last = marks.at(-1);
    if (last !== undefined && mark.start < last.end) last.end = Math.max(last.end, mark.end);
    else marks.push({ ...mark });
  }
  return marks.slice(0, limit);
}

/** A piece of the text around the first word that was found, with the marks of that piece. */
export function excerptAround(text: string, words: readonly string[]): { readonly excerpt: string; readonly marks: readonly TextMark[] } {
  const marks = wordMarks(text, words);
  const first = marks[0]?.start ?? 0;
  let start = first <= leadUnits ? 0 : wordStart(text, first - leadUnits);
  let end = Math.min(text.length, start + excerptUnits);
  if (isLowSurrogate(text, start)) start -= 1;
  if (isLowSurrogate(text, end)) end -= 1;
  const lead = start > 0 ? '… ' : '';
  const excerpt = `${lead}${text.slice(start, end)}${end < text.length ? ' …' : ''}`.replaceAll('\n', ' ');
  const shift = lead.length - start;
  return { excerpt, marks: marks.filter((mark) => mark.start >= start && mark.end <= end).map((mark) => ({ start: mark.start + shift, end: mark.end + shift })) };
}

/** The beginning of a word near `from`, or `from` itself where a script has no spaces. */
function wordStart(text: string, from: number): number {
  const space = text.slice(from, from + 20).search(/\s/u);
  return space < 0 ? from : from + space + 1;
}

const isLowSurrogate = (text: string, at: number): boolean => at > 0 && at < text.length && (text.charCodeAt(at) & 0xfc00) === 0xdc00;
