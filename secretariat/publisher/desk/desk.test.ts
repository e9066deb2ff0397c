import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Document, HeadingLevel, Packer, Paragraph } from 'docx';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { kdfFloor } from '../../../shared/crypto/passphraseKey.ts';
import { wholeEdition } from '../../../shared/content/wholeEdition.fixture.ts';
import { readEditionInForce } from '../publishFolder.ts';
import { readRepository, repositoryDir, rootVersions } from '../repositoryFolder.ts';
import { renewTimestamp } from '../renewTimestamp.ts';
import { deskCommand } from './deskCommand.ts';
import type { DeskIo } from './deskIo.ts';
import { checkRequest } from './requestFile.ts';
import type { SigningRequest } from './signingRequest.ts';

let folder: string;
let dataDir: string;
let lines: string[];
let time = new Date('2026-11-21T09:00:00Z');
let answer: string | null = null;
const keys = (name: string): string => path.join(dataDir, 'keys-to-hand-out', `${name}.key.json`);
const pending = (name: string): string => path.join(dataDir, 'requests', `${name}.request.json`);

/** Types a command at the desk; answers its exit code. */
async function desk(...words: string[]): Promise<number> {
  lines = [];
  let exit = -1;
  const io: DeskIo = {
    out: (line) => lines.push(line),
    err: (line) => lines.push(`! ${line}`),
    env: { FOCALPOINT_PASSPHRASE_FILE: path.join(folder, 'passphrases') },
    clock: () => time,
    ask: async () => answer,
    kdf: kdfFloor,
  };
  await deskCommand(io, { colour: false, setExit: (code) => void (exit = code) }).parseAsync([...words, '--data', dataDir], { from: 'user' });
  return exit;
}
const said = (): string => lines.join('\n');

async function write(name: string, files: ReadonlyMap<string, string>): Promise<string> {
  const place = path.join(folder, name);
  await rm(place, { recursive: true, force: true });
  for (const [file, text] of files) {
    await mkdir(path.dirname(path.join(place, file)), { recursive: true });
    await writeFile(path.join(place, file), text);
  }
  return place;
}
/** The whole edition with some words replaced in one file. */
async function edited(file: string, from: string | RegExp, to: string): Promise<string> {
  const files = wholeEdition();
  files.delete('edition.yaml');
  const text = files.get(file) ?? '';
  const changed = text.replace(from, to);
  if (changed === text) throw new Error(`nothing to replace in ${file}`);
  files.set(file, changed);
  return write('edited', files);
}
const sectionFile = 'manual/01-commitment/01-four-crimes.md';
const withSentence = (text: string): Promise<string> => edited(sectionFile, /$/, `\n\n${text}\n`);
async function publishEdition(name: string): Promise<void> {
  expect(await desk('sign', pending(name), '--key', keys('targets-1'), keys('targets-3'), keys('snapshot-2'), '--yes'), said()).toBe(0);
  expect(await desk('publish', pending(name)), said()).toBe(0);
}
const inForce = async () => readEditionInForce(dataDir, 'en');

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'focalpoint-desk-'));
  dataDir = path.join(folder, 'data');
  await writeFile(path.join(folder, 'passphrases'), 'seven words that nobody else would put together\ntargets-2: another one for the second of the editors\n');
  expect(await desk('init', '--pilot'), said()).toBe(0);
  expect(await desk('request', await write('first', wholeEdition())), said()).toBe(0);
  await publishEdition('edition-2026.1');
});
afterAll(() => rm(folder, { recursive: true, force: true }));
beforeEach(() => {
  answer = null;
  time = new Date(time.getTime() + 3_600_000);
});

