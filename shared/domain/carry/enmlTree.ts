import { SaxesParser } from 'saxes';
import { tidyTree, treeWords, words, type TextNode, type TextPart } from './textTree.ts';

const marksOf: Readonly<Record<string, string>> = { b: 'bold', strong: 'bold', i: 'italic', em: 'italic', s: 'strike', strike: 'strike', del: 'strike', u: 'underline' };
const nodesOf: Readonly<Record<string, string>> = {
  div: 'paragraph', p: 'paragraph', h1: 'heading', h2: 'heading', h3: 'heading', h4: 'heading', h5: 'heading', h6: 'heading',
  ul: 'bulletList', ol: 'orderedList', li: 'listItem', blockquote: 'blockquote', table: 'table', tr: 'tableRow', td: 'tableCell', th: 'tableHeader',
};
const dropped = new Set(['script', 'style', 'head', 'iframe', 'object']);
/** What ENML takes from HTML beside XML's own five. */
const entities = { nbsp: '\u00a0', copy: '©', reg: '®', ndash: '–', mdash: '—', hellip: '…', lsquo: '‘', rsquo: '’', ldquo: '“', rdquo: '”', bull: '•', euro: '€', laquo: '«', raquo: '»', times: '×', deg: '°', eacute: 'é', egrave: 'è', agrave: 'à', ccedil: 'ç', ouml: 'ö', uuml: 'ü', auml: 'ä', szlig: 'ß', zwnj: '\u200c', zwj: '\u200d', rlm: '\u200f', lrm: '\u200e' };
const deepest = 300;

interface Open {
  readonly tag: string;
  readonly content: TextPart[];
  readonly attributes: Readonly<Record<string, string>>;
}

/** The text of an Evernote note. Scripts, styles and addresses of pictures are dropped; links keep their words and their address. */
export function enmlTree(enml: string): { readonly body: TextNode[]; readonly remoteImages: number } {
  const root: Open = { tag: '', content: [], attributes: {} };
  const stack: Open[] = [root];
  let skipping = 0;
  let remoteImages = 0;
  const top = (): Open => stack.at(-1) ?? root;
  const parser = new SaxesParser();
  Object.assign(parser.ENTITIES, entities);
  // What is wrong in the markup is read over: the words count.
  parser.on('error', () => undefined);
  parser.on('text', (text) => {
    if (skipping > 0 || /^[ \t\r\n]*$/.test(text)) {
      if (skipping === 0 && text !== '' && top().content.length > 0) top().content.push(words(' '));
      return;
    }
    top().content.push(words(text.replaceAll(/[ \t\r\n]+/g, ' '), [...new Set(stack.flatMap(({ tag }) => marksOf[tag] ?? []))]));
  });
  parser.on('opentag', ({ name, attributes }) => {
    const tag = name.toLowerCase();
    if (skipping > 0 || dropped.has(tag)) {
      skipping += 1;
      return;
    }
    if (tag === 'br') top().content.push({ name: 'hardBreak' });
    if (tag === 'hr') top().content.push({ name: 'horizontalRule' });
    if (tag === 'img') remoteImages += 1;
    if (tag === 'en-todo') top().content.push(words(attributes['checked'] === 'true' ? '☑ ' : '☐ '));
    stack.push({ tag, content: [], attributes });
  });
  parser.on('closetag', () => {
    if (skipping > 0) {
      skipping -= 1;
      return;
    }
    if (stack.length === 1) return;
    const { tag, content, attributes } = stack.pop() ?? root;
    const target = top().content;
    const node = nodesOf[tag];
    if (node !== undefined && stack.length < deepest) target.push({ name: node, ...(node === 'heading' ? { attrs: { level: tag === 'h1' || tag === 'h2' ? 2 : 3 } } : {}), content });
    else target.push(...content);
    const href = attributes['href'] ?? '';
    if (tag === 'a' && /^https?:/i.test(href) && !treeWords(content).includes(href)) target.push(words(` (${href})`));
  });
  try {
    parser.write(enml).close();
  } catch {
    // Cut off in the middle: what was read is kept.
  }
  while (stack.length > 1) {
    const open = stack.pop() ?? root;
    top().content.push(...open.content);
  }
  return { body: tidyTree(root.content.flatMap(unwrapped)), remoteImages };
}

const blockNames = new Set(Object.values(nodesOf).concat('horizontalRule'));
/** A div that holds blocks is not a paragraph but a frame around them. */
function unwrapped(part: TextPart): TextPart[] {
  if ('text' in part) return [part];
  const content = (part.content ?? []).flatMap(unwrapped);
  const holdsBlocks = content.some((child) => !('text' in child) && blockNames.has(child.name));
  if (part.name !== 'paragraph') return [{ ...part, ...(part.content === undefined ? {} : { content }) }];
  if (!holdsBlocks) return [{ name: 'paragraph', content }];
  // Words between blocks become paragraphs of their own.
  const apart: TextPart[] = [];
  let loose: TextPart[] = [];
  for (const child of content) {
    if ('text' in child || !blockNames.has(child.name)) {
      loose.push(child);
      continue;
    }
    if (loose.length > 0) apart.push({ name: 'paragraph', content: loose });
    loose = [];
    apart.push(child);
  }
  if (loose.length > 0) apart.push({ name: 'paragraph', content: loose });
  return apart;
}
