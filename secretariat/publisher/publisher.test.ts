import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { wholeEdition } from '../../shared/content/wholeEdition.fixture.ts';
import { ensureTrialSecretariat, publishCommand, publishFolder, PublishingError, renewTimestamp, repositoryDir, repositoryFingerprint } from './index.ts';
import { readEditionInForce } from './publishFolder.ts';
import { readRepository, rootVersions } from './repositoryFolder.ts';

let folder: string;
let dataDir: string;
let contentDir: string;
let time: Date;
const clock = (): Date => time;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'focalpoint-publisher-'));
  dataDir = path.join(folder, 'data');
  contentDir = path.join(folder, 'content');
  time = new Date('2026-11-21T09:00:00Z');
  await put(contentDir, wholeEdition());
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function put(place: string, files: ReadonlyMap<string, string> | Record<string, string>): Promise<string> {
  for (const [file, text] of files instanceof Map ? files : Object.entries(files as Record<string, string>)) {
    await mkdir(path.dirname(path.join(place, file)), { recursive: true });
    await writeFile(path.join(place, file), text);
  }
  return place;
}
const ensure = (followContent = false): ReturnType<typeof ensureTrialSecretariat> => ensureTrialSecretariat(dataDir, { clock, contentDir, followContent });
const plain = (files: Record<string, string>): Promise<string> => put(path.join(folder, `plain-${Object.keys(files).length}-${Math.random()}`), files);
const refusal = async (work: Promise<unknown>): Promise<PublishingError> =>
  work.then(
    () => {
      throw new Error('it was published');
    },
    (error: unknown) => {
      if (error instanceof PublishingError) return error;
      throw error;
    },
  );
const metadata = async (): Promise<string> => readFile(path.join(repositoryDir(dataDir), 'metadata/timestamp.json'), 'utf8');

describe('a trial Secretariat', () => {
  it('is made once, with keys that only their owner can read and a warning beside them', async () => {
    expect(await ensure()).toMatchObject({ kind: 'made', number: 1, edition: '2026.1', problems: [] });
    const fingerprint = await repositoryFingerprint(dataDir);
    const timestamp = await metadata();
    expect(await ensure()).toMatchObject({ kind: 'unchanged', number: 1 });
    expect([await repositoryFingerprint(dataDir), await metadata()]).toEqual([fingerprint, timestamp]);
    for (const name of ['root-1', 'root-3', 'targets-3', 'snapshot-1', 'timestamp-1']) {
      const key = path.join(dataDir, 'keys', `${name}.json`);
      if (process.platform !== 'win32') expect((await stat(key)).mode & 0o777).toBe(0o600);
    }
    expect(await readFile(path.join(dataDir, 'README.txt'), 'utf8')).toContain('TRIAL');
    const { root, current } = await readRepository(repositoryDir(dataDir));
    expect(root.signed.roles['root']).toMatchObject({ threshold: 2 });
    expect(root.signed.roles['targets']).toMatchObject({ threshold: 2 });
    expect([root.signed.expires, current?.targets.signed.expires, current?.timestamp.signed.expires]).toEqual(['2029-11-21T09:00:00Z', '2027-12-21T09:00:00Z', '2026-12-05T09:00:00Z']);
  });

  it('is made whole after a start that was cut off, and puts keys that lead nowhere aside', async () => {
    await put(dataDir, { 'keys/root-1.json': '{"kept":true}', '.making/repository/metadata/1.root.json': '{' });
    expect(await ensure()).toMatchObject({ kind: 'made' });
    expect(await readFile(path.join(dataDir, `keys-unused-${time.getTime()}`, 'root-1.json'), 'utf8')).toBe('{"kept":true}');
    expect(existsSync(path.join(dataDir, '.making'))).toBe(false);
  });

  it('publishes a changed content folder when asked to follow it, and only then', async () => {
    await ensure();
    await put(contentDir, { 'manual/02-role/01-mandate.md': `${wholeEdition().get('manual/02-role/01-mandate.md') ?? ''}\nMore.\n` });
    expect(await ensure()).toMatchObject({ kind: 'unchanged', number: 1 });
    expect(await ensure(true)).toMatchObject({ kind: 'republished', number: 2, edition: '2026.2' });
    expect(await ensure(true)).toMatchObject({ kind: 'unchanged', number: 2 });
  });

  it('does not overrule what an editor published', async () => {
    await ensure();
    await publishFolder({ dataDir, folder: await plain({ '01-start/01-hello.md': '# Hello\n\nText.\n' }), clock });
    await put(contentDir, { 'edition.yaml': 'edition: "2026.5"\nlanguage: en\ntitle: Manual\npublisher: Test\npublishedOn: 2026-11-22\nnotice: For tests.\n' });
    expect(await ensure(true)).toMatchObject({ kind: 'unchanged', number: 2, contentIsNewer: true });
  });

  it('leaves out what has faults and reports it, so that a build goes on', async () => {
    await put(contentDir, { 'manual/02-role/02-broken.md': '---\nid: broken\n', 'timeline.yaml': '- [' });
    const made = await ensure();
    expect(made.problems.map((problem) => problem.file)).toEqual(expect.arrayContaining(['manual/02-role/02-broken.md', 'timeline.yaml']));
    expect((await readEditionInForce(dataDir, 'en'))?.manifest.items.map((item) => item.id)).toContain('mandate');
    await rm(dataDir, { recursive: true });
    await rm(contentDir, { recursive: true });
    await mkdir(contentDir);
    expect(await ensure()).toMatchObject({ kind: 'made', number: 1 });
  });

  it('touches no repository that it did not make', async () => {
    await ensure();
    await rm(path.join(dataDir, 'trial.json'));
    const before = await metadata();
    expect(await ensure(true)).toMatchObject({ kind: 'official', number: 1 });
    expect(await metadata()).toBe(before);
  });

  it('is made once by two programs that start together', async () => {
    const [first, second] = await Promise.all([ensure(), ensure()]);
    expect([first.kind, second.kind].sort()).toEqual(['made', 'unchanged']);
    expect(await rootVersions(repositoryDir(dataDir))).toEqual([1]);
  });

  it('is refused when its folder is damaged, and nothing is built upon it', async () => {
    await ensure();
    const file = path.join(repositoryDir(dataDir), 'metadata/1.targets.json');
    await writeFile(file, (await readFile(file, 'utf8')).replace('"version":1', '"version":7'));
    expect((await refusal(ensure())).code).toBe('publish.damagedRepository');
  });
});

