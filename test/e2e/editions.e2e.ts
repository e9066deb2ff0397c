import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, type Launched, test } from './support/appTest.ts';
import { axeFindings } from './support/axe.ts';
import { packTo, withdraw } from './support/editionFiles.ts';
import { openScreen } from './support/notes.ts';

/** The next file dialog answers with this file. */
const chooseFile = (app: Launched, file: string): Promise<void> =>
  app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [chosen] });
    dialog.showSaveDialog = async () => ({ canceled: false, filePath: chosen });
  }, file);

test('an edition comes on a stick, is read with what it changed, and goes on to the next person', async ({ openApp, newSecretariat, editor, userData }) => {
  const secretariat = await newSecretariat();
  await editor.addSentence('02-role/01-enabler-and-convener.md', 'Carried by hand across the border.');
  await secretariat.publish(editor.folder, '--note', 'One sentence on travel.');
  const file = await packTo(editor.folder, secretariat.dataDir);
  const app = await openApp();
  const { page } = app;

  await openScreen(page, '/settings?page=secretariat');
  await chooseFile(app, path.join(editor.folder, 'edition.yaml'));
  await page.getByRole('button', { name: 'Open an edition file' }).click();
  await expect(page.getByText('This is not an edition file.')).toBeVisible();
  await chooseFile(app, file);
  await page.getByRole('button', { name: 'Open an edition file' }).click();
  await expect(page.getByText(/is in force now\. The Secretariat confirmed it/)).toBeVisible();
  expect(await axeFindings(page)).toEqual([]);

  await openScreen(page, '/changes');
  await expect(page.locator('ins', { hasText: 'Carried by hand across the border.' })).toBeVisible();
  await expect(page.getByText('One sentence on travel.')).toBeVisible();
  const earlier = page.getByRole('button', { name: /Read it as it was in edition/ }).first();
  await earlier.click();
  await expect(page.getByRole('button', { name: 'Copy citation' })).toBeVisible();
  expect(await axeFindings(page)).toEqual([]);

  const saved = path.join(userData, 'passed-on.fpedition');
  await openScreen(page, '/settings?page=secretariat');
  await chooseFile(app, saved);
  await page.getByRole('button', { name: 'Save this edition as a file' }).click();
  await expect(page.getByText('Saved as passed-on.fpedition')).toBeVisible();
  expect((await readFile(saved)).subarray(0, 11).toString()).toBe('FPEDITION1\n');
  await page.getByRole('button', { name: 'Open an edition file' }).click();
  await expect(page.getByText(/which you have already/)).toBeVisible();
});

test('a dropped file is taken, and a damaged one is refused with what to do', async ({ openApp, newSecretariat, editor }) => {
  const secretariat = await newSecretariat();
  await editor.addSentence('02-role/01-enabler-and-convener.md', 'Dropped into the window.');
  await secretariat.publish(editor.folder);
  const file = await packTo(editor.folder, secretariat.dataDir);
  const bytes = await readFile(file);
  const { page } = await openApp();
  await openScreen(page, '/settings?page=secretariat');
  const devtools = await page.context().newCDPSession(page);
  /** A file dragged in from outside, as the desktop does it. */
  const drop = async (dropped: string): Promise<void> => {
    const zone = page.getByText('or drop the file here');
    await zone.scrollIntoViewIfNeeded();
    const box = await zone.boundingBox();
    if (box === null) throw new Error('there is no place to drop a file');
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
      await devtools.send('Input.dispatchDragEvent', { type, x: box.x + box.width / 2, y: box.y + box.height / 2, data: { items: [], files: [dropped], dragOperationsMask: 1 } });
    }
  };
  const cut = path.join(editor.folder, 'cut.fpedition');
  await writeFile(cut, bytes.subarray(0, bytes.length - 100));
  await drop(cut);
  await expect(page.getByText('This edition file is damaged or incomplete, so nothing was taken from it.')).toBeVisible();
  await drop(file);
  await expect(page.getByText(/is in force now/)).toBeVisible();
});

test('a withdrawn edition can be read and says why it is withdrawn', async ({ openApp, newSecretariat, editor }) => {
  const secretariat = await newSecretariat();
  await withdraw(secretariat.dataDir, 'Section 2.1 names a wrong deadline. A corrected edition follows.');
  const file = await packTo(editor.folder, secretariat.dataDir);
  const app = await openApp();
  const { page } = app;
  await openScreen(page, '/settings?page=secretariat');
  await chooseFile(app, file);
  await page.getByRole('button', { name: 'Open an edition file' }).click();
  for (const screen of ['/today', '/manual/commitment-2005', '/settings?page=secretariat']) {
    await openScreen(page, screen);
    await expect(page.getByText('Section 2.1 names a wrong deadline. A corrected edition follows.')).toBeVisible();
  }
  await openScreen(page, '/manual/commitment-2005');
  await expect(page.locator('#section-title')).toBeVisible();
  expect(await axeFindings(page)).toEqual([]);
});
