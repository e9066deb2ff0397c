import type { Page } from '@playwright/test';
import { expect, known, test } from './support/appTest.ts';
import { furtherDevice } from './support/furtherDevice.ts';
import { join } from './support/join.ts';
import { expectSaved, goTo, openScreen } from './support/notes.ts';

const body = (page: Page) => page.getByRole('textbox', { name: 'Text of the note' });

async function openKnownNote(page: Page): Promise<void> {
  await goTo(page, 'Situations');
  await page.getByRole('main').getByRole('link', { name: new RegExp(known.situation) }).click();
  await page.getByRole('list', { name: 'Notes' }).getByText(known.noteTitle, { exact: true }).click();
  await expect(body(page)).toHaveText(known.noteText);
}

async function grade(page: Page, label: string, value: RegExp): Promise<void> {
  await page.getByRole('complementary', { name: 'About this note' }).getByRole('button', { name: new RegExp(label) }).click();
  await page.getByRole('option', { name: value }).click();
}

async function typeAt(page: Page, key: string, text: string): Promise<void> {
  await body(page).click();
  await page.keyboard.press(key);
  await page.keyboard.insertText(text);
  await expectSaved(page);
}

test('what two devices did at the same time is kept on both sides and asked about; a lost device is shut out and told so', async ({ openApp, launchApp, newSecretariat }, info) => {
  test.setTimeout(150_000);
  const secretariat = await newSecretariat();
  await secretariat.start();
  const { page: first } = await openApp();
  await join(first, secretariat.invitation().text);
  const { app, remove } = await furtherDevice(first, launchApp);
  const { page: second } = app;
  await openKnownNote(second);
  await openKnownNote(first);
  await expect(second.getByText('Up to date')).toBeVisible({ timeout: 15_000 });
  await secretariat.cutOff();
  for (const page of [first, second]) await expect(page.getByText(/^Offline/)).toBeVisible({ timeout: 20_000 });
  await grade(first, 'Reliability of the source', /^A/);
  await grade(second, 'Reliability of the source', /^D/);
  await typeAt(first, 'Control+Home', 'By telephone. ');
  await typeAt(second, 'Control+End', ' She fears for two of them.');
  await secretariat.restore();
  const merged = `By telephone. ${known.noteText} She fears for two of them.`;
  for (const page of [first, second]) {
    await expect(body(page)).toHaveText(merged, { timeout: 30_000 });
    await expect(page.getByText(/two devices chose at the same time/)).toBeVisible({ timeout: 15_000 });
    await expect(page.getByRole('region', { name: 'Two devices changed the same passage.' })).toBeVisible({ timeout: 15_000 });
  }
  await first.screenshot({ path: info.outputPath('conflicts.png') });
  const question = first.getByRole('group', { name: /Reliability of the source: two devices/ });
  await question.getByRole('button', { name: /^D/ }).press('Enter');
  await expect(question).toHaveCount(0);
  await first.getByRole('button', { name: 'Right as it stands' }).press('Enter');
  await expect(second.getByText(/two devices chose at the same time/)).toHaveCount(0, { timeout: 15_000 });
  await expect(second.getByRole('region', { name: 'Two devices changed the same passage.' })).toHaveCount(0, { timeout: 15_000 });

  await openScreen(first, '/settings?page=sync');
  await expect(first.getByText('Nothing waits.')).toBeVisible({ timeout: 15_000 });
  await first.screenshot({ path: info.outputPath('sync.png') });
  await openScreen(first, '/settings?page=devices');
  await expect(first.getByRole('listitem').filter({ hasText: 'Laptop' })).toBeVisible();
  await first.screenshot({ path: info.outputPath('devices.png') });
  await first.getByRole('button', { name: 'Show a code' }).click();
  await expect(first.getByTestId('pairing-code')).toBeVisible();
  await first.screenshot({ path: info.outputPath('code.png') });
  await first.getByRole('button', { name: 'Shut out: Laptop' }).click();
  await expect(first.getByText(/It may have read everything that was exchanged until/)).toBeVisible();
  await first.screenshot({ path: info.outputPath('shutOut.png') });
  await first.getByRole('dialog').getByRole('button', { name: 'Shut out', exact: true }).click();
  await expect(first.getByText(/^Shut out \S/)).toBeVisible({ timeout: 15_000 });
  await openKnownNoteText(first, merged);
  await typeAt(first, 'Control+End', ' Not for the laptop.');
  await openScreen(second, '/settings?page=sync');
  await second.getByRole('button', { name: 'Exchange now' }).click();
  await expect(second.getByText('Action needed')).toBeVisible({ timeout: 15_000 });
  await expect(second.getByRole('alert').getByText(/This device was shut out/)).toBeVisible();
  await app.close();
  await remove();
});

async function openKnownNoteText(page: Page, text: string): Promise<void> {
  await goTo(page, 'Situations');
  await page.getByRole('main').getByRole('link', { name: new RegExp(known.situation) }).click();
  await expect(body(page)).toHaveText(text);
}
