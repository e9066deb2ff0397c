import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { firstStart, passphrase } from '../e2e/support/firstStart.ts';
import { fixtureApp } from '../host/fixtureApp.ts';
import { type Launched, startApp } from '../host/launch.ts';
import { type Row, ratio, timing, written } from './samples.ts';

const rounds = 5;

/** Starts an app and answers the time until `ready`. The caller closes it. */
async function start(options: { readonly userData: string; readonly app?: string }, ready: (app: Launched) => Promise<unknown>): Promise<{ readonly app: Launched; readonly ms: number }> {
  const started = performance.now();
  const app = await startApp(options);
  await ready(app);
  return { app, ms: performance.now() - started };
}

/** Start to a usable lock screen beside the same host with a page that holds one line; and unlock beside the passphrase derivation alone. */
export async function appStartRows(): Promise<Row[]> {
  const profile = mkdtempSync(path.join(tmpdir(), 'bench-profile-'));
  const empty = mkdtempSync(path.join(tmpdir(), 'bench-empty-'));
  const [starts, floors, unlocks, derivations]: [number[], number[], number[], number[]] = [[], [], [], []];
  try {
    const first = await startApp({ userData: profile });
    await firstStart(first.page);
    await first.page.getByRole('heading', { name: /^Good/ }).waitFor();
    await first.close();
    for (let round = 0; round < rounds; round += 1) {
      const floor = await start({ userData: empty, app: fixtureApp }, async ({ page }) => page.locator('body').waitFor());
      floors.push(floor.ms);
      await floor.app.close();
      const { app, ms } = await start({ userData: profile }, async ({ page }) => page.getByLabel('Passphrase').waitFor());
      starts.push(ms);
      const { page } = app;
      await page.getByLabel('Passphrase').fill('not the passphrase of this vault');
      const refused = performance.now();
      await page.getByRole('button', { name: 'Unlock' }).click();
      await page.getByText('That passphrase does not open the vault').waitFor();
      derivations.push(performance.now() - refused);
      await page.getByLabel('Passphrase').fill(passphrase);
      const opened = performance.now();
      await page.getByRole('button', { name: 'Unlock' }).click();
      await page.getByRole('heading', { name: 'Your next steps' }).waitFor();
      unlocks.push(performance.now() - opened);
      await app.close();
    }
  } finally {
    for (const folder of [profile, empty]) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
  return [
    { what: 'Start to a usable lock screen', measured: written(timing(starts)), against: `one line of text on the same host: ${written(timing(floors))}`, ratio: ratio(timing(starts), timing(floors)) },
    { what: 'Unlock to Today painted', measured: written(timing(unlocks)), against: `a refused passphrase (derivation and one record): ${written(timing(derivations))}`, ratio: ratio(timing(unlocks), timing(derivations)) },
  ];
}
