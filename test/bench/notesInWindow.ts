import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { CDPSession, Page } from '@playwright/test';
import { passphrase } from '../e2e/support/firstStart.ts';
import { openScreen } from '../e2e/support/notes.ts';
import { startApp } from '../host/launch.ts';
import { noteCorpus } from './noteCorpus.ts';

const starts = 5;
const imported = 1_000;

export interface WindowTimes {
  /** Unlock pressed to the first rows of the situation's list painted, a sample for each start. */
  readonly unlock: number[];
  /** Tasks of the window over 50 ms, in milliseconds each: from the press until the list has rested, while a query is typed, during an import. */
  readonly long: { readonly unlock: number[]; readonly search: number[]; readonly import: number[] };
  /** Those that took more than 50 ms of the processor's own time. */
  readonly busy: { readonly unlock: number[]; readonly search: number[]; readonly import: number[] };
  readonly imported: number;
  readonly importMs: number;
  /** Used JavaScript heap in MB after unlock, list and search; collected before. */
  readonly heap: { readonly window: number; readonly worker: number };
}

/** The app itself with many notes: the list after an unlock, typing into the search, an import, and what the window had to do in one piece for it. */
export async function measureInWindow(profile: string, situationId: string): Promise<WindowTimes> {
  const unlock: number[] = [];
  const long = { unlock: [] as number[], search: [] as number[], import: [] as number[] };
  const busy = { unlock: [] as number[], search: [] as number[], import: [] as number[] };
  for (let round = 0; round < starts; round += 1) {
    const app = await startApp({ userData: profile });
    try {
      const { page } = app;
      page.setDefaultTimeout(120_000);
      await page.getByLabel('Passphrase').fill(passphrase);
      // A passphrase takes at least as long to type; meanwhile the app makes ready.
      await page.waitForTimeout(3_000);
      await watchLongTasks(page);
      busy.unlock.push(...(await busyTasks(page, async () => {
        unlock.push(await page.evaluate(unlockToList, `/situations/${situationId}`));
        await page.waitForTimeout(2_000);
      })));
      long.unlock.push(...(await takeLongTasks(page)));
      if (round < starts - 1) continue;
      busy.search.push(...(await busyTasks(page, () => search(page))));
      long.search.push(...(await takeLongTasks(page)));
      const heap = await heapsOf(page);
      await takeLongTasks(page);
      const file = writeImport();
      const began = performance.now();
      busy.import.push(...(await busyTasks(page, () => importNotes(page, file))));
      const importMs = performance.now() - began;
      rmSync(path.dirname(file), { recursive: true });
      long.import.push(...(await takeLongTasks(page)));
      return { unlock, long, busy, imported, importMs, heap };
    } finally {
      await app.close();
    }
  }
  throw new Error('not reached');
}

const watchLongTasks = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const found: number[] = [];
    Object.assign(window, { longTasks: found });
    new PerformanceObserver((list) => found.push(...list.getEntries().map(({ duration }) => duration))).observe({ entryTypes: ['longtask'] });
  });

const takeLongTasks = (page: Page): Promise<number[]> => page.evaluate(() => (window as unknown as { readonly longTasks: number[] }).longTasks.splice(0));

/**
 * Tasks of the windows' main threads that took more than 50 ms of the processor's time, in milliseconds each, while `work` ran. The clock alone
 * would also count what others on the machine took in between.
 */
