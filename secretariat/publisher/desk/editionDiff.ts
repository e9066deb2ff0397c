import { contentFromItems } from '../../../shared/content/contentBlobs.ts';
import type { Content, Section } from '../../../shared/content/content.schema.ts';
import type { Manifest } from '../../../shared/contracts/edition.ts';
import { editionChanges } from '../../../shared/domain/editionChanges.ts';
import { redline, type RedlineBlock } from '../../../shared/text/redline.ts';
import type { TextPart } from '../../../shared/text/wordDifferences.ts';
import { wordDifferences } from '../../../shared/text/wordDifferences.ts';
import { PublishingError } from '../publishingError.ts';
import { toolkitEdits, type ToolkitEdit } from './toolkitEdits.ts';

export interface DiffSide {
  readonly manifest: Manifest;
  readonly texts: ReadonlyMap<string, string>;
}

export interface SectionDiff {
  readonly kind: 'added' | 'changed' | 'removed' | 'moved';
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly numberBefore: string | null;
  /** Title, summary, sources and so on, word by word. */
  readonly lines: readonly { readonly name: string; readonly parts: readonly TextPart[] }[];
  readonly body: readonly RedlineBlock[];
}

export interface EditionDiff {
  readonly before: string | null;
  readonly after: string;
  readonly cover: readonly { readonly name: string; readonly parts: readonly TextPart[] }[];
  readonly sections: readonly SectionDiff[];
  readonly toolkitEdits: readonly ToolkitEdit[];
  /** Everything else that differs: whole items by kind. */
  readonly others: readonly { readonly change: 'added' | 'changed' | 'removed'; readonly kind: string; readonly title: string; readonly blocks: readonly RedlineBlock[] }[];
}

/** What differs between two editions, for the people who answer for it. The texts of all items that differ have to be there. */
export function editionDiff(before: DiffSide | null, after: DiffSide, wording: ReadonlySet<string>): EditionDiff {
  const [old, now] = [before ? contentOf(before) : null, contentOf(after)];
  const changes = before ? editionChanges(before.manifest, after.manifest) : { added: after.manifest.items.filter(({ kind }) => kind === 'section'), changed: [], removed: [], moved: [] };
  const [oldSections, newSections] = [byId(old?.sections ?? []), byId(now.sections)];
  const describe = (kind: SectionDiff['kind']) => (change: { id: string; title: string; number?: string; previousNumber?: string }): SectionDiff => ({
    kind,
    id: change.id,
    number: change.number ?? '',
    title: change.title,
    numberBefore: change.previousNumber ?? null,
    lines: kind === 'moved' ? [] : sectionLines(oldSections.get(change.id), newSections.get(change.id)),
    body: kind === 'moved' ? [] : redline(oldSections.get(change.id)?.body ?? '', newSections.get(change.id)?.body ?? ''),
  });
  return {
    before: before?.manifest.edition ?? null,
    after: after.manifest.edition,
    cover: coverLines(before?.manifest ?? null, after.manifest),
    sections: [...changes.changed.map(describe('changed')), ...changes.added.map(describe('added')), ...changes.removed.map(describe('removed')), ...changes.moved.map(describe('moved'))],
    toolkitEdits: toolkitEdits(old?.toolkits ?? [], now.toolkits, wording),
    others: before ? otherItems(before, after) : [],
  };
}

const noteName = 'note to readers';

/** True where readers would find no difference. A note alone makes no edition: it speaks of one. */
export const hasNothing = (diff: EditionDiff): boolean => diff.sections.length + diff.toolkitEdits.length + diff.others.length + diff.cover.filter(({ name }) => name !== noteName).length === 0;

/** Items whose text is not at hand are the same on both sides and are left out. */
function contentOf({ manifest, texts }: DiffSide): Content {
  const items = manifest.items.flatMap(({ sha256, ...item }) => {
    const text = texts.get(sha256);
    return text === undefined ? [] : [{ ...item, text }];
  });
  const { edition, language, title, publisher, publishedOn, notice } = manifest;
  const { content, problems } = contentFromItems({ cover: { edition, language, title, publisher, publishedOn, notice }, chapters: manifest.chapters }, items);
  if (problems.length > 0) throw new PublishingError('publish.badRequest', `Edition ${edition} holds parts that this program cannot read, so it cannot show them.`, problems);
  return content;
}

