/** The little that our plugins need to know of the tree between Markdown and the screen. */
export interface TextTree {
  type: string;
  tagName?: string;
  value?: string;
  properties?: Record<string, unknown>;
  children?: TextTree[];
}

/** The words in a part of the tree, without its marks. */
export const wordsIn = (node: TextTree): string => node.value ?? (node.children ?? []).map(wordsIn).join('');

/** Replaces every run of text by what `split` makes of it; null leaves it as it is. */
export function eachText(node: TextTree, split: (text: string) => TextTree[] | null): void {
  if (node.children === undefined) return;
  node.children = node.children.flatMap((child) => {
    if (child.type === 'text' && child.value !== undefined) return split(child.value) ?? [child];
    eachText(child, split);
    return [child];
  });
}

/** Cuts `text` at the matches of `pattern`, which must be global, and wraps each match. */
export function wrapMatches(text: string, pattern: RegExp, wrap: (match: RegExpExecArray) => TextTree): TextTree[] | null {
  const parts: TextTree[] = [];
  let from = 0;
  for (const match of text.matchAll(pattern)) {
    if (match.index > from) parts.push({ type: 'text', value: text.slice(from, match.index) });
    parts.push(wrap(match));
    from = match.index + match[0].length;
  }
  if (from === 0) return null;
  if (from < text.length) parts.push({ type: 'text', value: text.slice(from) });
  return parts;
}
