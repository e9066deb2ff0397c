import { existsSync } from 'node:fs';
import { readdir, rm, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, known, test } from './support/appTest.ts';
import { expectLocked, passphrase, unlock } from './support/firstStart.ts';
import { join } from './support/join.ts';
import { addNote, addSituation, expectSaved, openScreen } from './support/notes.ts';
import { encodingsOf, filesWith, holds } from './support/searchFiles.ts';

/** Where Chromium keeps IndexedDB: below the profile on Electron, below the host's own Chromium profile on the stand-in. */
const indexedDbOf = (userData: string): string => {
  const found = ['IndexedDB', 'chromium/Default/IndexedDB'].map((name) => path.join(userData, name)).find((folder) => existsSync(folder));
  if (found === undefined) throw new Error('no IndexedDB folder in the profile');
  return found;
};

test('what is typed is found nowhere: not in the profile, the journal, the logs, nor in anything that the server received', async ({ openApp, newSecretariat, editor }) => {
  const canaries = { name: 'Kranichfeld', title: 'Silbertau', text: 'Eisvogelweg', source: 'Habichtflug', place: 'Distelgrund', reason: 'Wolkenrand', country: 'Bernsteinland', search: 'Fuchsgraben' } as const;
  const words = Object.values(canaries);
  const secretariat = await newSecretariat();
  await secretariat.start();
  const app = await openApp();
  const { page } = app;
  await join(page, secretariat.invitation().link);
  await addSituation(page, canaries.name, canaries.name);
  await addNote(page, canaries.title, `The ${canaries.text} was closed.`);
  await page.getByRole('textbox', { name: 'Place' }).fill(canaries.place);
  await page.getByRole('combobox', { name: 'Source' }).fill(canaries.source);
  await page.getByRole('textbox', { name: 'Title' }).focus();
  await expectSaved(page);
  await openScreen(page, '/onboarding');
  await page.getByRole('article').getByRole('button', { name: 'Decline' }).click();
  await page.getByRole('textbox', { name: 'Reason' }).fill(canaries.reason);
  await page.getByRole('dialog').getByRole('button', { name: 'Decline' }).click();
  await page.getByRole('button', { name: 'Change' }).click();
  await page.getByRole('textbox', { name: 'Country' }).fill(canaries.country);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('searchbox', { name: 'Search', exact: true })).toBeFocused();
  await page.keyboard.type(canaries.name);
  await expect(page.getByRole('menuitem', { name: new RegExp(canaries.name) })).toBeVisible();
  await page.keyboard.press('Enter');
  await openScreen(page, '/manual');
  await page.getByRole('searchbox', { name: 'Search the Manual' }).fill(canaries.search);
  await page.keyboard.press('Enter');
  await editor.addSentence('02-role/01-enabler-and-convener.md', 'So that the app fetches something.');
  await secretariat.publish(editor.folder);
  await openScreen(page, '/today');
  await expect(page.getByRole('heading', { name: 'Manual updated' })).toBeVisible({ timeout: 15_000 });
  expect(app.output()).not.toMatch(new RegExp(words.join('|')));
  expect(await filesWith(app.userData, words), 'while the app runs').toEqual([]);
  await page.keyboard.press('Control+l');
  await expectLocked(page);
  await app.close();

  expect(await filesWith(app.userData, [...words, passphrase, known.situation, known.noteText])).toEqual([]);
  const received = secretariat.proxy.sent();
  expect(words.filter((word) => holds(received, word) || holds(received, encodeURIComponent(word)))).toEqual([]);
  expect(await filesWith(secretariat.dataDir, words)).toEqual([]);
  // Controls: the search finds what does lie there, in the profile and among the requests.
  expect(await filesWith(app.userData, [secretariat.address]), 'control').not.toEqual([]);
  const control = path.join(app.userData, 'control.bin');
  await writeFile(control, Buffer.concat([Buffer.from([1, 2, 3]), ...encodingsOf(canaries.text).slice(1, 2)]));
  expect(await filesWith(app.userData, words), 'control').toEqual([`control.bin: ${canaries.text}`]);
  expect(holds(received, 'My computer'), 'control: the name of the device is sent').toBe(true);
  expect(secretariat.proxy.requests().some((line) => line.startsWith('GET /repository/'))).toBe(true);
});

