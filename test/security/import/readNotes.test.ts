import { zipSync } from 'fflate';
import { createTar } from 'nanotar';
import { describe, expect, it } from 'vitest';
import { treeWords } from '../../../shared/domain/carry/textTree.ts';
import { FailureError } from '../../../shared/errors/result.ts';
import { enexFile, joplinArchive, joplinFiles } from '../../e2e/support/sampleExports.ts';
import { plainPath, untarred, unzipped } from '../../../renderer/features/carry/reading/packedEntries.ts';
import { readNotes } from '../../../renderer/features/carry/reading/readNotes.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const chosen = (name: string, content: Uint8Array | string, path = name) => ({ file: new File([typeof content === 'string' ? content : new Uint8Array(content)], name, { lastModified: Date.UTC(2024, 0, 2) }), path });
const read = (...files: ReturnType<typeof chosen>[]) => readNotes(files, { tags: 'Tags', notebook: 'Notebook' }, () => undefined);
const codeOf = (work: () => unknown): Promise<string> => Promise.resolve().then(work).then(() => 'ok', (error: unknown) => (error instanceof FailureError ? error.failure.code : String(error)));

describe('a Joplin export', () => {
  it('is the same as one archive and as a folder of files', async () => {
    const packed = await read(chosen('notes.jex', joplinArchive()));
    const folder = await read(...joplinFiles().map(({ name, data }) => chosen(name.split('/').at(-1)!, data, `export/${name}`)));
    expect(packed.kind).toBe('joplin');
    expect(packed.notes.map(({ key, fields, createdAt, changedAt, files }) => [key, fields.title, createdAt, changedAt, files.map(({ name, source }) => [name, source.size])])).toEqual(
      folder.notes.map(({ key, fields, createdAt, changedAt, files }) => [key, fields.title, createdAt, changedAt, files.map(({ name, source }) => [name, source.size])]),
    );
    expect(packed.notes[0]).toMatchObject({ key: `joplin/${'a1'.repeat(16)}`, createdAt: '2024-02-03T04:05:06.000Z', changedAt: '2024-03-04T05:06:07.000Z' });
    expect(packed.losses).toMatchObject({ encrypted: 1, remoteImages: 1, missingFiles: 0, looseFiles: 0 });
  });

  it('that was cut off anywhere is refused whole', async () => {
    const archive = joplinArchive();
    for (let length = 0; length < archive.byteLength - 1; length += 173) expect(await codeOf(() => read(chosen('x.jex', archive.slice(0, length)))), `cut to ${length}`).toMatch(/^import\.(?:notWhole|notKnown)$/);
  });
});

describe('an Evernote export', () => {
  it('gives text, times, tags and files', async () => {
    const { kind, notes, losses } = await read(chosen('press.enex', enexFile()));
    expect(kind).toBe('enex');
    expect(notes[0]).toMatchObject({ fields: { title: 'Radio & press, 3 May' }, createdAt: '2024-05-03T10:11:12.000Z', changedAt: '2024-05-04T10:11:12.000Z' });
    expect(notes[0]!.files.map(({ name }) => name)).toEqual(['poster.png']);
    expect(treeWords(notes[0]!.body)).toBe('Heard\n“They\u00a0must leave”\n☐ Record it\none\ntwo\nTags: radio');
    expect(notes[1]!.fields.title).toBe('');
    expect(losses.remoteImages).toBe(1);
  });

  it('that was cut off anywhere, or is none, is refused whole', async () => {
    const file = enexFile();
    for (let length = 0; length < file.trimEnd().length - 1; length += 97) expect(await codeOf(() => read(chosen('x.enex', file.slice(0, length)))), `cut to ${length}`).toMatch(/^import\./);
    expect(await codeOf(() => read(chosen('x.enex', '<html><body/></html>')))).toBe('import.notKnown');
    expect(await codeOf(() => read(chosen('x.enex', '<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;">]><en-export><note><title>&c;</title></note></en-export>')))).toBe('import.notWhole');
  });
});

describe('Markdown', () => {
  it('of a folder finds what it links to beside it, and nothing outside', async () => {
    const { notes, losses } = await read(
      chosen('a.md', '# A\n\n![p](../pics/p%20q.png) [t](b.md) [out](../../../etc/passwd.txt) [gone](no.pdf)', 'top/in/a.md'), chosen('b.md', 'B', 'top/in/b.md'), chosen('p q.png', 'x', 'top/pics/p q.png'), chosen('z.pdf', 'x', 'top/z.pdf'),
    );
    expect(notes.map(({ fields, files }) => [fields.title, files.map(({ name }) => name)])).toEqual([['A', ['p q.png']], ['b', []]]);
    expect(losses).toMatchObject({ missingFiles: 2, looseFiles: 1 });
    expect(notes[1]!.createdAt).toBe('2024-01-02T00:00:00.000Z');
  });

  it('in a pack keeps paths that climb, hide or lie out of everything', () => {
    expect(plainPath('a/./b//c.md')).toBe('a/b/c.md');
    for (const path of ['../a.md', 'a/../../b.md', '/..', '__MACOSX/a.md', 'a/.hidden', '', 'a\0b', '..\\a.md']) expect(plainPath(path), path).toBeNull();
    expect(unzipped(zipSync({ '../evil.md': bytes('x'), 'ok.md': bytes('y'), 'dir/': new Uint8Array(0) })).map(({ path }) => path)).toEqual(['ok.md']);
    // The reader of tar files takes climbing parts off by itself.
    expect(untarred(createTar([{ name: '../evil.md', data: 'x' }, { name: 'ok.md', data: 'y' }])).map(({ path }) => path)).toEqual(['evil.md', 'ok.md']);
  });
});

describe('packs that mean harm', () => {
  it('are refused before they are unpacked: too large, a size that lies, cut off', async () => {
    const bomb = zipSync({ 'a.md': new Uint8Array(30 * 2 ** 20) }, { level: 9 });
    expect(bomb.byteLength).toBeLessThan(100_000);
    const view = new DataView(bomb.buffer, bomb.byteOffset);
    const central = bomb.findLastIndex((byte, at) => byte === 0x50 && view.byteLength >= at + 4 && view.getUint32(at) === 0x504b0102);
    const said = (size: number): Uint8Array => {
      const changed = bomb.slice();
      new DataView(changed.buffer).setUint32(central + 24, size, true);
      return changed;
    };
    expect(await codeOf(() => unzipped(said(600 * 2 ** 20)))).toBe('import.tooLarge');
    expect(await codeOf(() => unzipped(said(40 * 2 ** 20)))).toBe('import.notWhole');
    const little = await codeOf(() => unzipped(said(10)).map(({ size }) => expect(size).toBeLessThanOrEqual(10)));
    expect(['ok', 'import.notWhole']).toContain(little);
    const plain = zipSync({ 'a.md': bytes('some words to be packed, and more of them'), 'b.md': bytes('x') });
    for (let length = 0; length < plain.byteLength - 1; length += 1) expect(await codeOf(() => read(chosen('x.zip', plain.slice(0, length)))), `cut to ${length}`).toMatch(/^import\./);
  });

  it('of nothing readable are said to be so', async () => {
    expect(await codeOf(() => read(chosen('x.bin', 'x')))).toBe('import.notKnown');
    expect(await codeOf(() => read())).toBe('import.notKnown');
    const huge = Object.defineProperty(chosen('x.zip', 'PK'), 'file', { value: { size: 500 * 2 ** 20, slice: () => new Blob([]) } });
    expect(await codeOf(() => read(huge))).toBe('import.tooLarge');
  });
});
