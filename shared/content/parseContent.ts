/**
 * Turns a folder of content files into the content of an edition, or says everything that is wrong with it.
 *
 * Two kinds of folder are read. A whole edition has every file of assets/content and is held to all rules. A plain folder of Markdown
 * (`partial`) needs no more than texts in chapter folders; what is absent is derived here or taken from the edition it replaces.
 */
import * as v from 'valibot';
import {
  caseSchema,
  chapterSchema,
  coverSchema,
  glossaryEntrySchema,
  phases,
  programmeSchema,
  templateSchema,
  timelineEntrySchema,
  toolkitSchema,
  type Chapter,
  type Content,
  type Cover,
  type Programme,
  type Template,
  type Toolkit,
} from './content.schema.ts';
import { sortContentProblems, type ContentProblem } from './contentProblem.ts';
import { emptyProgramme } from './contentBlobs.ts';
import { findDuplicateIds } from './duplicateIds.ts';
import { splitFrontMatter, normaliseText } from './frontMatter.ts';
import { parseLocated, readYaml } from './locatedYaml.ts';
import { parseFigures } from './parseFigures.ts';
import { parseSections } from './parseSections.ts';
import { placeKey, type ContentPlaces } from './places.ts';

export const maxFileCharacters = 400_000;
export const maxFiles = 3_000;

/** Cover of a plain folder that has no edition.yaml or one with few keys. The clock and the numbering belong to the caller. */
export type CoverDefaults = Partial<Cover>;

export interface ParseContentOptions {
  /** Accept a plain folder of Markdown: chapters, titles, ids, summaries and sources are derived where they are not given. */
  partial?: boolean;
  /** With `partial`: used for keys of the cover that the folder does not state; `edition` and `publishedOn` have no other default. */
  cover?: CoverDefaults;
  /** With `partial`: the edition that is replaced; kinds of content that the folder does not hold at all are taken from it. */
  base?: Content;
  /** With `partial`: the folder may hold no section at all, as a translation of toolkits alone does. */
  withoutSections?: boolean;
}

export interface ParsedContent {
  /** Undefined when there is any problem. */
  content: Content | undefined;
  problems: ContentProblem[];
  /** Where each piece stands, for checks that come after. */
  places: ContentPlaces;
}

/** @param files text of every file by its path relative to the language folder, '/' separators */
export function parseContent(files: ReadonlyMap<string, string>, options: ParseContentOptions = {}): ParsedContent {
  const reader = new ContentReader(files, options);
  const content = reader.read();
  const problems = sortContentProblems(reader.problems);
  return { content: problems.length === 0 ? content : undefined, problems, places: reader.places };
}

/** Not part of an edition: notes to editors and what operating systems leave behind. */
function isIgnored(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  return path.split('/').some((part) => part.startsWith('.')) || name === 'thumbs.db' || name === 'desktop.ini' || name === 'readme.md';
}

class ContentReader {
  readonly problems: ContentProblem[] = [];
  readonly places: ContentPlaces = new Map();
  readonly #files = new Map<string, string>();
  readonly #taken = new Set<string>();
  readonly #options: ParseContentOptions;

  constructor(files: ReadonlyMap<string, string>, options: ParseContentOptions) {
    this.#options = options;
    if (files.size > maxFiles) this.#report('', 0, `The folder holds ${files.size} files, more than ${maxFiles}`, 'Choose the folder of one language of one edition');
    for (const [path, text] of [...files].slice(0, maxFiles)) {
      if (isIgnored(path)) continue;
      if (text.length > maxFileCharacters) {
        this.#taken.add(path);
        this.#report(path, 0, `The file has ${text.length} characters, more than ${maxFileCharacters}`, 'Split it into several sections');
      } else this.#files.set(path, normaliseText(text));
    }
  }

