import { slug } from '../../../shared/content/deriveSection.ts';
import { PublishingError } from '../publishingError.ts';
import { parseHtmlTree, type HtmlElement, type HtmlNode } from './htmlTree.ts';
import { blockToMarkdown, headingLevel, headingText, isNoteList, noteToMarkdown, type MarkdownContext } from './toMarkdown.ts';

export interface WordSections {
  /** Title of the whole document, where it has one. */
  readonly title: string | null;
  readonly chapters: readonly { readonly title: string; readonly sections: readonly { readonly title: string; readonly markdown: string }[] }[];
  /** What stands before the first heading; part of no section. */
  readonly before: string;
  /** Notes on the form of the text, with how often. */
  readonly flattened: ReadonlyMap<string, number>;
}

/**
 * Cuts a text into chapters (the highest level of headings that occurs more than once, or once above others) and sections (the level
 * below). A text with one level of headings is one chapter.
 * @throws PublishingError where the text has no headings
 */
export function wordSections(html: string, name: string): WordSections {
  const blocks = parseHtmlTree(html).children;
  const notes = new Map<string, HtmlElement>();
  for (const block of blocks) {
    if (isNoteList(block)) for (const note of block.children) if (typeof note !== 'string') notes.set(note.attributes['id'] ?? '', note);
  }
  const body = blocks.filter((block) => !isNoteList(block) && !isTitle(block));
  const titleBlock = blocks.find(isTitle);
  const levels = body.map(headingLevel).filter((level) => level !== null);
  const present = [...new Set(levels)].sort((a, b) => a - b);
  // A document whose one top heading is its title: that is not a chapter.
  const loneTop = titleBlock === undefined && present.length > 2 && levels.filter((level) => level === present[0]).length === 1 && headingLevel(body[0] ?? '') === present[0];
  const usable = loneTop ? present.slice(1) : present;
  const title = titleBlock ? headingText(titleBlock) : loneTop ? headingText(body[0] ?? '') : null;
  const [top, below] = usable;
  if (top === undefined) throw new PublishingError('publish.badFolder', `${name} has no headings, so it cannot be cut into sections. Give the titles of chapters the style "Heading 1" and those of sections "Heading 2" in Word, and import it again.`);
  const text = loneTop ? body.slice(1) : body;
  const chapterLevel = below === undefined ? null : top;
  const sectionLevel = below ?? top;

  const flattened = new Map<string, number>();
  const groups: { title: string; sections: { title: string; blocks: HtmlNode[] }[] }[] = [];
  if (chapterLevel === null) groups.push({ title: title ?? titleOfFile(name), sections: [] });
  const before: HtmlNode[] = [];
  for (const block of text) {
    const level = headingLevel(block);
    if (level !== null && level === chapterLevel) groups.push({ title: headingText(block), sections: [] });
    else if (level !== null && level === sectionLevel && groups.length > 0) groups.at(-1)?.sections.push({ title: headingText(block), blocks: [] });
    else if (groups.length === 0 || (chapterLevel === null && groups[0]?.sections.length === 0)) before.push(block);
    else {
      const chapter = groups.at(-1);
      // Words between the title of a chapter and its first section are a section of their own, named like the chapter.
      if (chapter && chapter.sections.length === 0) chapter.sections.push({ title: chapter.title, blocks: [] });
      chapter?.sections.at(-1)?.blocks.push(block);
    }
  }
  const write = (nodes: readonly HtmlNode[]): string => sectionMarkdown(nodes, notes, sectionLevel - 1, (what) => flattened.set(what, (flattened.get(what) ?? 0) + 1));
  const chapters = groups
    .map((chapter) => ({ title: chapter.title, sections: chapter.sections.map((section) => ({ title: section.title, markdown: write(section.blocks) })).filter(({ title: words }) => words !== '') }))
    .filter((chapter) => chapter.title !== '' && chapter.sections.length > 0);
  return { title, chapters, before: write(before), flattened };
}

function sectionMarkdown(blocks: readonly HtmlNode[], notes: ReadonlyMap<string, HtmlElement>, headingShift: number, onFlattened: (what: string) => void): string {
  const used: string[] = [];
  const context: MarkdownContext = {
    onFlattened,
    noteNumber(fragment) {
      if (!used.includes(fragment)) used.push(fragment);
      return used.indexOf(fragment) + 1;
    },
  };
  const parts = blocks.map((block) => blockToMarkdown(block, context, headingShift)).filter((part) => part !== '');
  const written: string[] = [];
  for (let at = 0; at < used.length; at += 1) {
    const note = notes.get(used[at] ?? '');
    written.push(`[^${at + 1}]: ${note ? noteToMarkdown(note, context) : ''}`);
  }
  return [...parts, ...written].join('\n\n');
}

const isTitle = (block: HtmlNode): block is HtmlElement => typeof block !== 'string' && block.attributes['class'] === 'title';
const titleOfFile = (name: string): string => name.replace(/\.docx$/i, '').replace(/[-_]+/g, ' ').trim() || 'Manual';

/** Files of a plain content folder, by path. Names carry the order; ids come from the titles and are made different from each other. */
export function sectionFiles(chapters: WordSections['chapters'], taken: Set<string> = new Set()): Map<string, string> {
  const files = new Map<string, string>();
  for (const [at, chapter] of chapters.entries()) {
    const folder = `${String(at + 1).padStart(2, '0')}-${slug(chapter.title) || `chapter-${at + 1}`}`;
    for (const [place, section] of chapter.sections.entries()) {
      const id = freeId(slug(section.title) || `section-${at + 1}-${place + 1}`, taken);
      files.set(`${folder}/${String(place + 1).padStart(2, '0')}-${id}.md`, `# ${section.title}\n\n${section.markdown}\n`);
    }
  }
  return files;
}

function freeId(wanted: string, taken: Set<string>): string {
  let id = wanted;
  for (let next = 2; taken.has(id); next += 1) id = `${wanted.slice(0, 56)}-${next}`;
  taken.add(id);
  return id;
}
