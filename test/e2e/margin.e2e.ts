import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { axeFindings } from './support/axe.ts';
import { expect, type Launched, test } from './support/appTest.ts';
import { packTo } from './support/editionFiles.ts';
import { openScreen } from './support/notes.ts';
import { putOn } from './support/screens.ts';

const bar = (page: Page) => page.getByRole('toolbar', { name: 'The chosen passage' });
const marks = (page: Page) => page.locator('article mark[data-mark]');

/** Draws the mouse over some words of the text, as a reader does. */
async function dragOver(page: Page, words: string): Promise<void> {
  const line = page.locator('article p, article li', { hasText: words }).last();
  await line.scrollIntoViewIfNeeded();
  const [from, to] = await line.evaluate((element, wanted) => {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode as Text;
      const at = node.data.indexOf(wanted);
      if (at < 0) continue;
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + wanted.length);
      const boxes = [...range.getClientRects()];
      const [first, last] = [boxes[0]!, boxes.at(-1)!];
      const isRtl = getComputedStyle(element).direction === 'rtl';
      return [
        { x: isRtl ? first.right : first.left, y: first.top + first.height / 2 },
        { x: isRtl ? last.left : last.right, y: last.top + last.height / 2 },
      ];
    }
    throw new Error('these words do not stand in one piece');
  }, words);
  await page.mouse.move(from!.x, from!.y);
  await page.mouse.down();
  await page.mouse.move(to!.x, to!.y, { steps: 6 });
  await page.mouse.up();
}

const chooseFile = (app: Launched, file: string): Promise<void> =>
  app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [chosen] });
  }, file);

test('my margin: made by mouse and keyboard, kept through a new edition, and nothing is dropped', async ({ openApp, newSecretariat, editor }) => {
  const app = await openApp();
  const { page } = app;
  await page.setViewportSize({ width: 1440, height: 900 });
  await openScreen(page, '/manual/enabler-and-convener');
  await expect(page.getByRole('heading', { level: 2, name: 'Enabler and convener' })).toBeVisible();

  await test.step('with the mouse: highlight, note, bookmark', async () => {
    await dragOver(page, 'Departments remain the owners of their policy.');
    await bar(page).getByRole('button', { name: 'Highlight' }).click();
    await expect(marks(page)).toHaveText('Departments remain the owners of their policy.');
    await expect(bar(page)).toHaveCount(0);

    await dragOver(page, 'Both are easy to agree with and easy to lose in a busy week.');
    await bar(page).getByRole('button', { name: 'Write a note' }).click();
    await page.getByRole('textbox', { name: 'Your note' }).fill('Say this at the first meeting.');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(marks(page)).toHaveCount(2);
    await expect(page.getByRole('complementary').getByText('Say this at the first meeting.')).toBeVisible();

    await page.getByRole('button', { name: 'Bookmark' }).click();
    await expect(page.getByRole('button', { name: 'Bookmarked' })).toHaveAttribute('aria-pressed', 'true');
    expect(await axeFindings(page)).toEqual([]);
  });

  await test.step('by keyboard alone', async () => {
    await openScreen(page, '/manual/prevention-first');
    const choose = page.getByRole('button', { name: 'Choose a passage' });
    await choose.focus();
    await page.keyboard.press('Enter');
    await expect(bar(page).getByRole('button', { name: 'Sentence before' })).toBeFocused();
    const first = await page.evaluate(() => getSelection()?.toString());
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => page.evaluate(() => getSelection()?.toString())).not.toBe(first);
    const second = (await page.evaluate(() => getSelection()?.toString())) ?? '';
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Shift+ArrowRight');
    const chosen = (await page.evaluate(() => getSelection()?.toString())) ?? '';
    expect(second).toContain(chosen);
    expect(chosen.length).toBeLessThan(second.length);
    expect(await axeFindings(page)).toEqual([]);
    await bar(page).getByRole('button', { name: 'Highlight' }).focus();
    await page.keyboard.press('Enter');
    await expect(marks(page).first()).toBeVisible();
    expect((await marks(page).allTextContents()).join('')).toBe(chosen);
    await expect(choose).toBeFocused();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    await expect(bar(page)).toHaveCount(0);
    await expect(choose).toBeFocused();
  });

  await test.step('a new edition: one passage moves, one is gone', async () => {
    const file = path.join(editor.folder, 'manual/02-role/01-enabler-and-convener.md');
    const before = await readFile(file, 'utf8');
    const after = before.replace(' Departments remain the owners of their policy.', '').replace('## Enabler', 'A fresh paragraph before everything that was there.\n\n## Enabler').replace('Both are easy to agree with and easy to lose in a busy week.', 'Both are easy to agree with, and easy to lose in a very busy week.');
    expect(after).not.toContain('Departments remain');
    await writeFile(file, after);
    const secretariat = await newSecretariat();
    await secretariat.publish(editor.folder);
    await chooseFile(app, await packTo(editor.folder, secretariat.dataDir));
    await openScreen(page, '/settings?page=secretariat');
    await page.getByRole('button', { name: 'Open an edition file' }).click();
    await expect(page.getByText(/is in force now/)).toBeVisible();

    await openScreen(page, '/manual/enabler-and-convener');
    await expect(marks(page)).toHaveText(['Both are easy to agree with, and easy to lose in a very busy week.']); // as a list: two marks at first are waited for
    await openScreen(page, '/manual/margin');
    const lost = page.getByRole('region', { name: 'Lost their place' });
    await expect(lost).toContainText('Departments remain the owners of their policy.');
    await expect(lost).toContainText(/From 2\.1 Enabler and convener, edition \d{4}\.\d+/);
    await expect(page.getByText(/The words changed after you marked them/)).toBeVisible();
    expect(await axeFindings(page)).toEqual([]);
  });

  await test.step('a lost mark is put where it belongs now', async () => {
    await page.getByRole('region', { name: 'Lost their place' }).getByRole('button', { name: 'Choose its place' }).click();
    await expect(page.getByText('Choose the passage where this mark belongs now')).toBeVisible();
    await dragOver(page, 'analysis comes in, policy advice and coordination go out');
    await bar(page).getByRole('button', { name: 'Put it here' }).click();
    await expect(marks(page)).toHaveText([/Both are easy/, 'analysis comes in, policy advice and coordination go out']);
    await openScreen(page, '/manual/margin');
    await expect(page.getByRole('heading', { level: 2, name: 'My margin' })).toBeVisible();
    await expect(page.getByRole('region', { name: 'Lost their place' })).toHaveCount(0);
    await page.getByRole('button', { name: 'Remove the mark' }).last().click();
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(page.getByText('4 marks')).toBeVisible();
  });

  await test.step('right to left', async () => {
    await putOn(page, { name: 'rtl', asked: 'all but colours', settings: { theme: 'light', language: 'en-XB' } });
    await openScreen(page, '/manual/three-pillars');
    await expect(page.locator('#section-title')).toBeVisible();
    await page.locator('#choose-passage').focus();
    await page.keyboard.press('Enter');
    const before = (await page.evaluate(() => getSelection()?.toString())) ?? '';
    await page.keyboard.press('ArrowLeft'); // the text still runs from left to right
    await expect.poll(async () => ((await page.evaluate(() => getSelection()?.toString())) ?? '').length).toBeLessThan(before.length);
    expect(await axeFindings(page)).toEqual([]);
  });
});
