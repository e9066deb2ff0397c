import { type TextPart, wordDifferences } from './wordDifferences.ts';

/** One paragraph, list entry, heading or table row of two versions of a text, in the order of the newer one. */
export type RedlineBlock =
  | { readonly kind: 'same' | 'added' | 'removed'; readonly text: string }
  /** The same words at another place. It stands where it is now; the place where it was shows nothing. */
  | { readonly kind: 'moved'; readonly text: string }
  | { readonly kind: 'changed'; readonly text: string; readonly parts: readonly TextPart[] };

/** Least share of common words for two blocks to count as one that was edited. */
const leastAlike = 0.4;
/** Shorter blocks, such as "Yes", occur in many places without having moved there. */
const leastMovedWords = 3;

/**
 * What changed between two Markdown texts, block by block. A block that only moved is not shown as new, and one that was edited is
 * compared word by word.
 */
export function redline(before: string, after: string): RedlineBlock[] {
  const old = blocksOf(before);
  const now = blocksOf(after);
  const anchors = commonRun(old, now);
  const kept = { old: new Set(anchors.map(([i]) => i)), now: new Set(anchors.map(([, j]) => j)) };
  const moved = new Set<number>();
  const gone = new Set<number>();
  for (const [j, block] of now.entries()) {
    if (kept.now.has(j) || block.split(' ').length < leastMovedWords) continue;
    const from = old.findIndex((other, i) => other === block && !kept.old.has(i) && !gone.has(i));
    if (from === -1) continue;
    moved.add(j);
    gone.add(from);
  }
  const result: RedlineBlock[] = [];
  let [i, j] = [0, 0];
  for (const [anchorOld, anchorNow] of [...anchors, [old.length, now.length] as const]) {
    const removed = old.slice(i, anchorOld).filter((_, at) => !gone.has(i + at));
    const added = now.slice(j, anchorNow).map((text, at) => ({ text, isMoved: moved.has(j + at) }));
    result.push(...pair(removed, added));
    const same = now[anchorNow];
    if (same !== undefined) result.push({ kind: 'same', text: same });
    [i, j] = [anchorOld + 1, anchorNow + 1];
  }
  return result;
}

/** Blocks of a Markdown text: paragraphs, headings, list entries and table rows, each in one line. */
export const blocksOf = (markdown: string): string[] =>
  markdown
    .split(/\n\s*\n|\n(?=\s*(?:[-*+]|\d+[.)]|#{1,6}|\|)\s)/)
    .map((block) => block.replaceAll(/\s+/g, ' ').trim())
    .filter((block) => block !== '');

/** Pairs what was taken away with what came in the same stretch, each with the first that is alike enough. */
function pair(removed: readonly string[], added: readonly { text: string; isMoved: boolean }[]): RedlineBlock[] {
  const waiting = [...removed];
  const result: RedlineBlock[] = [];
  for (const { text, isMoved } of added) {
    const at = isMoved ? -1 : waiting.findIndex((old) => alike(old, text) >= leastAlike);
    if (at === -1) {
      result.push({ kind: isMoved ? 'moved' : 'added', text });
      continue;
    }
    for (const old of waiting.splice(0, at)) result.push({ kind: 'removed', text: old });
    const [old = ''] = waiting.splice(0, 1);
    result.push({ kind: 'changed', text, parts: wordDifferences(old, text) });
  }
  return [...result, ...waiting.map((text) => ({ kind: 'removed', text }) as const)];
}

function alike(a: string, b: string): number {
  const [first, second] = [a.split(' '), b.split(' ')];
  const left = new Map<string, number>();
  for (const word of first) left.set(word, (left.get(word) ?? 0) + 1);
  let common = 0;
  for (const word of second) {
    const count = left.get(word) ?? 0;
    if (count === 0) continue;
    left.set(word, count - 1);
    common += 1;
  }
  return (2 * common) / (first.length + second.length);
}

/** Places of the longest run of equal blocks that both lists have in the same order. */
function commonRun(a: readonly string[], b: readonly string[]): [number, number][] {
  const width = b.length + 1;
  const common = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      common[i * width + j] = a[i] === b[j] ? (common[(i + 1) * width + j + 1] ?? 0) + 1 : Math.max(common[(i + 1) * width + j] ?? 0, common[i * width + j + 1] ?? 0);
    }
  }
  const places: [number, number][] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (a[i] === b[j]) places.push([i++, j++]);
    else if ((common[(i + 1) * width + j] ?? 0) >= (common[i * width + j + 1] ?? 0)) i += 1;
    else j += 1;
  }
  return places;
}
