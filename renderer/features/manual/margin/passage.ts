/** Between what is selected on the screen and the running text of a section. */

/** What stands among the text and is no part of it: figures, notes on terms, footnotes and their signs. */
const besideText = 'figure, [role="tooltip"], [data-footnotes], [data-footnote-ref]';

interface ScreenText {
  readonly text: string;
  readonly nodes: readonly { readonly node: Text; readonly at: number }[];
}

export function screenText(root: Element): ScreenText {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) => (node instanceof Element && node.matches(besideText) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT));
  const nodes: { node: Text; at: number }[] = [];
  let text = '';
  let block: Element | null = null;
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (!(node instanceof Text)) continue;
    const inside = node.parentElement?.closest('p, li, h2, h3, h4, h5, td, th, blockquote, pre') ?? null;
    if (block !== null && inside !== block && text !== '' && !text.endsWith('\n')) text += '\n'; // else the last word of one block and the first of the next are one
    if (inside !== null) block = inside;
    nodes.push({ node, at: text.length });
    text += node.data;
  }
  return { text, nodes };
}

/** The selected range in the text of `root`; null where nothing in it is selected. */
export function selectedRange(root: Element, { nodes }: ScreenText): { readonly start: number; readonly end: number } | null {
  const selection = document.getSelection();
  if (selection === null || selection.rangeCount === 0 || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  if (!range.intersectsNode(root)) return null;
  let start: number | null = null;
  let end = 0;
  for (const { node, at } of nodes) {
    if (!range.intersectsNode(node)) continue;
    const from = node === range.startContainer ? range.startOffset : 0;
    const to = node === range.endContainer ? range.endOffset : node.length;
    if (from >= to) continue;
    start ??= at + from;
    end = at + to;
  }
  return start === null || start >= end ? null : { start, end };
}

/** Selects a range of the text on the screen. */
export function select({ nodes }: ScreenText, { start, end }: { readonly start: number; readonly end: number }): void {
  const first = nodes.findLast(({ node, at }) => at <= start && start < at + node.length) ?? nodes.find(({ at }) => at >= start);
  const last = nodes.findLast(({ at }) => at < end);
  if (first === undefined || last === undefined) return;
  document.getSelection()?.setBaseAndExtent(first.node, Math.max(0, start - first.at), last.node, Math.min(last.node.length, end - last.at));
}

export const selectionBox = (): DOMRect | null => {
  const selection = document.getSelection();
  return selection === null || selection.rangeCount === 0 ? null : selection.getRangeAt(0).getBoundingClientRect();
};
