import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { expect, known, test } from './support/appTest.ts';
import { axeFindings } from './support/axe.ts';
import { chooseLanguage, expectOpen, passphrase } from './support/firstStart.ts';
import { choosePassphrase, furtherDevice, secondPassphrase } from './support/furtherDevice.ts';
import { join } from './support/join.ts';
import { addNote, goTo, openScreen } from './support/notes.ts';
import { looks } from './support/screens.ts';

/** Axe finds nothing on the present screen. With PICTURES set to a folder, in light, dark and right-to-left, and pictures are written there. */
async function look(page: Page, name: string): Promise<void> {
  const folder = process.env['PICTURES'];
  if (folder === undefined) return expect(await axeFindings(page), name).toEqual([]);
  for (const one of looks) {
    await page.evaluate((settings) => window.focalpoint.call('settings.write', settings), one.settings);
    await expect(page.locator('html')).toHaveAttribute('dir', one.name === 'rtl' ? 'rtl' : 'ltr');
    expect(await axeFindings(page), `${name}, ${one.name}`).toEqual([]);
    await page.screenshot({ path: path.join(folder, `${name}-${one.name}.png`) });
  }
  await page.evaluate((settings) => window.focalpoint.call('settings.write', settings), looks[0].settings);
  await expect(page.locator('html')).toHaveAttribute('dir', 'ltr');
}

const sheetCard = (page: Page) => page.getByRole('region', { name: 'Recovery sheet' });
const reachCard = (page: Page) => page.getByRole('region', { name: 'The sheet on a new computer' });

async function makeSheet(page: Page): Promise<string> {
  await openScreen(page, '/settings?page=vault');
  const sheet = sheetCard(page);
  await sheet.getByRole('button', { name: /^Make (a|another) sheet$/u }).click();
  await sheet.getByLabel(/Your passphrase/).fill(passphrase);
  await sheet.getByRole('button', { name: 'Make a sheet' }).click();
  const list = sheet.getByTestId('sheet-words').getByRole('listitem');
  await expect(list).toHaveCount(24);
  const words = (await list.allInnerTexts()).join(' ');
  await sheet.getByRole('button', { name: 'I have it on paper' }).click();
  await sheet.getByLabel('Words of the sheet').fill(words);
  await sheet.getByRole('button', { name: 'Open the vault with them' }).click();
  await expect(sheet.getByText('The sheet opened your vault.', { exact: false })).toBeVisible();
  return words;
}

async function enterWords(page: Page, address: string, words: string, deviceName: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Address of the server' }).fill(address);
  await page.getByRole('textbox', { name: 'Words of the sheet' }).fill(words);
  await page.getByRole('textbox', { name: 'Name for this computer' }).fill(deviceName);
  await page.getByRole('button', { name: 'Open with the sheet' }).click();
}

