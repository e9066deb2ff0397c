/** The sample vault: marked on every screen, apart from the user's own, gone at the end. */
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { docxParts, docxWords } from '../../electron/documents/readDocx.fixture.ts';
import { expect, known, test } from './support/appTest.ts';
import { axeFindings } from './support/axe.ts';
import { chooseLanguage, expectOpen, unlock } from './support/firstStart.ts';
import { openScreen } from './support/notes.ts';

const banner = (page: Page) => page.getByRole('complementary', { name: 'Practice' });
const databases = (page: Page): Promise<string[]> => page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name ?? ''));

async function treeHash(folder: string): Promise<string> {
  const hash = createHash('sha256');
  for (const entry of (await readdir(folder, { recursive: true, withFileTypes: true })).filter((one) => one.isFile()).map((one) => path.join(one.parentPath, one.name)).sort()) hash.update(entry).update(await readFile(entry));
  return hash.digest('hex');
}

test('a newcomer tries every screen before there is a vault, and nothing stays', async ({ launchApp, userData }) => {
  test.setTimeout(120_000);
  const app = await launchApp();
  const { page } = app;
  await chooseLanguage(page);
  await page.getByRole('button', { name: 'Open the sample vault' }).click();
  await expectOpen(page);
  await expect(page).toHaveTitle(/^Practice/);

  await test.step('the mark is on every screen, and covers none of it', async () => {
    for (const place of ['/today', '/onboarding', '/manual', '/toolkits', '/situations', '/people', '/calendar', '/handover', '/settings?page=general', '/settings?page=vault', '/settings?page=secretariat']) {
      await openScreen(page, place);
      await expect(page.locator('main h1, main h2').first()).toBeVisible();
      await expect(banner(page)).toContainText('an invented country');
      const [bar, title] = await Promise.all([banner(page).boundingBox(), page.locator('main').boundingBox()]);
      expect(title!.y).toBeGreaterThanOrEqual(bar!.y + bar!.height - 1);
    }
    await openScreen(page, '/today');
    await expect(page.getByText('Sarn valley').first()).toBeVisible();
    await expect(page.getByRole('region', { name: 'Waiting for others' })).toContainText('Legal service');
    expect(await axeFindings(page)).toEqual([]);
    await page.screenshot({ path: 'build/out/people/practice-today.png' });
  });

  await test.step('the introduction goes by keys alone, and once seen stays away', async () => {
    const intro = page.getByRole('region', { name: 'Finding your way' });
    await intro.getByRole('button', { name: 'Next' }).focus();
    await page.keyboard.press('Enter');
    await expect(intro).toContainText('2 of 4');
    await expect(intro.getByText(/Each task opens/)).toBeFocused();
    await intro.getByRole('button', { name: 'Skip' }).focus();
    await page.keyboard.press('Enter');
    await expect(intro).toHaveCount(0);
    await openScreen(page, '/people');
    await openScreen(page, '/today');
    await expect(intro).toHaveCount(0);
    await openScreen(page, '/settings?page=about');
    await page.getByRole('button', { name: 'Show the introduction again' }).click();
    await openScreen(page, '/today');
    await expect(intro).toBeVisible();
  });

  await test.step('what is written to a file says that it is practice', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'practice-'));
    await app.evaluate(({ dialog }, target) => { dialog.showSaveDialog = (() => Promise.resolve({ canceled: false, filePath: target })) as typeof dialog.showSaveDialog; }, path.join(folder, 'map.docx'));
    await openScreen(page, '/people');
    await page.getByRole('button', { name: 'Make a paper' }).click();
    await page.getByRole('button', { name: 'Save as Word file' }).click();
    await expect(page.getByText('Saved as map.docx.')).toBeVisible();
    const parts = docxParts(await readFile(path.join(folder, 'map.docx')));
    expect(docxWords([...parts].find(([name]) => name.startsWith('word/header'))![1])).toContain('Practice · For the office only');
    await rm(folder, { recursive: true });
    await page.keyboard.press('Escape');
  });

  await test.step('what belongs to the own vault or the Secretariat is refused', async () => {
    for (const call of ['secretariat.leave', 'backups.make', 'vault.erase'] as const) {
      expect(await page.evaluate((channel) => window.focalpoint.call(channel), call)).toMatchObject({ ok: false, error: { code: 'practice.notHere' } });
    }
  });

  await test.step('it locks like any other, and says its passphrase', async () => {
    await page.keyboard.press('Control+l');
    await expect(banner(page)).toContainText('sample harbour ribbon anvil meadow practice');
    await unlock(page, 'sample harbour ribbon anvil meadow practice');
  });

  await banner(page).getByRole('button', { name: 'End and wipe' }).click();
  await expect(page.getByRole('heading', { name: 'Make your vault' })).toBeVisible();
  await expect(banner(page)).toHaveCount(0);
  expect(await databases(page)).not.toContain('focalpoint-practice');
  expect(await readdir(userData)).not.toContain('practice');
});

test('the own vault is locked meanwhile, and not a byte of it changes', async ({ openApp, userData }) => {
  test.setTimeout(90_000);
  const { page } = await openApp();
  await openScreen(page, '/settings?page=general');
  await page.getByRole('button', { name: 'Open the sample vault' }).click();
  await expect(banner(page)).toBeVisible();
  await expectOpen(page);
  const before = await treeHash(path.join(userData, 'journal'));
  await openScreen(page, '/situations');
  await expect(page.getByText('Sarn valley').first()).toBeVisible();
  await expect(page.getByText(known.situation)).toHaveCount(0);
  await openScreen(page, '/onboarding?task=wk-02');
  await page.getByRole('article').getByRole('button', { name: 'Mark done' }).click();
  await expect(page.getByText(/^done today/).first()).toBeVisible();
  expect(await treeHash(path.join(userData, 'journal'))).toBe(before);
  await banner(page).getByRole('button', { name: 'End and wipe' }).click();
  await unlock(page);
  await openScreen(page, '/situations');
  await expect(page.getByText(known.situation).first()).toBeVisible();
  await expect(page.getByText('Sarn valley')).toHaveCount(0);
  expect(await readdir(userData)).not.toContain('practice');
});
