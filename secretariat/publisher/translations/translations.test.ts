import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { kdfFloor } from '../../../shared/crypto/passphraseKey.ts';
import { wholeEdition } from '../../../shared/content/wholeEdition.fixture.ts';
import { deskCommand } from '../desk/deskCommand.ts';
import type { DeskIo } from '../desk/deskIo.ts';
import { checkRequest } from '../desk/requestFile.ts';
import type { SigningRequest } from '../desk/signingRequest.ts';
import { readTranslation } from './translationRequests.ts';

/** Translators with keys of their own: what they may publish, what they may not, and where a translation is behind. */
let folder: string;
let dataDir: string;
let lines: string[];
let time = new Date('2026-11-21T09:00:00Z');
const key = (name: string): string => path.join(dataDir, 'keys-to-hand-out', `${name}.key.json`);
const request = (name: string): string => path.join(dataDir, 'requests', `${name}.request.json`);
const said = (): string => lines.join('\n');

async function desk(...words: string[]): Promise<number> {
  lines = [];
  let exit = -1;
  const io: DeskIo = { out: (line) => lines.push(line), err: (line) => lines.push(`! ${line}`), env: { FOCALPOINT_PASSPHRASE_FILE: path.join(folder, 'passphrases') }, clock: () => time, ask: async () => null, kdf: kdfFloor };
  await deskCommand(io, { colour: false, setExit: (code) => void (exit = code) }).parseAsync([...words, '--data', dataDir], { from: 'user' });
  return exit;
}
async function write(name: string, files: Iterable<readonly [string, string]>): Promise<string> {
  const place = path.join(folder, name);
  await rm(place, { recursive: true, force: true });
  for (const [file, text] of files) {
    await mkdir(path.dirname(path.join(place, file)), { recursive: true });
    await writeFile(path.join(place, file), text);
  }
  return place;
}
const french = (text: string, file = '01-commitment/01-four-crimes.md'): Promise<string> => write('fr', [[file, `---\ntitle: Les quatre crimes\nsummary: Nommer les quatre crimes.\n---\n${text}\n`]]);
async function editOriginal(sentence: string): Promise<void> {
  const files = wholeEdition();
  files.delete('edition.yaml');
  const file = 'manual/01-commitment/01-four-crimes.md';
  files.set(file, `${files.get(file) ?? ''}\n\n${sentence}\n`);
  expect(await desk('request', await write('en', files)), said()).toBe(0);
  const [name = ''] = (await readdir(path.join(dataDir, 'requests'))).filter((one) => /^edition.*\.request\.json$/.test(one));
  await publish(name.replace('.request.json', ''), ['targets-1', 'targets-2', 'snapshot-1']);
}
async function publish(name: string, keys: readonly string[]): Promise<void> {
  expect(await desk('sign', request(name), '--key', ...keys.map(key), '--yes'), said()).toBe(0);
  expect(await desk('publish', request(name)), said()).toBe(0);
}
const translators: string[] = [];
const today = (): string => time.toISOString().slice(0, 10);
const lagOf = async (): Promise<string> => (expect(await desk('status')).toBe(0), lines.find((line) => line.startsWith('Translation')) ?? '');

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'translations-'));
  dataDir = path.join(folder, 'data');
  await writeFile(path.join(folder, 'passphrases'), 'words that nobody else would put together like this\n');
  expect(await desk('init', '--pilot'), said()).toBe(0);
  expect(await desk('request', await write('en', wholeEdition())), said()).toBe(0);
  await publish('edition-2026.1', ['targets-1', 'targets-2', 'snapshot-1']);
  for (const holder of ['First', 'Second']) expect(await desk('new-key', 'translations-fr', '--holder', holder, '--out', path.join(dataDir, 'keys-to-hand-out')), said()).toBe(0);
  translators.push(...(await readdir(path.join(dataDir, 'keys-to-hand-out'))).filter((file) => /^translations-fr.*\.key\.json$/.test(file)).map((file) => file.replace('.key.json', '')));
});
afterAll(() => rm(folder, { recursive: true, force: true }));
beforeEach(() => {
  time = new Date(time.getTime() + 86_400_000);
});

