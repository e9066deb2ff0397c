/**
 * A note's text outside the vault's own documents: the tree that the editor knows, as plain data. Exports read it, imports make it, and a
 * sealed archive holds it, so that what comes back is what was written.
 */
import * as v from 'valibot';

export interface TextLeaf {
  readonly text: string;
  readonly marks?: readonly string[] | undefined;
}
export interface TextNode {
  readonly name: string;
  readonly attrs?: Readonly<Record<string, string | number | boolean | null>> | undefined;
  readonly content?: readonly TextPart[] | undefined;
}
export type TextPart = TextLeaf | TextNode;

export const isLeaf = (part: TextPart): part is TextLeaf => 'text' in part;
/** Deeper lists and quotations are not made by hand. */
export const maxTextDepth = 24;
export const knownMarks = ['bold', 'italic', 'strike', 'underline'] as const;
const knownMarkSet: ReadonlySet<string> = new Set(knownMarks);

const leafSchema = v.object({ text: v.pipe(v.string(), v.maxLength(2_000_000)), marks: v.optional(v.array(v.pipe(v.string(), v.maxLength(40)))) });
const nodeSchema: v.GenericSchema<TextNode> = v.object({
  name: v.pipe(v.string(), v.regex(/^[A-Za-z]{1,40}$/)),
  attrs: v.optional(v.record(v.pipe(v.string(), v.maxLength(40)), v.union([v.pipe(v.string(), v.maxLength(2_000)), v.number(), v.boolean(), v.null()]))),
  content: v.optional(v.array(v.lazy(() => v.union([leafSchema, nodeSchema])))),
});
export const textTreeSchema = v.array(nodeSchema);

export const paragraph = (...content: readonly TextPart[]): TextNode => ({ name: 'paragraph', ...(content.length === 0 ? {} : { content }) });
export const words = (text: string, marks: readonly string[] = []): TextLeaf => (marks.length === 0 ? { text } : { text, marks });

const inlineNodes = new Set(['hardBreak', 'mention', 'dateStamp']);
/** What each node may hold. `blocks` are nodes that stand by themselves; anything else in their place is wrapped or unwrapped. */
const holds: Readonly<Record<string, readonly string[] | 'words' | 'blocks' | 'nothing'>> = {
  paragraph: 'words', heading: 'words', blockquote: 'blocks', horizontalRule: 'nothing', hardBreak: 'nothing', mention: 'nothing', dateStamp: 'nothing',
  bulletList: ['listItem'], orderedList: ['listItem'], taskList: ['taskItem'], listItem: 'blocks', taskItem: 'blocks',
  table: ['tableRow'], tableRow: ['tableCell', 'tableHeader'], tableCell: 'blocks', tableHeader: 'blocks',
};
const knownAttrs: Readonly<Record<string, readonly string[]>> = { heading: ['level'], orderedList: ['start'], taskItem: ['checked'], mention: ['kind', 'target', 'label'], dateStamp: ['on'] };

/**
 * The same text as the editor's rules allow it: what it does not know is read through, loose words get a paragraph, a list holds items only, and
 * no node is deeper than `maxTextDepth`. Nothing that is words is lost.
 */
export function tidyTree(parts: readonly TextPart[], depth = 0): TextNode[] {
  const blocks: TextNode[] = [];
  let loose: TextPart[] = [];
  const endParagraph = (): void => {
    if (loose.some((part) => !isLeaf(part) || part.text.trim() !== '')) blocks.push(paragraph(...loose));
    loose = [];
  };
  for (const part of parts) {
    if (isLeaf(part) || inlineNodes.has(part.name)) {
      loose.push(tidyInline(part));
      continue;
    }
    endParagraph();
    blocks.push(...tidyBlock(part, depth));
  }
  endParagraph();
  return blocks;
}

