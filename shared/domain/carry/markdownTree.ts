import type { Nodes, PhrasingContent } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { paragraph, tidyTree, words, type TextNode, type TextPart } from './textTree.ts';

export interface ReadMarkdown {
  readonly body: TextNode[];
  /** The first heading of the first level, where the text begins with one; it is not part of the body then. */
  readonly heading: string | null;
  /** Addresses that are relative to the file: pictures and other files that may lie beside it. */
  readonly links: readonly string[];
  /** Pictures elsewhere, which are not fetched. */
  readonly remoteImages: number;
  /** Whether it held markup of pages, of which only the words were taken. */
  readonly markup: boolean;
}

const scheme = /^[a-z][a-z0-9+.-]*:/i;
const inlineSigns: Readonly<Record<string, string>> = { strong: 'bold', emphasis: 'italic', delete: 'strike' };

/** Words of markup, without what is in scripts and styles. */
export const markupWords = (html: string): string => html.replaceAll(/<(script|style)\b[\s\S]*?(?:<\/\1\s*>|$)/gi, ' ').replaceAll(/<!--[\s\S]*?(?:-->|$)/g, ' ').replaceAll(/<[^>]*>/g, ' ').replaceAll(/[ \t]+/g, ' ').trim();

/** Reads Markdown as a note can hold it. Nothing is fetched and no markup is taken over; text that cannot be read as Markdown is taken as it is. */
export function readMarkdown(text: string): ReadMarkdown {
  const links = new Set<string>();
  let remoteImages = 0;
  let markup = false;

  const address = (url: string, isImage: boolean): string => {
    if (url.startsWith(':/') || (!scheme.test(url) && !url.startsWith('#') && !url.startsWith('//'))) links.add(url);
    else if (isImage) remoteImages += 1;
    return /^(?:https?|mailto):/i.test(url) ? url : '';
  };
  const inline = (nodes: readonly PhrasingContent[], marks: readonly string[]): TextPart[] =>
    nodes.flatMap((node): TextPart[] => {
      const sign = inlineSigns[node.type];
      if (sign !== undefined && 'children' in node) return inline(node.children, [...marks, sign]);
      switch (node.type) {
        case 'text':
        case 'inlineCode':
          return [words(node.value.replaceAll('\n', ' '), marks)];
        case 'break':
          return [{ name: 'hardBreak' }];
        case 'link': {
          const shown = inline(node.children, marks);
          const url = address(node.url, false);
          const said = node.children.map((child) => ('value' in child ? child.value : '')).join('');
          return url === '' || said.includes(url.replace(/^mailto:/, '')) ? shown : [...shown, words(` (${url})`, marks)];
        }
        case 'image': {
          const url = address(node.url, true);
          const shown = [node.alt ?? '', url === '' ? '' : `(${url})`].filter((part) => part !== '').join(' ');
          return shown === '' ? [] : [words(shown, marks)];
        }
        case 'html':
          markup = true;
          return /^<br\s*\/?>$/i.test(node.value) ? [{ name: 'hardBreak' }] : [];
        case 'footnoteReference':
          return [words(`[${node.identifier}]`, marks)];
        default:
          return 'children' in node ? inline(node.children as PhrasingContent[], marks) : [];
      }
    });

  const block = (node: Nodes): TextNode[] => {
    switch (node.type) {
      case 'paragraph':
        return [paragraph(...inline(node.children, []))];
      case 'heading':
        return [{ name: 'heading', attrs: { level: node.depth <= 2 ? 2 : 3 }, content: inline(node.children, []) }];
      case 'thematicBreak':
        return [{ name: 'horizontalRule' }];
      case 'blockquote':
        return [{ name: 'blockquote', content: node.children.flatMap(block) }];
      case 'list': {
        const task = node.children.some((item) => typeof item.checked === 'boolean');
        const name = task ? 'taskList' : node.ordered === true ? 'orderedList' : 'bulletList';
        const items = node.children.map((item): TextNode => ({ name: task ? 'taskItem' : 'listItem', ...(task ? { attrs: { checked: item.checked === true } } : {}), content: item.children.flatMap(block) }));
        return [{ name, ...(name === 'orderedList' && typeof node.start === 'number' ? { attrs: { start: node.start } } : {}), content: items }];
      }
      case 'code':
        return node.value.split('\n').map((line) => paragraph(...(line === '' ? [] : [words(line)])));
      case 'html': {
        markup = true;
        const text = markupWords(node.value);
        return text === '' ? [] : [paragraph(words(text.replaceAll('\n', ' ')))];
      }
      case 'table':
        return [{ name: 'table', content: node.children.map((row, at): TextNode => ({ name: 'tableRow', content: row.children.map((cell): TextNode => ({ name: at === 0 ? 'tableHeader' : 'tableCell', content: [paragraph(...inline(cell.children, []))] })) })) }];
      case 'footnoteDefinition':
        return node.children.flatMap(block).map((part, at) => (at === 0 && part.name === 'paragraph' ? paragraph(words(`[${node.identifier}] `), ...(part.content ?? [])) : part));
      case 'definition':
      case 'yaml':
        return [];
      default:
        return 'children' in node ? (node.children as Nodes[]).flatMap(block) : [];
    }
  };

  try {
    const root = fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
    const [first, ...rest] = root.children;
    const isTitle = first?.type === 'heading' && first.depth === 1;
    const blocks = (isTitle ? rest : root.children).flatMap(block);
    const heading = isTitle ? inline(first.children, []).map((part) => ('text' in part ? part.text : ' ')).join('').trim() : null;
    return { body: tidyTree(blocks), heading, links: [...links], remoteImages, markup };
  } catch {
    // Nested beyond all measure: the words are kept, line by line.
    return { body: plainTree(text), heading: null, links: [], remoteImages: 0, markup: false };
  }
}

/** Plain text, a paragraph for each line. */
export const plainTree = (text: string): TextNode[] => tidyTree(text.split(/\r\n|\r|\n/).map((line) => paragraph(...(line.trim() === '' ? [] : [words(line)]))));
