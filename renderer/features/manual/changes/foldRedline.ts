import type { RedlineBlock } from '../../../../shared/text/redline.ts';

/** A redline for the screen: paragraphs that did not change are one line each stretch, so that the changed ones are seen at once. */
export type FoldedBlock =
  | { readonly kind: 'added' | 'removed' | 'moved'; readonly text: string }
  | Extract<RedlineBlock, { readonly kind: 'changed' }>
  | { readonly kind: 'unchanged'; readonly count: number };

export function foldRedline(blocks: readonly RedlineBlock[]): FoldedBlock[] {
  const folded: FoldedBlock[] = [];
  for (const block of blocks) {
    const last = folded.at(-1);
    if (block.kind === 'changed') folded.push(block);
    else if (block.kind !== 'same') folded.push({ kind: block.kind, text: block.text });
    else if (last?.kind === 'unchanged') folded[folded.length - 1] = { kind: 'unchanged', count: last.count + 1 };
    else folded.push({ kind: 'unchanged', count: 1 });
  }
  return folded;
}
