/**
 * The exchange as a person has it: two apps with their windows, vaults and disks, and the Secretariat's own program. The first holds ten
 * thousand notes and lets the second in. Once, for information: what the engine alone takes is measured in exchange.ts.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { passphrase } from '../e2e/support/firstStart.ts';
import { askToEnter, choosePassphrase, letIn, secondPassphrase, showCode } from '../e2e/support/furtherDevice.ts';
import { join } from '../e2e/support/join.ts';
import { makeSecretariat } from '../e2e/support/testSecretariat.ts';
import { startApp } from '../host/launch.ts';
import { fillVault } from './fillVault.ts';
import { newProfile } from './newProfile.ts';
import type { Row } from './samples.ts';

const notes = 10_000;
const longestMs = 300_000;
const packedAfterMs = 90_000;
const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;

export async function exchangeInAppRows(): Promise<Row[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-exchange-'));
  const secretariat = await makeSecretariat();
  try {
    await secretariat.start();
    const [desk, laptop] = [path.join(folder, 'desk'), path.join(folder, 'laptop')];
    await newProfile(desk);
    const situationId = await fillVault(desk, passphrase, notes);
    const first = await startApp({ userData: desk });
    first.page.setDefaultTimeout(longestMs);
    await first.page.getByLabel('Passphrase').fill(passphrase);
    await first.page.getByRole('button', { name: 'Unlock' }).click();
    await first.page.getByRole('navigation').first().waitFor();
    // The notes were written past the app: it fills its database from the journal and packs them, as it does at leisure with what a person writes.
    await first.page.waitForTimeout(packedAfterMs);
    await join(first.page, secretariat.invitation().text);
    const second = await startApp({ userData: laptop });
    second.page.setDefaultTimeout(longestMs);
    const shown = await showCode(first.page);
    await askToEnter(second.page, shown, 'Laptop');
    await first.page.getByTestId('pairing-number').waitFor();
    await letIn(first.page);
    const sent = await timeOf(() => upToDate(first.page));
    const began = performance.now();
    await choosePassphrase(second.page, secondPassphrase);
    await second.page.getByRole('navigation').first().waitFor();
    await second.page.evaluate((hash) => (location.hash = hash), `/situations/${situationId}`);
    await second.page.getByRole('list', { name: 'Notes' }).locator('li').first().waitFor();
    const usable = performance.now() - began;
    await upToDate(second.page);
    const fetched = performance.now() - began;
    await first.close();
    await second.close();
    return [
      { what: `Exchange of ${notes.toLocaleString('en')} notes between two apps, once: sent, until “Up to date”`, measured: seconds(sent), against: 'for information', ratio: '–' },
      { what: 'The same, fetched by a new device: passphrase chosen, vault made, until “Up to date”', measured: seconds(fetched), against: 'for information', ratio: '–' },
      { what: 'The same: until its first notes are listed, the last changed ones first', measured: seconds(usable), against: 'three seconds', ratio: `${(usable / 3_000).toFixed(2)}×` },
    ];
  } finally {
    await secretariat.remove();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function timeOf(work: () => Promise<void>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

const upToDate = (page: Page): Promise<void> => page.getByText('Up to date').waitFor();

if (import.meta.main) for (const row of await exchangeInAppRows()) console.log(`${row.what} | ${row.measured} | ${row.against} | ${row.ratio}`);
