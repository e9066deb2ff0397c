import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { expect, known, test, type Launched } from './support/appTest.ts';
import { axeFindings } from './support/axe.ts';
import { unlock } from './support/firstStart.ts';
import { openScreen } from './support/notes.ts';
import { samplePdf, samplePng, sampleText, sampleWav, type SampleFile } from './support/sampleFiles.ts';

async function openNote(page: Page): Promise<void> {
  await openScreen(page, '/situations');
  await page.getByRole('link', { name: new RegExp(known.situation) }).click();
  await expect(page.getByRole('textbox', { name: 'Text of the note' })).toHaveText(known.noteText);
}
const files = (page: Page) => page.getByRole('list', { name: 'Files of this note' });
const attach = (page: Page, ...chosen: SampleFile[]): Promise<void> => page.locator('input[type=file]').first().setInputFiles(chosen);
const preview = (page: Page, name: string) => page.getByRole('dialog', { name });
async function show(page: Page, name: string) {
  await files(page).getByRole('button', { name: new RegExp(name.replace('.', '\\.')) }).click();
  return preview(page, name);
}
const close = async (page: Page): Promise<void> => {
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
};
const answerSave = (app: Launched, file: string): Promise<void> =>
  app.evaluate(({ dialog }, target) => {
    dialog.showSaveDialog = (async () => ({ canceled: false, filePath: target })) as unknown as typeof dialog.showSaveDialog;
  }, file);

test('files go into a note, are shown without a network, survive the lock, and come out again', async ({ openApp, userData }) => {
  const app = await openApp();
  const { page } = app;
  const asked: string[] = [];
  page.on('request', (request) => {
    const { protocol, origin } = new URL(request.url());
    if (protocol !== 'blob:' && origin !== new URL(page.url()).origin) asked.push(request.url());
  });
  await openNote(page);
  await attach(page, samplePng(), samplePdf(), sampleWav(), sampleText('list.txt', 'First line\nالسطر الثاني'), { name: 'brief.docx', mimeType: '', buffer: Buffer.from('PK\x03\x04rest') });
  await expect(files(page).getByRole('listitem')).toHaveCount(5);
  expect(await axeFindings(page)).toEqual([]);

  const picture = await show(page, 'gate.png');
  await expect(picture.getByRole('img')).toHaveJSProperty('naturalWidth', 64);
  await expect(picture.getByText('it is as it was put in')).toBeVisible();
  expect(await axeFindings(page)).toEqual([]);
  if (process.env['FPC_SHOT'] !== undefined) await page.screenshot({ path: `${process.env['FPC_SHOT']}-picture.png` });
  await close(page);

  const pdf = await show(page, 'statement.pdf');
  await expect(pdf.getByText('Page 1 of 2')).toBeVisible();
  await expect(pdf.getByText('Statement of the elder')).toBeAttached();
  const dark = await pdf.locator('canvas').evaluate((canvas: HTMLCanvasElement) => {
    const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
    let count = 0;
    for (let at = 0; at < data.length; at += 4) if (data[at]! < 128 && data[at + 3]! > 128) count += 1;
    return count;
  });
  expect(dark, 'letters are drawn').toBeGreaterThan(300);
  await pdf.getByRole('button', { name: 'Next page' }).click();
  await expect(pdf.getByText('Second page of it')).toBeAttached();
  expect(await axeFindings(page)).toEqual([]);
  if (process.env['FPC_SHOT'] !== undefined) await page.screenshot({ path: `${process.env['FPC_SHOT']}-pdf.png` });
  await close(page);

  const sound = await show(page, 'call.wav');
  await expect.poll(() => sound.locator('audio').evaluate((audio: HTMLAudioElement) => audio.duration)).toBeCloseTo(0.5, 1);
  await close(page);
  await expect((await show(page, 'list.txt')).getByText('السطر الثاني')).toBeVisible();
  await close(page);
  await expect((await show(page, 'brief.docx')).getByText('does not show files of this kind')).toBeVisible();
  await close(page);
  expect(asked, 'requests to the network').toEqual([]);
  if (process.env['FPC_SHOT'] !== undefined) await page.screenshot({ path: `${process.env['FPC_SHOT']}-list.png`, fullPage: true });

  await page.getByRole('button', { name: /^Lock/ }).click();
  await unlock(page);
  await openNote(page);
  await expect(files(page).getByRole('listitem')).toHaveCount(5);
  for (const name of await readdir(userData, { recursive: true })) expect(name).not.toMatch(/gate|statement|brief\.docx/);
  const out = await mkdtemp(path.join(tmpdir(), 'out-'));
  try {
    const target = path.join(out, 'copy.png');
    await answerSave(app, target);
    const again = await show(page, 'gate.png');
    await again.getByRole('button', { name: 'Save a copy' }).click();
    await expect(again.getByText('not sealed')).toBeVisible();
    await expect(again.getByText('Only me')).toBeVisible();
    await again.getByRole('button', { name: 'Choose where and save' }).click();
    await expect(again.getByText('A copy was saved as copy.png.')).toBeVisible();
    expect((await readFile(target)).equals(samplePng().buffer)).toBe(true);
    expect(await readdir(out)).toEqual(['copy.png']);
    await again.getByRole('button', { name: 'Remove from the note' }).click();
    await again.getByRole('button', { name: 'Remove for good' }).click();
    await expect(files(page).getByRole('listitem')).toHaveCount(4);
  } finally {
    await rm(out, { recursive: true, force: true });
  }
});

