export interface TextPart {
  readonly kind: 'same' | 'added' | 'removed';
  readonly text: string;
}

/** Above this product of lengths the comparison would take noticeable time, and the whole text is shown as replaced. */
const largestTable = 16_000_000;

/**
 * What changed between two texts, word by word, as the longest common run of words leaves it. Words keep their punctuation. Removed
 * words come before those that took their place.
 */
export function wordDifferences(before: string, after: string): TextPart[] {
  const a = before.split(/\s+/).filter((word) => word !== '');
  const b = after.split(/\s+/).filter((word) => word !== '');
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head += 1;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail += 1;
  const middle = compare(a.slice(head, a.length - tail), b.slice(head, b.length - tail));
  return join([...a.slice(0, head).map((text) => ({ kind: 'same', text }) as const), ...middle, ...a.slice(a.length - tail).map((text) => ({ kind: 'same', text }) as const)]);
}

function compare(a: readonly string[], b: readonly string[]): TextPart[] {
  const width = b.length + 1;
  if (a.length * b.length > largestTable) return [...a.map((text) => ({ kind: 'removed', text }) as const), ...b.map((text) => ({ kind: 'added', text }) as const)];
  // common[i * width + j]: length of the longest common run of words of a from i and b from j.
  const common = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      common[i * width + j] = a[i] === b[j] ? common[(i + 1) * width + j + 1]! + 1 : Math.max(common[(i + 1) * width + j]!, common[i * width + j + 1]!);
    }
  }
  const parts: TextPart[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      parts.push({ kind: 'same', text: a[i]! });
      i += 1;
      j += 1;
    } else if (i < a.length && (j === b.length || common[(i + 1) * width + j]! >= common[i * width + j + 1]!)) {
      parts.push({ kind: 'removed', text: a[i]! });
      i += 1;
    } else {
      parts.push({ kind: 'added', text: b[j]! });
      j += 1;
    }
  }
  return parts;
}

function join(parts: readonly TextPart[]): TextPart[] {
  const joined: TextPart[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (last?.kind === part.kind) joined[joined.length - 1] = { kind: part.kind, text: `${last.text} ${part.text}` };
    else joined.push(part);
  }
  return joined;
}
