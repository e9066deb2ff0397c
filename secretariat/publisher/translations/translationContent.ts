import type { Manifest, ManifestItem } from '../../../shared/contracts/edition.ts';
import type { Content, Section } from '../../../shared/content/content.schema.ts';
import { canonicalJson, contentFromItems, contentItems } from '../../../shared/content/contentBlobs.ts';
import type { ContentProblem } from '../../../shared/content/contentProblem.ts';
import { parseContent } from '../../../shared/content/parseContent.ts';
import { placeKey } from '../../../shared/content/places.ts';
import type { EditionInForce } from '../composeEdition.ts';
import { linkFaults } from '../linkFaults.ts';
import { PublishingError } from '../publishingError.ts';
import { translationWords } from './translationWords.ts';
import { sha256Of, type Release } from '../repositoryFolder.ts';

export interface TranslationInput {
  readonly files: ReadonlyMap<string, string>;
  readonly language: string;
  /** The edition that is translated. */
  readonly source: EditionInForce;
  /** The translation that is published now; null before the first. */
  readonly current: EditionInForce | null;
  /** Sections whose translation did not change and is right for the new text of the original as well; "*" for all. */
  readonly stillRight: ReadonlySet<string>;
  readonly note?: string | undefined;
  readonly now: Date;
}

/** How a section of the original stands in a translation. */
export type Lag = 'current' | 'behind' | 'missing';
export interface SectionLag {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly lag: Lag;
}

/**
 * Makes the translation of an edition from a folder. Sections are known by their ids, which are those of the original; those that are not
 * in the folder stay untranslated. Each says the text of the original that it was made from, so that readers see where it is behind.
 * @throws PublishingError with every problem of the folder
 */
export function composeTranslation(input: TranslationInput): Release {
  const { source, current, language } = input;
  const original = sourceContent(source);
  const cover = { ...original.cover, edition: source.manifest.edition, language, publishedOn: input.now.toISOString().slice(0, 10), title: current?.manifest.title ?? original.cover.title };
  const parsed = parseContent(input.files, { partial: true, withoutSections: true, cover });
  if (!parsed.content) throw new PublishingError('publish.badFolder', 'Nothing was prepared. Put these right first.', parsed.problems);
  const { content } = parsed;
  if (content.cover.language !== language) throw new PublishingError('publish.badFolder', `The folder says that it is in "${content.cover.language}" and not in "${language}". Correct edition.yaml, or name the language of the folder.`);

  const derivedSource = `${cover.publisher}, edition ${cover.edition}`;
  const before = new Map((current ? sourceContent(current).sections : []).map((section) => [section.id, section]));
  const problems: ContentProblem[] = [];
  const places = new Map(original.sections.map((section) => [section.id, section]));
  const sections = content.sections.flatMap((section): Section[] => {
    const there = places.get(section.id);
    if (there) return [withLastingSources({ ...section, chapterId: there.chapterId, number: there.number, tasks: there.tasks, toolkits: there.toolkits, templates: there.templates, covers: there.covers }, there, before.get(section.id), derivedSource)];
    problems.push({ file: parsed.places.get(placeKey('section', section.id))?.file ?? section.id, line: 0, message: `Edition ${source.manifest.edition} has no section "${section.id}"`, advice: 'Name the file like the section that it translates' });
    return [];
  });
  const texts = new Map<string, string>();
  const words = translationWords({ source, original, current, translated: content, places: parsed.places, stillRight: input.stillRight }, texts, problems);
  if (problems.length > 0) throw new PublishingError('publish.badFolder', 'Nothing was prepared. Put these right first.', problems);
  if (sections.length + words.length === 0) throw new PublishingError('publish.badFolder', 'The folder holds no section, toolkit, programme or glossary that is translated. Put the translated files into it, named like the originals.');
  const translated = new Map(sections.map((section) => [section.id, section]));
  const whole = { ...original, sections: original.sections.map((section) => translated.get(section.id) ?? section) };
  const { stopping } = linkFaults(whole, new Map([...parsed.places].filter(([key]) => key.startsWith('section'))), original);
  if (stopping.length > 0) throw new PublishingError('publish.badFolder', 'Nothing was prepared. Put these references right first.', stopping);

  const titles = new Map(content.chapters.map((chapter) => [chapter.id, chapter.title]));
  const items = contentItems({ ...whole, sections: whole.sections.filter(({ id }) => translated.has(id)), toolkits: [], templates: [], glossary: [], timeline: [], cases: [], figures: [], programme: { ...original.programme, tasks: [] } }).flatMap(({ text, ...item }): ManifestItem[] => {
    if (item.kind !== 'section') return [];
    const sha256 = sha256Of(text);
    texts.set(sha256, text);
    return [{ ...item, order: original.sections.findIndex(({ id }) => id === item.id), sha256, bytes: Buffer.byteLength(text), of: originalOf(item.id, sha256, input) }];
  });
  const manifest: Manifest = {
    format: 1,
    minReader: 1,
    number: (current?.manifest.number ?? 0) + 1,
    edition: source.manifest.edition,
    language,
    title: content.cover.title,
    publisher: source.manifest.publisher,
    publishedOn: cover.publishedOn,
    notice: content.cover.notice,
    ...(input.note === undefined || input.note.trim() === '' ? {} : { editorNote: input.note.trim() }),
    chapters: source.manifest.chapters.map((chapter) => ({ ...chapter, title: titles.get(chapter.id) ?? chapter.title })),
    items: [...items, ...words],
  };
  return { manifest, texts };
}

/** A translator who names no source has that of the original; a text that did not change keeps what it had, or it would be new each time. */
function withLastingSources(section: Section, original: Section, before: Section | undefined, derived: string): Section {
  if (section.sources.length !== 1 || section.sources[0] !== derived) return section;
  if (before && canonicalJson({ ...section, sources: before.sources }) === canonicalJson({ ...before, number: section.number, chapterId: section.chapterId })) return { ...section, sources: before.sources };
  return { ...section, sources: original.sources };
}

/** A translation that did not change was made from what it was made from, unless somebody says that it is right for the new text too. */
function originalOf(id: string, sha256: string, { current, source, stillRight }: TranslationInput): string {
  const now = source.manifest.items.find((item) => item.kind === 'section' && item.id === id)?.sha256 ?? '';
  const before = current?.manifest.items.find((item) => item.kind === 'section' && item.id === id);
  const isKept = before?.of !== undefined && before.sha256 === sha256 && !stillRight.has(id) && !stillRight.has('*');
  return isKept ? (before.of ?? now) : now;
}

/** Each section of an edition and how its translation stands, in reading order. */
export function translationLag(source: Manifest, translation: Manifest | null): SectionLag[] {
  const made = new Map(translation?.items.filter(({ kind }) => kind === 'section').map((item) => [item.id, item.of]));
  return source.items
    .filter(({ kind }) => kind === 'section')
    .map(({ id, number, title, sha256 }) => ({ id, number: number ?? '', title, lag: !made.has(id) ? 'missing' : made.get(id) === sha256 ? 'current' : 'behind' }));
}

function sourceContent({ manifest, texts }: EditionInForce): Content {
  const { edition, language, title, publisher, publishedOn, notice } = manifest;
  const placed = manifest.items.map(({ sha256, ...item }) => ({ ...item, text: texts.get(sha256) ?? '' }));
  return contentFromItems({ cover: { edition, language, title, publisher, publishedOn, notice }, chapters: manifest.chapters }, placed).content;
}
