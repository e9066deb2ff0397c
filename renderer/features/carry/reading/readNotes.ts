import { maxCarriedNotes, maxNoteTextBytes, type ImportedNote } from '../../../../shared/domain/carry/carriedNote.ts';
import { noLosses, type ImportLosses } from '../../../../shared/domain/carry/importLosses.ts';
import { readJoplinItem, type JoplinItem } from '../../../../shared/domain/carry/joplinItem.ts';
import { readFrontMatter } from '../../../../shared/domain/carry/frontMatter.ts';
import { plainTree, readMarkdown } from '../../../../shared/domain/carry/markdownTree.ts';
import { paragraph, words } from '../../../../shared/domain/carry/textTree.ts';
import { maxFileBytes, maxFilesOfNote } from '../../../../shared/domain/vault/noteFile.ts';
import { failure, FailureError } from '../../../../shared/errors/result.ts';
import { readEnex } from './enexReader.ts';
import { entriesOf, plainPath, type Entry } from './packedEntries.ts';

/** Words that are added to a text, in the user's language. */
export interface ImportWords {
  readonly tags: string;
  readonly notebook: string;
}
export interface ReadNotes {
  readonly kind: 'markdown' | 'joplin' | 'enex';
  readonly notes: readonly ImportedNote[];
  readonly losses: ImportLosses;
}

const isNote = (path: string): boolean => /\.(?:md|markdown|txt)$/i.test(path);
const stem = (path: string): string => (path.split('/').at(-1) ?? path).replace(/\.[A-Za-z]{1,8}$/, '');
const decoder = new TextDecoder('utf-8');

/** Reads what the user chose: Markdown and text files, a Joplin export, an Evernote export. Throws FailureError. */
export async function readNotes(files: readonly { readonly file: File; readonly path: string }[], labels: ImportWords, onProgress: (done: number, total: number) => void): Promise<ReadNotes> {
  const losses = noLosses();
  const enex = files.filter(({ path }) => /\.enex$/i.test(path));
  const notes: ImportedNote[] = [];
  const add = (note: ImportedNote): void => {
    if (notes.length >= maxCarriedNotes) throw new FailureError(failure('import.tooMany', 'never', { max: maxCarriedNotes }));
    notes.push(note);
  };
  if (enex.length > 0) {
    const total = enex.reduce((sum, { file }) => sum + file.size, 0);
    let before = 0;
    for (const { file } of enex) {
      const start = before;
      await readEnex(file, { makeBlob: (bytes) => new Blob([bytes]), onNote: add, onProgress: (done) => onProgress(start + done, total), losses, withTags: (body, tags) => withLine(body, labels.tags, tags), maxFileBytes });
      before += file.size;
    }
    return { kind: 'enex', notes, losses };
  }
  const entries = await entriesOf(files);
  if (!entries.some(({ path }) => isNote(path))) throw new FailureError(failure('import.notKnown', 'never'));
  const joplin = await joplinItems(entries);
  const read = joplin === null ? readMarkdownFiles(entries, labels, losses, onProgress) : readJoplin(joplin, entries, labels, losses, onProgress);
  for await (const note of read) add(note);
  return { kind: joplin === null ? 'markdown' : 'joplin', notes, losses };
}

const withLine = (body: ImportedNote['body'], label: string, values: readonly string[]): ImportedNote['body'] => (values.length === 0 ? body : [...body, paragraph(words(`${label}: ${values.join(', ')}`))]);

async function fileOf(entry: Entry, name: string): Promise<ImportedNote['files'][number]> {
  return { name: name.slice(0, 1_000), source: new Blob([await entry.bytes()]), writtenAt: entry.writtenAt };
}

/** Takes at most what a note may hold and counts what stays behind. */
function within(found: readonly Entry[], losses: ImportLosses): Entry[] {
  const small = found.filter(({ size }) => size <= maxFileBytes);
  losses.largeFiles += found.length - small.length;
  losses.manyFiles += Math.max(0, small.length - maxFilesOfNote);
  return small.slice(0, maxFilesOfNote);
}

async function* readMarkdownFiles(entries: readonly Entry[], labels: ImportWords, losses: ImportLosses, onProgress: (done: number, total: number) => void): AsyncGenerator<ImportedNote> {
  const byPath = new Map(entries.map((entry) => [entry.path.toLowerCase(), entry]));
  const texts = entries.filter(({ path }) => isNote(path));
  const used = new Set<Entry>();
  for (const [index, entry] of texts.entries()) {
    onProgress(index, texts.length);
    if (entry.size > maxNoteTextBytes) {
      losses.longNotes += 1;
      continue;
    }
    const front = readFrontMatter(decoder.decode(await entry.bytes()));
    const plain = /\.txt$/i.test(entry.path);
    const read = plain ? { body: plainTree(front.text), heading: null, links: [], remoteImages: 0, markup: false } : readMarkdown(front.text);
    losses.remoteImages += read.remoteImages;
    losses.markup += read.markup ? 1 : 0;
    const found: Entry[] = [];
    for (const link of read.links) {
      const target = resolved(entry.path, link);
      const file = target === null ? undefined : byPath.get(target.toLowerCase());
      if (file !== undefined && !isNote(file.path)) found.push(file);
      else if (file === undefined && /\.[A-Za-z0-9]{1,8}$/.test(target ?? link)) losses.missingFiles += 1;
    }
    for (const file of found) used.add(file);
    const title = front.title ?? read.heading ?? stem(entry.path);
    yield {
      key: null, id: front.id, fields: { ...front.fields, title: title.slice(0, 300) }, createdAt: front.createdAt ?? front.changedAt ?? entry.writtenAt, changedAt: front.changedAt ?? entry.writtenAt,
      // A heading that is not the title stays in the text.
      body: withLine(front.title !== null && read.heading !== null && read.heading !== front.title ? [{ name: 'heading', attrs: { level: 2 }, content: [words(read.heading)] }, ...read.body] : read.body, labels.tags, front.tags),
      files: await Promise.all(within(found, losses).map((file) => fileOf(file, file.path.split('/').at(-1) ?? file.path))),
    };
  }
  losses.looseFiles += entries.filter((entry) => !isNote(entry.path) && !used.has(entry)).length;
}

