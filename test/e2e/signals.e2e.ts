/** Signals: caught from anywhere, graded and filed later; a long one is kept whole. */
import type { Page } from '@playwright/test';
import { expect, known, test } from './support/appTest.ts';
import { openScreen } from './support/notes.ts';

/** The text so many times over. It is made in the window: a long one would take a minute on its way there. */
async function paste(page: Page, text: string, times = 1): Promise<void> {
  await page.getByRole('textbox', { name: 'Message, link or clipping' }).evaluate((field, [once, count]) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', once.repeat(count));
    field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, [text, times] as const);
}

test('a signal is caught from another screen, graded and filed as a note', async ({ openApp }) => {
  const { page } = await openApp();
  await openScreen(page, '/manual/commitment-2005');
  await expect(page.locator('#section-title')).toBeVisible();
  await page.keyboard.press('Control+Shift+N');
  const dialog = page.getByRole('dialog', { name: 'Catch a signal' });
  await dialog.getByRole('button', { name: 'Keep it' }).click();
  await expect(dialog).toContainText('Paste or type what you want to keep.');
  await dialog.getByRole('textbox', { name: 'Message, link or clipping' }).fill('Radio calls for revenge\nHeard twice since Monday.');
  await dialog.getByText('Media watch').click();
  await page.keyboard.press('Tab');
  await dialog.getByRole('textbox', { name: /Who passed it on/ }).fill('Sandpiper');
  await dialog.getByRole('button', { name: 'Keep it' }).click();
  await expect(dialog).toHaveCount(0);
  const badge = page.getByRole('navigation', { name: 'Main sections' }).getByRole('link', { name: /^Signals/ });
  await expect(badge).toContainText('1');

  await badge.click();
  const form = page.getByRole('form', { name: 'Grade and file as a note' });
  await expect(form.getByRole('textbox', { name: 'Title of the note' })).toHaveValue('Radio calls for revenge');
  await form.getByRole('button', { name: /Reliability/ }).click();
  await page.getByRole('option', { name: /^B/ }).click();
  await form.getByRole('button', { name: /Credibility/ }).click();
  await page.getByRole('option', { name: /^2/ }).click();
  await form.getByRole('button', { name: 'File as a note' }).click();
  await expect(page.getByText('No signal waits')).toBeVisible();
  await expect(badge).not.toContainText('1');
  await page.getByRole('button', { name: /^Filed/ }).click();
  await page.getByRole('link', { name: 'Open the note' }).click();
  await expect(page.getByRole('heading', { level: 1, name: known.situation })).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Title' })).toHaveValue('Radio calls for revenge');
  const body = page.getByRole('textbox', { name: 'Text of the note' });
  await expect(body).toContainText('Heard twice since Monday.');
  await expect(body.locator('h2')).not.toHaveCount(0);
});

test('a message of five megabytes is kept whole, and can be cancelled without losing it', async ({ openApp }) => {
  test.setTimeout(120_000);
  const { page } = await openApp();
  await page.keyboard.press('Control+Shift+N');
  const dialog = page.getByRole('dialog', { name: 'Catch a signal' });
  const long = `Beginning of the dump. ${'Word by word. '.repeat(374_500)}End of the dump.`;
  await paste(page, long);
  await expect(dialog).toContainText('A long text of 5,243,039 characters. It is kept whole, in 53 parts');
  await dialog.getByRole('button', { name: 'Keep it' }).click();
  await expect(dialog.getByText(/Keeping part \d+ of 53/)).toBeVisible();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(dialog.getByText(/Keeping part/)).toHaveCount(0);
  await expect(dialog).toContainText('A long text of 5,243,039 characters');
  await dialog.getByRole('button', { name: 'Keep it' }).click();
  await expect(dialog).toHaveCount(0, { timeout: 60_000 });

  await openScreen(page, '/signals');
  await expect(page.getByText('Part 1 of 53')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Message, link or clipping' })).toContainText('Beginning of the dump.');
  await page.getByRole('button', { name: 'Next part' }).focus();
  for (let at = 1; at < 53; at += 1) await page.keyboard.press('Enter');
  await expect(page.getByText('Part 53 of 53')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Message, link or clipping' })).toContainText('End of the dump.');

  await page.keyboard.press('Control+Shift+N');
  await paste(page, 'x', 20_000_001);
  await expect(dialog).toContainText('the inbox takes up to 20,000,000 characters');
  await expect(dialog.getByRole('button', { name: 'Keep it' })).toBeDisabled();
});
