import { plainText, type HtmlElement, type HtmlNode } from './htmlTree.ts';

/** How a text is written while it becomes Markdown: footnotes that are met are numbered in their order. */
export interface MarkdownContext {
  /** Number of a footnote in this section, by the fragment that leads to it. */
  readonly noteNumber: (fragment: string) => number;
  /** Told of each table whose cells could not all keep their place. */
  readonly onFlattened: (what: string) => void;
}

const isElement = (node: HtmlNode): node is HtmlElement => typeof node !== 'string';

/** One block of a Word text as Markdown; empty where it holds nothing. */
export function blockToMarkdown(node: HtmlNode, context: MarkdownContext, headingShift: number): string {
  if (!isElement(node)) return escapeLine(inline([node], context));
  const heading = /^h([1-6])$/.exec(node.name);
  if (heading) {
    const text = inline(node.children, context);
    return text === '' ? '' : `${'#'.repeat(Math.min(6, Math.max(2, Number(heading[1]) - headingShift)))} ${text}`;
  }
  switch (node.name) {
    case 'ul':
    case 'ol':
      return list(node, context, '');
    case 'table':
      return table(node, context);
    case 'blockquote':
      return blocksOf(node, context, headingShift).split('\n').map((line) => (line === '' ? '>' : `> ${line}`)).join('\n');
    case 'div':
    case 'section':
      return blocksOf(node, context, headingShift);
    default:
      return escapeLine(inline(node.children, context));
  }
}

/** A quotation or a cell may hold bare text as well as blocks. */
function blocksOf(node: HtmlElement, context: MarkdownContext, headingShift: number): string {
  const hasBlocks = node.children.some((child) => isElement(child) && /^(p|ul|ol|table|blockquote|h[1-6]|div)$/.test(child.name));
  if (!hasBlocks) return escapeLine(inline(node.children, context));
  return node.children.map((child) => blockToMarkdown(child, context, headingShift)).filter((text) => text !== '').join('\n\n');
}

function list(node: HtmlElement, context: MarkdownContext, indent: string): string {
  const items = node.children.filter(isElement).filter(({ name }) => name === 'li');
  return items
    .map((item, index) => {
      const mark = node.name === 'ol' ? `${index + 1}. ` : '- ';
      const inner = indent + ' '.repeat(mark.length);
      const nested = item.children.filter((child): child is HtmlElement => isElement(child) && (child.name === 'ul' || child.name === 'ol'));
      const own = item.children.filter((child) => !isElement(child) || (child.name !== 'ul' && child.name !== 'ol'));
      const text = own.some((child) => isElement(child) && child.name === 'p')
        ? own.map((child) => blockToMarkdown(child, context, 0)).filter((part) => part !== '').join(`\n\n${inner}`)
        : escapeLine(inline(own, context));
      return [`${indent}${mark}${text}`, ...nested.map((child) => list(child, context, inner))].join('\n');
    })
    .join('\n');
}

/** Markdown tables have one line of heads and no merged cells; the first row becomes the heads. */
function table(node: HtmlElement, context: MarkdownContext): string {
  const rows = rowsOf(node);
  if (rows.length === 0) return '';
  const cells = rows.map((row) =>
    row.children.filter(isElement).flatMap((cell) => {
      const span = Number(cell.attributes['colspan'] ?? '1');
      if (span > 1 || Number(cell.attributes['rowspan'] ?? '1') > 1) context.onFlattened('merged cells of a table');
      if (cell.children.some((child) => isElement(child) && child.name === 'table')) context.onFlattened('a table inside a table');
      const paragraphs = cell.children.map((child) => (isElement(child) ? inline(child.name === 'p' ? child.children : [child], context) : inline([child], context))).filter((text) => text !== '');
      return [paragraphs.join(' ').replaceAll('|', '\\|'), ...Array.from({ length: Math.max(0, Math.min(span, 40) - 1) }, () => '')];
    }),
  );
  const width = Math.max(...cells.map((row) => row.length));
  const line = (row: readonly string[]): string => `| ${Array.from({ length: width }, (_, at) => row[at] ?? '').join(' | ')} |`;
  return [line(cells[0] ?? []), `|${' --- |'.repeat(width)}`, ...cells.slice(1).map(line)].join('\n');
}