describe('a desk that was just made', () => {
  it('has 2 of 3 for root and editors, an offline snapshot, and one key on the server', async () => {
    const { root } = await readRepository(repositoryDir(dataDir));
    const of = (role: string) => [root.signed.roles[role]?.threshold, root.signed.roles[role]?.keyIDs.length];
    expect([of('root'), of('targets'), of('snapshot'), of('timestamp')]).toEqual([[2, 3], [2, 3], [1, 2], [1, 1]]);
    expect(await readdir(path.join(dataDir, 'keys'))).toEqual(['timestamp-1.json']);
  });
  it('keeps no private key readable but that of the timestamp', async () => {
    for (const name of ['root-1', 'root-3', 'targets-2', 'snapshot-1']) {
      const file = JSON.parse(await readFile(keys(name), 'utf8')) as Record<string, unknown>;
      expect(Object.keys(file)).not.toContain('privateKey');
      expect(Buffer.from(String(file['sealed']), 'base64').toString('latin1')).not.toContain('MC4CAQ');
    }
  });
  it('is not made over one that exists', async () => {
    expect(await desk('init')).toBe(1);
    expect(said()).toContain('holds a Secretariat already');
  });
  it('lets the server renew the timestamp, and nothing else', async () => {
    const later = new Date(time.getTime() + 3 * 86_400_000);
    expect(await renewTimestamp(dataDir, () => later)).toMatchObject({ renewed: true });
  });
});

describe('an edition', () => {
  it('goes from a folder through signers to readers, and each signer sees what it changes', async () => {
    const source = await withSentence('A sentence for this edition.');
    expect(await desk('diff', source, '--html', path.join(folder, 'diff.html'))).toBe(0);
    expect(said()).toContain('{+A sentence for this edition.+}');
    expect(await readFile(path.join(folder, 'diff.html'), 'utf8')).toContain('<ins>A sentence for this edition.</ins>');
    expect(await desk('request', source, '--note', 'One sentence more.'), said()).toBe(0);
    const name = 'edition-2026.2';
    expect(await desk('publish', pending(name))).toBe(1);
    expect(said()).toContain('targets (0 of 2 signatures), snapshot (0 of 1 signatures)');

    expect(await desk('sign', pending(name), '--key', keys('targets-1'))).toBe(0);
    expect(said()).toContain('{+A sentence for this edition.+}');
    expect(said()).toContain('Nothing was signed.');
    answer = '2026.2';
    expect(await desk('sign', pending(name), '--key', keys('targets-1'))).toBe(0);
    expect(await desk('sign', pending(name), '--key', keys('snapshot-1'))).toBe(0);
    expect(await desk('publish', pending(name))).toBe(1);
    expect(said()).toContain('targets (1 of 2 signatures)');
    expect((await inForce())?.manifest.number).toBe(1);
    expect(await desk('sign', pending(name), '--key', keys('targets-2'))).toBe(0);
    expect(await desk('publish', pending(name)), said()).toBe(0);
    const now = await inForce();
    expect(now?.manifest).toMatchObject({ number: 2, edition: '2026.2', editorNote: 'One sentence more.' });
    expect([...(now?.texts.values() ?? [])].some((text) => text.includes('A sentence for this edition.'))).toBe(true);
  });
  it('begins with a Word document, whose sections keep the ids of those in force', async () => {
    const title = (await inForce())?.manifest.items.find(({ id }) => id === 'four-crimes')?.title ?? '';
    const children = [new Paragraph({ text: 'The commitment', heading: HeadingLevel.HEADING_1 }), new Paragraph({ text: title, heading: HeadingLevel.HEADING_2 }), new Paragraph('Said anew in Word.')];
    const file = path.join(folder, 'Text.docx');
    await writeFile(file, await Packer.toBuffer(new Document({ sections: [{ children }] })));
    const out = path.join(folder, 'imported');
    expect(await desk('import', file, '--out', out), said()).toBe(0);
    expect(said()).toContain('1 of them keep the id');
    expect(await readdir(path.join(out, 'manual/01-the-commitment'))).toEqual(['01-four-crimes.md']);
    expect(await desk('diff', out), said()).toBe(0);
    expect(said()).toContain('{+Said anew in Word.+}');
    expect(await desk('import', file, '--out', out)).toBe(1);
    expect(said()).toContain('is not empty');
  });
  it('says so where nothing differs', async () => {
    expect(await desk('request', await withSentence('A sentence for this edition.'))).toBe(0);
    expect(said()).toContain('Nothing differs');
  });
  it('is refused when another was published since the signers saw it', async () => {
    expect(await desk('request', await withSentence('First try.'))).toBe(0);
    const slow = await readFile(pending('edition-2026.3'), 'utf8');
    expect(await desk('sign', pending('edition-2026.3'), '--key', keys('targets-1'), keys('targets-2'), keys('snapshot-1'), '--yes')).toBe(0);
    expect(await desk('request', await withSentence('Second try.'))).toBe(0);
    await publishEdition('edition-2026.3');
    await writeFile(pending('edition-2026.3'), slow);
    expect(await desk('publish', pending('edition-2026.3'))).toBe(1);
    expect(said()).toContain('Another publication came first');
    await rm(pending('edition-2026.3'));
  });
  it('shows in a preview what readers see, and nothing in the page can act', async () => {
    expect(await desk('preview', '--out', path.join(folder, 'preview.html')), said()).toBe(0);
    const page = await readFile(path.join(folder, 'preview.html'), 'utf8');
    expect(page).toContain('Second try.');
    expect(page).toContain("default-src 'none'");
    expect(page).not.toContain('<script');
  });
});