describe('publishing a folder', () => {
  beforeEach(async () => {
    await ensure();
  });

  it('takes plain Markdown, replaces the Manual and keeps the rest', async () => {
    const published = await publishFolder({ dataDir, folder: await plain({ '01-start/01-mandate.md': '# The mandate\n\nA new text.\n', '01-start/02-more.md': 'No heading here.\n' }), note: ' What is new. ', clock });
    expect(published).toMatchObject({ number: 2, edition: '2026.2' });
    expect([published.added, published.changed, published.removed].map((list) => list.map((entry) => entry.id))).toEqual([['more'], ['mandate'], ['four-crimes', 'three-pillars']]);
    const manifest = (await readEditionInForce(dataDir, 'en'))?.manifest;
    expect(manifest?.items.map((item) => `${item.kind}/${item.id}`)).toEqual(['section/mandate', 'section/more', 'toolkit/mandate-check', 'programme/programme', 'glossary/glossary', 'timeline/timeline', 'cases/cases', 'template/note', 'figure/pillars']);
    expect(manifest).toMatchObject({ editorNote: 'What is new.', publishedOn: '2026-11-21', publisher: 'Test' });
    expect(published.warnings.length).toBeGreaterThan(0);
  });

  it('asks to acknowledge the sections that edition.yaml names, for this edition only, and refuses an unknown one', async () => {
    const cover = (acknowledge: string): string => `language: en\ntitle: Test\npublisher: Test\nnotice: Test.\n${acknowledge}`;
    const texts = { '01-start/01-mandate.md': '# The mandate\n\nA new text.\n', '01-start/02-more.md': '# More\n\nAnother.\n' };
    expect((await refusal(publishFolder({ dataDir, folder: await plain({ ...texts, 'edition.yaml': cover('acknowledge: [nothing]\n') }), clock }))).code).toBe('publish.badFolder');
    await publishFolder({ dataDir, folder: await plain({ ...texts, 'edition.yaml': cover('acknowledge: [mandate]\n') }), clock });
    expect((await readEditionInForce(dataDir, 'en'))?.manifest.acknowledge).toEqual(['mandate']);
    await publishFolder({ dataDir, folder: await plain(texts), clock });
    expect((await readEditionInForce(dataDir, 'en'))?.manifest.acknowledge).toBeUndefined();
  });

  it('calls a section that only got another number moved, and keeps the titles of chapters', async () => {
    const files = [...wholeEdition()].filter(([file]) => file.startsWith('manual/')).map(([file, text]): [string, string] => [file.replace('01-four-crimes', '03-four-crimes'), text]);
    const published = await publishFolder({ dataDir, folder: await plain(Object.fromEntries(files)), clock });
    expect([published.changed, published.added, published.removed]).toEqual([[], [], []]);
    expect(published.moved.map((entry) => [entry.id, entry.previousNumber, entry.number])).toEqual([['three-pillars', '1.2', '1.1'], ['four-crimes', '1.1', '1.2']]);
    expect((await readEditionInForce(dataDir, 'en'))?.manifest.chapters.map((chapter) => chapter.title)).toEqual(['The commitment', 'The role']);
  });

  it('names editions in order and refuses to go back', async () => {
    const text = (sentence: string): Promise<string> => plain({ '01-a/01-b.md': `# B\n\n${sentence}\n` });
    const cover = (edition: string): string => `edition: "${edition}"\nlanguage: en\ntitle: Manual\npublisher: Test\npublishedOn: 2026-12-01\nnotice: For tests.\n`;
    expect((await publishFolder({ dataDir, folder: await plain({ '01-a/01-b.md': '# B\n\nOne.\n', 'edition.yaml': cover('2026.1') }), clock })).edition).toBe('2026.2');
    expect((await publishFolder({ dataDir, folder: await plain({ '01-a/01-b.md': '# B\n\nTwo.\n', 'edition.yaml': cover('2026.7') }), clock })).edition).toBe('2026.7');
    const before = await metadata();
    expect((await refusal(publishFolder({ dataDir, folder: await text('Three.'), edition: '2026.7', clock }))).message).toContain('does not come after 2026.7');
    expect((await refusal(publishFolder({ dataDir, folder: await text('Three.'), edition: 'spring', clock }))).message).toContain('not the name of an edition');
    expect(await metadata()).toBe(before);
    time = new Date('2027-01-05T00:00:00Z');
    expect((await publishFolder({ dataDir, folder: await text('Four.'), clock })).edition).toBe('2027.1');
  });

  it('publishes nothing where nothing differs', async () => {
    expect((await refusal(publishFolder({ dataDir, folder: contentDir, clock }))).code).toBe('publish.unchanged');
  });

  const cases: [name: string, files: Record<string, string>, expected: RegExp][] = [
    ['broken front matter', { '01-a/01-b.md': '---\nid: b\ntitel: B\n---\n\nText.\n' }, /01-b\.md:\d+: "titel" is not a known key/],
    ['a file that is not text', { '01-a/01-b.md': '# B\n\nText.\n', '01-a/picture.png': 'x' }, /picture\.png: This file has no place in an edition/],
    ['a link to a section that is not there', { '01-a/01-b.md': '# B\n\nSee [it](section:nowhere).\n' }, /01-b\.md:3: There is no section with the id "nowhere"/],
    ['a folder without Markdown', { 'notes.txt': 'x' }, /holds no Markdown/],
    ['two sections with one id', { '01-a/01-b.md': '# B\n\nText.\n', '02-c/01-b.md': '# B\n\nText.\n' }, /used twice/],
    ['an empty section', { '01-a/01-b.md': '# B\n' }, /The section has no text/],
  ];
  it.each(cases)('refuses %s, with file and line, and publishes nothing', async (_name, files, expected) => {
    const before = await metadata();
    const error = await refusal(publishFolder({ dataDir, folder: await plain(files), clock }));
    expect(error.lines().join('\n')).toMatch(expected);
    expect(await metadata()).toBe(before);
  });

  it('refuses links and text in another encoding', async () => {
    const place = await plain({ '01-a/01-b.md': '# B\n\nText.\n' });
    await writeFile(path.join(place, '01-a/02-latin.md'), Buffer.from('# Pr\xe9vention\n', 'latin1'));
    await symlink('/etc/hostname', path.join(place, '01-a/03-link.md'));
    const lines = (await refusal(publishFolder({ dataDir, folder: place, clock }))).lines().join('\n');
    expect(lines).toMatch(/02-latin\.md: The file is not text in UTF-8/);
    expect(lines).toMatch(/03-link\.md: This is a link and not a file/);
  });

  it('leaves the edition in force when it is cut off before the timestamp', async () => {
    const before = await metadata();
    const timestamp = path.join(repositoryDir(dataDir), 'metadata/timestamp.json');
    const place = await plain({ '01-a/01-b.md': '# B\n\nText.\n' });
    // A folder in the place of the temporary file stops the very last write.
    await mkdir(path.join(path.dirname(timestamp), `.timestamp.json.${process.pid}.part`));
    await expect(publishFolder({ dataDir, folder: place, clock })).rejects.toThrow(/EISDIR|EEXIST|ENOTEMPTY|EPERM/);
    expect(await metadata()).toBe(before);
    expect((await readEditionInForce(dataDir, 'en'))?.manifest.number).toBe(1);
    await rm(path.join(path.dirname(timestamp), `.timestamp.json.${process.pid}.part`), { recursive: true, force: true });
    expect(await publishFolder({ dataDir, folder: place, clock })).toMatchObject({ number: 2 });
  });
});

