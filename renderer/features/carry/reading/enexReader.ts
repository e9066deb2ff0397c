import { SaxesParser } from 'saxes';
import type { FileBytes } from '../../../../shared/domain/vault/noteFile.ts';
import { failure, FailureError } from '../../../../shared/errors/result.ts';
import { enmlTree } from '../../../../shared/domain/carry/enmlTree.ts';
import type { ImportedNote } from '../../../../shared/domain/carry/carriedNote.ts';
import type { ImportLosses } from '../../../../shared/domain/carry/importLosses.ts';
import { instantOf } from '../../../../shared/domain/carry/frontMatter.ts';

const step = 2 ** 20;
/** The longest text of one element; a file of 25 MB takes 34 MB in base64. */
const longestText = 64 * 2 ** 20;

/** 20260102T030405Z as an instant. */
const enexTime = (text: string): string | null => instantOf(text.replace(/^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/, '$1-$2-$3T$4:$5:$6Z'));

/** Bytes of base64 with any blanks between; null where it is none. */
function base64Bytes(text: string): Uint8Array<ArrayBuffer> | null {
  try {
    const plain = atob(text.replaceAll(/\s+/g, ''));
    const bytes = new Uint8Array(plain.length);
    for (let at = 0; at < plain.length; at += 1) bytes[at] = plain.charCodeAt(at);
    return bytes;
  } catch {
    return null;
  }
}

interface Draft {
  title: string;
  content: string;
  created: string;
  updated: string;
  source: string;
  readonly tags: string[];
  readonly files: { name: string; data: string; mime: string }[];
}
const emptyDraft = (): Draft => ({ title: '', content: '', created: '', updated: '', source: '', tags: [], files: [] });

interface EnexOptions {
  readonly makeBlob: (bytes: Uint8Array<ArrayBuffer>) => FileBytes;
  readonly onNote: (note: ImportedNote) => void;
  readonly onProgress: (done: number) => void;
  readonly losses: ImportLosses;
  /** Adds tags to a text. */
  readonly withTags: (body: ImportedNote['body'], tags: readonly string[]) => ImportedNote['body'];
  readonly maxFileBytes: number;
}

/** Reads an Evernote export piece by piece, note by note. Throws FailureError `import.notWhole` where it breaks off, `import.notKnown` where it is none. */
export async function readEnex(file: FileBytes, { makeBlob, onNote, onProgress, losses, withTags, maxFileBytes }: EnexOptions): Promise<void> {
  const parser = new SaxesParser();
  const path: string[] = [];
  let draft = emptyDraft();
  let text = '';
  let ended = false;
  let problem: Error | null = null;
  parser.on('error', (error) => {
    problem ??= error;
  });
  const take = (part: string): void => {
    if (path.length < 3) return;
    text += part;
    if (text.length > longestText) throw new FailureError(failure('import.tooLarge', 'never', { max: 400 }));
  };
  parser.on('text', take);
  parser.on('cdata', take);
  parser.on('opentag', ({ name }) => {
    path.push(name);
    text = '';
    if (path.length === 1 && name !== 'en-export') throw new FailureError(failure('import.notKnown', 'never'));
    if (path.length === 2 && name === 'note') draft = emptyDraft();
    if (path.length === 3 && name === 'resource') draft.files.push({ name: '', data: '', mime: '' });
  });
  parser.on('closetag', () => {
    const at = path.slice(2).join('/');
    const resource = draft.files.at(-1);
    if (at === 'title') draft.title = text.trim();
    else if (at === 'content') draft.content = text;
    else if (at === 'created') draft.created = text.trim();
    else if (at === 'updated') draft.updated = text.trim();
    else if (at === 'tag') draft.tags.push(text.trim());
    else if (at === 'note-attributes/source-url') draft.source = text.trim();
    else if (at === 'resource/data' && resource !== undefined) resource.data = text;
    else if (at === 'resource/mime' && resource !== undefined) resource.mime = text.trim();
    else if (at === 'resource/resource-attributes/file-name' && resource !== undefined) resource.name = text.trim();
    text = '';
    const closed = path.pop();
    if (path.length === 1 && closed === 'note') onNote(noteOf(draft));
    if (path.length === 0) ended = true;
  });
  const noteOf = (from: Draft): ImportedNote => {
    const { body, remoteImages } = enmlTree(from.content);
    losses.remoteImages += remoteImages;
    const files = from.files.flatMap(({ name, data, mime }, at) => {
      const bytes = base64Bytes(data);
      if (bytes === null) losses.damagedFiles += 1;
      else if (bytes.byteLength > maxFileBytes) losses.largeFiles += 1;
      else if (at >= 50) losses.manyFiles += 1;
      else return [{ name: name === '' ? `file-${at + 1}.${/^[a-z]+\/([a-z0-9]{1,8})$/.exec(mime)?.[1] ?? 'bin'}` : name.slice(0, 1_000), source: makeBlob(bytes), writtenAt: null }];
      return [];
    });
    return { key: null, id: null, fields: { title: from.title.slice(0, 300) }, createdAt: enexTime(from.created), changedAt: enexTime(from.updated), body: withTags(body, [...from.tags, ...(/^https?:/.test(from.source) ? [from.source] : [])]), files };
  };
  const decoder = new TextDecoder('utf-8', { fatal: false });
  for (let from = 0; from < file.size; from += step) {
    const bytes = await file.slice(from, from + step).arrayBuffer();
    parser.write(decoder.decode(bytes, { stream: true }));
    if (problem !== null) throw new FailureError(failure('import.notWhole', 'never'));
    onProgress(Math.min(file.size, from + step));
  }
  if (!ended || path.length > 0) throw new FailureError(failure('import.notWhole', 'never'));
}