describe('a signer', () => {
  const tampered = async (change: (request: SigningRequest) => void): Promise<string> => {
    await desk('request', await withSentence(`Sentence of ${time.toISOString()}.`));
    const name = lines.find((line) => line.startsWith('Request: '))?.slice('Request: '.length) ?? '';
    const request = JSON.parse(await readFile(name, 'utf8')) as SigningRequest;
    change(request);
    return JSON.stringify(request);
  };
  const refusal = (text: string): string => {
    try {
      checkRequest(text);
      return 'accepted';
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  };
  it('is not shown one text and given another to sign', async () => {
    expect(refusal(await tampered((request) => { for (const hash of Object.keys(request.texts)) request.texts[hash] += ' '; }))).toContain('a text is not what its hash says');
    expect(refusal(await tampered((request) => void (request.texts = {})))).toContain('is missing');
    expect(refusal(await tampered((request) => void (request.manifest = (request.manifest ?? '').replace('"number":4', '"number":5'))))).toContain('the manifest is not the one that is named');
  });
  it('is not shown a false edition before', async () => {
    expect(refusal(await tampered((request) => void (request.before = request.before && { ...request.before, manifest: request.before.manifest.replace('"number":3', '"number":2') })))).toContain('the manifest is not the one');
    expect(refusal(await tampered((request) => void (request.before = request.before && { ...request.before, targets: request.before.targets.replace(/"sig":"../, '"sig":"00') })))).toContain('Do not sign it');
  });
  it('is not given a further target, a delegation or a hidden field', async () => {
    const inTargets = (change: (signed: Record<string, unknown>) => void) => (request: SigningRequest) =>
      void (request.parts = request.parts.map((part) => {
        if (part.role !== 'targets') return part;
        const json = JSON.parse(part.unsigned) as { signed: Record<string, unknown> };
        change(json.signed);
        return { ...part, unsigned: JSON.stringify(json) };
      }));
    expect(refusal(await tampered(inTargets((signed) => void ((signed['targets'] as Record<string, unknown>)['editions/fr/manifest.json'] = { length: 1, hashes: { sha256: 'a'.repeat(64) } }))))).toContain('which it does not show');
    expect(refusal(await tampered(inTargets((signed) => void (signed['delegations'] = { keys: {}, roles: [] }))))).not.toBe('accepted');
    expect(refusal(await tampered(inTargets((signed) => void (signed['version'] = 99))))).toContain('the version of targets');
  });
  it('with a wrong passphrase, a changed key file or a key of another role gets nothing signed', async () => {
    const [name = ''] = (await readdir(path.join(dataDir, 'requests'))).filter((one) => one.endsWith('.request.json'));
    const request = path.join(dataDir, 'requests', name);
    expect(await desk('sign', request, '--key', keys('root-1'), '--yes')).toBe(1);
    expect(said()).toContain('nothing to sign');
    const key = JSON.parse(await readFile(keys('targets-1'), 'utf8')) as Record<string, unknown>;
    const changed = path.join(folder, 'changed.key.json');
    await writeFile(changed, JSON.stringify({ ...key, holder: 'somebody else' }));
    expect(await desk('sign', request, '--key', changed, '--yes')).toBe(1);
    expect(said()).toContain('does not open');
    await writeFile(changed, JSON.stringify({ ...key, repository: 'b'.repeat(64) }));
    expect(await desk('sign', request, '--key', changed, '--yes')).toBe(1);
    expect(said()).toContain('another Secretariat');
    await rm(request);
  });
});

describe('questions of a toolkit', () => {
  const file = [...wholeEdition().keys()].find((name) => name.startsWith('toolkits/')) ?? '';
  const label = /label: [A-Za-z][A-Za-z ]+/.exec(wholeEdition().get(file) ?? '')?.[0] ?? '';
  it('are not changed without saying what kind of change it is', async () => {
    const source = await edited(file, label, `${label} please`);
    expect(await desk('request', source)).toBe(1);
    expect(said()).toContain('--wording');
    expect(await desk('check', source)).toBe(1);
    expect(await desk('check', source, '--wording', 'all'), said()).toBe(0);
    expect(await desk('diff', source, '--wording', 'all')).toBe(0);
    expect(said()).toMatch(/question [a-z0-9]{8}: WORDING/);
  });
  it('change their meaning with a new rev, and their type never', async () => {
    const files = wholeEdition();
    const text = files.get(file) ?? '';
    const rev = /rev: 1/.exec(text)?.[0];
    expect(rev).toBe('rev: 1');
    expect(await desk('diff', await edited(file, 'rev: 1', 'rev: 2'))).toBe(0);
    expect(said()).toMatch(/MEANING/);
    const type = /type: (check|text|choice)/.exec(text)?.[0] ?? '';
    expect(await desk('diff', await edited(file, type, 'type: longtext'))).toBe(1);
    expect(said()).toMatch(/TYPE/);
  });
});

describe('withdrawal and keys', () => {
  it('withdraws the edition in force with a reason, and takes it back', async () => {
    expect(await desk('withdraw')).toBe(1);
    expect(await desk('withdraw', '--reason', 'Section 1.1 names a wrong year.'), said()).toBe(0);
    const name = `withdrawal-${time.toISOString().slice(0, 10)}`;
    await publishEdition(name);
    expect(await desk('status')).toBe(0);
    expect(said()).toContain('WITHDRAWN');
    expect(await desk('withdraw', '--undo')).toBe(0);
    await publishEdition(name);
    expect(await desk('status')).toBe(0);
    expect(said()).not.toContain('WITHDRAWN');
  });
  it('replaces an editor and the key on the server, by two of the root keys and the new editors', async () => {
    expect(await desk('new-key', 'targets', '--holder', 'fourth editor', '--out', folder), said()).toBe(0);
    const fresh = (await readdir(folder)).find((name) => /^targets-.*\.key\.json$/.test(name)) ?? '';
    const { root } = await readRepository(repositoryDir(dataDir));
    const out = JSON.parse(await readFile(keys('targets-1'), 'utf8')) as { keyId: string };
    expect(await desk('rotate', '--remove', out.keyId.slice(0, 8), '--add', path.join(folder, fresh.replace('.key.', '.public.')), '--timestamp'), said()).toBe(0);
    const name = pending(`keys-${time.toISOString().slice(0, 10)}`);
    expect(await desk('sign', name, '--key', keys('root-1'), '--yes'), said()).toBe(0);
    expect(await desk('sign', name, '--key', keys('targets-1'), '--yes')).toBe(1);
    expect(await desk('sign', name, '--key', path.join(folder, fresh), keys('targets-2'), keys('snapshot-1'), '--yes'), said()).toBe(0);
    expect(await desk('publish', name)).toBe(1);
    expect(said()).toContain('root (1 of 2 signatures)');
    expect(await desk('sign', name, '--key', keys('root-3'), '--yes')).toBe(0);
    expect(await desk('publish', name), said()).toBe(0);
    const after = await readRepository(repositoryDir(dataDir));
    expect(await rootVersions(repositoryDir(dataDir))).toEqual([1, 2]);
    expect(after.root.signed.roles['targets']?.keyIDs).not.toContain(out.keyId);
    expect(after.root.signed.roles['timestamp']?.keyIDs).not.toEqual(root.signed.roles['timestamp']?.keyIDs);
    expect(await renewTimestamp(dataDir, () => new Date(time.getTime() + 2 * 86_400_000))).toMatchObject({ renewed: true });
  });
});
