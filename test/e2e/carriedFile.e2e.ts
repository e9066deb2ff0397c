/** By file instead: two devices of one person that have no network, and a stick between them. */
import { readFile, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { expect, known, type Launched, test } from './support/appTest.ts';
import { furtherDevice } from './support/furtherDevice.ts';
import { join } from './support/join.ts';
import { addNote, openScreen } from './support/notes.ts';
import { sampleText } from './support/sampleFiles.ts';

const card = (page: Page) => page.getByRole('region', { name: 'By file instead' });

async function saveFile(app: Launched, file: string): Promise<void> {
  await app.evaluate(({ dialog }, filePath) => void Object.assign(dialog, { showSaveDialog: async () => ({ canceled: false, filePath }) }), file);
  await openScreen(app.page, '/settings?page=sync');
  await expect(card(app.page)).toContainText('With the file of a note'); // counted a moment after it was added
  await card(app.page).getByRole('button', { name: 'Save a file' }).click();
  await expect(card(app.page)).toContainText(`“${path.basename(file)}” holds`, { timeout: 20_000 });
}

async function takeOver(page: Page, file: string): Promise<void> {
  await openScreen(page, '/settings?page=sync');
  await card(page).locator('input[type=file]').setInputFiles([]); // the same path chosen again would count as no change
  await card(page).locator('input[type=file]').setInputFiles(file);
}

async function openNote(page: Page, title: string): Promise<void> {
  await openScreen(page, '/situations');
  await page.getByRole('main').getByRole('link', { name: new RegExp(known.situation) }).click();
  await page.getByRole('list', { name: 'Notes' }).getByText(title, { exact: true }).click();
  await expect(page.getByRole('textbox', { name: 'Title' })).toHaveValue(title);
}

test('what was written and the files of notes go both ways on a stick, once, and a file that is not whole says so', async ({ openApp, launchApp, newSecretariat, faults }, info) => {
  test.setTimeout(240_000);
  const secretariat = await newSecretariat();
  await secretariat.start();
  const first = await openApp();
  await join(first.page, secretariat.invitation().text);
  const { app: second, remove } = await furtherDevice(first.page, launchApp);
  try {
    await expect(second.page.getByText('Up to date')).toBeVisible({ timeout: 20_000 });
    await secretariat.cutOff();
    for (const { page } of [first, second]) await expect(page.getByText(/^Offline/)).toBeVisible({ timeout: 60_000 });

    await openNote(first.page, known.noteTitle);
    await addNote(first.page, 'Carried there', 'The ferry runs again.');
    await first.page.locator('section[aria-label="Files of this note"] input[type=file]').setInputFiles(sampleText('ashgrovelist.txt', 'Merlindale, seven names'));
    await expect(first.page.getByRole('list', { name: 'Files of this note' })).toContainText('ashgrovelist.txt');
    const out = info.outputPath('there.fpexchange');
    await saveFile(first, out);
    const sealed = await readFile(out);
    for (const secret of ['ferry', 'ashgrovelist', 'Merlindale', 'Carried']) expect(sealed.includes(secret), secret).toBe(false);

    await takeOver(first.page, out);
    await expect(card(first.page).getByRole('alert')).toBeVisible(); // its own file
    const broken = info.outputPath('broken.fpexchange');
    await writeFile(broken, sealed);
    await truncate(broken, 200);
    await takeOver(second.page, broken);
    await expect(card(second.page).getByRole('alert')).toBeVisible();
    await takeOver(second.page, out);
    await expect(card(second.page)).toContainText('file of a note came with it', { timeout: 20_000 });
    await takeOver(second.page, out);
    await expect(card(second.page)).toContainText('The file brought nothing that was not here.', { timeout: 20_000 });

    await openNote(second.page, 'Carried there');
    await expect(second.page.getByRole('textbox', { name: 'Text of the note' })).toHaveText('The ferry runs again.');
    await second.page.getByRole('list', { name: 'Files of this note' }).getByRole('button', { name: /^ashgrovelist/ }).click();
    await expect(second.page.getByRole('dialog', { name: 'ashgrovelist.txt' }).getByText('Merlindale, seven names')).toBeVisible();
    await second.page.getByRole('dialog', { name: 'ashgrovelist.txt' }).getByRole('button', { name: 'Close' }).click();
    await second.page.getByRole('textbox', { name: 'Text of the note' }).click();
    await second.page.keyboard.press('Control+End');
    await second.page.keyboard.insertText(' Twice a day.');
    const back = info.outputPath('back.fpexchange');
    await saveFile(second, back);
    await takeOver(first.page, back);
    await expect(card(first.page)).toContainText('The file brought something new for', { timeout: 20_000 });
    await openNote(first.page, 'Carried there');
    await expect(first.page.getByRole('textbox', { name: 'Text of the note' })).toHaveText('The ferry runs again. Twice a day.');

    // Once there is a network again nothing is there twice.
    await secretariat.restore();
    for (const { page } of [first, second]) await expect(page.getByText('Up to date')).toBeVisible({ timeout: 60_000 });
    await openNote(second.page, 'Carried there');
    for (const { page } of [first, second]) await expect(page.getByRole('list', { name: 'Notes' }).getByText('Carried there', { exact: true })).toHaveCount(1);
    faults.length = 0; // requests that found no way
  } finally {
    await second.close();
    await remove();
  }
});
