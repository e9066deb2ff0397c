/** Working documents: begun from a task, filled with what the app knows, written as Word and PDF, and read back by readers that did not write them. */
import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from '@playwright/test';
import mammoth from 'mammoth';
import { docxParts, docxWords } from '../../electron/documents/readDocx.fixture.ts';
import { expect, type Launched, test } from './support/appTest.ts';
import { axeFindings } from './support/axe.ts';
import { goTo, openScreen } from './support/notes.ts';
import { looks, putOn } from './support/screens.ts';

const detail = (page: Page) => page.getByRole('article').first();
const one = (words: string): string => words.replaceAll(/\s+/g, ' ');

async function saveAs(app: Launched, file: string, button: string | RegExp): Promise<void> {
  await app.evaluate(({ dialog }, target) => {
    dialog.showSaveDialog = (() => Promise.resolve({ canceled: false, filePath: target })) as typeof dialog.showSaveDialog;
  }, file);
  await app.page.getByRole('button', { name: button }).click();
  await expect(app.page.getByText(`Saved as ${path.basename(file)}.`)).toBeVisible({ timeout: 20_000 });
}

const pdfWords = (file: string): string => execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' });

test('a review, a note and a meeting become papers and tasks', async ({ openApp }) => {
  test.setTimeout(120_000);
  const app = await openApp();
  const { page } = app;
  const folder = await mkdtemp(path.join(tmpdir(), 'papers-'));
  try {
    await test.step('people on the map are asked to contribute, and the map is a paper of its own', async () => {
      await openScreen(page, '/people');
      await page.getByRole('button', { name: 'Add an institution' }).first().click();
      await page.getByRole('dialog').getByRole('textbox', { name: 'Institution' }).fill('Ministry of Justice');
      await page.getByRole('dialog').getByRole('textbox', { name: 'How to reach them' }).fill('extension 4711');
      await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
      await page.getByRole('button', { name: 'Make a paper' }).click();
      await expect(page.getByRole('article', { name: 'Actor map' })).toContainText('Ministry of Justice: no person known.');
      const file = path.join(folder, 'map.docx');
      await saveAs(app, file, 'Save as Word file');
      const { value } = await mammoth.extractRawText({ buffer: await readFile(file) });
      expect(value).toContain('Ministry of Justice');
      expect(value).not.toContain('4711');
      await page.getByRole('button', { name: 'Close', exact: true }).click();
    });

    await test.step('the policy review starts from its task, knows the profile, and begins with its gaps', async () => {
      await openScreen(page, '/onboarding?task=hd-01');
      await detail(page).getByRole('button', { name: 'Start: Policy review in four spheres' }).click();
      await expect(page.getByRole('heading', { level: 1, name: 'Policy review in four spheres' })).toBeVisible();
      await expect(page.getByRole('textbox', { name: 'Body' })).toHaveValue('Ministry of Justice');
      await page.getByText('Missing', { exact: true }).first().click();
      await page.getByText('Partly', { exact: true }).nth(1).click();
      await page.getByRole('button', { name: 'Make a paper' }).click();
      const paper = page.getByRole('article', { name: 'Policy review in four spheres' });
      await expect(paper.getByRole('row', { name: /Genocide Convention.*Missing/ }).first()).toBeVisible();
      expect((await axeFindings(page)), 'the paper by axe').toEqual([]);

      const pdf = path.join(folder, 'review.pdf');
      await saveAs(app, pdf, 'Save as PDF');
      const pages = pdfWords(pdf).split('\f').filter((words) => words.trim() !== '');
      expect(pages.length).toBeGreaterThan(1);
      for (const [at, words] of pages.entries()) {
        expect(one(words)).toContain('For the office only. Do not pass on.');
        expect(words).toMatch(new RegExp(`${at + 1}\\s*/\\s*${pages.length}`));
      }
      expect(one(pages[0]!)).toContain('Ostania · Foreign ministry');
      expect(one(pages[0]!)).toContain('Gaps found');
      const info = execFileSync('pdfinfo', [pdf], { encoding: 'utf8' });
      expect(info).toMatch(/Tagged:\s+yes/);
      expect(info).toMatch(/Page size:\s+59\d\.\d+ x 84\d/);

      const word = path.join(folder, 'review.docx');
      await saveAs(app, word, 'Save as Word file');
      const bytes = await readFile(word);
      const { value: html } = await mammoth.convertToHtml({ buffer: bytes });
      expect(html).toContain('<h1>Gaps found</h1>');
      expect(html).toMatch(/<table>.*<strong>Sphere<\/strong>.*<strong>Standing<\/strong>.*Missing/s);
      const parts = docxParts(bytes);
      expect(parts.get('word/styles.xml')).toMatch(/w:lang [^>]*w:val="en"/);
      const [header, footer] = ['header', 'footer'].map((name) => [...parts].find(([part]) => part.startsWith(`word/${name}`))?.[1] ?? '');
      expect(docxWords(header!)).toContain('For the office only. Do not pass on.');
      expect(footer).toMatch(/PAGE[\s\S]*NUMPAGES/);
      await page.getByRole('button', { name: 'Close', exact: true }).click();
    });

    await test.step('the plan is begun with the gaps of the review', async () => {
      await openScreen(page, '/onboarding?task=hd-06');
      await detail(page).getByRole('button', { name: 'Start: National action plan' }).click();
      await expect(page.getByRole('textbox', { name: 'Gap that it closes' }).first()).toHaveValue(/Genocide Convention/);
      await page.getByRole('textbox', { name: 'Action', exact: true }).first().fill('Bring the draft law to the cabinet');
      await page.getByRole('button', { name: 'Make a paper' }).click();
      await expect(page.getByRole('article', { name: 'National action plan' })).toContainText(/Actions without an owner or a date stay in draft:\s*Bring the draft law/);
      const pdf = path.join(folder, 'plan.pdf');
      await saveAs(app, pdf, 'Save as PDF');
      expect(execFileSync('pdfinfo', [pdf], { encoding: 'utf8' }), 'a wide table lies on its side').toMatch(/Page size:\s+84\d(?:\.\d+)? x 59\d/);
      expect(one(pdfWords(pdf))).toContain('Bring the draft law');
      await page.getByRole('button', { name: 'Close', exact: true }).click();
    });

    await test.step('a convening note keeps what was typed, and says what is missing', async () => {
      await openScreen(page, '/onboarding?task=hd-04');
      await detail(page).getByRole('button', { name: 'Fill in: Convening note' }).click();
      await expect(page.getByRole('textbox', { name: 'Offices invited, by function' })).toHaveValue('Ministry of Justice');
      const missing = page.getByText(/fields have no words yet/);
      const before = await missing.innerText();
      const purpose = page.getByRole('textbox', { name: 'The one question to settle, in a sentence' });
      await purpose.fill('Who calls whom when a district closes its road?');
      await purpose.blur();
      await expect(missing).not.toHaveText(before);
      await expect(page.getByRole('article', { name: 'Convening note' })).toContainText('Who calls whom');
      await openScreen(page, '/onboarding?task=hd-04');
      await detail(page).getByRole('link', { name: 'Convening note' }).last().click();
      await expect(purpose).toHaveValue('Who calls whom when a district closes its road?');
      expect((await axeFindings(page)), 'the paper screen by axe').toEqual([]);
      const word = path.join(folder, 'note.docx');
      await saveAs(app, word, 'Save as Word file');
      const { value } = await mammoth.extractRawText({ buffer: await readFile(word) });
      expect(value).toContain('Who calls whom when a district closes its road?');
      expect(value).toContain('[Background in five lines]');
    });

    await test.step('what a meeting decided becomes tasks, once', async () => {
      await openScreen(page, '/onboarding?task=yr-02');
      await detail(page).getByRole('button', { name: 'Start: From meeting outcomes to actions' }).click();
      const decisions = page.getByRole('listitem').filter({ hasText: 'Decisions' }).filter({ has: page.getByRole('button', { name: 'Add a row' }) });
      await decisions.getByRole('button', { name: 'Add a row' }).click();
      for (const [label, words] of [['Recommendation', 'Join the Group of Friends'], ['Action', 'Ask the mission to write'], ['Owner', 'Mission in Geneva'], ['Due', '2027-02-01']] as const) {
        await decisions.getByLabel(label, { exact: true }).fill(words);
        await decisions.getByLabel(label, { exact: true }).blur();
      }
      await page.getByRole('button', { name: 'Turn actions into tasks' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Make 1 task' }).click();
      await expect(page.getByText('1 task was made.')).toBeVisible();
      await page.getByRole('button', { name: 'Turn actions into tasks' }).click();
      await expect(page.getByRole('dialog')).toContainText('each of them is a task already');
      await page.keyboard.press('Escape');
      await goTo(page, 'Today');
      await expect(page.getByRole('region', { name: 'Waiting for others' })).toContainText('Mission in Geneva');
    });

    await test.step('the other direction: the page, the Word file and the PDF follow it', async () => {
      await openScreen(page, '/people');
      await putOn(page, looks[2]);
      await openScreen(page, '/people');
      await page.locator('main header button').nth(-2).click();
      await expect(page.locator('[role=dialog] article')).toHaveAttribute('dir', 'rtl');
      const word = path.join(folder, 'rtl.docx');
      await app.evaluate(({ dialog }, target) => { dialog.showSaveDialog = (() => Promise.resolve({ canceled: false, filePath: target })) as typeof dialog.showSaveDialog; }, word);
      await page.locator('[role=dialog] button').nth(1).click();
      await expect(page.locator('[role=dialog]').getByText(/rtl\.docx/)).toBeVisible();
      const body = docxParts(await readFile(word)).get('word/document.xml') ?? '';
      expect(body).toMatch(/<w:bidiVisual\/>/);
      expect(body).toMatch(/<w:bidi\/>/);
      await page.keyboard.press('Escape');
      await putOn(page, looks[0]);
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
