import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { strFromU8, unzipSync, zipSync } from 'fflate';
import { expect, known, test, type Launched } from './support/appTest.ts';
import { axeFindings } from './support/axe.ts';
import { firstStart } from './support/firstStart.ts';
import { addNote, expectSaved, openScreen } from './support/notes.ts';
import { enexFile, joplinArchive } from './support/sampleExports.ts';
import { samplePng } from './support/sampleFiles.ts';

const answerSave = (app: Launched, file: string): Promise<void> =>
  app.evaluate(({ dialog }, target) => {
    dialog.showSaveDialog = (async () => ({ canceled: false, filePath: target })) as unknown as typeof dialog.showSaveDialog;
  }, file);
const dialog = (page: Page) => page.getByRole('dialog');
async function openSituation(page: Page): Promise<void> {
  await openScreen(page, '/situations');
  await page.getByRole('link', { name: new RegExp(known.situation) }).click();
  await expect(page.getByRole('textbox', { name: 'Text of the note' })).toBeVisible();
}
async function beginImport(page: Page, ...files: { readonly name: string; readonly mimeType: string; readonly buffer: Buffer }[]): Promise<void> {
  await openScreen(page, '/situations');
  await page.getByRole('button', { name: 'Import notes' }).click();
  await dialog(page).locator('input[type=file]').first().setInputFiles(files);
}
const closeDialog = async (page: Page): Promise<void> => {
  await dialog(page).getByRole('button', { name: 'Close' }).click();
  await expect(dialog(page)).toHaveCount(0);
};