test('a computer that is lost with everything on it is replaced with the words of the sheet alone', async ({ openApp, launchApp, newSecretariat, faults }) => {
  test.setTimeout(600_000);
  const secretariat = await newSecretariat();
  await secretariat.start();
  const pushes = () => secretariat.proxy.requests().filter((request) => request.includes('/v1/sync/push')).length;
  const first = await openApp();

  // The sheet is older than the membership; it is made to reach further later, by a choice that says what it means.
  const old = await makeSheet(first.page);
  await expect(reachCard(first.page)).toContainText('Once you have joined a Secretariat');
  await join(first.page, secretariat.invitation().text);
  await openScreen(first.page, '/settings?page=vault');
  await expect(reachCard(first.page)).toContainText('it opens nothing');
  expect(pushes(), 'joined with one computer, nothing that is written leaves it').toBe(0);
  await reachCard(first.page).getByRole('button', { name: 'Let the sheet be enough' }).click();
  await expect(reachCard(first.page)).toContainText('The paper becomes a key of its own');
  await reachCard(first.page).scrollIntoViewIfNeeded();
  await look(first.page, 'turn-on');
  await reachCard(first.page).getByLabel(/Your passphrase/).fill('not this one at all');
  await reachCard(first.page).getByRole('button', { name: 'Keep a sealed copy at the server' }).click();
  await expect(reachCard(first.page)).toContainText('does not open the vault');
  expect(pushes()).toBe(0);
  await reachCard(first.page).getByLabel(/Your passphrase/).fill(passphrase);
  await reachCard(first.page).getByRole('button', { name: 'Keep a sealed copy at the server' }).click();
  await expect(reachCard(first.page)).toContainText('is enough on a new computer', { timeout: 20_000 });
  const address = await reachCard(first.page).getByTestId('sheet-address').innerText();
  await reachCard(first.page).scrollIntoViewIfNeeded();
  await look(first.page, 'in-force');

  // A new sheet takes its place without a further question, and is on the paper with the address.
  const words = await makeSheet(first.page);
  await expect(reachCard(first.page)).toContainText('is enough on a new computer');
  await expect.poll(() => secretariat.proxy.requests().filter((request) => request.includes('/v1/sheet/remove')).length, { timeout: 20_000 }).toBeGreaterThan(0);
  await goTo(first.page, 'Situations');
  await first.page.getByRole('main').getByRole('link', { name: new RegExp(known.situation) }).click();
  await addNote(first.page, 'Last evening', 'The bridge is closed to lorries.');
  await expect(first.page.getByText('Up to date')).toBeVisible({ timeout: 20_000 });
  await first.kill();
  await rm(first.userData, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  faults.splice(0);

  const userData = await mkdtemp(path.join(tmpdir(), 'app-recovered-'));
  const { page, close } = await launchApp({ userData });
  await chooseLanguage(page);
  await page.getByRole('button', { name: 'I have a recovery sheet' }).click();
  await look(page, 'enter');
  await enterWords(page, 'somewhere', words, 'New laptop');
  await expect(page.getByText('This is not an address of a server.', { exact: false })).toBeVisible();
  await enterWords(page, address, words.replace(/^\S+ /u, ''), 'New laptop');
  await expect(page.getByText(/23 were typed/u)).toBeVisible();
  await enterWords(page, address, old, 'New laptop');
  await expect(page.getByText('The server does not let these words in.', { exact: false })).toBeVisible({ timeout: 15_000 });
  await look(page, 'refused');
  await enterWords(page, address, words, 'New laptop');
  await choosePassphrase(page, secondPassphrase);
  await expectOpen(page);

  // Everything is there, and the lost computer can be shut out before anything else.
  const others = page.getByRole('region', { name: 'Which computers do you still have?' });
  await expect(others.getByRole('checkbox')).toHaveCount(1, { timeout: 20_000 });
  await expect(others.getByRole('checkbox')).not.toBeChecked();
  await look(page, 'others');
  await others.getByRole('button', { name: 'Shut one out' }).click();
  await expect(others).toHaveCount(0);
  await goTo(page, 'Situations');
  await page.getByRole('main').getByRole('link', { name: new RegExp(known.situation) }).click();
  await page.getByRole('list', { name: 'Notes' }).getByText('Last evening', { exact: true }).click();
  await expect(page.getByRole('textbox', { name: 'Text of the note' })).toHaveText('The bridge is closed to lorries.');
  await page.getByRole('list', { name: 'Notes' }).getByText(known.noteTitle, { exact: true }).click();
  await expect(page.getByRole('textbox', { name: 'Text of the note' })).toHaveText(known.noteText);
  await openScreen(page, '/settings?page=devices');
  await expect(page.getByRole('main').getByText(/^Shut out/u)).toBeVisible({ timeout: 20_000 });
  await openScreen(page, '/settings?page=vault');
  await expect(reachCard(page)).toContainText('is enough on a new computer');
  expect(faults.splice(0)).toEqual([]);
  await close();
  await rm(userData, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
});

test('a computer that is left is told, until its user says that they know, that another one came in by the sheet', async ({ openApp, launchApp, newSecretariat, faults }) => {
  test.setTimeout(600_000);
  const secretariat = await newSecretariat();
  await secretariat.start();
  const { page: first } = await openApp();
  await join(first, secretariat.invitation().text);
  const further = await furtherDevice(first, launchApp, 'Travel laptop');
  const words = await makeSheet(first);
  await reachCard(first).getByRole('button', { name: 'Let the sheet be enough' }).click();
  await expect(reachCard(first)).toContainText('as it is now');
  await reachCard(first).getByLabel(/Your passphrase/).fill(passphrase);
  await reachCard(first).getByRole('button', { name: 'Keep a sealed copy at the server' }).click();
  await expect(reachCard(first)).toContainText('is enough on a new computer', { timeout: 20_000 });
  const address = await reachCard(first).getByTestId('sheet-address').innerText();
  await openScreen(further.app.page, '/settings?page=vault');
  await expect(reachCard(further.app.page)).toContainText('on another of your computers', { timeout: 20_000 });
  await further.app.close();
  await further.remove();

  const userData = await mkdtemp(path.join(tmpdir(), 'app-recovered-'));
  const { page, close } = await launchApp({ userData });
  await chooseLanguage(page);
  await page.getByRole('button', { name: 'I have a recovery sheet' }).click();
  await enterWords(page, address, words, 'Unknown laptop');
  await choosePassphrase(page, secondPassphrase);
  await expectOpen(page);

  await openScreen(first, '/today');
  const entry = first.getByRole('region', { name: 'Somebody used your recovery sheet' });
  await expect(entry).toContainText('Unknown laptop', { timeout: 30_000 });
  await look(first, 'entry');
  await openScreen(first, '/settings?page=devices');
  await expect(first.getByText('Came in by the recovery sheet')).toBeVisible({ timeout: 15_000 });
  await look(first, 'devices');
  await first.reload();
  await first.getByLabel('Passphrase').fill(passphrase);
  await first.getByRole('button', { name: 'Unlock' }).click();
  await expectOpen(first);
  await openScreen(first, '/today');
  await expect(entry).toBeVisible({ timeout: 15_000 });
  await entry.getByRole('button', { name: 'That was me' }).click();
  await expect(entry).toHaveCount(0);

  // Ended again: the server forgets it, and the words let nobody in.
  await openScreen(first, '/settings?page=vault');
  await reachCard(first).getByRole('button', { name: 'No longer let it be enough' }).click();
  await look(first, 'end');
  await first.getByRole('dialog').getByRole('button', { name: 'No longer let it be enough' }).click();
  await expect(reachCard(first)).toContainText('cannot be used for that again', { timeout: 20_000 });
  faults.splice(0);
  await close();
  await rm(userData, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
});
