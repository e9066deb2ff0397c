import { highlightRanges } from '../../../shared/search/manualSearch.ts';

interface Node {
  type: string;
  tagName?: string;
  value?: string;
  properties?: Record<string, unknown>;
  children?: Node[];
}

/** A rehype plugin that wraps the words of `query` in `<mark>`, by the same folding as the search, so that what matched is what is marked. */
export const markWords = (query: string) => () => (tree: Node): void => visit(tree, query);

function visit(node: Node, query: string): void {
  if (node.children === undefined) return;
  node.children = node.children.flatMap((child) => {
    if (child.type !== 'text' || child.value === undefined) {
      visit(child, query);
      return [child];
    }
    const parts: Node[] = [];
    let from = 0;
    for (const { start, end } of highlightRanges(child.value, query)) {
      if (start > from) parts.push({ type: 'text', value: child.value.slice(from, start) });
      parts.push({ type: 'element', tagName: 'mark', properties: {}, children: [{ type: 'text', value: child.value.slice(start, end) }] });
      from = end;
    }
    if (from < child.value.length) parts.push({ type: 'text', value: child.value.slice(from) });
    return parts;
  });
}