  read(): Content | undefined {
    const base = this.#options.partial ? this.#options.base : undefined;
    const cover = this.#cover();
    const declared = this.#list('chapters.yaml', chapterSchema, undefined);
    const { chapters, sections } = parseSections({
      files: this.#files,
      taken: this.#taken,
      chapters: declared as Chapter[] | undefined,
      partial: this.#options.partial === true,
      withoutSections: this.#options.withoutSections === true,
      defaultSource: cover ? `${cover.publisher}, edition ${cover.edition}` : 'Publisher of this edition',
      places: this.places,
      problems: this.problems,
    });
    const programme = this.#programme(base);
    const toolkits = this.#toolkits() ?? base?.toolkits ?? [];
    const templates = this.#templates() ?? base?.templates ?? [];
    const glossary = this.#list('glossary.yaml', glossaryEntrySchema, 'term') ?? base?.glossary ?? [];
    const timeline = this.#list('timeline.yaml', timelineEntrySchema, 'timeline') ?? base?.timeline ?? [];
    const cases = this.#list('cases.yaml', caseSchema, 'case') ?? base?.cases ?? [];
    const figures = parseFigures(this.#files, this.#taken, this.places, this.problems) ?? base?.figures ?? [];
    this.#reportUnknownFiles();
    if (!cover || !programme) return undefined;
    const content: Content = { cover, chapters, sections, programme, toolkits, templates, glossary, timeline, cases, figures };
    this.problems.push(...findDuplicateIds(content, this.places));
    return content;
  }

  #report(file: string, line: number, message: string, advice: string): void {
    this.problems.push({ file, line, message, advice });
  }

