import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { stringify } from 'yaml';
import { chapterFolder } from '../../../shared/content/contentBlobs.ts';
import type { Content, Section } from '../../../shared/content/content.schema.ts';
import { parseContent } from '../../../shared/content/parseContent.ts';
import { slug } from '../../../shared/content/deriveSection.ts';
import type { EditionInForce } from '../composeEdition.ts';
import { readContentFolder } from '../contentFolder.ts';
import { writeDurably } from '../durableFile.ts';
import { PublishingError } from '../publishingError.ts';
import { readWord } from './readWord.ts';
import { wordLosses, type Loss } from './wordLosses.ts';
import { sectionFiles, wordSections, type WordSections } from './wordSections.ts';

export interface ImportOptions {
  /** A Word document (.docx) or a folder of Markdown. */
  readonly source: string;
  /** Folder that is made; it must not exist, or be empty. */
  readonly out: string;
  readonly language: string;
  /** A section with the title of one in force keeps its id, so that marks and links of readers hold. */
  readonly current: EditionInForce | null;
}

export interface Imported {
  readonly chapters: number;
  readonly sections: number;
  readonly keptIds: number;
  readonly losses: readonly Loss[];
  /** The report as a file, beside the folder. */
  readonly report: string;
}

/** What readers of the report are told first; nothing that is imported may be published unread. */
const shortestSummary = 10;

/**
 * Turns a Word document or a plain folder of Markdown into a folder of the Manual in which each section has an id, a title, a summary
 * and a source of its own. From then on that folder is the original.
 * @throws PublishingError with what to do; nothing is written then
 */
export async function importManual(options: ImportOptions): Promise<Imported> {
  const existing = await readdir(options.out).catch(() => null);
  if (existing !== null && existing.length > 0) throw new PublishingError('publish.exists', `${options.out} is not empty. Name a new folder with --out, so that nothing of yours is written over.`);
  const facts = await stat(options.source).catch(() => null);
  if (!facts) throw new PublishingError('publish.badFolder', `There is no file or folder ${options.source}. Check its name.`);
  const plain = facts.isDirectory() ? await plainFolder(options.source) : await wordFolder(options);
  const known = new Map(options.current?.manifest.items.filter(({ kind }) => kind === 'section').map(({ title, id }) => [titleKey(title), id]));
  const cover = { edition: `${new Date(0).getUTCFullYear()}.1`, publishedOn: '1970-01-01', publisher: options.current?.manifest.publisher ?? 'Secretariat', language: options.language, ...(plain.title === null ? {} : { title: plain.title }) };
  const { content, problems } = parseContent(plain.files, { partial: true, cover });
  if (!content) throw new PublishingError('publish.badFolder', 'Nothing was imported. Put these right first.', problems);

  const taken = new Set<string>();
  let keptIds = 0;
  const sections = content.sections.map((section): Section => {
    const old = known.get(titleKey(section.title));
    const id = old !== undefined && !taken.has(old) ? old : section.id;
    if (id === old) keptIds += 1;
    taken.add(id);
    return { ...section, id, sources: [plain.source] };
  });
  await writeFolder(options, content, sections, plain);
  const report = `${options.out.replace(/[/\\]+$/, '')}-import-report.md`;
  await writeDurably(report, reportText(options, content.chapters.length, sections, keptIds, plain.losses));
  return { chapters: content.chapters.length, sections: sections.length, keptIds, losses: plain.losses, report };
}

interface PlainFolder {
  readonly files: ReadonlyMap<string, string>;
  readonly title: string | null;
  readonly source: string;
  readonly losses: readonly Loss[];
}

async function plainFolder(folder: string): Promise<PlainFolder> {
  const { files, problems } = await readContentFolder(folder);
  if (problems.length > 0) throw new PublishingError('publish.badFolder', 'Nothing was imported. Put these files right first.', problems);
  return { files, title: null, source: `Imported from the folder ${path.basename(path.resolve(folder))}`, losses: [] };
}

async function wordFolder({ source }: ImportOptions): Promise<PlainFolder> {
  const name = path.basename(source);
  if (!/\.docx$/i.test(name)) throw new PublishingError('publish.badFolder', `${name} is neither a folder nor a Word document (.docx). Open it in Word or LibreOffice and save it as .docx.`);
  const { html, parts } = await readWord(await readFile(source), name);
  const found = wordSections(html, name);
  const empty = found.chapters.flatMap(({ sections }) => sections.filter(({ markdown }) => markdown.trim() === '').map(({ title }) => title));
  const chapters = found.chapters.map((chapter) => ({ ...chapter, sections: chapter.sections.filter(({ markdown }) => markdown.trim() !== '') })).filter(({ sections }) => sections.length > 0);
  if (chapters.length === 0) throw new PublishingError('publish.badFolder', `${name} has headings and no text below them. Nothing was imported.`);
  const files = sectionFiles(chapters);
  files.set('chapters.yaml', stringify(chapterList(chapters)));
  return { files, title: found.title, source: `Imported from ${name}`, losses: [...wordLosses(parts), ...formLosses(found, empty)] };
}

