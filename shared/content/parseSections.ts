import * as v from 'valibot';
import { sectionFrontMatterSchema, sectionSchema, type Chapter, type Section } from './content.schema.ts';
import { chapterFolder } from './contentBlobs.ts';
import type { ContentProblem } from './contentProblem.ts';
import { deriveSection, idFromName, orderFromName, slug, titleFromName } from './deriveSection.ts';
import { splitFrontMatter } from './frontMatter.ts';
import { parseLocated, readYaml, type LocatedYaml } from './locatedYaml.ts';
import { compareNaturally } from './naturalOrder.ts';
import { placeKey, type ContentPlaces } from './places.ts';

export interface SectionsInput {
  files: ReadonlyMap<string, string>;
  /** Paths that have found their use; this adds to it. */
  taken: Set<string>;
  /** From chapters.yaml; undefined where there is none. */
  chapters: Chapter[] | undefined;
  partial: boolean;
  withoutSections: boolean;
  /** Named as the source of a section that states none, in a plain folder. */
  defaultSource: string;
  places: ContentPlaces;
  problems: ContentProblem[];
}

/** Sections in reading order, numbered by chapter and by the order of the files. */
export function parseSections(input: SectionsInput): { chapters: Chapter[]; sections: Section[] } {
  const byFolder = filesByFolder(input);
  const folders = [...byFolder.keys()].sort(compareNaturally);
  const chapters = input.chapters ?? (input.partial ? deriveChapters(folders) : []);
  const sections: Section[] = [];
  for (const folder of folders) {
    const known = chapters.some((chapter) => chapter.folder === folder || chapter.folder === slug(folder));
    if (!known) {
      const file = byFolder.get(folder)?.[0] ?? folder;
      input.problems.push({ file, line: 0, message: `The folder "${folder}" is not a chapter`, advice: 'Add a chapter with this folder to chapters.yaml' });
    }
  }
  for (const [index, chapter] of chapters.entries()) {
    if (input.chapters && chapter.number !== index + 1) {
      input.problems.push({ file: 'chapters.yaml', line: 0, message: `The chapter "${chapter.id}" has number ${chapter.number} in place ${index + 1}`, advice: 'Number the chapters 1, 2, 3 in their order' });
    }
    const folderName = chapterFolder(chapter.number, chapter.id);
    if (input.chapters && chapter.folder !== folderName) {
      input.problems.push({ file: 'chapters.yaml', line: 0, message: `The chapter "${chapter.id}" has the folder "${chapter.folder}"`, advice: `Name the folder ${folderName}` });
    }
    input.places.set(placeKey('chapter', chapter.id), { file: 'chapters.yaml', lineOf: () => 0 });
    const folder = folders.find((name) => name === chapter.folder || slug(name) === chapter.folder);
    const paths = folder === undefined ? [] : (byFolder.get(folder) ?? []);
    if (paths.length === 0) {
      input.problems.push({ file: 'chapters.yaml', line: 0, message: `The chapter "${chapter.id}" has no section in manual/${chapter.folder}`, advice: 'Add a section or remove the chapter' });
    }
    for (const [place, path] of paths.entries()) {
      const section = parseSection(input, path, chapter, `${chapter.number}.${place + 1}`);
      if (section) sections.push(section);
    }
  }
  if (byFolder.size === 0 && input.partial && !input.withoutSections) {
    input.problems.push({ file: '', line: 0, message: 'The folder holds no Markdown', advice: 'Put each section into a file that ends in .md, in a folder for its chapter' });
  }
  return { chapters, sections };
}

/** In a whole edition sections are in `manual/<folder>/`; in a plain folder `manual/` may be left out, and so may the chapter. */
function filesByFolder(input: SectionsInput): Map<string, string[]> {
  const byFolder = new Map<string, string[]>();
  for (const path of [...input.files.keys()].sort(compareNaturally)) {
    if (!path.endsWith('.md') || path.startsWith('templates/')) continue;
    const inManual = path.startsWith('manual/');
    if (!inManual && !input.partial) continue;
    const parts = (inManual ? path.slice('manual/'.length) : path).split('/');
    if (parts.length > 2 || (parts.length < 2 && !input.partial)) continue;
    input.taken.add(path);
    const folder = parts.length === 2 ? (parts[0] ?? '') : 'manual';
    byFolder.set(folder, [...(byFolder.get(folder) ?? []), path]);
  }
  return byFolder;
}

function deriveChapters(folders: readonly string[]): Chapter[] {
  return folders.map((folder, index) => ({ id: idFromName(folder), number: index + 1, title: titleFromName(folder), folder: slug(folder) || idFromName(folder) }));
}

function parseSection(input: SectionsInput, file: string, chapter: Chapter, number: string): Section | undefined {
  const { problems } = input;
  const split = splitFrontMatter(input.files.get(file) ?? '');
  if (split.unclosed) {
    problems.push({ file, line: 1, message: 'The front matter has no end', advice: 'Add a line of --- below its last key' });
    return undefined;
  }
  if (split.frontMatter === undefined && !input.partial) {
    problems.push({ file, line: 1, message: 'The section has no front matter', advice: 'Begin the file with the keys id, title, summary and sources between two lines of ---' });
    return undefined;
  }
  const { yaml, problems: yamlProblems } = readYaml(file, split.frontMatter ?? '', split.frontMatterLine);
  problems.push(...yamlProblems);
  if (!yaml) return undefined;
  const name = file.slice(file.lastIndexOf('/') + 1).replace(/\.md$/, '');
  const stated: unknown = yaml.value ?? {};
  const derived = input.partial ? deriveSection(stated, name, split.body, input.defaultSource) : { frontMatter: stated, body: split.body, skippedLines: 0 };
  const parsed = parseLocated(file, sectionFrontMatterSchema, yaml, [], derived.frontMatter);
  problems.push(...parsed.problems);
  if (derived.body.trim() === '') problems.push({ file, line: split.bodyLine, message: 'The section has no text', advice: 'Write the text below the front matter, or remove the file' });
  if (!parsed.output || derived.body.trim() === '') return undefined;
  const { id } = parsed.output;
  if (!input.partial) checkFileName(problems, file, name, id, yaml);
  const section = v.safeParse(sectionSchema, { ...parsed.output, chapterId: chapter.id, number, body: derived.body });
  if (!section.success) {
    problems.push({ file, line: split.bodyLine, message: `The text has ${derived.body.length} characters, more than a section may have`, advice: 'Split it into two sections' });
    return undefined;
  }
  input.places.set(placeKey('section', id), { file, lineOf: yaml.lineOf, bodyLine: split.bodyLine + derived.skippedLines });
  return section.output;
}

function checkFileName(problems: ContentProblem[], file: string, name: string, id: string, yaml: LocatedYaml): void {
  if (orderFromName(name) === undefined) problems.push({ file, line: 0, message: 'The file name does not begin with its place in the chapter', advice: `Name it like 01-${id}.md` });
  if (name.replace(/^\d+-/, '') !== id) problems.push({ file, line: yaml.lineOf(['id']), message: `The id "${id}" differs from the file name`, advice: 'Make the two the same' });
}
