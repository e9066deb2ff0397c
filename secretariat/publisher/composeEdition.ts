import { manifestFormat, type Manifest } from '../../shared/contracts/edition.ts';
import type { Content, Cover } from '../../shared/content/content.schema.ts';
import { canonicalJson, chapterFolder, contentFromItems, contentItems, type PlacedItem } from '../../shared/content/contentBlobs.ts';
import type { ContentProblem } from '../../shared/content/contentProblem.ts';
import { parseContent } from '../../shared/content/parseContent.ts';
import { linkFaults } from './linkFaults.ts';
import { PublishingError } from './publishingError.ts';
import { compareEditionNames, isEditionName, nextEditionName } from './editionName.ts';
import { sha256Of, type Release } from './repositoryFolder.ts';

export interface EditionInForce {
  readonly manifest: Manifest;
  /** Texts of its items by hash. */
  readonly texts: ReadonlyMap<string, string>;
}

export interface ComposeInput {
  readonly files: ReadonlyMap<string, string>;
  readonly current: EditionInForce | null;
  /** Name asked for; without it edition.yaml decides, and without that it is the next name of the year. */
  readonly edition?: string | undefined;
  readonly note?: string | undefined;
  readonly now: Date;
}

export interface ComposedEdition {
  readonly release: Release;
  /** References that lead nowhere and do not stop publication: from parts that were carried over, or as they are in the edition in force. */
  readonly warnings: readonly ContentProblem[];
}

/**
 * Makes the next edition from the texts of a folder. The folder's sections replace the Manual; what the folder does not hold at all
 * (toolkits, programme, glossary and so on) is carried over from the edition in force.
 * @throws PublishingError with every problem of the folder
 */
export function composeEdition(input: ComposeInput): ComposedEdition {
  const { current, now } = input;
  const base = current ? contentFromItems({ cover: coverOf(current.manifest), chapters: current.manifest.chapters }, itemsWithText(current)) : null;
  if (base && base.problems.length > 0) throw new PublishingError('publish.damagedRepository', 'The edition in force cannot be read, so nothing can be carried over from it. Restore the data folder from a copy.', base.problems);
  if (input.edition !== undefined && !isEditionName(input.edition)) throw new PublishingError('publish.lowerEdition', `"${input.edition}" is not the name of an edition. Write the year and a number, such as ${nextEditionName(current?.manifest.edition ?? null, now)}.`);

  const next = nextEditionName(current?.manifest.edition ?? null, now);
  const today = now.toISOString().slice(0, 10);
  const cover: Partial<Cover> = { ...(base ? base.content.cover : {}), edition: next, publishedOn: today };
  const files = withKnownChapters(input.files, base?.content ?? null);
  const parsed = parseContent(files, { partial: true, cover, ...(base ? { base: base.content } : {}) });
  if (!parsed.content) throw new PublishingError('publish.badFolder', `Nothing was published. ${countOf(parsed.problems.length)} to put right.`, parsed.problems);

  const { stopping, known } = linkFaults(parsed.content, parsed.places, base?.content ?? null);
  if (stopping.length > 0) throw new PublishingError('publish.badFolder', `Nothing was published. ${countOf(stopping.length)} to put right.`, stopping);

  const unknown = (parsed.content.cover.acknowledge ?? []).filter((id) => !parsed.content?.sections.some((section) => section.id === id));
  if (unknown.length > 0) throw new PublishingError('publish.badFolder', `edition.yaml asks to acknowledge ${unknown.map((id) => `"${id}"`).join(', ')}, which is no section of the Manual. Correct the line "acknowledge".`);
  const named = nameEdition(input.edition, parsed.content.cover, current?.manifest.edition ?? null, next, today);
  const sections = withLastingSources(parsed.content, base?.content.sections ?? [], named.edition);
  const content = { ...parsed.content, sections, cover: { ...parsed.content.cover, ...named } };
  if (current && content.cover.language !== current.manifest.language) {
    throw new PublishingError('publish.badFolder', `The folder is in the language "${content.cover.language}" and the edition in force in "${current.manifest.language}". Correct the language in edition.yaml.`);
  }
  return { release: releaseOf(content, (current?.manifest.number ?? 0) + 1, input.note), warnings: known };
}