test('files are pasted and dropped anywhere on the note; what is refused says why and changes nothing', async ({ openApp }) => {
  const { page } = await openApp();
  await openNote(page);
  const body = page.getByRole('textbox', { name: 'Text of the note' });
  const give = (kind: 'paste' | 'drop', name: string) =>
    body.evaluate((target, [how, called]) => {
      const data = new DataTransfer();
      data.items.add(new File([new Uint8Array([1, 2, 3])], called ?? '', { type: 'application/octet-stream' }));
      target.dispatchEvent(how === 'paste' ? new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }) : new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
    }, [kind, name] as const);
  await give('paste', 'pasted.bin');
  await expect(files(page)).toContainText('pasted.bin');
  await give('drop', 'dropped.bin');
  await expect(files(page)).toContainText('dropped.bin');
  await expect(body).toHaveText(known.noteText);
  await page.locator('input[type=file]').first().evaluate((input: HTMLInputElement) => {
    const data = new DataTransfer();
    data.items.add(new File([new Uint8Array(25 * 1024 * 1024 + 1)], 'film.mp4'));
    input.files = data.files;
    input.dispatchEvent(new Event('change', { bubbles: true }));
  });
  await expect(page.getByRole('alert')).toContainText('up to 25 MB');
  await expect(files(page).getByRole('listitem')).toHaveCount(2);
  await page.getByRole('button', { name: 'Move to bin' }).click();
  await page.getByRole('button', { name: /^Bin/ }).click();
  await expect(files(page).getByRole('listitem')).toHaveCount(2);
  await expect(page.getByRole('button', { name: 'Attach files' })).toHaveCount(0);
});

test('files come back from a backup on another profile', async ({ openApp, launchApp }) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'backups-'));
  const fresh = await mkdtemp(path.join(tmpdir(), 'fresh-'));
  try {
    const app = await openApp();
    await openNote(app.page);
    await attach(app.page, samplePng());
    await expect(files(app.page).getByRole('listitem')).toHaveCount(1);
    await app.evaluate(({ dialog }, chosen) => {
      dialog.showOpenDialog = (async () => ({ canceled: false, filePaths: [chosen] })) as unknown as typeof dialog.showOpenDialog;
    }, folder);
    await openScreen(app.page, '/settings?page=vault');
    expect(await app.page.evaluate(() => window.focalpoint.call('backups.chooseFolder'))).toMatchObject({ ok: true, value: { chosen: { failureCode: null } } });
    await app.close();

    const other = await launchApp({ userData: fresh });
    const backup = path.join(folder, (await readdir(folder)).find((name) => name.endsWith('.fpcbackup'))!);
    await other.evaluate(({ dialog }, chosen) => {
      dialog.showOpenDialog = (async () => ({ canceled: false, filePaths: [chosen] })) as unknown as typeof dialog.showOpenDialog;
    }, backup);
    await other.page.getByRole('button', { name: 'Continue' }).click();
    await other.page.getByRole('button', { name: 'Choose a backup' }).click();
    await expect(other.page.getByText(/The file is whole/)).toBeVisible();
    await other.page.getByRole('button', { name: 'Restore it' }).click();
    await unlock(other.page);
    await openNote(other.page);
    await expect((await show(other.page, 'gate.png')).getByRole('img')).toHaveJSProperty('naturalWidth', 64);
  } finally {
    await rm(folder, { recursive: true, force: true });
    await rm(fresh, { recursive: true, force: true, maxRetries: 5 });
  }
});