function formLosses(found: WordSections, empty: readonly string[]): Loss[] {
  return [
    ...[...found.flattened].map(([what, count]) => ({ what: `${what[0]?.toUpperCase() ?? ''}${what.slice(1)}`, count, advice: 'Markdown tables have one row of heads and no merged cells. Look at each table in the preview.' })),
    ...(found.before === '' ? [] : [{ what: 'Text before the first heading', count: 1, advice: `Part of no section, so it was left out: "${excerpt(found.before)}"` }]),
    ...(empty.length === 0 ? [] : [{ what: 'Headings with no text below them', count: empty.length, advice: `No section was made of: ${empty.map(excerpt).join('; ')}` }]),
  ];
}

const chapterList = (chapters: WordSections['chapters']): { id: string; number: number; title: string; folder: string }[] => {
  const taken = new Set<string>();
  return chapters.map(({ title }, at) => {
    let id = slug(title) || `chapter-${at + 1}`;
    if (taken.has(id)) id = `${id.slice(0, 56)}-${at + 1}`;
    taken.add(id);
    return { id, number: at + 1, title, folder: chapterFolder(at + 1, id) };
  });
};

async function writeFolder(options: ImportOptions, content: Content, sections: readonly Section[], plain: PlainFolder): Promise<void> {
  const { out } = options;
  for (const [file, text] of plain.files) {
    if (file.endsWith('.md') && !file.startsWith('templates/')) continue;
    if (file !== 'chapters.yaml' && text !== '') await writeDurably(path.join(out, file), text);
  }
  await writeDurably(path.join(out, 'chapters.yaml'), stringify(content.chapters));
  if (!plain.files.has('edition.yaml')) await writeDurably(path.join(out, 'edition.yaml'), stringify({ language: options.language, ...(plain.title === null ? {} : { title: plain.title }) }));
  const place = new Map<string, number>();
  for (const section of sections) {
    const chapter = content.chapters.find(({ id }) => id === section.chapterId);
    const number = (place.get(section.chapterId) ?? 0) + 1;
    place.set(section.chapterId, number);
    const { chapterId: _chapter, number: _number, body, ...frontMatter } = section;
    const folder = chapter ? chapterFolder(chapter.number, chapter.id) : 'manual';
    await writeDurably(path.join(out, 'manual', folder, `${String(number).padStart(2, '0')}-${section.id}.md`), `---\n${stringify(frontMatter)}---\n${body}\n`);
  }
}

function reportText(options: ImportOptions, chapters: number, sections: readonly Section[], keptIds: number, losses: readonly Loss[]): string {
  const unsure = sections.filter(({ summary, title }) => summary.length < shortestSummary || summary === title);
  return [
    `# Import of ${path.basename(options.source)}`,
    '',
    `${chapters} chapters and ${sections.length} sections are in ${path.basename(options.out)}. That folder is the original from now on: change the text there and not in the document it came from.`,
    ...(keptIds > 0 ? ['', `${keptIds} sections have the title of a section in force and keep its id, so marks that readers made in them hold.`] : []),
    '',
    '## What did not carry over',
    '',
    ...(losses.length === 0 ? ['Nothing was found that has no place in a section.'] : ['| What | How often | What to do |', '| --- | --- | --- |', ...losses.map(({ what, count, advice }) => `| ${what} | ${count} | ${advice.replaceAll('|', '\\|')} |`)]),
    '',
    '## To do by hand',
    '',
    '- Each section has a summary made of its first sentence. Write what the reader can do after reading.',
    '- Each section names the imported file as its source. Name the documents that its facts come from.',
    ...(unsure.length > 0 ? [`- These have no sentence that could be their summary: ${unsure.map(({ title }) => title).join('; ')}.`] : []),
    '- Read the whole once with `desk preview`, beside the document it came from, before anybody signs.',
    '',
  ].join('\n');
}

const titleKey = (title: string): string => title.normalize('NFKC').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
const excerpt = (text: string): string => (text.length <= 80 ? text : `${text.slice(0, 79)}…`).replace(/\s+/g, ' ');
