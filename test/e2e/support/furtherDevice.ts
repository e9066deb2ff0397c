import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, type Page } from '@playwright/test';
import type { Launched, LaunchOptions } from '../../host/launch.ts';
import { chooseLanguage, expectOpen, passphrase } from './firstStart.ts';
import { openScreen } from './notes.ts';

/** On the device that has the vault: shows a code. Answers what the user would carry over. */
export async function showCode(page: Page): Promise<string> {
  await openScreen(page, '/settings?page=devices');
  await page.getByRole('button', { name: 'Show a code' }).click();
  const code = await page.getByTestId('pairing-code').innerText();
  const address = await page.getByRole('region', { name: 'Add a device' }).locator('dd').first().innerText();
  return `Address: ${address}\nCode: ${code}`;
}

/** On the new device: enters it. Answers the number shown. */
export async function askToEnter(page: Page, shown: string, deviceName: string): Promise<string> {
  await chooseLanguage(page);
  await page.getByRole('button', { name: 'I already use this on another computer' }).click();
  await page.getByRole('textbox', { name: 'Address and code' }).fill(shown);
  await page.getByRole('textbox', { name: 'Name for this computer' }).fill(deviceName);
  await page.getByRole('button', { name: 'Ask to enter' }).click();
  return page.getByTestId('pairing-number').innerText();
}

export async function letIn(page: Page, words = passphrase): Promise<void> {
  await page.getByLabel('Passphrase of this device').fill(words);
  await page.getByRole('button', { name: 'The numbers match: let it in' }).click();
  await expect(page.getByText(/is let in\./)).toBeVisible({ timeout: 20_000 });
}

export async function choosePassphrase(page: Page, words: string): Promise<void> {
  await expect(page.getByRole('heading', { name: 'Choose a passphrase for this computer' })).toBeVisible({ timeout: 15_000 });
  await page.getByLabel('Passphrase', { exact: true }).fill(words);
  await page.getByLabel('Passphrase again').fill(words);
  await expect(page.getByText(/^(Good|Strong)\./).first()).toBeVisible();
  await page.getByRole('button', { name: 'Open the vault here' }).click();
}

export const secondPassphrase = 'harbour candle ribbon marble window thistle';

export interface FurtherDevice {
  readonly app: Launched;
  remove(): Promise<void>;
}

/** Starts the app on an empty profile and has it let in by the first device, which must have joined. Both are open afterwards. */
export async function furtherDevice(first: Page, launchApp: (options?: LaunchOptions) => Promise<Launched>, deviceName = 'Laptop'): Promise<FurtherDevice> {
  const userData = await mkdtemp(path.join(tmpdir(), 'app-further-'));
  const app = await launchApp({ userData });
  const shown = await showCode(first);
  const theirs = await askToEnter(app.page, shown, deviceName);
  await expect(first.getByTestId('pairing-number')).toHaveText(theirs, { timeout: 10_000 });
  await letIn(first);
  await choosePassphrase(app.page, secondPassphrase);
  await expectOpen(app.page);
  return { app, remove: () => rm(userData, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 }) };
}
