/** A note's text as Markdown (CommonMark with tables and task lists). */
import { isLeaf, type TextNode, type TextPart } from './textTree.ts';

const around: Readonly<Record<string, string>> = { bold: '**', italic: '*', strike: '~~' };
const escaped = (text: string): string => text.replaceAll(/[\\`*_[\]<>~|]/g, '\\$&');

function inline(parts: readonly TextPart[]): string {
  return parts
    .map((part) => {
      if (!isLeaf(part)) return part.name === 'hardBreak' ? '\\\n' : escaped(String(part.attrs?.['label'] ?? part.attrs?.['on'] ?? ''));
      const signs = (part.marks ?? []).flatMap((mark) => around[mark] ?? []);
      // Signs must touch the words that they mark, so blanks at the ends stay outside.
      const [, before = '', core = '', after = ''] = /^(\s*)([\s\S]*?)(\s*)$/.exec(part.text) ?? [];
      return core === '' ? part.text : `${before}${signs.join('')}${escaped(core)}${signs.toReversed().join('')}${after}`;
    })
    .join('');
}

/** A line that would begin a list, heading, rule or quotation by chance is made plain. */
const atLineStart = (text: string): string => text.replaceAll(/^(\s*)([#>+-]|=+$)/gm, '$1\\$2').replaceAll(/^(\s*\d{1,9})([.)])/gm, '$1\\$2');
const indented = (text: string, width: number): string => text.replaceAll('\n', `\n${' '.repeat(width)}`).replaceAll(/^ +$/gm, '');

function items(list: TextNode, sign: (item: TextNode, at: number) => string): string {
  return (list.content ?? [])
    .map((item, at) => {
      if (isLeaf(item)) return '';
      const lead = sign(item, at);
      return `${lead}${indented(treeMarkdown((item.content ?? []) as readonly TextNode[]).trimEnd(), /^\d/.test(lead) ? lead.length : 2)}`;
    })
    .join('\n');
}

const cell = (node: TextPart): string => (isLeaf(node) ? '' : treeMarkdown((node.content ?? []) as readonly TextNode[]).trim().replaceAll(/\\?\n+/g, ' '));
function table(node: TextNode): string {
  const rows = (node.content ?? []).flatMap((row) => (isLeaf(row) ? [] : [(row.content ?? []).map(cell)]));
  const width = Math.max(1, ...rows.map((row) => row.length));
  const line = (row: readonly string[]): string => `| ${Array.from({ length: width }, (_, at) => row[at] ?? '').join(' | ')} |`;
  const [head = [], ...rest] = rows;
  return [line(head), `|${' --- |'.repeat(width)}`, ...rest.map(line)].join('\n');
}

/** `other`: with the other sign, because a list of the same sign stands right before and would take this one in. */
function block(node: TextNode, other: boolean): string {
  const sign = other ? '*' : '-';
  const content = node.content ?? [];
  switch (node.name) {
    case 'heading':
      return `${'#'.repeat(Number(node.attrs?.['level'] ?? 2))} ${inline(content).replaceAll('\\\n', ' ')}`;
    case 'bulletList':
      return items(node, () => `${sign} `);
    case 'orderedList':
      return items(node, (_item, at) => `${Number(node.attrs?.['start'] ?? 1) + at}${other ? ')' : '.'} `);
    case 'taskList':
      return items(node, (item) => (item.attrs?.['checked'] === true ? `${sign} [x] ` : `${sign} [ ] `));
    case 'blockquote':
      return treeMarkdown(content as readonly TextNode[]).trimEnd().replaceAll(/^/gm, '> ').replaceAll(/^> $/gm, '>');
    case 'horizontalRule':
      return '---';
    case 'table':
      return table(node);
    default:
      return atLineStart(inline(content));
  }
}

/** Blocks with an empty line between them, and a line break at the end. */
export function treeMarkdown(nodes: readonly TextNode[]): string {
  let other = false;
  const blocks = nodes.map((node, at) => {
    const before = nodes[at - 1];
    other = before !== undefined && node.name.endsWith('List') && before.name.endsWith('List') ? !other : false;
    return block(node, other);
  });
  return `${blocks.filter((text) => text !== '').join('\n\n')}\n`;
}
