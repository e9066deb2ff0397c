/** A change of one stretch of a text: at `at`, `remove` UTF-16 units go and `insert` comes. */
export interface TextChange {
  readonly at: number;
  readonly remove: number;
  readonly insert: string;
}

/** The one stretch in which two texts differ. Never parts a surrogate pair. */
export function textChange(before: string, after: string): TextChange {
  const most = Math.min(before.length, after.length);
  let head = 0;
  while (head < most && before[head] === after[head]) head += 1;
  if (head > 0 && isHigh(before.charCodeAt(head - 1))) head -= 1;
  let tail = 0;
  while (tail < most - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail += 1;
  if (tail > 0 && isLow(before.charCodeAt(before.length - tail))) tail -= 1;
  return { at: head, remove: before.length - head - tail, insert: after.slice(head, after.length - tail) };
}

const isHigh = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff;
const isLow = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff;

/**
 * Where a change from `before` to `after` belongs in `current`, which has moved on from `before` in the meantime. Where both changed the same
 * stretch, what was written goes behind what is there and nothing is taken away.
 */
export function placeChange(before: string, after: string, current: string): TextChange {
  const mine = textChange(before, after);
  const theirs = textChange(before, current);
  if (before === current || mine.at + mine.remove <= theirs.at) return mine;
  const shift = theirs.insert.length - theirs.remove;
  if (mine.at >= theirs.at + theirs.remove) return { ...mine, at: mine.at + shift };
  return { at: theirs.at + theirs.insert.length, remove: 0, insert: mine.insert };
}
