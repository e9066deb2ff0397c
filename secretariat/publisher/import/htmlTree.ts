import { SaxesParser } from 'saxes';

/** An element of a text, or a piece of text. */
export type HtmlNode = HtmlElement | string;
export interface HtmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: HtmlNode[];
}

/** Deeper than any document; keeps a hostile one from using up the stack. */
const maxDepth = 200;

/** Reads well-formed XHTML without a root, as the Word reader writes it. Throws where it is not well-formed. */
export function parseHtmlTree(html: string): HtmlElement {
  const root: HtmlElement = { name: 'body', attributes: {}, children: [] };
  const open: HtmlElement[] = [root];
  const parser = new SaxesParser({});
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', (tag) => {
    if (tag.name === 'body') return;
    const element: HtmlElement = { name: tag.name, attributes: tag.attributes as Record<string, string>, children: [] };
    open.at(-1)?.children.push(element);
    open.push(element);
    if (open.length > maxDepth) throw new Error('The text is nested too deeply');
  });
  parser.on('closetag', (tag) => {
    if (tag.name !== 'body') open.pop();
  });
  parser.on('text', (text) => {
    open.at(-1)?.children.push(text);
  });
  parser.write(`<body>${html.replaceAll('&nbsp;', '\u00A0')}</body>`).close();
  return root;
}

/** The words of a node, white space as it is. */
export const plainText = (node: HtmlNode): string => (typeof node === 'string' ? node : node.name === 'br' ? ' ' : node.children.map(plainText).join(''));
