/** The product's own test: the app watched for faults, and a profile with a vault that need not be made anew each time. */
import { cp, lstat, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Bridge } from '../../../shared/contracts/ipc.ts';
import { expect, type Launched, type LaunchOptions, startApp, test as base } from '../../host/launch.ts';
import { firstStart, unlock } from './firstStart.ts';
import { type ManualFolder, manualFolder } from './manualFolder.ts';
import { addNote, addSituation, openScreen } from './notes.ts';
import { makeSecretariat, type SecretariatOptions, type TestSecretariat } from './testSecretariat.ts';
import { watchPage } from './watchPage.ts';

declare global {
  interface Window {
    readonly focalpoint: Bridge;
  }
}

export const known = {
  situation: 'Northern border districts',
  area: 'Four districts',
  noteTitle: 'Call with district prosecutor',
  noteText: 'She has opened three files on threats against returnees since October.',
} as const;

interface Fixtures {
  /** Errors and policy violations of every window so far. The test fails when one is left at its end; a spec that provokes one takes it out. */
  readonly faults: string[];
  /** Starts the app on a profile with a finished first start, one situation and one note, and opens the vault. */
  readonly openApp: (options?: LaunchOptions) => Promise<Launched>;
  /** Makes a Secretariat that is stopped and removed after the test. */
  readonly newSecretariat: (options?: SecretariatOptions) => Promise<TestSecretariat>;
  /** The content of the app in a folder of its own, to change and publish. */
  readonly editor: ManualFolder;
  /** Puts that profile into the test's folder without starting the app. */
  readonly usedProfile: () => Promise<string>;
}

/** Chromium goes on writing for a moment after the app has ended; its lock is the last thing to go. */
async function untilUnused(folder: string): Promise<void> {
  const isLocked = async (): Promise<boolean> => (await Promise.all(['SingletonLock', 'chromium/SingletonLock'].map((name) => lstat(path.join(folder, name)).then(() => true, () => false)))).includes(true);
  await expect.poll(isLocked, { message: 'the profile of the app that ended is still in use', timeout: 15_000 }).toBe(false);
  let before = '';
  // The lock goes first and some files after it: still is a profile whose list of files stays the same for a while.
  await expect.poll(async () => {
    const now = (await readdir(folder, { recursive: true })).sort().join('\n');
    const still = now === before;
    before = now;
    return still;
  }, { intervals: [500], timeout: 15_000 }).toBe(true);
}

export const test = base.extend<Fixtures, { readonly template: string }>({
  template: [
    async ({}, use) => {
      const folder = await mkdtemp(path.join(tmpdir(), 'app-template-'));
      const app = await startApp({ userData: folder });
      try {
        await firstStart(app.page);
        await addSituation(app.page, known.situation, known.area);
        await addNote(app.page, known.noteTitle, known.noteText);
        await openScreen(app.page, '/today');
        await app.close();
        await untilUnused(folder);
      } catch (error) {
        await app.kill();
        throw error;
      }
      await use(folder);
      await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  faults: async ({}, use) => {
    const faults: string[] = [];
    await use(faults);
    expect(faults, 'errors and policy violations in the window').toEqual([]);
  },
  launchApp: async ({ launchApp, faults }, use) => {
    await use(async (options) => {
      const app = await launchApp(options);
      await watchPage(app.page, faults);
      return app;
    });
  },
  newSecretariat: async ({}, use) => {
    const made: TestSecretariat[] = [];
    await use(async (options) => {
      const secretariat = await makeSecretariat(options);
      made.push(secretariat);
      return secretariat;
    });
    for (const secretariat of made) await secretariat.remove();
  },
  editor: async ({}, use) => {
    const folder = await manualFolder();
    await use(folder);
    await folder.remove();
  },
  usedProfile: async ({ template, userData }, use) => {
    await use(async () => {
      await cp(template, userData, { recursive: true, filter: (file) => !/Singleton|\.org\.chromium\.|DevToolsActivePort|lockfile|-(?:wal|shm|journal)$/.test(file) });
      return userData;
    });
  },
  openApp: async ({ usedProfile, launchApp }, use) => {
    await use(async (options) => {
      await usedProfile();
      const app = await launchApp(options);
      await unlock(app.page);
      return app;
    });
  },
});
export { expect };
export type { Launched };
