import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { zipSync } from 'fflate';
import { expect, test } from './support/appTest.ts';
import { axeFindings } from './support/axe.ts';
import { expectOpen } from './support/firstStart.ts';
import { askToEnter, choosePassphrase, letIn, secondPassphrase, showCode } from './support/furtherDevice.ts';
import { join } from './support/join.ts';
import { openScreen } from './support/notes.ts';

const notes = 60;
/** More than one batch or one page takes, which is a megabyte. */
const bytesOfNote = 50_000;
const heldAfter = 1_300_000;

/** Words that do not repeat, so that nothing makes them smaller. */
function longText(number: number): string {
  let state = number + 1;
  const words: string[] = [];
  for (let bytes = 0; bytes < bytesOfNote; bytes += 9) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    words.push(state.toString(36).padStart(8, 'x'));
  }
  return words.join(' ');
}

async function importMany(page: Page): Promise<void> {
  await openScreen(page, '/situations');
  await page.getByRole('button', { name: 'Import notes' }).click();
  const folder = zipSync(Object.fromEntries(Array.from({ length: notes }, (_, at) => [`many/note ${at}.md`, Buffer.from(longText(at))])));
  await page.getByRole('dialog').locator('input[type=file]').first().setInputFiles([{ name: 'many.zip', mimeType: 'application/zip', buffer: Buffer.from(folder) }]);
  await page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill('Many notes');
  await page.getByRole('dialog').getByRole('button', { name: 'Take in the notes' }).click();
  await expect(page.getByRole('dialog').getByText(`${notes} notes were added`)).toBeVisible({ timeout: 30_000 });
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
}

/** The line in the sidebar and the page behind it say the same while an exchange is half way. */
async function expectHalfWay(page: Page, title: string, detail: RegExp): Promise<void> {
  await expect(page.getByText(title, { exact: true })).toBeVisible({ timeout: 20_000 });
  await expect(page.getByText(detail).first()).toBeVisible();
  await openScreen(page, '/settings?page=sync');
  await expect(page.getByRole('main').getByText(detail)).toBeVisible();
  expect(await axeFindings(page)).toEqual([]);
}

test('an exchange of many notes says on both sides how far it has come, and shows what is there', async ({ openApp, launchApp, newSecretariat }) => {
  const secretariat = await newSecretariat();
  await secretariat.start();
  const { page: first } = await openApp();
  await importMany(first);
  await join(first, secretariat.invitation().text);
  const userData = await mkdtemp(path.join(tmpdir(), 'app-many-'));
  const app = await launchApp({ userData });
  const shown = await showCode(first);
  await askToEnter(app.page, shown, 'Laptop');
  await first.getByTestId('pairing-number').waitFor();

  const letUp = secretariat.proxy.hold('up', heldAfter);
  await letIn(first);
  await expectHalfWay(first, 'Sending', /^\d0? % has gone to your other devices\.$/u);
  letUp();
  await expect(first.getByText('Up to date')).toBeVisible({ timeout: 30_000 });

  const letDown = secretariat.proxy.hold('down', heldAfter);
  await choosePassphrase(app.page, secondPassphrase);
  await expectOpen(app.page);
  await expectHalfWay(app.page, 'Fetching', /^\d0? % of what is new on your other devices is here\.$/u);
  // What has come is there already.
  await openScreen(app.page, '/situations');
  await app.page.getByRole('main').getByRole('link', { name: /Many notes/u }).click();
  const listed = app.page.getByRole('list', { name: 'Notes' }).getByRole('listitem');
  await expect(listed.first()).toBeVisible();
  await expect(app.page.getByRole('link', { name: `Notes ${notes}`, exact: true })).toHaveCount(0);
  letDown();
  await expect(app.page.getByText('Up to date')).toBeVisible({ timeout: 30_000 });
  await expect(app.page.getByRole('link', { name: `Notes ${notes}`, exact: true })).toBeVisible();
  await app.close();
  await rm(userData, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
});