function coverLines(before: Manifest | null, after: Manifest): EditionDiff['cover'] {
  const names = ['title', 'publisher', 'language', 'notice', 'editorNote'] as const;
  const chapters = (manifest: Manifest | null): string => (manifest?.chapters ?? []).map(({ number, title }) => `${number} ${title}`).join('; ');
  const asked = (manifest: Manifest | null): string => (manifest?.acknowledge ?? []).map((id) => manifest?.items.find((item) => item.kind === 'section' && item.id === id)?.title ?? id).join('; ');
  const lines = [...names.map((name) => ({ name: name === 'editorNote' ? noteName : name, was: before?.[name] ?? '', is: after[name] ?? '' })), { name: 'chapters', was: chapters(before), is: chapters(after) }, { name: 'to be acknowledged', was: asked(before), is: asked(after) }, { name: 'asks to be told of acknowledgements', was: before?.acknowledgeTell === true ? 'yes' : '', is: after.acknowledgeTell === true ? 'yes' : '' }];
  return lines.filter(({ was, is }) => was !== is).map(({ name, was, is }) => ({ name, parts: wordDifferences(was, is) }));
}

function sectionLines(was: Section | undefined, is: Section | undefined): SectionDiff['lines'] {
  const fields = (section: Section | undefined): Record<string, string> => ({
    title: section?.title ?? '',
    summary: section?.summary ?? '',
    sources: (section?.sources ?? []).join('; '),
    'search words': (section?.keywords ?? []).join('; '),
    'linked tasks': (section?.tasks ?? []).join(', '),
    'linked toolkits': (section?.toolkits ?? []).join(', '),
    'linked templates': (section?.templates ?? []).join(', '),
  });
  const [old, now] = [fields(was), fields(is)];
  return Object.keys(now).filter((name) => old[name] !== now[name]).map((name) => ({ name, parts: wordDifferences(old[name] ?? '', now[name] ?? '') }));
}

function otherItems(before: DiffSide, after: DiffSide): EditionDiff['others'] {
  const key = (item: { kind: string; id: string }): string => `${item.kind}/${item.id}`;
  const old = new Map(before.manifest.items.map((item) => [key(item), item]));
  const now = new Map(after.manifest.items.map((item) => [key(item), item]));
  const text = (side: DiffSide, sha256: string | undefined): string => (sha256 === undefined ? '' : readable(side.texts.get(sha256) ?? ''));
  return [...new Set([...now.keys(), ...old.keys()])].flatMap((name) => {
    const [was, is] = [old.get(name), now.get(name)];
    const item = is ?? was;
    if (!item || item.kind === 'section' || was?.sha256 === is?.sha256) return [];
    return [{ change: was ? (is ? 'changed' : 'removed') : 'added', kind: item.kind, title: item.title, blocks: redline(text(before, was?.sha256), text(after, is?.sha256)) } as const];
  });
}

/** An item's JSON as lines that a person can compare: one value a line, with the path that leads to it. */
function readable(json: string): string {
  const lines: string[] = [];
  const walk = (value: unknown, path: string): void => {
    if (Array.isArray(value)) value.forEach((entry, at) => walk(entry, `${path}[${nameOf(entry) ?? at + 1}]`));
    else if (typeof value === 'object' && value !== null) for (const [name, entry] of Object.entries(value)) walk(entry, path === '' ? name : `${path}.${name}`);
    else lines.push(`${path}: ${String(value)}`);
  };
  walk(json === '' ? null : JSON.parse(json), '');
  return json === '' ? '' : lines.join('\n\n');
}

const nameOf = (entry: unknown): string | undefined => (typeof entry === 'object' && entry !== null && 'id' in entry && typeof entry.id === 'string' ? entry.id : undefined);

const byId = (sections: readonly Section[]): Map<string, Section> => new Map(sections.map((section) => [section.id, section]));
