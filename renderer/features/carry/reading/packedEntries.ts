import { unzipSync } from 'fflate';
import { parseTar, type ParsedTarFileItem } from 'nanotar';
import { maxEntries, maxImportBytes, maxUnpackedBytes } from '../../../../shared/domain/carry/carriedNote.ts';
import { failure, FailureError } from '../../../../shared/errors/result.ts';

/** A file of an export: on its own, of a folder, or out of a pack. Paths are for looking up only and never name a place on the disk. */
export interface Entry {
  readonly path: string;
  readonly bytes: () => Promise<Uint8Array<ArrayBuffer>>;
  readonly size: number;
  readonly writtenAt: string | null;
}

const mebibyte = 2 ** 20;
const tarBlock = 512;
const tooLarge = (max: number): FailureError => new FailureError(failure('import.tooLarge', 'never', { max: max / mebibyte }));
const notWhole = (): FailureError => new FailureError(failure('import.notWhole', 'never'));

/** A path without what climbs or hides; null for entries that are no files of the user's. */
export function plainPath(path: string): string | null {
  const parts = path.normalize('NFC').replaceAll('\\', '/').split('/').filter((part) => part !== '' && part !== '.');
  if (parts.length === 0 || parts.some((part) => part === '..' || part.includes('\0')) || parts[0] === '__MACOSX' || (parts.at(-1) ?? '').startsWith('.')) return null;
  return parts.join('/');
}

async function headOf(file: File, length: number): Promise<string> {
  return String.fromCharCode(...new Uint8Array(await file.slice(0, length).arrayBuffer()));
}

/** Opens packs and lists what is in them beside single files. Throws FailureError `import.tooLarge`, `import.notWhole`, `import.tooMany`. */
export async function entriesOf(files: readonly { readonly file: File; readonly path: string }[]): Promise<Entry[]> {
  const entries: Entry[] = [];
  for (const { file, path } of files) {
    if (file.size > maxImportBytes) throw tooLarge(maxImportBytes);
    const head = await headOf(file, 265);
    if (head.startsWith('PK\x03\x04') && /\.zip$/i.test(path)) entries.push(...unzipped(await contentOf(file)));
    else if (head.slice(257, 262) === 'ustar' || /\.(?:jex|tar)$/i.test(path)) entries.push(...untarred(await contentOf(file)));
    else {
      const name = plainPath(path);
      if (name !== null) entries.push({ path: name, size: file.size, bytes: () => contentOf(file), writtenAt: file.lastModified > 0 ? new Date(file.lastModified).toISOString() : null });
    }
    if (entries.length > maxEntries) throw new FailureError(failure('import.tooMany', 'never', { max: maxEntries }));
  }
  return entries;
}

async function contentOf(file: File): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch {
    throw new FailureError(failure('file.notRead', 'later'));
  }
}

export function unzipped(pack: Uint8Array): Entry[] {
  const sizes = new Map<string, number>();
  let total = 0;
  let files: Record<string, Uint8Array>;
  try {
    files = unzipSync(pack, {
      filter: ({ name, originalSize }) => {
        total += originalSize;
        // What an entry says of its size is what is set aside for it: one that says too little is cut, one that says too much is refused here.
        if (total > maxUnpackedBytes) throw tooLarge(maxUnpackedBytes);
        if (sizes.size >= maxEntries) throw new FailureError(failure('import.tooMany', 'never', { max: maxEntries }));
        if (plainPath(name) === null || name.endsWith('/')) return false;
        sizes.set(name, originalSize);
        return true;
      },
    });
  } catch (error) {
    if (error instanceof FailureError) throw error;
    throw notWhole();
  }
  return Object.entries(files).map(([name, content]) => {
    if (content.byteLength !== sizes.get(name)) throw notWhole();
    return { path: plainPath(name) ?? name, size: content.byteLength, bytes: () => Promise.resolve(new Uint8Array(content)), writtenAt: null };
  });
}

export function untarred(pack: Uint8Array): Entry[] {
  let items: readonly ParsedTarFileItem[];
  try {
    // A whole archive ends with an empty block; one that was cut off does not.
    if (pack.byteLength < 2 * tarBlock || pack.byteLength % tarBlock !== 0 || pack.subarray(-tarBlock).some((byte) => byte !== 0)) throw notWhole();
    items = parseTar(pack);
  } catch {
    throw notWhole();
  }
  return items.flatMap(({ name, type, size, data, attrs }) => {
    const path = plainPath(name);
    if (type !== 'file' || path === null) return [];
    if ((data?.byteLength ?? 0) !== size) throw notWhole();
    return [{ path, size: size ?? 0, bytes: () => Promise.resolve(new Uint8Array(data ?? new Uint8Array(0))), writtenAt: typeof attrs?.mtime === 'number' && attrs.mtime > 0 ? new Date(attrs.mtime * 1_000).toISOString() : null }];
  });
}
