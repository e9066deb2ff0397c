/** `npm run shots`: walks the main screens in light, dark and right-to-left and writes pictures below build/out/shots, for the README, for review, and for a machine with no display. */
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { chooseLanguage, expectLocked, expectOpen, fillProfile, makeVault, passphrase, unlock, putOffSheet } from '../test/e2e/support/firstStart.ts';
import { join } from '../test/e2e/support/join.ts';
import { manualFolder } from '../test/e2e/support/manualFolder.ts';
import { addNote, addSituation, openScreen } from '../test/e2e/support/notes.ts';
import { looks, overlays, putOn, screens } from '../test/e2e/support/screens.ts';
import { makeSecretariat } from '../test/e2e/support/testSecretariat.ts';
import { startApp } from '../test/host/launch.ts';
import { ensureChromium } from './ensureChromium.ts';

const root = path.resolve(import.meta.dirname, '..');
const folder = path.join(root, 'build/out/shots');
const wide = { width: 1440, height: 900 };
const narrow = { width: 1024, height: 768 };
/** Screens with columns, which are tight first. */
const alsoNarrow = new Set(['today', 'onboarding', 'manual', 'note']);

type Look = (typeof looks)[number];

async function shot(page: Page, look: Look, name: string): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  await page.waitForTimeout(120); // the last paint after a change of size or theme
  await page.screenshot({ path: path.join(folder, look.name, `${name}.png`) });
}

/** The present screen in every look, and back to the first. */
async function inEveryLook(page: Page, name: string): Promise<void> {
  for (const look of looks) {
    await page.evaluate((settings) => window.focalpoint.call('settings.write', settings), look.settings);
    await page.locator(`html[data-theme="${look.settings.theme}"][dir="${look.name === 'rtl' ? 'rtl' : 'ltr'}"]`).waitFor();
    await shot(page, look, name);
  }
  await putOn(page, looks[0]);
}

async function walkFirstStart(page: Page): Promise<void> {
  await page.getByRole('heading', { name: 'Choose a language' }).waitFor();
  await shot(page, looks[0], 'first-start-language');
  await chooseLanguage(page);
  await page.getByLabel('Passphrase', { exact: true }).fill('lantern');
  await page.getByText(/^Guessed/).waitFor();
  await inEveryLook(page, 'first-start-vault');
  await makeVault(page);
  await page.getByRole('heading', { name: 'Make a recovery sheet' }).waitFor();
  await inEveryLook(page, 'first-start-sheet');
  await putOffSheet(page);
  await page.getByRole('heading', { name: 'About your post' }).waitFor();
  await page.getByRole('button', { name: 'Start' }).click();
  await inEveryLook(page, 'first-start-profile-missing');
  await fillProfile(page);
  await inEveryLook(page, 'first-start-profile');
  await page.getByRole('button', { name: 'Start' }).click();
  await expectOpen(page);
  await page.getByText('Your next steps').waitFor();
  await inEveryLook(page, 'today-empty');
  await openScreen(page, '/situations');
  await page.getByText('No situations yet').waitFor();
  await inEveryLook(page, 'situations-empty');
}

/** Names and places are invented. */
async function writeExamples(page: Page): Promise<void> {
  await addSituation(page, 'Coast, election period', 'Three coastal provinces');
  await addNote(page, 'Radio programme of Tuesday', 'The caller named a minority as the reason for the shortage of fuel. Nobody in the studio contradicted him.');
  await addSituation(page, 'Northern border districts', 'Four districts along the river');
  await addNote(page, 'Visit of the district nurse', 'She has moved her clinic twice since the summer because patients were afraid of the old place.');
  await addNote(page, 'Call with district prosecutor', 'She has opened three files on threats against returnees since October. Two name the same landowner. She expects pressure to close them before the local elections and asks whether the ministry would notice.');
  const about = page.getByRole('complementary', { name: 'About this note' });
  await about.getByRole('textbox', { name: 'Place' }).fill('By telephone');
  await about.getByRole('combobox', { name: 'Source' }).fill('Heron');
  await about.getByRole('button', { name: /Reliability/ }).click();
  await page.getByRole('option').nth(1).click();
  await about.getByRole('button', { name: /Credibility/ }).click();
  await page.getByRole('option').nth(1).click();
  await page.waitForTimeout(700);
}

async function main(): Promise<void> {
  await ensureChromium();
  await rm(folder, { recursive: true, force: true });
  for (const look of looks) await mkdir(path.join(folder, look.name), { recursive: true });
  const userData = await mkdtemp(path.join(tmpdir(), 'shots-profile-'));
  const secretariat = await makeSecretariat({ name: 'Secretariat of the Global Network' });
  const editor = await manualFolder();
  const app = await startApp({ userData });
  const { page } = app;
  try {
    page.setDefaultTimeout(15_000);
    await page.setViewportSize(wide);
    await walkFirstStart(page);
    await writeExamples(page);
    await openScreen(page, '/settings?page=secretariat');
    await page.getByRole('textbox', { name: 'Invitation' }).waitFor();
    await inEveryLook(page, 'settings-secretariat-not-joined');
    await secretariat.start();
    await join(page, secretariat.invitation().text);
    await openScreen(page, '/today');
    await inEveryLook(page, 'today-with-data');
    await editor.addSentence('01-commitment/01-commitment-2005.md', 'Keep a copy of both paragraphs where you can reach it during a call.');
    await editor.addSentence('02-role/01-enabler-and-convener.md', 'Ask at the end of each meeting who was missing.');
    await editor.addSection('01-commitment/90-on-a-train.md', { id: 'on-a-train', title: 'What to read on a train', body: 'Three short sections for a journey without a network.' });
    await secretariat.publish(editor.folder, '--note', 'Two sections have one sentence more, and travellers get one of their own.');
    await page.getByRole('heading', { name: 'Manual updated' }).waitFor({ timeout: 30_000 });
    for (const look of looks) {
      await putOn(page, look);
      for (const screen of screens) {
        await screen.open(page);
        await shot(page, look, screen.name);
        if (!alsoNarrow.has(screen.name)) continue;
        await page.setViewportSize(narrow);
        await shot(page, look, `${screen.name}-${narrow.width}`);
        await page.setViewportSize(wide);
      }
      for (const overlay of overlays) {
        await overlay.open(page);
        await shot(page, look, overlay.name);
        await overlay.close(page);
      }
    }
    await putOn(page, looks[0]);
    await page.keyboard.press('Control+l');
    await expectLocked(page);
    await page.getByLabel('Passphrase').fill('not this one');
    await page.keyboard.press('Enter');
    await page.getByText(/does not open the vault/).waitFor();
    await inEveryLook(page, 'unlock-wrong');
    await page.reload();
    await expectLocked(page);
    await inEveryLook(page, 'unlock');
    await unlock(page, passphrase);
    await app.close();
  } catch (error) {
    await page.screenshot({ path: path.join(folder, 'where-it-stopped.png') }).catch(() => undefined);
    await app.kill();
    throw error;
  } finally {
    await secretariat.remove();
    await editor.remove();
    await rm(userData, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
  for (const file of (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.png')).sort()) console.log(path.join('build/out/shots', file));
}

if (import.meta.main) await main();
