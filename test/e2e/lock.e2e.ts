import type { Page } from '@playwright/test';
import { expect, known, test } from './support/appTest.ts';
import { expectLocked, expectOpen, unlock } from './support/firstStart.ts';
import { heapHolds } from './support/heap.ts';
import { addNote, openScreen } from './support/notes.ts';

const canary = 'Zeltkirsche 7391 Quarzbogen';
const openNote = async (page: Page): Promise<void> => {
  await openScreen(page, '/situations');
  await page.getByRole('link', { name: new RegExp(known.situation) }).click();
  await expect(page.getByRole('textbox', { name: 'Text of the note' })).toBeVisible();
};

test('after the lock nothing decrypted is in the page, by whichever way it was locked', async ({ openApp }) => {
  const { page } = await openApp();
  await openNote(page);
  await addNote(page, `Title ${canary}`, `Text ${canary}`);
  expect(await heapHolds(page, canary), 'control: the open vault is found by this search').toBe(true);
  const isClean = async (): Promise<void> => {
    await expectLocked(page);
    expect(await page.content()).not.toContain('Quarzbogen');
    expect(await page.evaluate(() => [location.href, document.title, history.length, JSON.stringify(history.state), JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage })].join(' '))).not.toContain('Quarzbogen');
    expect(page.workers()).toHaveLength(0);
    expect(await heapHolds(page, canary)).toBe(false);
    expect(await heapHolds(page, known.noteText)).toBe(false);
  };

  await page.getByRole('button', { name: 'Lock now' }).click();
  await isClean();

  await unlock(page);
  await openNote(page);
  await page.keyboard.press('Control+l');
  await isClean();

  // The way back in the window's history leads to a page that starts locked, not to the one that was open.
  await page.goBack();
  await isClean();
});

test('idle for the chosen time locks, and activity does not', async ({ openApp }) => {
  const { page } = await openApp();
  expect(await page.evaluate(() => window.focalpoint.call('settings.write', { lockAfterMinutes: 1 }))).toMatchObject({ ok: true });
  await openNote(page);
  await page.clock.install();
  await page.clock.fastForward('00:50');
  await page.mouse.move(300, 300);
  await page.clock.fastForward('00:50'); // 100 seconds in all, 50 since the last sign of life
  await page.waitForTimeout(1_500);
  await expectOpen(page);
  await page.clock.fastForward('00:15');
  await expectLocked(page);
  expect(await page.content()).not.toContain(known.noteText);
});

test('the vault locks when the machine sleeps and when its screen is locked', async ({ openApp }) => {
  const { page, evaluate } = await openApp();
  for (const event of ['suspend', 'lock-screen'] as const) {
    await openNote(page);
    await evaluate(({ powerMonitor }, name) => void powerMonitor.emit(name), event);
    await expectLocked(page);
    expect(await page.content()).not.toContain(known.noteText);
    await unlock(page);
  }
});

test('a title being typed is saved by the lock as well', async ({ openApp }) => {
  const { page } = await openApp();
  await openNote(page);
  await page.getByRole('textbox', { name: 'Title' }).fill('A title at the last moment');
  await page.keyboard.press('Control+l');
  await unlock(page);
  await openNote(page);
  await expect(page.getByRole('textbox', { name: 'Title' })).toHaveValue('A title at the last moment');
});

test('what was typed just before the lock is saved', async ({ openApp }) => {
  const { page } = await openApp();
  await openNote(page);
  await page.getByRole('textbox', { name: 'Text of the note' }).press('Control+End');
  await page.keyboard.type(' And a word at the last moment.');
  await page.getByRole('combobox', { name: 'Source' }).fill('Heron');
  await page.getByRole('textbox', { name: 'Title' }).fill('A title at the last moment');
  await page.keyboard.press('Control+l');
  await unlock(page);
  await openNote(page);
  await expect(page.getByRole('textbox', { name: 'Text of the note' })).toHaveText(`${known.noteText} And a word at the last moment.`);
  await expect(page.getByRole('textbox', { name: 'Title' })).toHaveValue('A title at the last moment');
  await expect(page.getByRole('combobox', { name: 'Source' })).toHaveValue('Heron');
});
