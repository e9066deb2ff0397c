import Markdown from 'react-markdown';
import remarkGfm from 'remark-gfm';
import type { Section } from '../../../../shared/content/content.schema.ts';
import { type Letters, lettersOf } from '../../../../shared/text/anchor.ts';
import type { TextTree } from '../textTree.ts';

/** Footnotes and their signs are not part of the running text: their numbers change with every edition. */
export const isBesideText = (node: TextTree): boolean => node.properties?.['dataFootnotes'] !== undefined || node.properties?.['dataFootnoteRef'] !== undefined;

/** The running text of a tree, as marks are placed in it. */
export const runningText = (node: TextTree): string => (isBesideText(node) ? '' : (node.value ?? (node.children ?? []).map(runningText).join('')));

/** Text of the body by the same steps by which it is drawn. */
function bodyText(body: string): string {
  let found = '';
  const take = () => (tree: TextTree): void => {
    found = runningText(tree);
  };
  Markdown({ children: body, remarkPlugins: [remarkGfm], rehypePlugins: [take] });
  return found;
}

export interface ReadingText {
  /** Summary, a line break, body. */
  readonly text: string;
  readonly letters: Letters;
  /** Where the body begins in `text`. */
  readonly bodyAt: number;
}

const known = new WeakMap<Section, ReadingText>();

/** The text of a section in which marks are found. */
export function readingText(section: Section): ReadingText {
  const before = known.get(section);
  if (before) return before;
  const text = `${section.summary}\n${bodyText(section.body)}`;
  const made = { text, letters: lettersOf(text), bodyAt: section.summary.length + 1 };
  known.set(section, made);
  return made;
}