it('is refused before the language was given to anybody', async () => {
  expect(await desk('translate', 'fr', await french('Bonjour.'))).toBe(1);
  expect(said()).toContain('Nobody was given the translation into fr');
});

it('is given to translators by the editors, signed by the translators, and says section by section how far it is', async () => {
  const keys = translators.map((name) => path.join(dataDir, 'keys-to-hand-out', `${name}.public.json`));
  expect(await desk('translators', 'fr', '--add', ...keys), said()).toBe(0);
  expect(said()).toContain('Translations into fr: 2 of 2 must sign');
  await publish('translators-fr', ['targets-1', 'targets-2', 'snapshot-1']);

  expect(await desk('translate', 'fr', await french('Le génocide et trois autres crimes.')), said()).toBe(0);
  const name = `translation-fr-${today()}`;
  expect(await desk('sign', request(name), '--key', key(translators[0] ?? ''), key('snapshot-1'), '--yes'), said()).toBe(0);
  expect(await readFile(path.join(dataDir, 'requests', `${name}.to-sign.html`), 'utf8')).toContain('Le génocide et trois autres crimes.');
  expect(await desk('publish', request(name))).toBe(1);
  expect(said()).toContain('translations-fr (1 of 2 signatures)');
  await publish(name, [translators[1] ?? '']);
  expect((await readTranslation(dataDir, 'fr'))?.inForce.manifest).toMatchObject({ language: 'fr', edition: '2026.1', number: 1, items: [{ kind: 'section', id: 'four-crimes', title: 'Les quatre crimes' }] });
  expect(await lagOf()).toMatch(/fr: 1 of \d+ sections current, 0 behind/);
});

it('falls behind where the original changes, and is current again by a new text or by a word that it is still right', async () => {
  await editOriginal('A new sentence.');
  expect(await lagOf()).toContain('0 of'); 
  expect(said()).toMatch(/behind +The four crimes|behind/);
  // Translated once more without a change of the text: it is not taken for current by itself.
  expect(await desk('translate', 'fr', await french('Le génocide et trois autres crimes.')), said()).toBe(0);
  expect(said()).toContain('1 behind the original');
  await rm(request(`translation-fr-${today()}`));
  expect(await desk('translate', 'fr', await french('Le génocide et trois autres crimes.'), '--still-right', 'four-crimes'), said()).toBe(0);
  await publish(`translation-fr-${today()}`, [...translators, 'snapshot-2']);
  expect(await lagOf()).toMatch(/fr: 1 of \d+ sections current, 0 behind/);
});

it('outlives every later publication of the editors', async () => {
  await editOriginal('Another sentence.');
  expect(await desk('withdraw', '--reason', 'A wrong date.'), said()).toBe(0);
  await publish(`withdrawal-${today()}`, ['targets-1', 'targets-3', 'snapshot-1']);
  expect((await readTranslation(dataDir, 'fr'))?.inForce.manifest.items).toHaveLength(1);
  expect(await lagOf()).toContain('1 behind');
});

it('names sections of the original only', async () => {
  expect(await desk('translate', 'fr', await french('Texte.', '01-commitment/09-invented.md'))).toBe(1);
  expect(said()).toContain('has no section "invented"');
  expect(await desk('translate', 'fr', await french('Voir [ceci](section:nowhere).'))).toBe(1);
  expect(said()).toContain('nowhere');
});

