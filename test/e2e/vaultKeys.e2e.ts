import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, known, test } from './support/appTest.ts';
import { axeFaults } from './support/axeFaults.ts';
import { expectLocked, expectOpen, passphrase, unlock } from './support/firstStart.ts';
import { openScreen } from './support/notes.ts';

const other = 'compass walnut ferry pillow saddle marble';

test('a passphrase is changed, a recovery sheet is made, tried and used', async ({ openApp }) => {
  const { page } = await openApp();
  await expect(page.getByRole('region', { name: 'No recovery sheet yet' })).toBeVisible();
  await page.getByRole('link', { name: 'Make the sheet' }).click();

  await page.getByRole('button', { name: 'Change the passphrase' }).click();
  await page.getByLabel('Passphrase now').fill('not this one');
  await page.getByLabel('New passphrase', { exact: true }).fill(other);
  await page.getByLabel('New passphrase again').fill(other);
  await page.getByRole('button', { name: 'Change it' }).click();
  await expect(page.getByText(/does not open the vault/)).toBeVisible();
  await page.getByLabel('Passphrase now').fill(passphrase);
  await page.getByRole('button', { name: 'Change it' }).click();
  await expect(page.getByText('The new passphrase is in force.')).toBeVisible();
  await page.keyboard.press('Control+l');
  await expectLocked(page);
  await page.getByLabel('Passphrase').fill(passphrase);
  await page.getByRole('button', { name: 'Unlock' }).click();
  await expect(page.getByText(/does not open the vault/)).toBeVisible();
  await unlock(page, other);

  await openScreen(page, '/settings?page=vault');
  const sheet = page.getByRole('region', { name: 'Recovery sheet' });
  await sheet.getByRole('button', { name: 'Make a sheet' }).click();
  await sheet.getByLabel(/Your passphrase/).fill(other);
  await sheet.getByRole('button', { name: 'Make a sheet' }).click();
  const list = sheet.getByTestId('sheet-words').getByRole('listitem');
  await expect(list).toHaveCount(24);
  const words = await list.allInnerTexts();
  await page.emulateMedia({ media: 'print' });
  await expect(page.locator('[data-paper]')).toBeVisible();
  await expect(page.locator('#root')).toBeHidden();
  await page.emulateMedia({ media: 'screen' });
  expect(await axeFaults(page)).toEqual([]);
  await sheet.getByRole('button', { name: 'I have it on paper' }).click();
  await sheet.getByLabel('Words of the sheet').fill(words.with(7, words[8] ?? '').join(' '));
  await sheet.getByRole('button', { name: 'Open the vault with them' }).click();
  await expect(sheet.getByText(/do not belong together/)).toBeVisible();
  await sheet.getByLabel('Words of the sheet').fill(words.join('\n'));
  await sheet.getByRole('button', { name: 'Open the vault with them' }).click();
  await expect(sheet.getByText('The sheet opened your vault.', { exact: false })).toBeVisible();
  await openScreen(page, '/today');
  await expect(page.getByRole('region', { name: 'No recovery sheet yet' })).toHaveCount(0);

  await page.keyboard.press('Control+l');
  await expectLocked(page);
  await page.getByRole('button', { name: 'Forgotten it?' }).click();
  await page.getByRole('button', { name: 'Use the recovery sheet' }).click();
  await page.getByLabel('Words of the sheet').fill(words.join(' '));
  await page.getByLabel('New passphrase', { exact: true }).fill(passphrase);
  await page.getByLabel('New passphrase again').fill(passphrase);
  await page.getByRole('button', { name: 'Open with the sheet' }).click();
  await expectOpen(page);
  await openScreen(page, '/situations');
  await expect(page.getByRole('link', { name: new RegExp(known.situation) })).toBeVisible();
});

test('a backup is made and proved, and a new profile takes it over', async ({ openApp, launchApp }) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'copies-'));
  const { page, evaluate, close } = await openApp();
  await evaluate(({ dialog }, chosen) => void Object.assign(dialog, { showOpenDialog: async () => ({ canceled: false, filePaths: [chosen] }) }), folder);
  await openScreen(page, '/settings?page=vault');
  const card = page.getByRole('region', { name: 'Backups' });
  await card.getByRole('button', { name: 'Choose a folder for copies' }).click();
  await expect(card.getByText(/Last made and proved/)).toHaveCount(2);
  expect(await axeFaults(page)).toEqual([]);
  const [name = ''] = await readdir(folder);
  expect(name).toMatch(/\.fpcbackup$/);
  await close();

  const profile = await mkdtemp(path.join(tmpdir(), 'second-device-'));
  const fresh = await launchApp({ userData: profile });
  await fresh.evaluate(({ dialog }, chosen) => void Object.assign(dialog, { showOpenDialog: async () => ({ canceled: false, filePaths: [chosen] }) }), path.join(folder, name));
  await fresh.page.getByRole('button', { name: 'Continue' }).click();
  await fresh.page.getByRole('button', { name: 'Choose a backup' }).click();
  await expect(fresh.page.getByText(/The file is whole/)).toBeVisible();
  await fresh.page.getByRole('button', { name: 'Restore it' }).click();
  await unlock(fresh.page);
  await openScreen(fresh.page, '/situations');
  await fresh.page.getByRole('link', { name: new RegExp(known.situation) }).click();
  await expect(fresh.page.getByText(known.noteText)).toBeVisible();
  await fresh.close();
  for (const left of [folder, profile]) await rm(left, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
});

test('everything is erased in two steps, and the app begins anew', async ({ openApp, launchApp }) => {
  const app = await openApp();
  await openScreen(app.page, '/settings?page=vault');
  await app.page.getByRole('button', { name: 'Erase the vault' }).click();
  const dialog = app.page.getByRole('dialog');
  await dialog.getByLabel('Word to confirm').fill('era');
  await dialog.getByRole('button', { name: 'Erase now' }).click();
  await expect(dialog.getByText('Type the word as it stands above.')).toBeVisible();
  await dialog.getByLabel('Word to confirm').fill('erase');
  await dialog.getByRole('button', { name: 'Erase now' }).click();
  expect(await app.ended).toBe(0);
  const left = await readdir(app.userData);
  for (const name of ['vault-slots.fps', 'vault-slots.copy.fps', 'journal', 'backups', 'erasing']) expect(left).not.toContain(name);
  const again = await launchApp();
  await expect(again.page.getByRole('heading', { name: 'Make your vault' })).toBeVisible();
  await again.page.getByLabel('Passphrase', { exact: true }).fill(passphrase);
  await again.page.getByLabel('Passphrase again').fill(passphrase);
  await again.page.getByRole('button', { name: 'Make the vault' }).click();
  await expect(again.page.getByRole('heading', { name: 'About your post' })).toBeVisible();
});
