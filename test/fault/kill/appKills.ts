import { cp, mkdtemp, readdir, rm, stat, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import { hostName, startApp, type Launched } from '../../host/launch.ts';
import { firstStart, unlock } from '../../e2e/support/firstStart.ts';
import { addNote, addSituation } from '../../e2e/support/notes.ts';
import { processTree } from '../../e2e/support/processMemory.ts';
import { insist, type FaultSuite } from '../faultSuite.ts';

const situation = 'Kept through kills';
const body = '[role="textbox"][contenteditable]';

/** Ends parts of the app: all of it at once, or one of its two halves, of which the other then has to end by itself. */
async function kill(app: Launched, how: 'all' | 'main' | 'browser'): Promise<void> {
  const tree = process.platform === 'linux' ? await processTree(await app.evaluate(() => process.pid)) : [];
  const one = tree.find(({ kind }) => kind === how);
  if (one === undefined) await app.kill();
  else {
    process.kill(one.pid, 'SIGKILL');
    await app.ended;
    await app.kill(); // lets go of what is attached to it
  }
  const runs = ({ pid }: { readonly pid: number }): boolean => {
    try {
      return process.kill(pid, 0);
    } catch {
      return false;
    }
  };
  for (const until = Date.now() + 10_000; tree.some(runs) && Date.now() < until; ) await sleep(20);
}

const indexedDbOf = async (userData: string): Promise<string> => {
  for (const name of ['IndexedDB', 'chromium/Default/IndexedDB']) {
    const folder = path.join(userData, name);
    if (await stat(folder).then(() => true, () => false)) return folder;
  }
  throw new Error('no IndexedDB in the profile');
};

/** What happens to the browser's database on a bad day. The journal is not touched. */
async function harm(userData: string, older: string, random: () => number): Promise<string> {
  const folder = await indexedDbOf(userData);
  const what = (['deleted', 'truncated', 'older'] as const)[Math.floor(random() * 3)] ?? 'deleted';
  if (what === 'deleted') await rm(folder, { recursive: true });
  else if (what === 'older') {
    await rm(folder, { recursive: true });
    await cp(older, folder, { recursive: true });
  } else {
    const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name)).sort();
    const file = files[Math.floor(random() * files.length)];
    if (file !== undefined) await truncate(file, Math.floor((await stat(file)).size * random()));
  }
  return what;
}

/** What a reader could have seen as saved: text that stood there in two frames running while the app said "saved". */
const watchSaved = (page: Page): Promise<void> => page.evaluate((selector) => {
  const seen = { text: '' };
  Object.assign(window, { seen });
  let before: string | null = null;
  const look = (): void => {
    const isSaved = document.querySelector('[data-save]')?.getAttribute('data-save') === 'saved';
    const text = document.querySelector(selector)?.textContent ?? '';
    if (isSaved && text === before) seen.text = text;
    before = isSaved ? text : null;
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}, body);

const words = (text: string): string[] => text.match(/w[0-9]+n[0-9]+x/g) ?? [];

export const appKills: FaultSuite = {
  name: 'app-kills',
  about: `SIGKILL to the built app (${hostName}) while notes are typed in its window, and its IndexedDB deleted, truncated or replaced by an older copy between: every acknowledged word is there, once`,
  rounds: { full: 200, ci: 8 },
  run: async ({ seed, rounds, random, say }) => {
    const userData = await mkdtemp(path.join(tmpdir(), 'fault-app-'));
    const older = path.join(await mkdtemp(path.join(tmpdir(), 'fault-older-')), 'IndexedDB');
    let acknowledged = new Set<string>();
    let all = 0;
    const harms: Record<string, number> = {};
    let app = await startApp({ userData });
    try {
      await firstStart(app.page);
      await addSituation(app.page, situation);
      await addNote(app.page, 'Begun', 'w0n0x ');
      const address = await app.page.evaluate(() => location.hash);
      await app.close();
      await sleep(800); // Chromium writes for a moment after the app has ended
      await cp(await indexedDbOf(userData), older, { recursive: true });
      for (let round = 0; round <= rounds; round += 1) {
        const about = `seed ${seed}, round ${round}`;
        if (round % 4 === 3) {
          const what = await harm(userData, older, random);
          harms[what] = (harms[what] ?? 0) + 1;
        }
        app = await startApp({ userData });
        const { page } = app;
        await unlock(page);
        await page.evaluate((to) => { location.hash = to; }, address);
        await page.waitForSelector(body);
        await page.waitForFunction((selector) => document.querySelector(selector)?.textContent?.includes('w0n0x'), body);
        const found = words((await page.locator(body).textContent()) ?? '');
        insist(new Set(found).size === found.length, `${about}: a word is there twice`);
        for (const word of acknowledged) insist(found.includes(word), `${about}: acknowledged and not there: ${word}`);
        // What was written and not acknowledged may be there or not; from now on it counts.
        acknowledged = new Set(found);
        if (round === rounds) break;
        await watchSaved(page);
        await page.locator(body).press('Control+End');
        let written = 0;
        // In every third round the reader is given the time to see "saved", however slow the machine; then it is written on.
        if (round % 3 === 0) {
          await page.keyboard.insertText(`w${round + 1}n${written}x `);
          written += 1;
          await page.waitForFunction((word) => (window as unknown as { seen: { text: string } }).seen.text.includes(word), `w${round + 1}n0x`);
        }
        for (const until = Date.now() + 150 + random() * 900; Date.now() < until; written += 1) {
          await page.keyboard.insertText(`w${round + 1}n${written}x `);
          await sleep(random() * 70);
        }
        for (const word of words(await page.evaluate(() => (window as unknown as { seen: { text: string } }).seen.text))) {
          if (!acknowledged.has(word)) all += 1;
          acknowledged.add(word);
        }
        await kill(app, (['all', 'main', 'browser'] as const)[Math.floor(random() * 3)] ?? 'all');
        if (round % 50 === 49) say(`${round + 1} kills, ${all} words acknowledged`);
      }
      insist(all > 0, 'control: words were acknowledged before the kills');
      return { done: `${rounds} kills, ${all} acknowledged words, IndexedDB ${Object.entries(harms).map(([what, times]) => `${what} ${times}`).join(', ')}` };
    } finally {
      await app.kill().catch(() => undefined);
      for (const folder of [userData, path.dirname(older)]) await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    }
  },
};
