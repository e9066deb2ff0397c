import * as Y from 'yjs';
import { isLeaf, type TextLeaf, type TextNode, type TextPart } from '../../../shared/domain/carry/textTree.ts';

/** A note's text as plain data. */
export const bodyTree = (fragment: Y.XmlFragment): TextNode[] => fragment.toArray().flatMap(partsOf).filter((part): part is TextNode => !isLeaf(part));

function partsOf(node: unknown): TextPart[] {
  if (node instanceof Y.XmlText) return (node.toDelta() as { insert: unknown; attributes?: Record<string, unknown> }[]).flatMap(leafOf);
  if (!(node instanceof Y.XmlElement)) return [];
  const attrs = Object.fromEntries(Object.entries(node.getAttributes() as Record<string, unknown>).filter((entry): entry is [string, string | number | boolean | null] => entry[1] === null || ['string', 'number', 'boolean'].includes(typeof entry[1])));
  const content = node.toArray().flatMap(partsOf);
  return [{ name: node.nodeName, ...(Object.keys(attrs).length === 0 ? {} : { attrs }), ...(content.length === 0 ? {} : { content }) }];
}

function leafOf({ insert, attributes }: { readonly insert: unknown; readonly attributes?: Record<string, unknown> }): TextLeaf[] {
  if (typeof insert !== 'string' || insert === '') return [];
  // The editor writes a mark that overlaps one of its own kind under a longer name.
  const marks = Object.keys(attributes ?? {}).map((name) => name.replace(/--.*$/, ''));
  return [marks.length === 0 ? { text: insert } : { text: insert, marks }];
}

/** Puts a text into an empty note. */
export const writeBodyTree = (fragment: Y.XmlFragment, nodes: readonly TextNode[]): void => fragment.insert(0, nodes.map(elementOf));

function elementOf(node: TextNode): Y.XmlElement {
  const element = new Y.XmlElement(node.name);
  for (const [name, value] of Object.entries(node.attrs ?? {})) if (value !== null) element.setAttribute(name, value as string); // numbers and truth values are kept as they are
  const children: (Y.XmlElement | Y.XmlText)[] = [];
  let leaves: TextLeaf[] = [];
  const endText = (): void => {
    if (leaves.length === 0) return;
    const text = new Y.XmlText();
    text.applyDelta(leaves.map(({ text: insert, marks }) => ({ insert, ...(marks === undefined ? {} : { attributes: Object.fromEntries(marks.map((mark) => [mark, {}])) }) })));
    children.push(text);
    leaves = [];
  };
  for (const part of node.content ?? []) {
    if (isLeaf(part)) {
      leaves.push(part);
      continue;
    }
    endText();
    children.push(elementOf(part));
  }
  endText();
  if (children.length > 0) element.insert(0, children);
  return element;
}
