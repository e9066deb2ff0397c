import type { Page } from '@playwright/test';
import { expect, known, test } from './support/appTest.ts';
import { expectLocked, expectOpen, unlock } from './support/firstStart.ts';
import { heldInHeap } from './support/heap.ts';
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
  expect(await heldInHeap(page, canary), 'control: the open vault is found by this search').toEqual([canary]);
  const isClean = async (): Promise<void> => {
    await expectLocked(page);
    expect(await page.content()).not.toContain('Quarzbogen');
    expect(await page.evaluate(() => [location.href, document.title, history.length, JSON.stringify(history.state), JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage })].join(' '))).not.toContain('Quarzbogen');
    expect(page.workers()).toHaveLength(0);
    expect(await heldInHeap(page, canary, known.noteText)).toEqual([]);
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

test('idle locks whatever is open: a dialog, the editor with the caret in it, a form half filled in, the search', async ({ openApp }) => {
  test.setTimeout(150_000);
  const { page } = await openApp();
  expect(await page.evaluate(() => window.focalpoint.call('settings.write', { lockAfterMinutes: 1 }))).toMatchObject({ ok: true });
  const open: readonly (readonly [string, () => Promise<unknown>])[] = [
    ['the dialog of a new situation', async () => {
      await openScreen(page, '/situations');
      await page.getByRole('button', { name: 'New situation' }).click();
      await page.getByRole('textbox', { name: 'Name' }).fill(canary);
    }],
    ['the editor', async () => {
      await openNote(page);
      await page.getByRole('textbox', { name: 'Text of the note' }).press('Control+End');
    }],
    ['a list that is unfolded', async () => {
      await openNote(page);
      await page.getByRole('complementary', { name: 'About this note' }).getByRole('button', { name: /Reliability/ }).click();
      await expect(page.getByRole('option').first()).toBeVisible();
    }],
    ['the search', async () => {
      await page.keyboard.press('Control+k');
      await page.keyboard.type(canary);
    }],
    ['the change of the passphrase', async () => {
      await openScreen(page, '/settings?page=vault');
      await page.getByRole('button', { name: 'Change the passphrase' }).click();
      await page.getByLabel('New passphrase', { exact: true }).fill(canary);
    }],
  ];
  for (const [what, show] of open) {
    await test.step(what, async () => {
      await page.clock.install();
      await show();
      await page.clock.fastForward('01:05');
      await expectLocked(page);
      expect(await page.content()).not.toContain('Quarzbogen');
      await page.clock.resume();
      await unlock(page);
    });
  }
});

test('the lock empties the clipboard of what was copied here, and of nothing else', async ({ openApp }) => {
  const { page, evaluate } = await openApp();
  const put = (text: string): Promise<void> => evaluate(({ clipboard }, value) => clipboard.writeText(value), text);
  const held = (): Promise<string> => evaluate(({ clipboard }) => clipboard.readText());
  await openNote(page);
  const body = page.getByRole('textbox', { name: 'Text of the note' });
  await body.press('Control+End');
  await body.press('Shift+Home');
  // The stand-in's clipboard is not the page's: what the page copied is put on it, before the app looks at it.
  await put(known.noteText);
  await body.press('Control+c');
  await page.waitForTimeout(400);
  await page.keyboard.press('Control+l');
  await expectLocked(page);
  await expect.poll(held).not.toContain(known.noteText.slice(0, 20));
  await unlock(page);
  await openNote(page);
  await body.press('Control+End');
  await body.press('Shift+Home');
  await body.press('Control+c');
  await page.waitForTimeout(400);
  await put('from another program');
  await page.keyboard.press('Control+l');
  await expectLocked(page);
  expect(await held()).toBe('from another program');
});
