import { isBesideText } from './readingText.ts';
import type { TextTree } from '../textTree.ts';

export interface DrawnRange {
  readonly id: string;
  readonly start: number;
  readonly end: number;
  readonly hasNote: boolean;
}

export interface Piece {
  readonly text: string;
  /** The mark that the piece belongs to; of several the one that began last. */
  readonly range: DrawnRange | null;
}

/** Cuts a run of text that begins at `at` where marks begin and end. */
export function pieces(text: string, at: number, ranges: readonly DrawnRange[]): readonly Piece[] {
  const cuts = new Set([0, text.length]);
  for (const { start, end } of ranges) for (const cut of [start - at, end - at]) if (cut > 0 && cut < text.length) cuts.add(cut);
  const sorted = [...cuts].sort((a, b) => a - b);
  return sorted.slice(0, -1).map((from, index) => {
    const to = sorted[index + 1] ?? text.length;
    const over = ranges.filter(({ start, end }) => start < at + to && end > at + from);
    return { text: text.slice(from, to), range: over.reduce<DrawnRange | null>((last, one) => (last === null || one.start >= last.start ? one : last), null) };
  });
}

export const markProperties = ({ id, hasNote }: DrawnRange): Record<string, string> => ({ 'data-mark': id, ...(hasNote ? { 'data-note': '' } : {}) });

/** A rehype plugin that draws marks. Their ranges are counted in the running text of the body. */
export const drawMarks = (ranges: readonly DrawnRange[]) => () => (tree: TextTree): void => {
  let at = 0;
  const visit = (node: TextTree): void => {
    if (isBesideText(node) || node.children === undefined) return;
    node.children = node.children.flatMap((child): TextTree[] => {
      if (child.type !== 'text' || child.value === undefined) {
        visit(child);
        return [child];
      }
      const from = at;
      at += child.value.length;
      // Blank runs between blocks stay as they are: in a table they may not become elements.
      if (child.value.trim() === '' || !ranges.some(({ start, end }) => start < at && end > from)) return [child];
      return pieces(child.value, from, ranges).map(({ text, range }): TextTree => {
        const value: TextTree = { type: 'text', value: text };
        return range === null || text === '' ? value : { type: 'element', tagName: 'mark', properties: markProperties(range), children: [value] };
      });
    });
  };
  visit(tree);
};
