import { expect, type Page } from '@playwright/test';

export const openScreen = async (page: Page, hash: string): Promise<void> => {
  await page.evaluate((to) => void (location.hash = to), hash);
};

/** By the sidebar, as a user goes. */
export const goTo = (page: Page, section: 'Today' | 'Onboarding' | 'Manual' | 'Toolkits' | 'Situations' | 'Signals' | 'People' | 'Calendar' | 'Handover' | 'Settings'): Promise<void> =>
  page.getByRole('navigation', { name: 'Main sections' }).getByRole('link', { name: new RegExp(`^${section}`) }).click();

export async function addSituation(page: Page, name: string, area = ''): Promise<void> {
  await openScreen(page, '/situations');
  await page.getByRole('button', { name: 'New situation' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill(name);
  if (area !== '') await page.getByRole('textbox', { name: 'Area' }).fill(area);
  await page.getByRole('button', { name: 'Add the situation' }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
}

/** In the situation that is open. Comes back when the app says that all of it is saved. */
export async function addNote(page: Page, title: string, text: string): Promise<void> {
  await page.getByRole('button', { name: 'New note' }).first().click();
  await expect(page.getByRole('textbox', { name: 'Title' })).toHaveValue('');
  await page.getByRole('textbox', { name: 'Title' }).fill(title);
  const body = page.getByRole('textbox', { name: 'Text of the note' });
  await body.click();
  await page.keyboard.insertText(text);
  await expect(body).toHaveText(text);
  await expectSaved(page);
  await expect(page.getByRole('list', { name: 'Notes' })).toContainText(title);
}

/** Waits for "Saved on this device" after a change: first the word that saving has begun may come and go. */
export async function expectSaved(page: Page): Promise<void> {
  await page.waitForTimeout(450); // longer than the title waits before it is sent
  await expect(page.locator('[data-save="saved"]')).toHaveText(/Saved on this device \S+/);
}
