import type { DocumentBlock, DocumentHead } from '../documents/documentModel.ts';

/** Who may see a paper, said at the head and foot of every page. */
export const paperHandlings = ['office', 'government', 'network', 'public'] as const;
export type PaperHandling = (typeof paperHandlings)[number];

/** What every paper needs in the language of its reader. */
export interface PaperFrame {
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  readonly handling: string;
  readonly head: DocumentHead;
}

export const textBlock = (text: string, tone?: 'lead' | 'small'): DocumentBlock => ({ kind: 'paragraph', runs: [{ text: text.slice(0, 20_000) }], ...(tone === undefined ? {} : { tone }) });

/** Lines of a longer text, each as a paragraph of its own. */
export const textBlocks = (text: string): DocumentBlock[] => text.split('\n').map((line) => line.trim()).filter((line) => line !== '').slice(0, 200).map((line) => textBlock(line));

/** A table wider than this is printed on its side. */
export const widestUpright = 6;

export const isWide = (blocks: readonly DocumentBlock[]): boolean => blocks.some((block) => block.kind === 'table' && block.header.length > widestUpright);
