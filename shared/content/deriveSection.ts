/** What a plain Markdown file leaves unsaid, derived from its name and its text. */

/** Lower-case Latin words joined by hyphens; empty where a name has no letter that maps to Latin. */
export function slug(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
    .replace(/-+$/, '');
}

/** "03-first-hundred-days" -> 3; undefined where a name has no number in front. */
export function orderFromName(name: string): number | undefined {
  const match = /^(\d+)[-_. ]/.exec(name);
  return match ? Number(match[1]) : undefined;
}

/** "03-first-hundred-days" -> "first-hundred-days". A name in another script gets a hash of itself, which stays when files move. */
export function idFromName(name: string): string {
  const bare = withoutOrder(name);
  return slug(bare) || `part-${hash32(bare)}`;
}

/** "03-first-hundred-days" -> "First hundred days". */
export function titleFromName(name: string): string {
  const words = withoutOrder(name).replace(/[-_]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Adds what is missing to stated front matter. A first heading becomes the title and leaves the text, since the page shows the title itself. */
export function deriveSection(stated: unknown, name: string, body: string, defaultSource: string): { frontMatter: unknown; body: string; skippedLines: number } {
  if (typeof stated !== 'object' || stated === null || Array.isArray(stated)) return { frontMatter: stated, body, skippedLines: 0 };
  const heading = /^#[ \t]+(.+?)[ \t]*#*[ \t]*(?:\n|$)/.exec(body);
  const rest = heading ? body.slice(heading[0].length) : body;
  const text = rest.replace(/^\n+/, '');
  const title = firstText((stated as Record<string, unknown>)['title'], heading?.[1], titleFromName(name));
  const frontMatter = { id: idFromName(name), title, summary: firstSentence(text) || title, sources: [defaultSource], ...stated };
  return { frontMatter, body: text, skippedLines: heading ? 1 + (rest.length - text.length) : 0 };
}

function firstText(...candidates: unknown[]): string {
  return candidates.find((candidate): candidate is string => typeof candidate === 'string' && candidate.trim() !== '') ?? '';
}

/** First sentence of the first paragraph that is prose, without Markdown marks, at most 300 characters. */
function firstSentence(markdown: string): string {
  const paragraph = markdown.split(/\n{2,}/).find((block) => !/^\s*(#|>|[-*+] |\d+\. |\||```|!\[)/.test(block)) ?? '';
  const plain = paragraph
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/\[\^[^\]]+\]/g, '')
    .replace(/\\(.)|[*_`~]/g, (_mark, escaped?: string) => escaped ?? '')
    .replace(/\s+/g, ' ')
    .trim();
  const sentence = /^.{10,300}?[.!?\u061F\u3002](?=\s|$)/u.exec(plain)?.[0] ?? plain;
  return sentence.length <= 300 ? sentence : `${sentence.slice(0, 299)}…`;
}

function withoutOrder(name: string): string {
  return name.replace(/^\d+[-_. ]+/, '') || name;
}

/** FNV-1a, 32 bit: not for secrets, only for a short stable name. */
function hash32(text: string): string {
  let hash = 0x811c9dc5;
  for (const character of text) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  }
  return hash.toString(16).padStart(8, '0');
}