/** The path that a link of a file means; null where it leads out. */
function resolved(from: string, link: string): string | null {
  const parts = from.split('/').slice(0, -1);
  let path: string;
  try {
    path = decodeURIComponent(link.replace(/[?#].*$/, ''));
  } catch {
    return null;
  }
  for (const part of path.replaceAll('\\', '/').split('/')) {
    if (part === '..') {
      if (parts.pop() === undefined) return null;
    } else if (part !== '.' && part !== '') parts.push(part);
  }
  return plainPath(parts.join('/'));
}

/** The items of a Joplin export; null where these files are none: every text of one is such an item. */
async function joplinItems(entries: readonly Entry[]): Promise<JoplinItem[] | null> {
  const items: JoplinItem[] = [];
  for (const entry of entries) {
    if (!/\.md$/i.test(entry.path) || entry.path.split('/').includes('resources')) continue;
    const item = readJoplinItem(decoder.decode(await entry.bytes()));
    if (item === null) return null;
    items.push(item);
  }
  return items.length === 0 ? null : items;
}

async function* readJoplin(items: readonly JoplinItem[], entries: readonly Entry[], labels: ImportWords, losses: ImportLosses, onProgress: (done: number, total: number) => void): AsyncGenerator<ImportedNote> {
  const byId = new Map(items.map((item) => [item.id, item]));
  const contents = new Map(entries.flatMap((entry) => {
    const match = /(?:^|\/)resources\/([0-9a-f]{32})(?:\.[^/]*)?$/i.exec(entry.path);
    return match === null ? [] : [[match[1]?.toLowerCase() ?? '', entry] as const];
  }));
  const tags = new Map<string, string[]>();
  for (const item of items) {
    const tag = item.kind === 'noteTag' ? byId.get(item.props.get('tag_id') ?? '') : undefined;
    const noteId = item.props.get('note_id') ?? '';
    if (tag !== undefined) tags.set(noteId, [...(tags.get(noteId) ?? []), tag.title]);
  }
  const used = new Set<string>();
  const notes = items.filter(({ kind }) => kind === 'note');
  for (const [index, item] of notes.entries()) {
    onProgress(index, notes.length);
    if (item.encrypted) {
      losses.encrypted += 1;
      continue;
    }
    if (item.text.length > maxNoteTextBytes) {
      losses.longNotes += 1;
      continue;
    }
    const read = readMarkdown(item.props.get('markup_language') === '2' ? item.text.replaceAll(/<(img|a)\b[^>]*?(?:src|href)=["']:\/([0-9a-f]{32})["'][^>]*>/gi, '\n\n![](:/$2)\n\n') : item.text);
    losses.remoteImages += read.remoteImages;
    losses.markup += read.markup ? 1 : 0;
    const found: { readonly entry: Entry; readonly name: string }[] = [];
    for (const link of read.links) {
      const id = /^:\/([0-9a-f]{32})/.exec(link)?.[1];
      if (id === undefined || byId.get(id)?.kind === 'note') continue;
      const entry = contents.get(id);
      const resource = byId.get(id);
      if (entry === undefined) losses.missingFiles += 1;
      else found.push({ entry, name: resource?.props.get('filename') || resource?.title || entry.path.split('/').at(-1) || id });
      used.add(id);
    }
    const taken = new Set(within(found.map(({ entry }) => entry), losses));
    const heading = read.heading === null ? [] : [{ name: 'heading', attrs: { level: 2 }, content: [words(read.heading)] }];
    yield {
      key: `joplin/${item.id}`, id: null, fields: { title: item.title.slice(0, 300) }, createdAt: item.createdAt, changedAt: item.changedAt,
      body: withLine(withLine([...heading, ...read.body], labels.notebook, notebookOf(item, byId)), labels.tags, tags.get(item.id) ?? []),
      files: await Promise.all(found.filter(({ entry }) => taken.has(entry)).map(({ entry, name }) => fileOf(entry, name))),
    };
  }
  losses.looseFiles += [...contents.keys()].filter((id) => !used.has(id)).length;
}

/** Names of the notebooks around a note, the outermost first, as one value. */
function notebookOf(item: JoplinItem, byId: ReadonlyMap<string, JoplinItem>): string[] {
  const names: string[] = [];
  for (let folder = byId.get(item.parentId), steps = 0; folder !== undefined && steps < 20; folder = byId.get(folder.parentId), steps += 1) names.unshift(folder.title);
  return names.length === 0 ? [] : [names.join(' › ')];
}
