import { expect, it } from 'vitest';
import { emptyPage, replaceRenderer, type Replaceable } from './replaceRenderer.ts';

const waits = { loadMs: 60, endMs: 60 };
const page = 'app://bundle/index.html';

/** A window in process 10. What `load` says decides how it goes on. */
function windowOf(load: (url: string) => Promise<number>) {
  const did: string[] = [];
  let pid = 10;
  const contents: Replaceable = {
    getOSProcessId: () => pid,
    isDestroyed: () => false,
    loadURL: async (url) => {
      did.push(url === emptyPage ? 'empty' : 'page');
      pid = await load(url);
    },
    forcefullyCrashRenderer: () => void did.push('crash'),
    navigationHistory: { clear: () => void did.push('history') },
  };
  return { contents, did };
}

it('shows the page in another process, and forgets the way back', async () => {
  const { contents, did } = windowOf(async (url) => (url === emptyPage ? 11 : 12));
  let asked = 0;
  await replaceRenderer(contents, page, { runs: () => (asked += 1) < 3, end: () => void did.push('end') }, waits);
  expect(did).toEqual(['empty', 'page', 'history']);
});

it('ends a process that outlives its page', async () => {
  const { contents, did } = windowOf(async (url) => (url === emptyPage ? 11 : 12));
  let isAlive = true;
  await replaceRenderer(contents, page, { runs: () => isAlive, end: (pid) => { did.push(`end ${pid}`); isAlive = false; } }, waits);
  expect(did).toEqual(['empty', 'end 10', 'page', 'history']);
});

it('ends by force a window that hangs, and one that stayed in its process', async () => {
  const hanging = windowOf((url) => (url === emptyPage ? new Promise(() => undefined) : Promise.resolve(12)));
  await replaceRenderer(hanging.contents, page, { runs: () => false, end: () => undefined }, waits);
  expect(hanging.did).toEqual(['empty', 'crash', 'page', 'history']);
  const sharing = windowOf(async () => 10);
  await replaceRenderer(sharing.contents, page, { runs: () => false, end: () => undefined }, waits);
  expect(sharing.did).toEqual(['empty', 'crash', 'page', 'history']);
});
