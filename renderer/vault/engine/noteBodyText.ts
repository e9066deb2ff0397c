/** A note's text as words: for lists, search, versions and exports. Knows tables, links and dates; what it does not know it reads through. */
import * as Y from 'yjs';
import { type Mention, mentionKinds, mentionNode, dateNode, rowNode, cellSeparator } from '../../../shared/domain/vault/noteText.ts';

const excerptCharacters = 160;

/** The first characters of the text without its marks, on one line. */
export function excerptOf(fragment: Y.XmlFragment): string {
  const words = plainText(fragment, excerptCharacters * 2).replace(/\s+/gu, ' ').trim();
  return [...words].slice(0, excerptCharacters).join('');
}

/** The text without its marks, a line for each block and each row of a table. Stops reading once it has more than `enough` characters. */
export function plainText(fragment: Y.XmlFragment, enough: number): string {
  let text = '';
  const visit = (node: unknown): void => {
    if (text.length > enough) return;
    if (node instanceof Y.XmlText) {
      for (const part of node.toDelta() as { insert: unknown }[]) if (typeof part.insert === 'string' && text.length <= enough) text += part.insert;
    } else if (node instanceof Y.XmlElement && node.nodeName === mentionNode) {
      text += attribute(node, 'label');
    } else if (node instanceof Y.XmlElement && node.nodeName === dateNode) {
      text += attribute(node, 'on');
    } else if (node instanceof Y.XmlElement && node.nodeName === rowNode) {
      text += node.toArray().map((cell) => (cell instanceof Y.XmlFragment ? plainText(cell, enough - text.length).trim().replaceAll(/\s*\n\s*/g, ' ') : '')).join(cellSeparator);
      text += '\n';
    } else if (node instanceof Y.XmlFragment) {
      for (const child of node.toArray()) visit(child);
      if (!text.endsWith('\n')) text += '\n';
    }
  };
  visit(fragment);
  return text;
}

/** What the text links to, each once. */
export function mentionsOf(fragment: Y.XmlFragment): Mention[] {
  const found = new Map<string, Mention>();
  const visit = (node: unknown): void => {
    if (!(node instanceof Y.XmlFragment)) return;
    const kind = node instanceof Y.XmlElement && node.nodeName === mentionNode ? mentionKinds.find((known) => known === attribute(node, 'kind')) : undefined;
    if (kind !== undefined && node instanceof Y.XmlElement) found.set(`${kind}/${attribute(node, 'target')}`, { kind, id: attribute(node, 'target') });
    else for (const child of node.toArray()) visit(child);
  };
  visit(fragment);
  return [...found.values()];
}

function attribute(node: Y.XmlElement, name: string): string {
  const value: unknown = node.getAttribute(name);
  return typeof value === 'string' ? value.slice(0, 600) : '';
}