describe('the timestamp', () => {
  it('is renewed once a day and not more often', async () => {
    await ensure();
    expect(await renewTimestamp(dataDir, clock)).toMatchObject({ renewed: false });
    time = new Date('2026-11-22T10:00:00Z');
    expect(await renewTimestamp(dataDir, clock)).toEqual({ renewed: true, expiresAt: new Date('2026-12-06T10:00:00Z') });
    expect(await renewTimestamp(dataDir, clock)).toMatchObject({ renewed: false });
    const { current } = await readRepository(repositoryDir(dataDir));
    expect([current?.timestamp.signed.version, current?.snapshot.signed.version]).toEqual([2, 1]);
  });

  it('takes no version twice when publisher and server write at once', async () => {
    await ensure();
    time = new Date('2026-11-23T10:00:00Z');
    const place = await plain({ '01-a/01-b.md': '# B\n\nText.\n' });
    await Promise.all([renewTimestamp(dataDir, clock), publishFolder({ dataDir, folder: place, clock })]);
    const { current } = await readRepository(repositoryDir(dataDir));
    expect(current?.snapshot.signed.version).toBe(2);
    expect(current?.timestamp.signed.version).toBeGreaterThanOrEqual(2);
  });

  it('does not wait for a lock whose process is gone', async () => {
    await ensure();
    await writeFile(path.join(dataDir, 'publishing.lock'), '4194303');
    expect(await renewTimestamp(dataDir, clock)).toMatchObject({ renewed: false });
  });
});