function tidyBlock(node: TextNode, depth: number): TextNode[] {
  const rule = Object.hasOwn(holds, node.name) ? holds[node.name] : undefined;
  const content = node.content ?? [];
  if (depth >= maxTextDepth) return [paragraph(words(treeWords([node]).replaceAll('\n', ' ')))];
  if (rule === undefined) return tidyTree(content, depth + 1);
  if (rule === 'words') return [made(node, inlineParts(content))];
  if (rule === 'nothing') return [made(node, [])];
  if (rule === 'blocks') return node.name === 'blockquote' ? [made(node, orEmpty(tidyTree(content, depth + 1)))] : tidyTree(content, depth + 1);
  const children = content.flatMap((child) => tidyItem(child, rule, depth + 1));
  return children.length === 0 ? [] : [made(node, children)];
}

function tidyItem(child: TextPart, allowed: readonly string[], depth: number): TextNode[] {
  if (!isLeaf(child) && allowed.includes(child.name)) {
    const rule = holds[child.name];
    if (Array.isArray(rule)) {
      const cells = (child.content ?? []).flatMap((cell) => tidyItem(cell, rule as readonly string[], depth + 1));
      return cells.length === 0 ? [] : [made(child, cells)];
    }
    // An item begins with a paragraph, as the editor wants it.
    const blocks = orEmpty(tidyTree(child.content ?? [], depth + 1));
    const first = blocks[0]?.name === 'paragraph' || child.name.startsWith('table') ? blocks : [paragraph(), ...blocks];
    return [made(child, first)];
  }
  const blocks = tidyTree([child], depth + 1);
  const name = allowed[0] ?? 'listItem';
  if (blocks.length === 0) return [];
  if (name === 'tableRow') return [{ name, content: [{ name: 'tableCell', content: blocks }] }];
  return [{ name, content: blocks[0]?.name === 'paragraph' || name.startsWith('table') ? blocks : [paragraph(), ...blocks] }];
}

const orEmpty = (blocks: TextNode[]): TextNode[] => (blocks.length === 0 ? [paragraph()] : blocks);

function made(node: TextNode, content: readonly TextPart[]): TextNode {
  const attrs = Object.fromEntries((knownAttrs[node.name] ?? []).flatMap((name) => (node.attrs?.[name] === undefined ? [] : [[name, node.attrs[name]]])));
  if (node.name === 'heading') attrs['level'] = attrs['level'] === 3 ? 3 : 2;
  return { name: node.name, ...(Object.keys(attrs).length === 0 ? {} : { attrs }), ...(content.length === 0 ? {} : { content }) };
}

const inlineParts = (content: readonly TextPart[]): TextPart[] => content.flatMap((part) => (isLeaf(part) ? (part.text === '' ? [] : [tidyInline(part)]) : inlineNodes.has(part.name) ? [tidyInline(part)] : inlineParts(part.content ?? [])));

function tidyInline(part: TextPart): TextPart {
  if (!isLeaf(part)) return made(part, []);
  const marks = (part.marks ?? []).filter((mark) => knownMarkSet.has(mark));
  return words(part.text.replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, ''), [...new Set(marks)]);
}

/** All words of a tree, a line for each block. */
export function treeWords(parts: readonly TextPart[]): string {
  let text = '';
  const visit = (part: TextPart): void => {
    if (isLeaf(part)) text += part.text;
    else if (part.name === 'mention') text += String(part.attrs?.['label'] ?? '');
    else if (part.name === 'dateStamp') text += String(part.attrs?.['on'] ?? '');
    else if (part.name === 'hardBreak') text += '\n';
    else {
      for (const child of part.content ?? []) visit(child);
      if (text !== '' && !text.endsWith('\n')) text += '\n';
    }
  };
  for (const part of parts) visit(part);
  return text.trimEnd();
}

/** The same tree with every word of it passed through `change`. */
export const mapWords = (parts: readonly TextNode[], change: (text: string) => string): TextNode[] => parts.map((node) => mapPart(node, change) as TextNode);
function mapPart(part: TextPart, change: (text: string) => string): TextPart {
  if (isLeaf(part)) return { ...part, text: change(part.text) };
  const label = part.attrs?.['label'];
  return { ...part, ...(typeof label === 'string' ? { attrs: { ...part.attrs, label: change(label) } } : {}), ...(part.content === undefined ? {} : { content: part.content.map((child) => mapPart(child, change)) }) };
}