it('takes toolkits, programme and glossary, passage by passage, and refuses what the original does not have', async () => {
  const toolkit = wholeEdition().get('toolkits/mandate-check.yaml') ?? '';
  const french = (label: string, extra = ''): Promise<string> => write('fr-kit', [['toolkits/mandate-check.yaml', toolkit.replace('Mandate check', 'Le mandat').replace('Is it written', label) + extra], ['glossary.yaml', '- id: genocide\n  term: Génocide\n  definition: Un crime.\n  section: four-crimes\n  source: Genocide Convention, 1948\n']]);
  expect(await desk('translate', 'fr', await french('Est-il écrit', '      - { id: z9z9z9z9, rev: 1, type: check, label: Ajouté }\n'))).toBe(1);
  expect(said()).toContain('The original has nothing under "item.z9z9z9z9.label"');
  expect(await desk('translate', 'fr', await french('Est-il écrit')), said()).toBe(0);
  const name = `translation-fr-${today()}`;
  expect(await desk('sign', request(name), '--key', key(translators[0] ?? ''), '--yes'), said()).toBe(0);
  expect(await readFile(path.join(dataDir, 'requests', `${name}.to-sign.html`), 'utf8')).toContain('Est-il écrit');
  await publish(name, [translators[1] ?? '', 'snapshot-1']);
  const held = (await readTranslation(dataDir, 'fr'))?.inForce;
  expect(held?.manifest.items.map(({ kind, id }) => `${kind} ${id}`)).toEqual(['toolkit-words mandate-check', 'glossary-words glossary']);
  expect(await desk('status')).toBe(0);
  expect(said()).toContain('in part       Le mandat: 2 of 7 passages'.replace('Le mandat', 'Mandate check'));
  expect(said()).toContain('current       Glossary: 2 of 2 passages');
  expect(held?.manifest.items.map(({ of }) => of === undefined)).toEqual([true, false]);
});

it('can reach nothing but its own language', async () => {
  expect(await desk('translate', 'fr', await french('Un texte de plus.')), said()).toBe(0);
  const text = await readFile(request(`translation-fr-${today()}`), 'utf8');
  const refusal = (change: (whole: SigningRequest) => void): string => {
    const whole = JSON.parse(text) as SigningRequest;
    change(whole);
    try {
      checkRequest(JSON.stringify(whole));
      return 'accepted';
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  };
  const inPart = (role: string, change: (signed: Record<string, unknown>) => void) => (whole: SigningRequest): void =>
    void (whole.parts = whole.parts.map((part) => {
      if (part.role !== role) return part;
      const json = JSON.parse(part.unsigned) as { signed: Record<string, unknown> };
      change(json.signed);
      return { ...part, unsigned: JSON.stringify(json) };
    }));
  expect(refusal(() => undefined)).toBe('accepted');
  expect(refusal(inPart('translations-fr', (signed) => void ((signed['targets'] as Record<string, unknown>)['editions/en/manifest.json'] = { length: 1, hashes: { sha256: 'a'.repeat(64) } })))).toContain('more than one translation');
  expect(refusal(inPart('translations-fr', (signed) => void (signed['delegations'] = { keys: {}, roles: [] })))).toContain('Do not sign it');
  expect(refusal(inPart('snapshot', (signed) => void ((signed['meta'] as Record<string, unknown>)['other.json'] = { version: 1 })))).toContain('the snapshot leads elsewhere');
  expect(refusal((whole) => void (whole.parts = [...whole.parts, { role: 'targets', unsigned: '{}' }]))).not.toBe('accepted');
  // An editor's key has nothing to sign for translators, and theirs nothing of the original.
  expect(await desk('sign', request(`translation-fr-${today()}`), '--key', key('targets-1'), '--yes')).toBe(1);
  expect(said()).toContain('nothing to sign');
  await rm(request(`translation-fr-${today()}`));
});

it('is taken from translators by the editors', async () => {
  expect(await desk('translators', 'fr'), said()).toBe(0);
  expect(said()).toContain('Translations into fr: nobody any more');
  await publish('translators-fr', ['targets-1', 'targets-2', 'snapshot-1']);
  expect(await readTranslation(dataDir, 'fr')).toBeNull();
  expect(await lagOf()).toBe('');
});
