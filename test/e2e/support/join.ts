import { expect, type Page } from '@playwright/test';
import { openScreen } from './notes.ts';

/** Pastes an invitation and has it read. */
export async function readInvitation(page: Page, text: string): Promise<void> {
  await openScreen(page, '/settings?page=secretariat');
  await page.getByRole('textbox', { name: 'Invitation' }).fill(text);
  await page.getByRole('button', { name: 'Read the invitation' }).click();
}

export async function join(page: Page, text: string): Promise<void> {
  await readInvitation(page, text);
  await page.getByRole('button', { name: 'Join', exact: true }).click();
  await expect(page.getByText('The server answers.')).toBeVisible();
}