const rowsOf = (node: HtmlElement): HtmlElement[] => node.children.filter(isElement).flatMap((child) => (child.name === 'tr' ? [child] : child.name === 'td' || child.name === 'th' ? [] : rowsOf(child)));

/** Text with bold, italics and links; white space as Markdown has it. */
function inline(nodes: readonly HtmlNode[], context: MarkdownContext): string {
  return nodes.map((node) => inlineNode(node, context)).join('').replace(/[ \t\n]+/g, ' ').replaceAll('\u2028', '  \n').trim();
}

function inlineNode(node: HtmlNode, context: MarkdownContext): string {
  if (!isElement(node)) return escapeText(node);
  const inside = (): string => node.children.map((child) => inlineNode(child, context)).join('');
  switch (node.name) {
    case 'strong':
    case 'b':
      return marked('**', inside());
    case 'em':
    case 'i':
      return marked('*', inside());
    case 'br':
      return '\u2028';
    case 'img':
      return '';
    case 'a':
      return link(node, inside());
    case 'sup': {
      const anchor = node.children.find((child): child is HtmlElement => isElement(child) && /^#(footnote|endnote)-/.test(child.attributes['href'] ?? ''));
      return anchor ? `[^${context.noteNumber(anchor.attributes['href']?.slice(1) ?? '')}]` : inside();
    }
    case 'p':
      return `${inside()} `;
    default:
      return inside();
  }

  function link(anchor: HtmlElement, text: string): string {
    const href = anchor.attributes['href'] ?? '';
    if (text.trim() === '') return '';
    // Bookmarks of Word lead into its own pages; the words stay.
    if (!/^(https?:|mailto:)/i.test(href)) return text;
    return `[${text.trim()}](${href.replace(/[()\s<>]/g, (character) => encodeURIComponent(character).replace('(', '%28').replace(')', '%29'))})`;
  }
}

/** Marks stand at the words themselves: "** bold**" would not be bold. */
function marked(mark: string, text: string): string {
  const [, before = '', words = '', after = ''] = /^(\s*)([\s\S]*?)(\s*)$/.exec(text) ?? [];
  return words === '' ? text : `${before}${mark}${words}${mark}${after}`;
}

const escapeText = (text: string): string => text.replace(/[\\*`[\]<]/g, '\\$&').replace(/(^|[^\p{L}\p{N}])_|_(?=[^\p{L}\p{N}]|$)/gu, (found) => found.replace('_', '\\_'));

/** A paragraph that begins like a heading, list or quotation is not one. */
const escapeLine = (text: string): string => text.replace(/^(#{1,6}|[-+>])(?=\s)/, '\\$1').replace(/^(\d{1,9})([.)])(?=\s)/, '$1\\$2');

/** The words of a footnote, without the arrow that leads back. */
export function noteToMarkdown(note: HtmlElement, context: MarkdownContext): string {
  const withoutArrow = (node: HtmlNode): HtmlNode[] => {
    if (!isElement(node)) return [node];
    if (node.name === 'a' && /^#(footnote|endnote)-ref-/.test(node.attributes['href'] ?? '')) return [];
    return [{ ...node, children: node.children.flatMap(withoutArrow) }];
  };
  return inline(note.children.flatMap(withoutArrow), context);
}

export const isNoteList = (node: HtmlNode): node is HtmlElement => isElement(node) && node.name === 'ol' && node.children.some((child) => isElement(child) && /^(footnote|endnote)-/.test(child.attributes['id'] ?? ''));
export const headingLevel = (node: HtmlNode): number | null => (isElement(node) ? (/^h([1-6])$/.exec(node.name) ? Number(node.name.slice(1)) : null) : null);
export const headingText = (node: HtmlNode): string => plainText(node).replace(/\s+/g, ' ').trim();
