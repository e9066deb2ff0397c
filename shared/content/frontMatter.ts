/** A Markdown file split into the YAML between its `---` lines and the text below. */
export interface FrontMatterFile {
  /** Undefined where the file has no front matter. */
  frontMatter: string | undefined;
  /** Line on which the YAML begins. */
  frontMatterLine: number;
  body: string;
  /** Line on which `body` begins. */
  bodyLine: number;
  /** True where a first `---` has no second one. */
  unclosed: boolean;
}

/** Splits a file; accepts a byte-order mark and Windows line ends, which editors' tools add. */
export function splitFrontMatter(text: string): FrontMatterFile {
  const lines = normaliseText(text).split('\n');
  if (lines[0]?.trimEnd() !== '---') return { frontMatter: undefined, frontMatterLine: 1, ...trimBody(lines, 1), unclosed: false };
  const end = lines.findIndex((line, index) => index > 0 && line.trimEnd() === '---');
  if (end < 0) return { frontMatter: undefined, frontMatterLine: 1, ...trimBody(lines, 1), unclosed: true };
  return { frontMatter: lines.slice(1, end).join('\n'), frontMatterLine: 2, ...trimBody(lines.slice(end + 1), end + 2), unclosed: false };
}

/** One form of line end and of composed letters, so that equal text has equal bytes in an edition. */
export function normaliseText(text: string): string {
  return text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n').normalize('NFC');
}

function trimBody(lines: string[], firstLine: number): { body: string; bodyLine: number } {
  const blank = lines.findIndex((line) => line.trim() !== '');
  const skipped = blank < 0 ? 0 : blank;
  return { body: lines.slice(skipped).join('\n').trimEnd(), bodyLine: firstLine + skipped };
}
