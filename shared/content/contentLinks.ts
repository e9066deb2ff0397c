/** Cross references in Markdown bodies: `[text](section:first-week)`, `![alt](figure:three-pillars)`. */

export const linkSchemes = ['section', 'task', 'toolkit', 'template', 'term', 'case', 'figure'] as const;
export type LinkScheme = (typeof linkSchemes)[number];

export interface ContentLink {
  /** The target as written. */
  target: string;
  /** Undefined for a link to the web and for one that the app cannot follow. */
  reference: { scheme: LinkScheme; id: string } | undefined;
  image: boolean;
  /** Line within the body, from 1. */
  line: number;
}

/** Bounded, so that a line of brackets costs no more than its length. */
const inlineLink = /(!?)\[(?:[^\][]|\[[^\]]{0,300}\]){0,1000}\]\(\s*<?([^)\s>]{1,500})>?(?:\s{1,20}(?:"[^"]{0,300}"|'[^']{0,300}'))?\s*\)/g;
const definition = /^ {0,3}\[(?!\^)[^\]]+\]:\s*<?([^\s>]+)>?/;

/** Every link of a body outside code. */
export function linksIn(body: string): ContentLink[] {
  const links: ContentLink[] = [];
  let fence: string | undefined;
  for (const [index, raw] of body.split('\n').entries()) {
    const mark = /^ {0,3}(```+|~~~+)/.exec(raw)?.[1];
    if (mark !== undefined) {
      if (fence === undefined) fence = mark.charAt(0);
      else if (mark.startsWith(fence)) fence = undefined;
      continue;
    }
    if (fence !== undefined) continue;
    const text = raw.replace(/`[^`]*`/g, '');
    for (const match of text.matchAll(inlineLink)) links.push(toLink(match[2] ?? '', match[1] === '!', index + 1));
    const defined = definition.exec(text);
    if (defined) links.push(toLink(defined[1] ?? '', false, index + 1));
  }
  return links;
}

/** The reference that a target stands for; undefined where it is not one of the app's own schemes. */
export function parseReference(target: string): { scheme: LinkScheme; id: string } | undefined {
  const match = /^([a-z]+):([a-z0-9][a-z0-9-]*)$/.exec(target);
  const scheme = linkSchemes.find((known) => known === match?.[1]);
  return scheme && match?.[2] !== undefined ? { scheme, id: match[2] } : undefined;
}

function toLink(target: string, image: boolean, line: number): ContentLink {
  return { target, reference: parseReference(target), image, line };
}
