import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { expect, known, test } from './support/appTest.ts';
import { axeFindings } from './support/axe.ts';
import { expectLocked, expectOpen, passphrase, unlock } from './support/firstStart.ts';
import { openScreen } from './support/notes.ts';

const card = (page: Page) => page.getByRole('region', { name: 'The key store of this computer' });

async function makeSheet(page: Page): Promise<string> {
  const sheet = page.getByRole('region', { name: 'Recovery sheet' });
  await sheet.getByRole('button', { name: 'Make a sheet' }).click();
  await sheet.getByLabel(/Your passphrase/).fill(passphrase);
  await sheet.getByRole('button', { name: 'Make a sheet' }).click();
  const list = sheet.getByTestId('sheet-words').getByRole('listitem');
  await expect(list).toHaveCount(24);
  const words = (await list.allInnerTexts()).join(' ');
  await sheet.getByRole('button', { name: 'I have it on paper' }).click();
  await sheet.getByLabel('Words of the sheet').fill(words);
  await sheet.getByRole('button', { name: 'Open the vault with them' }).click();
  await expect(sheet.getByText('The sheet opened your vault.', { exact: false })).toBeVisible();
  return words;
}

async function turn(page: Page, name: string): Promise<void> {
  await card(page).getByRole('button', { name }).click();
  await card(page).getByLabel('Passphrase to confirm').fill(passphrase);
  await card(page).getByRole('button', { name: 'Confirm' }).click();
  await expect(card(page).getByLabel('Passphrase to confirm')).toHaveCount(0);
}

test('the vault opens without the passphrase where that was turned on, and with it only after it was turned off', async ({ openApp, launchApp }) => {
  const app = await openApp();
  await openScreen(app.page, '/settings?page=vault');
  await turn(app.page, 'Turn on: Unlock without the passphrase');
  expect(await axeFindings(app.page)).toEqual([]);
  await app.close();
  const { page } = await launchApp();
  await expectLocked(page);
  await page.getByRole('button', { name: 'Unlock without passphrase' }).click();
  await expectOpen(page);
  await openScreen(page, '/settings?page=vault');
  await turn(page, 'Turn off: Unlock without the passphrase');
  await page.keyboard.press('Control+l');
  await expect(page.getByRole('heading', { name: 'Locked' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Unlock without passphrase' })).toHaveCount(0);
  await unlock(page);
});

test('a passphrase that is bound to the computer opens nothing once the key store is lost, and the sheet does', async ({ openApp, launchApp }) => {
  const app = await openApp();
  await openScreen(app.page, '/settings?page=vault');
  await expect(card(app.page).getByRole('button', { name: 'Turn on: Bind the passphrase to this computer' })).toBeDisabled();
  const words = await makeSheet(app.page);
  await turn(app.page, 'Turn on: Bind the passphrase to this computer');
  await app.page.keyboard.press('Control+l');
  await expect(app.page.getByRole('heading', { name: 'Locked' })).toBeVisible();
  await unlock(app.page);
  await app.close();
  await rm(path.join(app.userData, 'vault-device.fps'));
  const { page } = await launchApp();
  await expectLocked(page);
  await page.getByLabel('Passphrase').fill(passphrase);
  await page.getByRole('button', { name: 'Unlock' }).click();
  await expect(page.getByText('bound to a key store', { exact: false })).toBeVisible();
  await page.getByRole('button', { name: 'Forgotten it?' }).click();
  await page.getByRole('button', { name: 'Use the recovery sheet' }).click();
  await page.getByLabel('Words of the sheet').fill(words);
  await page.getByLabel('New passphrase', { exact: true }).fill(passphrase);
  await page.getByLabel('New passphrase again').fill(passphrase);
  await page.getByRole('button', { name: 'Open with the sheet' }).click();
  await expectOpen(page);
  await openScreen(page, '/situations');
  await expect(page.getByRole('link', { name: new RegExp(known.situation) })).toBeVisible();
});

for (const [backend, sentence] of [['basic_text', 'no key store that keeps a secret'], ['unavailable', 'cannot be reached']] as const) {
  test(`a desktop with the key store "${backend}" is told so, and nothing can be turned on`, async ({ openApp }) => {
    const { page } = await openApp({ env: { HOST_SAFE_STORAGE: backend } });
    await openScreen(page, '/settings?page=vault');
    await expect(card(page).getByText(sentence, { exact: false })).toBeVisible();
    for (const button of await card(page).getByRole('button').all()) await expect(button).toBeDisabled();
  });
}
