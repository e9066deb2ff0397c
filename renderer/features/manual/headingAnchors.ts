import { headingIds } from './headingId.ts';
import { type TextTree, wordsIn } from './textTree.ts';

/** A rehype plugin that gives the second-level headings of a body the anchors by which the list of what is on the page finds them. */
export const headingAnchors = () => (tree: TextTree): void => {
  const idOf = headingIds();
  for (const node of tree.children ?? []) {
    if (node.tagName === 'h2') node.properties = { ...node.properties, id: idOf(wordsIn(node)) };
  }
};