test('a lost IndexedDB is filled again from the journal, and Today says so', async ({ usedProfile, launchApp }) => {
  const userData = await usedProfile();
  await rm(indexedDbOf(userData), { recursive: true });
  const { page } = await launchApp();
  await unlock(page);
  await expect(page.getByText(/Part of this device’s working store was missing\. \d+ records? (was|were) put back from the second copy/)).toBeVisible();
  await openScreen(page, '/situations');
  await page.getByRole('link', { name: new RegExp(known.situation) }).click();
  await expect(page.getByRole('textbox', { name: 'Text of the note' })).toHaveText(known.noteText);
  await openScreen(page, '/manual');
  await expect(page.getByRole('heading', { level: 2, name: 'What your government promised in 2005' })).toBeVisible(); // published content comes back too
});

test('a lost journal is written again, and losing both copies is said instead of starting empty', async ({ usedProfile, launchApp }) => {
  const userData = await usedProfile();
  await rm(path.join(userData, 'journal'), { recursive: true });
  let app = await launchApp();
  await unlock(app.page);
  await expect(app.page.getByText('The second copy of your records was missing or not up to date, and was written again from the first.')).toBeVisible();
  await openScreen(app.page, '/situations');
  await app.page.getByRole('link', { name: new RegExp(known.situation) }).click();
  await expect(app.page.getByRole('textbox', { name: 'Text of the note' })).toHaveText(known.noteText);
  await app.close();
  await app.page.waitForTimeout(1_000).catch(() => undefined);

  await rm(path.join(userData, 'journal'), { recursive: true });
  await rm(indexedDbOf(userData), { recursive: true });
  app = await launchApp();
  await expectLocked(app.page);
  await app.page.getByLabel('Passphrase').fill(passphrase);
  await app.page.getByRole('button', { name: 'Unlock' }).click();
  await expect(app.page.getByText(/both copies on this device are missing\. The app has changed nothing/)).toBeVisible();
  await expectLocked(app.page);
});

test('damaged files of the profile: each is said or mended, and the app opens', async ({ usedProfile, launchApp }) => {
  test.setTimeout(120_000);
  const userData = await usedProfile();
  const file = (name: string): string => path.join(userData, name);

  // Everything that can be made anew, at once.
  for (const name of ['settings.json', 'window.json', 'secretariat.json', 'edition-floors.json']) await writeFile(file(name), '{"broken": ');
  await rm(file('editions'), { recursive: true, force: true });
  await writeFile(file('editions'), 'a file where a folder should be');
  await writeFile(file('vault-slots.fps'), 'not a key file'); // the copy beside it is whole
  let app = await launchApp();
  // Settings fall back to their defaults, so the language is asked again; the vault is not.
  await app.page.getByRole('button', { name: 'Continue' }).click();
  await unlock(app.page);
  await openScreen(app.page, '/situations');
  await app.page.getByRole('link', { name: new RegExp(known.situation) }).click();
  await expect(app.page.getByRole('textbox', { name: 'Text of the note' })).toHaveText(known.noteText);
  await openScreen(app.page, '/manual');
  await expect(app.page.getByRole('heading', { level: 2, name: 'What your government promised in 2005' })).toBeVisible();
  await app.close();

  // A journal cut in the middle: the working store is whole and the journal is written again.
  const [segment] = (await readdir(file('journal'))).filter((name) => !name.includes('.tmp')).sort();
  await truncate(path.join(file('journal'), segment ?? ''), 600);
  app = await launchApp();
  await unlock(app.page);
  await openScreen(app.page, '/situations');
  await app.page.getByRole('link', { name: new RegExp(known.situation) }).click();
  await expect(app.page.getByRole('textbox', { name: 'Text of the note' })).toHaveText(known.noteText);
  await app.close();

  // Both copies of the keys: nothing can be opened, nothing is changed, and a new vault is not offered.
  for (const name of ['vault-slots.fps', 'vault-slots.copy.fps']) await writeFile(file(name), 'not a key file');
  app = await launchApp();
  await expectLocked(app.page);
  await app.page.getByLabel('Passphrase').fill(passphrase);
  await app.page.getByRole('button', { name: 'Unlock' }).click();
  await expect(app.page.getByText(/The file that holds the vault’s keys is damaged, so nothing was opened or changed/)).toBeVisible();
  await expectLocked(app.page);
});
