import type { Marked } from './searchMessages.ts';

/** Where the words that were typed stand in a text, letter by letter: for lists that are filtered by what a text contains. */
export function typedMarks(text: string, query: string): Marked[] {
  const lower = text.toLowerCase();
  // Lower-casing may change the length of a text in some scripts; then no mark is better than one in the wrong place.
  if (lower.length !== text.length) return [];
  const found = query.trim().toLowerCase().split(/\s+/).flatMap((word) => {
    const places: Marked[] = [];
    if (word !== '') for (let at = lower.indexOf(word); at >= 0; at = lower.indexOf(word, at + word.length)) places.push({ start: at, end: at + word.length });
    return places;
  });
  const merged: { start: number; end: number }[] = [];
  for (const { start, end } of found.sort((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (last !== undefined && start <= last.end) last.end = Math.max(last.end, end);
    else merged.push({ start, end });
  }
  return merged;
}