/** Manifest and texts of an edition. Equal content gives equal bytes. */
export function releaseOf(content: Content, number: number, note: string | undefined): Release {
  const texts = new Map<string, string>();
  const items = contentItems(content).map(({ text, ...item }) => {
    const sha256 = sha256Of(text);
    texts.set(sha256, text);
    return { ...item, sha256, bytes: Buffer.byteLength(text) };
  });
  const { cover } = content;
  const manifest: Manifest = {
    format: manifestFormat,
    minReader: 1,
    number,
    edition: cover.edition,
    language: cover.language,
    title: cover.title,
    publisher: cover.publisher,
    publishedOn: cover.publishedOn,
    notice: cover.notice,
    ...(note === undefined || note.trim() === '' ? {} : { editorNote: note.trim() }),
    ...(cover.acknowledge === undefined || cover.acknowledge.length === 0 ? {} : { acknowledge: [...new Set(cover.acknowledge)], ...(cover.acknowledgeTell === true ? { acknowledgeTell: true } : {}) }),
    chapters: content.chapters.map(({ id, number: chapterNumber, title }) => ({ id, number: chapterNumber, title })),
    items,
  };
  return { manifest, texts };
}

/** A date or name that edition.yaml kept from an earlier edition is taken as not stated. */
function nameEdition(asked: string | undefined, cover: Cover, current: string | null, next: string, today: string): Pick<Cover, 'edition' | 'publishedOn'> {
  const stated = asked ?? cover.edition;
  if (current === null) return { edition: stated, publishedOn: cover.publishedOn };
  const order = compareEditionNames(stated, current);
  if (order > 0) return { edition: stated, publishedOn: asked === undefined ? cover.publishedOn : today };
  if (order === 0 && asked === undefined) return { edition: next, publishedOn: today };
  const where = asked === undefined ? 'Correct the line "edition" in edition.yaml, or remove it' : 'Leave --edition out';
  throw new PublishingError('publish.lowerEdition', `Edition ${stated} does not come after ${current}, which is in force. ${where} to get ${next}.`);
}

/**
 * A section that states no source is given the edition as its source. One whose text did not change keeps the edition that it came
 * with; otherwise every such section would be new in every edition.
 */
function withLastingSources({ sections, cover }: Content, before: Content['sections'], edition: string): Content['sections'] {
  const derived = `${cover.publisher}, edition ${cover.edition}`;
  const older = new Map(before.map((section) => [section.id, section]));
  return sections.map((section) => {
    if (section.sources.length !== 1 || section.sources[0] !== derived) return section;
    const old = older.get(section.id);
    const place = { number: section.number, chapterId: section.chapterId };
    const isSame = old !== undefined && canonicalJson({ ...old, ...place }) === canonicalJson({ ...section, sources: old.sources });
    return { ...section, sources: isSame ? old.sources : [`${cover.publisher}, edition ${edition}`] };
  });
}

/** A folder without chapters.yaml that has the chapter folders of the edition in force keeps their titles. */
function withKnownChapters(files: ReadonlyMap<string, string>, base: Content | null): ReadonlyMap<string, string> {
  if (!base || files.has('chapters.yaml')) return files;
  const folders = new Set<string>();
  for (const file of files.keys()) {
    const parts = file.replace(/^manual\//, '').split('/');
    if (file.endsWith('.md') && parts.length === 2 && parts[0] !== 'templates') folders.add(parts[0] ?? '');
  }
  const known = base.chapters.map((chapter) => chapterFolder(chapter.number, chapter.id));
  if (folders.size !== known.length || !known.every((folder) => folders.has(folder))) return files;
  const chapters = base.chapters.map(({ id, number, title }) => ({ id, number, title, folder: chapterFolder(number, id) }));
  return new Map([...files, ['chapters.yaml', JSON.stringify(chapters)]]);
}

const coverOf = ({ edition, language, title, publisher, publishedOn, notice }: Manifest): Cover => ({ edition, language, title, publisher, publishedOn, notice });

const itemsWithText = (current: EditionInForce): PlacedItem[] => current.manifest.items.map(({ sha256, ...item }) => ({ ...item, text: current.texts.get(sha256) ?? '' }));

const countOf = (problems: number): string => (problems === 1 ? 'There is one thing' : `There are ${problems} things`);