describe('the command', () => {
  const run = async (...argv: string[]): Promise<{ code: number; out: string; err: string }> => {
    const out: string[] = [];
    const err: string[] = [];
    const code = await publishCommand(argv, { out: (line) => void out.push(line), err: (line) => void err.push(line), env: { FOCALPOINT_SECRETARIAT_DATA: dataDir }, clock });
    return { code, out: out.join('\n'), err: err.join('\n') };
  };

  it('publishes and lists what changed', async () => {
    await ensure();
    const place = await plain({ '01-start/01-mandate.md': '# The mandate\n\nA new text.\n' });
    const done = await run(place, '--note', 'New');
    expect(done.code).toBe(0);
    expect(done.out).toMatch(/Edition 2026\.2 \(number 2\) is signed and published\.\nChanged: 1\n {2}1\.1 The mandate\nRemoved: 2/);
    expect(await run(place)).toMatchObject({ code: 0, out: expect.stringContaining('Nothing differs from edition 2026.2') as string });
  });

  it('explains itself and says what is wrong', async () => {
    await ensure();
    expect(await run('--help')).toMatchObject({ code: 0, out: expect.stringContaining('publish <folder>') as string });
    expect(await run()).toMatchObject({ code: 2, err: expect.stringContaining('Name the folder') as string });
    expect(await run('a', 'b')).toMatchObject({ code: 2 });
    expect(await run('--colour', 'red')).toMatchObject({ code: 2 });
    expect(await run(path.join(folder, 'nowhere'))).toMatchObject({ code: 1, err: expect.stringContaining('There is no folder') as string });
  });
});
