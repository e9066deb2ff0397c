import type { DocumentBlock, TextRun } from '../documents/documentModel.ts';
import { isLeaf, treeWords, type TextNode, type TextPart } from './textTree.ts';

const longestRun = 20_000;
const mostRuns = 200;

function runs(parts: readonly TextPart[]): TextRun[] {
  const made = parts.flatMap((part): TextRun[] => {
    const text = isLeaf(part) ? part.text : part.name === 'hardBreak' ? ' ' : treeWords([part]);
    const marks = isLeaf(part) ? (part.marks ?? []) : [];
    const pieces = text.match(new RegExp(`[\\s\\S]{1,${longestRun}}`, 'g')) ?? [];
    return pieces.map((piece) => ({ text: piece, ...(marks.includes('bold') ? { bold: true } : {}), ...(marks.includes('italic') ? { italic: true } : {}) }));
  });
  return made.length <= mostRuns ? made : [...made.slice(0, mostRuns - 1), { text: made.slice(mostRuns - 1).map(({ text }) => text).join('').slice(0, longestRun) }];
}

const plain = (node: TextNode, most: number): string => treeWords([node]).replaceAll('\n', ' ').slice(0, most);

/** A note's text as parts of a document. Nested lists are read as lines of the outer one. */
export function treeDocument(nodes: readonly TextNode[]): DocumentBlock[] {
  return nodes.flatMap((node): DocumentBlock[] => {
    const content = node.content ?? [];
    const children = content.filter((part): part is TextNode => !isLeaf(part));
    switch (node.name) {
      case 'heading':
        return [{ kind: 'heading', level: 3, text: plain(node, 400) }];
      case 'bulletList':
      case 'orderedList':
        return [{ kind: 'list', ordered: node.name === 'orderedList', items: children.slice(0, 500).map((item) => [{ text: plain(item, longestRun) }]) }];
      case 'taskList':
        return [{ kind: 'list', ordered: false, items: children.slice(0, 500).map((item) => [{ text: `${item.attrs?.['checked'] === true ? '☑' : '☐'} ${plain(item, longestRun - 2)}` }]) }];
      case 'blockquote':
        return treeDocument(children);
      case 'table': {
        const rows = children.map((row) => (row.content ?? []).slice(0, 12).map((cell) => (isLeaf(cell) ? '' : plain(cell, 4_000))));
        const [header = [''], ...rest] = rows;
        return [{ kind: 'table', header: header.length === 0 ? [''] : header.map((cell) => cell.slice(0, 400)), rows: rest.slice(0, 1_000) }];
      }
      case 'horizontalRule':
        return [];
      default:
        return content.length === 0 ? [] : [{ kind: 'paragraph', runs: runs(content) }];
    }
  });
}