async function busyTasks(page: Page, work: () => Promise<void>): Promise<number[]> {
  const browser = page.context().browser();
  if (browser === null) throw new Error('the page has no browser');
  await browser.startTracing(page, { categories: ['toplevel', 'disabled-by-default-devtools.timeline'] });
  await work();
  const { traceEvents: events } = JSON.parse((await browser.stopTracing()).toString('utf8')) as { readonly traceEvents: readonly TraceEvent[] };
  const mainThreads = new Set(events.filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain').map(({ pid, tid }) => `${pid}/${tid}`));
  return events.filter(({ name, tdur, pid, tid }) => /RunTask$/.test(name) && tdur !== undefined && tdur > 50_000 && mainThreads.has(`${pid}/${tid}`)).map(({ tdur = 0 }) => tdur / 1_000);
}

interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds of the thread's own time. */
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

/** Runs in the page. It may use nothing from outside. */
async function unlockToList(hash: string): Promise<number> {
  location.hash = hash;
  const button = [...document.querySelectorAll('button')].find(({ textContent }) => textContent === 'Unlock');
  const started = performance.now();
  button?.click();
  await new Promise<void>((resolve) => {
    const watch = new MutationObserver(() => {
      if (document.querySelector('ul[aria-label="Notes"] li') === null) return;
      watch.disconnect();
      resolve();
    });
    watch.observe(document.body, { subtree: true, childList: true });
  });
  await new Promise<void>((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)));
  return performance.now() - started;
}

async function search(page: Page): Promise<void> {
  await openScreen(page, '/situations');
  const field = page.getByRole('searchbox', { name: 'Search all notes' });
  for (const query of ['kamin', 'son lo', 'ébegra']) {
    await field.fill('');
    await field.pressSequentially(query, { delay: 60 });
    await page.getByRole('status').getByText(/note/).waitFor();
    await page.waitForTimeout(500);
  }
  await field.fill('');
}

/** The file of an import, in a folder of its own. From memory the test's own wire would put it into the window, and that would count as the app's work. */
function writeImport(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-import-'));
  const file = path.join(folder, 'notes.enex');
  const notes = [...noteCorpus(imported, 7)].map(({ title, paragraphs }) => `<note><title>New ${title}</title><content><![CDATA[<en-note>${paragraphs.map((words) => `<div>${words}</div>`).join('')}</en-note>]]></content></note>`);
  writeFileSync(file, `<?xml version="1.0" encoding="UTF-8"?><en-export>${notes.join('')}</en-export>`);
  return file;
}

async function importNotes(page: Page, file: string): Promise<void> {
  await openScreen(page, '/situations');
  await page.getByRole('button', { name: 'Import notes' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.locator('input[type=file]').first().setInputFiles(file);
  await dialog.getByLabel('Name').fill('Imported');
  await dialog.getByRole('button', { name: 'Take in the notes' }).click();
  await dialog.getByText('notes were added').waitFor({ timeout: 300_000 });
}

/** Workers answer over the session of their page. */
async function heapsOf(page: Page): Promise<{ readonly window: number; readonly worker: number }> {
  const session = await page.context().newCDPSession(page);
  const megabytes = (bytes: number): number => bytes / 2 ** 20;
  await session.send('HeapProfiler.collectGarbage');
  const own = await session.send('Runtime.getHeapUsage');
  const workers: number[] = [];
  session.on('Target.attachedToTarget', ({ sessionId }) => void workerHeap(session, sessionId).then((bytes) => workers.push(bytes)));
  await session.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false, flatten: false });
  await page.waitForTimeout(5_000);
  await session.detach();
  return { window: megabytes(own.usedSize), worker: megabytes(Math.max(0, ...workers)) };
}

async function workerHeap(session: CDPSession, sessionId: string): Promise<number> {
  let next = 1;
  const ask = (method: string): Promise<{ readonly usedSize?: number }> =>
    new Promise((resolve) => {
      const id = next++;
      session.on('Target.receivedMessageFromTarget', ({ sessionId: from, message }) => {
        const answer = JSON.parse(message) as { readonly id?: number; readonly result?: { readonly usedSize?: number } };
        if (from === sessionId && answer.id === id) resolve(answer.result ?? {});
      });
      void session.send('Target.sendMessageToTarget', { sessionId, message: JSON.stringify({ id, method }) });
    });
  await ask('HeapProfiler.collectGarbage');
  return (await ask('Runtime.getHeapUsage')).usedSize ?? 0;
}
