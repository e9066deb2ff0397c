import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { publishTranslation } from '../../e2e/support/editionFiles.ts';
import { openLab, type Lab } from './editionLab.ts';

/** Translations over a socket: fetched when wanted, proved, kept, carried by hand; a forged one leaves the original and the last good one. */
let lab: Lab;
beforeEach(async () => {
  lab = await openLab();
});
afterEach(() => lab.close());

const french = (text: string) => publishTranslation(lab.dataDir, 'fr', { id: 'four-crimes', title: 'Les quatre crimes', text }, lab.time);
const nextHour = (): void => void (lab.time = new Date(lab.time.getTime() + 3_600_000));

it('is fetched only where it is wanted, is there without a network, and says which text it was made from', async () => {
  await french('Le génocide, les crimes de guerre.');
  let wanted: string | null = null;
  const device = { storageDir: `${lab.folder}/device`, translation: () => wanted };
  const client = await lab.client(device);
  expect(await client.refresh({ baseUrl: lab.baseUrl })).toMatchObject({ ok: true });
  expect(client.state().translations).toEqual(['fr']);
  expect(client.translation()).toBeNull();
  expect(lab.requests.some(({ file }) => file.includes('/fr/'))).toBe(false);

  wanted = 'fr';
  expect(await client.refresh({ baseUrl: lab.baseUrl })).toMatchObject({ ok: true });
  const original = client.active().manifest.items.find(({ id }) => id === 'four-crimes');
  expect(client.translation()?.manifest.items).toMatchObject([{ id: 'four-crimes', title: 'Les quatre crimes', of: original?.sha256 }]);

  nextHour();
  await lab.publish('The original goes on.');
  lab.requests.length = 0;
  expect(await client.refresh({ baseUrl: lab.baseUrl })).toMatchObject({ ok: true, value: { isNew: true } });
  expect(lab.requests.filter(({ file }) => file.includes('/fr/'))).toEqual([]);
  expect(client.translation()?.manifest.items[0]?.of).not.toBe(client.active().manifest.items.find(({ id }) => id === 'four-crimes')?.sha256);

  nextHour();
  await french('Le génocide, mis à jour.');
  await client.refresh({ baseUrl: lab.baseUrl });
  expect([...(client.translation()?.texts.values() ?? [])].join()).toContain('mis à jour');
  lab.requests.length = 0;
  const restarted = await lab.client(device);
  expect(restarted.translation()?.manifest).toEqual(client.translation()?.manifest);
  expect(lab.requests).toEqual([]);

  const file = await client.exportFile();
  const other = await lab.client({ storageDir: `${lab.folder}/other`, translation: () => 'fr' });
  expect(await other.importFile(file)).toMatchObject({ ok: true });
  expect(other.translation()?.manifest).toEqual(client.translation()?.manifest);
});

it('that was changed on the server is refused, and the edition and the last good translation stay', async () => {
  await french('Un bon texte.');
  const client = await lab.client({ translation: () => 'fr' });
  await client.refresh({ baseUrl: lab.baseUrl });
  const good = client.translation()?.manifest;
  expect(good).toBeDefined();
  nextHour();
  await french('Un texte plus récent.');
  const changeFile = async (pattern: RegExp, from: string, to: string): Promise<void> => {
    const files = (await readdir(lab.repository, { recursive: true })).filter((file) => pattern.test(file)).sort();
    const file = path.join(lab.repository, files.at(-1) ?? '');
    const text = await readFile(file, 'utf8');
    expect(text).toContain(from);
    await writeFile(file, text.replaceAll(from, to));
  };
  await changeFile(/2\.translations-fr\.json$/, '"version":2', '"version":3');
  expect(await client.refresh({ baseUrl: lab.baseUrl })).toMatchObject({ ok: true });
  expect(client.translation()?.manifest).toEqual(good);
  expect(client.state()).toMatchObject({ confirmation: 'current', refusal: null });
});

it('cannot come from a role for another language', async () => {
  await french('Un texte.');
  const client = await lab.client({ translation: () => 'es' });
  expect(await client.refresh({ baseUrl: lab.baseUrl })).toMatchObject({ ok: true });
  expect(client.translation()).toBeNull();
});

it('that is damaged on the disk is fetched again', async () => {
  await french('Un texte.');
  const device = { storageDir: `${lab.folder}/device`, translation: () => 'fr' };
  await (await lab.client(device)).refresh({ baseUrl: lab.baseUrl });
  const stored = path.join(device.storageDir, 'translation-fr.json');
  await writeFile(stored, (await readFile(stored, 'utf8')).replace('Un texte', 'Un faux'));
  const client = await lab.client(device);
  expect(client.translation()).toBeNull();
  await client.refresh({ baseUrl: lab.baseUrl });
  expect([...(client.translation()?.texts.values() ?? [])].join()).toContain('Un texte.');
});

it('brings the words of toolkits with it, over the socket and by hand', async () => {
  const glossary = '- id: genocide\n  term: Génocide\n  definition: Un crime.\n  section: four-crimes\n  source: Genocide Convention, 1948\n';
  await publishTranslation(lab.dataDir, 'fr', { id: 'four-crimes', title: 'Les quatre crimes', text: 'Texte.', files: { 'glossary.yaml': glossary } }, lab.time);
  const client = await lab.client({ storageDir: `${lab.folder}/first`, translation: () => 'fr' });
  await client.refresh({ baseUrl: lab.baseUrl });
  const wordsIn = ({ translation }: typeof client): string => [...(translation()?.texts.values() ?? [])].find((text) => text.includes('Génocide')) ?? '';
  expect(JSON.parse(wordsIn(client))).toMatchObject({ 'genocide.term': { text: 'Génocide' }, 'genocide.definition': { text: 'Un crime.' } });
  expect(wordsIn(await lab.client({ storageDir: `${lab.folder}/first`, translation: () => 'fr' }))).toBe(wordsIn(client));
  const second = await lab.client({ storageDir: `${lab.folder}/second`, translation: () => 'fr' });
  expect(await second.importFile(await client.exportFile())).toMatchObject({ ok: true });
  expect(wordsIn(second)).toBe(wordsIn(client));
});