test('a situation goes as a sealed archive to another profile, and coming twice adds nothing', async ({ openApp, launchApp }) => {
  const out = await mkdtemp(path.join(tmpdir(), 'out-'));
  const profile = await mkdtemp(path.join(tmpdir(), 'other-'));
  try {
    const app = await openApp();
    const { page } = app;
    await openSituation(page);
    await page.locator('input[type=file]').first().setInputFiles([samplePng()]);
    await expect(page.getByRole('list', { name: 'Files of this note' })).toContainText('gate.png');
    await addNote(page, 'Open note', 'For everyone to read.');
    await page.getByRole('button', { name: /Who may see it/ }).click();
    await page.getByRole('option', { name: 'Public' }).click();
    await expectSaved(page);
    await page.getByRole('button', { name: 'Export notes' }).click();
    await expect(dialog(page).getByText('1 note goes only if you choose it')).toBeVisible();
    await expect(dialog(page).getByText('1 note leaves')).toBeVisible();
    await dialog(page).getByText(known.noteTitle).click();
    await expect(dialog(page).getByText('2 notes leave, with 1 file')).toBeVisible();
    expect(await axeFindings(page)).toEqual([]);
    if (process.env['FPC_SHOT'] !== undefined) await page.screenshot({ path: `${process.env['FPC_SHOT']}-export.png` });
    const file = path.join(out, 'notes.fparchive');
    await answerSave(app, file);
    await dialog(page).getByRole('button', { name: 'Choose where and export' }).click();
    const words = (await dialog(page).getByTestId('archive-words').textContent({ timeout: 30_000 })) ?? '';
    expect(words.split(' ')).toHaveLength(6);
    expect(await axeFindings(page)).toEqual([]);
    await closeDialog(page);
    expect(await readdir(out)).toEqual(['notes.fparchive']);
    const sealed = await readFile(file);
    for (const part of [known.noteTitle, 'gate.png', 'Open note']) expect(sealed.includes(part)).toBe(false);

    // As Markdown the same notes are for anyone, so that what is for the writer alone stays.
    await page.getByRole('button', { name: 'Export notes' }).click();
    await dialog(page).getByText('Markdown', { exact: true }).click();
    await expect(dialog(page).getByText('1 note stays')).toBeVisible();
    await answerSave(app, path.join(out, 'notes.zip'));
    await dialog(page).getByRole('button', { name: 'Choose where and export' }).click();
    await expect(dialog(page).getByText('1 note went into notes.zip')).toBeVisible();
    await closeDialog(page);
    const pack = unzipSync(new Uint8Array(await readFile(path.join(out, 'notes.zip'))));
    expect(Object.keys(pack)).toEqual(['Open note.md']);
    expect(strFromU8(pack['Open note.md']!)).toContain('For everyone to read.');

    await page.getByRole('button', { name: 'Export this note' }).click();
    await dialog(page).getByText('PDF', { exact: true }).click();
    await answerSave(app, path.join(out, 'note.pdf'));
    await dialog(page).getByRole('button', { name: 'Choose where and export' }).click();
    await expect(dialog(page).getByText('1 note went into note.pdf')).toBeVisible({ timeout: 20_000 });
    await closeDialog(page);
    expect((await readFile(path.join(out, 'note.pdf'))).subarray(0, 5).toString()).toBe('%PDF-');
    await app.close();

    const other = await launchApp({ userData: profile });
    await firstStart(other.page);
    const archive = { name: 'notes.fparchive', mimeType: 'application/octet-stream', buffer: sealed };
    await beginImport(other.page, archive);
    await dialog(other.page).getByRole('textbox', { name: 'The six words' }).fill('anchor velvet orchard signal pebble meadow');
    await dialog(other.page).getByRole('button', { name: 'Open the archive' }).click();
    await expect(dialog(other.page).getByRole('alert')).toContainText('do not open this archive', { timeout: 20_000 });
    await dialog(other.page).getByRole('textbox', { name: 'The six words' }).fill(words.toUpperCase());
    await dialog(other.page).getByRole('button', { name: 'Open the archive' }).click();
    await expect(dialog(other.page).getByText('2 notes with 1 file')).toBeVisible({ timeout: 20_000 });
    expect(await axeFindings(other.page)).toEqual([]);
    await dialog(other.page).getByRole('button', { name: 'Take in the notes' }).click();
    await expect(dialog(other.page).getByText('2 notes were added with 1 file.')).toBeVisible({ timeout: 20_000 });
    await dialog(other.page).getByRole('link', { name: 'Show them' }).click();
    await other.page.getByRole('list', { name: 'Notes' }).getByRole('button', { name: new RegExp(known.noteTitle) }).click();
    await expect(other.page.getByText(known.noteText)).toBeVisible();
    await other.page.getByRole('button', { name: /gate\.png/ }).click();
    await expect(dialog(other.page).getByRole('img')).toHaveJSProperty('naturalWidth', 64);
    await closeDialog(other.page);

    await beginImport(other.page, archive);
    await dialog(other.page).getByRole('textbox', { name: 'The six words' }).fill(words);
    await dialog(other.page).getByRole('button', { name: 'Open the archive' }).click();
    await expect(dialog(other.page).getByText('2 of them are here already')).toBeVisible({ timeout: 20_000 });
    await dialog(other.page).getByRole('button', { name: 'Take in the notes' }).click();
    await expect(dialog(other.page).getByText('No note was added. 2 were here already.')).toBeVisible({ timeout: 20_000 });
    await closeDialog(other.page);
    await expect(other.page.locator('main li a[href*="#/situations/"]')).toHaveCount(1);
  } finally {
    await rm(out, { recursive: true, force: true });
    await rm(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
});

test('Joplin, Evernote and Markdown come in after a look, come once, and go again', async ({ openApp }) => {
  test.slow();
  const { page } = await openApp();
  let asked = 0;
  await page.route('https://tracker.example/**', (route) => {
    asked += 1;
    return route.abort();
  });
  const jex = { name: 'notes.jex', mimeType: 'application/x-tar', buffer: Buffer.from(joplinArchive()) };
  await beginImport(page, jex);
  await expect(dialog(page).getByText('2 notes with 1 file')).toBeVisible();
  await expect(dialog(page).getByText('from a Joplin export')).toBeVisible();
  for (const loss of ['1 note is encrypted in the export and stays out', '1 picture lies on the network and is not fetched']) await expect(dialog(page).getByText(loss)).toBeVisible();
  expect(await axeFindings(page)).toEqual([]);
  if (process.env['FPC_SHOT'] !== undefined) await page.screenshot({ path: `${process.env['FPC_SHOT']}-import.png` });
  await dialog(page).getByRole('button', { name: 'Take in the notes' }).click();
  await expect(dialog(page).getByText('Give the situation a name')).toBeVisible();
  await dialog(page).getByRole('textbox', { name: 'Name' }).fill('Old notebook');
  await dialog(page).getByRole('button', { name: 'Take in the notes' }).click();
  await expect(dialog(page).getByText('2 notes were added with 1 file.')).toBeVisible();
  await dialog(page).getByRole('link', { name: 'Show them' }).click();
  await page.getByRole('list', { name: 'Notes' }).getByRole('button', { name: /Visit to the upper valley/ }).click();
  const body = page.getByRole('textbox', { name: 'Text of the note' });
  await expect(body.locator('strong')).toHaveText('roads');
  await expect(body.getByRole('checkbox')).toHaveCount(2);
  await expect(body.getByText('Notebook: Field visits')).toBeVisible();
  await expect(body.getByText('Tags: roads')).toBeVisible();
  await page.getByRole('button', { name: /gate\.png/ }).click();
  await expect(dialog(page).getByRole('img')).toHaveJSProperty('naturalWidth', 64);
  await closeDialog(page);

  await beginImport(page, jex);
  await dialog(page).getByRole('button', { name: /Into which situation/ }).click();
  await page.getByRole('option', { name: 'Old notebook' }).click();
  await dialog(page).getByRole('button', { name: 'Take in the notes' }).click();
  await expect(dialog(page).getByText('No note was added. 2 were here already.')).toBeVisible();
  await closeDialog(page);

  await beginImport(page, { name: 'press.enex', mimeType: 'application/xml', buffer: Buffer.from(enexFile()) });
  await expect(dialog(page).getByText('2 notes with 1 file')).toBeVisible();
  await dialog(page).getByRole('textbox', { name: 'Name' }).fill('Press');
  await dialog(page).getByRole('button', { name: 'Take in the notes' }).click();
  await dialog(page).getByRole('link', { name: 'Show them' }).click();
  await page.getByRole('list', { name: 'Notes' }).getByRole('button', { name: /Radio & press/ }).click();
  await expect(body).toContainText('“They\u00a0must leave”');
  await expect(body.locator('ol > li')).toHaveCount(2);
  await expect(body).not.toContainText('hit()');

  const folder = zipSync({ 'trip/plan.md': new TextEncoder().encode('---\ntitle: Plan\ncreated: 2024-01-01\n---\n\nSee ![map](../pics/map.png)'), 'pics/map.png': new Uint8Array(samplePng().buffer), 'trip/loose.txt': new TextEncoder().encode('Only words') });
  await beginImport(page, { name: 'trip.zip', mimeType: 'application/zip', buffer: Buffer.from(folder) });
  await expect(dialog(page).getByText('2 notes with 1 file')).toBeVisible();
  await dialog(page).getByRole('textbox', { name: 'Name' }).fill('Trip');
  await dialog(page).getByRole('button', { name: 'Take in the notes' }).click();
  await expect(dialog(page).getByText('2 notes were added with 1 file.')).toBeVisible();
  await dialog(page).getByRole('button', { name: 'Take the import back' }).click();
  await expect(dialog(page).getByText('are gone again')).toBeVisible();
  await closeDialog(page);
  await expect(page.getByRole('link', { name: /Trip/ })).toHaveCount(0);

  await beginImport(page, { name: 'cut.jex', mimeType: '', buffer: jex.buffer.subarray(0, 2_000) });
  await expect(dialog(page).getByRole('alert')).toContainText('not whole');
  await dialog(page).locator('input[type=file]').first().setInputFiles({ name: 'picture.png', mimeType: 'image/png', buffer: samplePng().buffer });
  await expect(dialog(page).getByRole('alert')).toContainText('cannot read notes from that');
  expect(asked).toBe(0);
});

test('a folder of Markdown is chosen as a whole', async ({ openApp }) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'notes-'));
  try {
    await writeFile(path.join(folder, 'one.md'), '# One\n\nText with [a file](gate.png).');
    await writeFile(path.join(folder, 'gate.png'), samplePng().buffer);
    const { page } = await openApp();
    await openScreen(page, '/situations');
    await page.getByRole('button', { name: 'Import notes' }).click();
    await dialog(page).locator('input[type=file][webkitdirectory]').setInputFiles(folder);
    await expect(dialog(page).getByText('1 note with 1 file')).toBeVisible();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
