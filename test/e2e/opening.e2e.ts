import type { Page } from '@playwright/test';
import { expect, test } from './support/appTest.ts';
import { expectLocked, firstStart, unlock } from './support/firstStart.ts';
import { addNote, addSituation } from './support/notes.ts';

const placeholder = 'Opening the note';

/** From now on: whether the words were ever on the page, for however short a time. */
const watchFor = (page: Page, words: string): Promise<void> =>
  page.evaluate((looked) => {
    Object.assign(window, { wasSeen: false });
    new MutationObserver(() => {
      if (document.body.textContent.includes(looked)) Object.assign(window, { wasSeen: true });
    }).observe(document.body, { subtree: true, childList: true });
  }, words);

const wasSeen = (page: Page): Promise<boolean> => page.evaluate(() => (window as unknown as { readonly wasSeen: boolean }).wasSeen);

test('the lock screen starts the vault’s worker with the first key, and loads what comes behind it: a note then opens without a placeholder', async ({ launchApp }) => {
  let app = await launchApp();
  await firstStart(app.page);
  await addSituation(app.page, 'Northern border districts');
  await addNote(app.page, 'Call with the prosecutor', 'They wait for the report.');
  await app.close();

  app = await launchApp();
  const { page } = app;
  await expectLocked(page);
  expect(page.workers()).toHaveLength(0);
  await page.getByLabel('Passphrase').press('l');
  await expect.poll(() => page.workers().length).toBe(1);
  await expect.poll(() => page.evaluate(() => performance.getEntriesByType('resource').some(({ name }) => name.includes('/NoteEditor-')))).toBe(true);
  await watchFor(page, placeholder);
  await unlock(page);
  await page.getByRole('navigation', { name: 'Main sections' }).getByRole('link', { name: /^Situations/ }).click();
  await page.getByRole('link', { name: /Northern border districts/ }).click();
  await expect(page.getByRole('textbox', { name: 'Text of the note' })).toHaveText('They wait for the report.');
  await expect(page.getByRole('toolbar')).toBeVisible();
  expect(await wasSeen(page)).toBe(false);
});
