/** The words of a Markdown body as a reader meets them, with the line each stands on. */

export type BlockKind = 'heading' | 'paragraph' | 'list' | 'quote' | 'table' | 'footnote' | 'code';

export interface ProseBlock {
  kind: BlockKind;
  /** Heading level 1 to 6; 0 for other kinds. */
  level: number;
  /** Text without Markdown marks, lines joined by a space. */
  text: string;
  /** Line of the file on which the block begins. */
  line: number;
  lines: { text: string; line: number }[];
}

/** @param firstLine line of the file on which the body begins */
export function proseBlocks(body: string, firstLine = 1): ProseBlock[] {
  const blocks: ProseBlock[] = [];
  let fenced = false;
  let open: ProseBlock | undefined;
  for (const [index, raw] of body.split('\n').entries()) {
    const line = firstLine + index;
    if (/^ {0,3}(```|~~~)/.test(raw)) {
      fenced = !fenced;
      open = undefined;
      continue;
    }
    if (!fenced && raw.trim() === '') {
      open = undefined;
      continue;
    }
    const { kind, level, text, starts } = fenced ? { kind: 'code' as const, level: 0, text: raw, starts: false } : classify(raw, open);
    if (kind === 'table' && /^[\s|:-]+$/.test(raw)) continue;
    const clean = kind === 'code' ? text : plainInline(text);
    if (open === undefined || open.kind !== kind || starts) {
      open = { kind, level, text: clean, line, lines: [{ text: clean, line }] };
      blocks.push(open);
    } else {
      open.text = `${open.text} ${clean}`;
      open.lines.push({ text: clean, line });
    }
    if (kind === 'heading') open = undefined;
  }
  return blocks;
}

function classify(raw: string, open: ProseBlock | undefined): { kind: BlockKind; level: number; text: string; starts: boolean } {
  const heading = /^ {0,3}(#{1,6})\s+(.*?)\s*#*$/.exec(raw);
  if (heading) return { kind: 'heading', level: heading[1]?.length ?? 1, text: heading[2] ?? '', starts: true };
  if (/^ {0,3}>/.test(raw)) return { kind: 'quote', level: 0, text: raw.replace(/^ {0,3}>\s?/, ''), starts: false };
  if (/^ {0,3}\[\^[^\]]+\]:/.test(raw)) return { kind: 'footnote', level: 0, text: raw.replace(/^ {0,3}\[\^[^\]]+\]:\s*/, ''), starts: true };
  if (/^\s*\|/.test(raw)) return { kind: 'table', level: 0, text: raw.replace(/(?<!\\)\|/g, ' . ').trim(), starts: true };
  const item = /^\s*(?:[-*+]|\d+[.)])\s+(?:\[[ xX]\]\s+)?(.*)$/.exec(raw);
  if (item) return { kind: 'list', level: 0, text: item[1] ?? '', starts: true };
  if (open && (open.kind === 'list' || open.kind === 'footnote') && /^\s{2,}/.test(raw)) return { kind: open.kind, level: 0, text: raw.trim(), starts: false };
  return { kind: 'paragraph', level: 0, text: raw.trim(), starts: false };
}

/** Drops link targets, footnote marks, code, placeholders and emphasis. */
export function plainInline(text: string): string {
  return text
    .replace(/`[^`]*`/g, ' ')
    .replace(/\{\{[^}]*\}\}/g, ' ')
    .replace(/\[\^[^\]]+\]/g, '')
    .replace(/!?\[((?:[^\][]|\[[^\]]*\])*)\]\([^)]*\)/g, '$1')
    .replace(/<https?:[^>]*>|https?:\/\/\S+/g, ' ')
    .replace(/(\*\*|__|~~)/g, '')
    .replace(/(^|[\s("“])[*_](?=\S)/g, '$1')
    .replace(/(\S)[*_](?=[\s).,;:?"”]|$)/g, '$1')
    .replace(/\\([|*_[\]])/g, '$1')
    .trim();
}

export function words(text: string): string[] {
  return text.match(/[\p{L}\p{N}]+(?:['’\u2010-][\p{L}\p{N}]+)*/gu) ?? [];
}

/** Sentences of running text; abbreviations with inner points are rare in our texts and cost at most a shorter average. */
export function sentences(text: string): string[] {
  return text
    .split(/(?<=[.?!:][)"”’]?)\s+(?=["“‘(]?[\p{Lu}\p{N}])/u)
    .map((sentence) => sentence.trim())
    .filter((sentence) => words(sentence).length > 0);
}
