import { execFileSync } from 'node:child_process';
import { appendFile } from 'node:fs/promises';
import path from 'node:path';
import { axeFindings } from './support/axe.ts';
import { expect, type Launched, test } from './support/appTest.ts';
import { packTo } from './support/editionFiles.ts';
import { openScreen } from './support/notes.ts';

/** The next file dialogs answer with this file. */
const chooseFile = (app: Launched, file: string): Promise<void> =>
  app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [chosen] });
    dialog.showSaveDialog = async () => ({ canceled: false, filePath: chosen });
  }, file);

/** Text of each sheet of a PDF. */
const sheetsOf = (file: string): string[] => execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8', maxBuffer: 50_000_000 }).split('\f').filter((sheet) => sheet.trim() !== '');

test('an edition that was replaced stays readable, can be cited, acknowledged and printed with its fingerprint', async ({ openApp, newSecretariat, editor, userData }) => {
  test.setTimeout(180_000);
  const app = await openApp();
  const { page } = app;
  await page.setViewportSize({ width: 1440, height: 900 });
  await editor.addSentence('02-role/01-enabler-and-convener.md', 'Only in the second edition.');
  await appendFile(path.join(editor.folder, 'edition.yaml'), '\nacknowledge: [enabler-and-convener]\n');
  const secretariat = await newSecretariat();
  await secretariat.publish(editor.folder);
  await chooseFile(app, await packTo(editor.folder, secretariat.dataDir));
  await openScreen(page, '/settings?page=secretariat');
  await page.getByRole('button', { name: 'Open an edition file' }).click();
  await expect(page.getByText(/is in force now/)).toBeVisible();
  const fingerprint = async (): Promise<string> => page.locator('dt', { hasText: 'Fingerprint' }).locator('+ dd').innerText();

  await test.step('the list, and a section as it was, under a banner', async () => {
    await openScreen(page, '/manual/enabler-and-convener');
    await page.getByRole('link', { name: 'Editions on this device' }).click();
    const links = page.locator('article').getByRole('link', { name: /^Edition \d{4}/ });
    await expect(links).toHaveCount(2);
    await expect(page.getByText('In force', { exact: true })).toBeVisible();
    expect(await axeFindings(page)).toEqual([]);
    await links.last().click();
    await expect(page.getByText(/You are reading edition/)).toBeVisible();
    await page.locator('article').getByRole('link', { name: '2.1 Enabler and convener' }).click();
    await expect(page.getByRole('heading', { level: 2, name: '2.1 Enabler and convener' })).toBeFocused();
    await expect(page.locator('article')).not.toContainText('Only in the second edition.');
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Copy citation' }).click();
    await expect(page.getByText('Copied')).toBeVisible();
    await page.locator('article').getByRole('link', { name: 'convening ministries' }).click();
    await expect(page).toHaveURL(/manual\/editions\/\d+\/convening-ministries/);
    await page.goBack();
    const old = path.join(userData, 'old.pdf');
    await chooseFile(app, old);
    await page.getByRole('button', { name: 'Save as PDF' }).click();
    await expect(page.getByText(/^Saved as old\.pdf/)).toBeVisible();
    const [banner] = (await page.getByText(/You are reading edition/).innerText()).match(/\d{4}\.\d+/) ?? [];
    expect(sheetsOf(old).length).toBeGreaterThan(0);
    for (const sheet of sheetsOf(old)) expect(sheet).toContain(`Edition ${banner ?? 'none'} ·`);
    await page.getByRole('link', { name: 'This section in the edition in force' }).click();
    await expect(page.locator('article')).toContainText('Only in the second edition.');
    await openScreen(page, '/manual/editions/999');
    await expect(page.getByText('This edition is not on this device')).toBeVisible();
  });

  await test.step('what the Secretariat asks to acknowledge is asked once', async () => {
    await openScreen(page, '/changes');
    await expect(page.getByText('One section is still open.')).toBeVisible();
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole('region', { name: 'To be acknowledged' }).getByRole('link').click();
    await page.getByRole('button', { name: 'I have read this section' }).click();
    await expect(page.getByText(/You acknowledged this text/)).toBeVisible();
    expect(await axeFindings(page)).toEqual([]);
    await openScreen(page, '/changes');
    await expect(page.getByText('You have acknowledged everything')).toBeVisible();
  });

  await test.step('a section and the whole Manual as PDF, with edition and fingerprint on every sheet', async () => {
    await openScreen(page, '/manual/reference/about');
    const print = await fingerprint();
    expect(print).toMatch(/^[0-9a-f]{4}( [0-9a-f]{4}){3}$/);
    // In the first frame that has the button: a quick machine is done before a click finds it.
    const stopped = page.waitForFunction(() => {
      const cancel = [...document.querySelectorAll('button')].find(({ textContent }) => textContent === 'Cancel');
      cancel?.click();
      return cancel !== undefined;
    });
    await page.getByRole('link', { name: 'Print the whole Manual' }).click();
    await stopped;
    await expect(page.getByText('You stopped it. Nothing was printed.')).toBeVisible();
    await page.getByRole('button', { name: 'Begin again' }).click();
    const whole = path.join(userData, 'whole.pdf');
    await chooseFile(app, whole);
    await page.getByRole('button', { name: 'Save as PDF' }).click({ timeout: 60_000 });
    await expect(page.getByText(/^Saved as whole\.pdf, \d+ pages/)).toBeVisible({ timeout: 60_000 });
    const sheets = sheetsOf(whole);
    expect(sheets.length).toBeGreaterThan(63);
    expect(sheets.filter((sheet) => !sheet.includes(`fingerprint ${print}`))).toEqual([]);
    expect(sheets[1]).toContain('Contents');
    expect(sheets.join('\n')).toContain('Only in the second edition.');
    expect(sheets.join('\n')).not.toContain('Search the Manual');
  });
});