  #take(path: string): string | undefined {
    this.#taken.add(path);
    return this.#files.get(path);
  }

  #cover(): Cover | undefined {
    const text = this.#take('edition.yaml');
    const defaults: CoverDefaults = this.#options.partial ? { language: 'en', title: 'Manual', publisher: 'Secretariat', notice: 'Published by the Secretariat.', ...this.#options.cover } : {};
    const missingAdvice = 'Add edition.yaml with the keys edition, language, title, publisher, publishedOn and notice';
    if (text === undefined) {
      const result = v.safeParse(coverSchema, defaults);
      if (result.success) return result.output;
      this.#report('edition.yaml', 0, 'The cover of the edition is missing', missingAdvice);
      return undefined;
    }
    const { yaml, problems } = readYaml('edition.yaml', text);
    this.problems.push(...problems);
    if (!yaml) return undefined;
    const value = isRecord(yaml.value) ? { ...defaults, ...yaml.value } : yaml.value;
    const parsed = parseLocated('edition.yaml', coverSchema, yaml, [], value);
    this.problems.push(...parsed.problems);
    return parsed.output;
  }

  /** A file that is a list at the top; each entry is parsed by itself so that one fault does not hide the next. */
  #list<const TSchema extends v.GenericSchema<unknown, { id: string }>>(file: string, schema: TSchema, kind: string | undefined): v.InferOutput<TSchema>[] | undefined {
    const text = this.#take(file);
    if (text === undefined) {
      if (!this.#options.partial) this.#report(file, 0, 'The file is missing', 'Add it; a list that is still empty is written as []');
      return undefined;
    }
    const { yaml, problems } = readYaml(file, text);
    this.problems.push(...problems);
    if (!yaml) return [];
    if (!Array.isArray(yaml.value)) {
      this.#report(file, 1, 'The file should be a list', 'Begin each entry with "- id: ..." at the margin');
      return [];
    }
    return yaml.value.flatMap((value: unknown, index) => {
      const parsed = parseLocated(file, schema, yaml, [index], value);
      this.problems.push(...parsed.problems);
      if (!parsed.output) return [];
      if (kind) this.places.set(placeKey(kind, parsed.output.id), { file, lineOf: (path) => yaml.lineOf([index, ...path]) });
      return [parsed.output];
    });
  }

  #programme(base: Content | undefined): Programme | undefined {
    const file = 'programme.yaml';
    const text = this.#take(file);
    if (text === undefined) {
      if (this.#options.partial) return base?.programme ?? emptyProgramme;
      this.#report(file, 0, 'The programme is missing', 'Add programme.yaml with the keys phases and tasks');
      return undefined;
    }
    const { yaml, problems } = readYaml(file, text);
    this.problems.push(...problems);
    if (!yaml) return undefined;
    const parsed = parseLocated(file, programmeSchema, yaml);
    this.problems.push(...parsed.problems);
    const programme = parsed.output;
    if (!programme) return undefined;
    programme.phases.forEach((phase, index) => {
      if (phase.id !== phases[index]) this.#report(file, yaml.lineOf(['phases', index, 'id']), `The phase "${phase.id}" stands in the wrong place`, `Keep the order ${phases.join(', ')}`);
    });
    programme.tasks.forEach((task, index) => {
      this.places.set(placeKey('task', task.id), { file, lineOf: (path) => yaml.lineOf(['tasks', index, ...path]) });
      const seen = new Set<string>();
      task.steps.forEach((step, stepIndex) => {
        if (seen.has(step.id)) this.#report(file, yaml.lineOf(['tasks', index, 'steps', stepIndex]), `The task "${task.id}" has two steps with the id "${step.id}"`, 'Give the newer step a letter that the task has never used');
        seen.add(step.id);
      });
    });
    return programme;
  }

  #toolkits(): Toolkit[] | undefined {
    const paths = this.#pathsIn('toolkits/', '.yaml');
    if (paths.length === 0) return undefined;
    return paths.flatMap((file) => {
      const { yaml, problems } = readYaml(file, this.#take(file) ?? '');
      this.problems.push(...problems);
      if (!yaml) return [];
      const parsed = parseLocated(file, toolkitSchema, yaml);
      this.problems.push(...parsed.problems);
      if (!parsed.output) return [];
      this.#checkFileName(file, parsed.output.id, yaml.lineOf(['id']));
      this.places.set(placeKey('toolkit', parsed.output.id), { file, lineOf: yaml.lineOf });
      return [parsed.output];
    });
  }

  #templates(): Template[] | undefined {
    const paths = this.#pathsIn('templates/', '.md');
    if (paths.length === 0) return undefined;
    return paths.flatMap((file) => {
      const split = splitFrontMatter(this.#take(file) ?? '');
      if (split.frontMatter === undefined) {
        this.#report(file, 1, 'The template has no front matter', 'Begin the file with the keys id, title, purpose, placeholders, sections and sources between two lines of ---');
        return [];
      }
      const { yaml, problems } = readYaml(file, split.frontMatter, split.frontMatterLine);
      this.problems.push(...problems);
      if (!yaml) return [];
      const value = isRecord(yaml.value) ? { ...yaml.value, body: split.body } : yaml.value;
      const parsed = parseLocated(file, templateSchema, yaml, [], value);
      this.problems.push(...parsed.problems);
      if (!parsed.output) return [];
      this.#checkFileName(file, parsed.output.id, yaml.lineOf(['id']));
      this.places.set(placeKey('template', parsed.output.id), { file, lineOf: yaml.lineOf, bodyLine: split.bodyLine });
      return [parsed.output];
    });
  }

  #checkFileName(file: string, id: string, line: number): void {
    const name = file.slice(file.lastIndexOf('/') + 1).replace(/\.[a-z]+$/, '');
    if (name !== id) this.#report(file, line, `The id "${id}" differs from the file name`, `Rename the file to ${id} or correct the id`);
  }

  #pathsIn(folder: string, extension: string): string[] {
    return [...this.#files.keys()].filter((path) => path.startsWith(folder) && path.endsWith(extension)).sort();
  }

  #reportUnknownFiles(): void {
    for (const path of this.#files.keys()) {
      if (!this.#taken.has(path)) this.#report(path, 0, 'This file has no place in an edition', 'Move it out of the folder, or turn it into Markdown in a chapter folder');
    }
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
