import type { Page } from '@playwright/test';
import { expect, known, test } from './support/appTest.ts';
import { furtherDevice } from './support/furtherDevice.ts';
import { join } from './support/join.ts';
import { addNote, expectSaved, goTo, openScreen } from './support/notes.ts';

const body = (page: Page) => page.getByRole('textbox', { name: 'Text of the note' });

async function openNote(page: Page, title: string): Promise<void> {
  await goTo(page, 'Situations');
  await page.getByRole('main').getByRole('link', { name: new RegExp(known.situation) }).click();
  await page.getByRole('list', { name: 'Notes' }).getByText(title, { exact: true }).click();
  await expect(page.getByRole('textbox', { name: 'Title' })).toHaveValue(title);
}

test('a note that is written on one device appears on the other, and open text follows while both write', async ({ openApp, launchApp, newSecretariat, faults }) => {
  const secretariat = await newSecretariat();
  await secretariat.start();
  const { page: first } = await openApp();
  await join(first, secretariat.invitation().text);
  const sentBefore = secretariat.proxy.requests().filter((request) => request.includes('/v1/sync/push')).length;
  expect(sentBefore, 'with one device nothing that is written leaves it').toBe(0);
  const { app, remove } = await furtherDevice(first, launchApp);
  const { page: second } = app;

  // What was there before has come over.
  await openNote(second, known.noteTitle);
  await expect(body(second)).toHaveText(known.noteText);
  await expect(second.getByText('Up to date')).toBeVisible({ timeout: 15_000 });

  // A new one appears in the open list without anybody asking.
  await openNote(first, known.noteTitle);
  await addNote(first, 'Second conversation', 'The curfew begins at eight.');
  await expect(second.getByRole('list', { name: 'Notes' })).toContainText('Second conversation', { timeout: 15_000 });

  // The same note is open on both: what one writes shows under the other\'s caret, which stays where it was.
  await openNote(first, 'Second conversation');
  await openNote(second, 'Second conversation');
  await body(second).click();
  await second.keyboard.press('Control+End');
  await body(first).click();
  await first.keyboard.press('Control+Home');
  await first.keyboard.insertText('Update: ');
  await expect(body(second)).toHaveText('Update: The curfew begins at eight.', { timeout: 15_000 });
  await second.keyboard.insertText(' It ends at six.');
  await expect(body(second)).toHaveText('Update: The curfew begins at eight. It ends at six.');
  await expect(body(first)).toHaveText('Update: The curfew begins at eight. It ends at six.', { timeout: 15_000 });
  expect(faults.splice(0)).toEqual([]);

  // Without a network both go on, in the same note.
  await secretariat.cutOff();
  await expect(second.getByText(/^Offline/)).toBeVisible({ timeout: 20_000 });
  await body(first).click();
  await first.keyboard.press('Control+End');
  await first.keyboard.insertText(' First adds north.');
  await first.getByRole('textbox', { name: 'Title' }).fill('Second conversation');
  await expectSaved(first);
  await body(second).click();
  await second.keyboard.press('Control+Home');
  await second.keyboard.insertText('Second adds south. ');
  await expectSaved(second);
  await expect(second.getByText('Offline, 1 change waits')).toBeVisible();
  await secretariat.restore();
  const merged = 'Second adds south. Update: The curfew begins at eight. It ends at six. First adds north.';
  for (const page of [first, second]) await expect(body(page)).toHaveText(merged, { timeout: 30_000 });
  await openScreen(second, '/settings?page=sync');
  await expect(second.getByText('Nothing waits.')).toBeVisible({ timeout: 15_000 });
  await app.close();
  await remove();
});
