/**
 * Keeps a mark on the words it was made on, through later editions of the text. A place is found again by its own words, the words around
 * it and how far into the text it stood. Spaces, case, accents, vowel marks and kinds of quotation marks do not count.
 */
import * as v from 'valibot';
import { foldText } from '../search/foldText.ts';

export const maxQuoteLength = 4_000;
const contextLength = 64;

const words = (max: number) => v.pipe(v.string(), v.maxLength(max));
export const anchorSchema = v.looseObject({
  quote: v.pipe(v.string(), v.minLength(1), v.maxLength(maxQuoteLength)),
  /** What stands before and after it; shorter at the ends of the text. */
  prefix: words(contextLength * 2),
  suffix: words(contextLength * 2),
  /** Letters of the text before the quotation, spaces not counted. */
  at: v.pipe(v.number(), v.integer(), v.minValue(0)),
});
export type Anchor = v.InferOutput<typeof anchorSchema>;

/** Where the quotation stands now, in UTF-16 units of the text. `changed` where its own words are not the same any more. */
export interface AnchorRange {
  readonly start: number;
  readonly end: number;
  readonly how: 'same' | 'changed';
}

/** A text as anchors see it: folded letters without spaces, and where in the text each one begins and ends. */
export interface Letters {
  readonly letters: string;
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

const quotationMark = /[\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f\u00ab\u00bb\u2039\u203a"]/u;
const dash = /[\u2010-\u2015\u2212]/u;

export function lettersOf(text: string): Letters {
  const { folded, offsets } = foldText(text);
  const starts: number[] = [];
  const ends: number[] = [];
  let letters = '';
  for (let unit = 0; unit < folded.length; unit += 1) {
    const letter = folded[unit] ?? '';
    if (/\s/u.test(letter)) continue;
    const start = offsets[unit] ?? 0;
    let after = unit + 1;
    while (after < folded.length && offsets[after] === start) after += 1;
    letters += quotationMark.test(letter) ? "'" : dash.test(letter) ? '-' : letter;
    starts.push(start);
    ends.push(offsets[after] ?? text.length);
  }
  return { letters, starts, ends };
}

/** Null where the range holds no letter or is longer than can be kept. */
export function makeAnchor(text: string, start: number, end: number): Anchor | null {
  const from = start + (/^\s*/u.exec(text.slice(start, end))?.[0].length ?? 0);
  const quote = text.slice(from, end).trimEnd();
  if (quote.length > maxQuoteLength || lettersOf(quote).letters === '') return null;
  const whole = (piece: string): string => piece.replace(/^[\udc00-\udfff]/u, '').replace(/[\ud800-\udbff]$/u, '');
  return {
    quote,
    prefix: whole(text.slice(Math.max(0, from - contextLength), from)),
    suffix: whole(text.slice(from + quote.length, from + quote.length + contextLength)),
    at: lettersOf(text.slice(0, from)).letters.length,
  };
}

/** Letters of context that make a short quotation certain; and the length from which a quotation is certain by itself. */
const enoughContext = 10;
const tellingLength = 24;

/** Null where the quotation is not in the text any more. A wrong place is worse than none, so what is not certain is not found. */
export function findAnchor({ letters, starts, ends }: Letters, anchor: Anchor): AnchorRange | null {
  const [quote, prefix, suffix] = [anchor.quote, anchor.prefix, anchor.suffix].map((part) => lettersOf(part).letters) as [string, string, string];
  if (quote === '') return null;
  const range = (from: number, to: number, how: AnchorRange['how']): AnchorRange => ({ start: starts[from] ?? 0, end: ends[to - 1] ?? 0, how });
  const places = allIndexes(letters, quote);
  const around = places.map((from) => ({ from, context: commonEnd(letters, from, prefix) + commonStart(letters, from + quote.length, suffix) }));
  const best = around.reduce<(typeof around)[number] | null>((found, one) => (found === null || one.context > found.context || (one.context === found.context && Math.abs(one.from - anchor.at) < Math.abs(found.from - anchor.at)) ? one : found), null);
  if (best !== null) {
    const isCertain = best.context >= Math.min(enoughContext, prefix.length + suffix.length) || (places.length === 1 && quote.length >= tellingLength);
    if (isCertain) return range(best.from, best.from + quote.length, 'same');
  }
  const changed = betweenContexts(letters, quote, prefix, suffix) ?? byPieces(letters, quote, prefix, suffix);
  return changed === null ? null : range(changed.from, changed.to, 'changed');
}

/** True where the text holds the whole quotation once: for a passage that moved to another section. */
export function holdsQuote({ letters, starts, ends }: Letters, anchor: Anchor): AnchorRange | null {
  const quote = lettersOf(anchor.quote).letters;
  const places = quote.length < tellingLength * 1.5 ? [] : allIndexes(letters, quote);
  const [from] = places;
  return places.length !== 1 || from === undefined ? null : { start: starts[from] ?? 0, end: ends[from + quote.length - 1] ?? 0, how: 'same' };
}

interface Span {
  readonly from: number;
  readonly to: number;
}

const edgeLength = 16;
/** Part of the quotation's letters that has to be left for what stands there to be the same passage. */
const leastLeft = 0.55;

/** What stands between the words before and the words after, if enough of it is the quotation. */
function betweenContexts(letters: string, quote: string, prefix: string, suffix: string): Span | null {
  const before = prefix.slice(-edgeLength);
  const after = suffix.slice(0, edgeLength);
  if (before.length < edgeLength / 2 || after.length < edgeLength / 2) return null;
  for (const at of allIndexes(letters, before)) {
    const from = at + before.length;
    const to = letters.indexOf(after, from);
    // A paragraph may have been put in beside the passage: then its own pieces say more than the words around it.
    if (to <= from || to - from > quote.length * 1.4 + 12) continue;
    if (chainOf(letters.slice(from, to), quote).covered >= quote.length * leastLeft) return { from, to };
  }
  return null;
}

/** Finds the pieces that are left of a quotation that was edited; its ends are taken from the words around it where these are left. */
function byPieces(letters: string, quote: string, prefix: string, suffix: string): Span | null {
  if (quote.length < tellingLength) return null;
  const { covered, first, last, size } = chainOf(letters, quote);
  if (first === null || last === null || covered < quote.length * leastLeft) return null;
  const span = { from: first.there, to: last.there + size };
  if (span.to - span.from > quote.length * 1.8 + 20) return null;
  const before = prefix.slice(-edgeLength / 2);
  const after = suffix.slice(0, edgeLength / 2);
  if (first.here > 0 && before !== '') {
    const at = letters.lastIndexOf(before, span.from - before.length);
    if (at >= 0 && span.from - at - before.length <= first.here * 2 + edgeLength) span.from = at + before.length;
  }
  const rest = quote.length - last.here - size;
  if (rest > 0 && after !== '') {
    const at = letters.indexOf(after, span.to);
    if (at >= 0 && at - span.to <= rest * 2 + edgeLength) span.to = at;
  }
  return span;
}

interface Pair {
  readonly here: number;
  readonly there: number;
}

/** The longest run of pieces that stand in both texts in the same order and about as far apart. */
function chainOf(letters: string, quote: string): { covered: number; first: Pair | null; last: Pair | null; size: number } {
  const size = quote.length >= 48 ? 8 : 5;
  const there = new Map<string, number[]>();
  for (let at = 0; at + size <= letters.length; at += 1) {
    const piece = letters.slice(at, at + size);
    const places = there.get(piece);
    if (places) places.push(at);
    else there.set(piece, [at]);
  }
  const pairs: Pair[] = [];
  for (let here = 0; here + size <= quote.length; here += 1) {
    const places = there.get(quote.slice(here, here + size)) ?? [];
    if (places.length <= maxPlaces) for (const place of places) pairs.push({ here, there: place });
  }
  const near = mostAligned(pairs, Math.max(size, quote.length / 2));
  const chain = longestRising(near);
  let covered = 0;
  let end = 0;
  for (const { here } of chain) {
    covered += here + size - Math.max(end, here);
    end = here + size;
  }
  return { covered, first: chain[0] ?? null, last: chain.at(-1) ?? null, size };
}

const maxPlaces = 12;

/** The pairs of the best-filled stretch of places: a piece that stands far away by chance is no part of the passage. */
function mostAligned(pairs: readonly Pair[], width: number): readonly Pair[] {
  const counts = new Map<number, number>();
  const slot = ({ here, there }: Pair): number => Math.floor((there - here) / width);
  for (const pair of pairs) counts.set(slot(pair), (counts.get(slot(pair)) ?? 0) + 1);
  let best = 0;
  let most = -1;
  for (const at of counts.keys()) {
    const both = (counts.get(at) ?? 0) + (counts.get(at + 1) ?? 0);
    if (both > most) [best, most] = [at, both];
  }
  return pairs.filter((pair) => slot(pair) === best || slot(pair) === best + 1);
}

/** Longest subsequence in which both places rise. `pairs` come in the order of `here`. */
function longestRising(pairs: readonly Pair[]): readonly Pair[] {
  // Of pairs with the same `here` the far one comes first, so that only one of them can be in a chain.
  const sorted = [...pairs].sort((a, b) => a.here - b.here || b.there - a.there);
  const tails: number[] = [];
  const before: number[] = [];
  sorted.forEach(({ there }, at) => {
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sorted[tails[middle] ?? 0]?.there ?? 0) < there) low = middle + 1;
      else high = middle;
    }
    before[at] = low === 0 ? -1 : (tails[low - 1] ?? -1);
    tails[low] = at;
  });
  const chain: Pair[] = [];
  for (let at = tails.at(-1) ?? -1; at >= 0; at = before[at] ?? -1) {
    const pair = sorted[at];
    if (pair) chain.push(pair);
  }
  return chain.reverse();
}

function allIndexes(letters: string, part: string): number[] {
  const found: number[] = [];
  for (let at = letters.indexOf(part); at >= 0 && found.length < 1_000; at = letters.indexOf(part, at + 1)) found.push(at);
  return found;
}

function commonEnd(letters: string, end: number, part: string): number {
  let count = 0;
  while (count < part.length && count < end && letters[end - 1 - count] === part[part.length - 1 - count]) count += 1;
  return count;
}

function commonStart(letters: string, start: number, part: string): number {
  let count = 0;
  while (count < part.length && letters[start + count] === part[count]) count += 1;
  return count;
}
