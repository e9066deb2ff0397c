import type { Page } from '@playwright/test';

/** Whether the text stands anywhere in the JavaScript heap of the page's process, workers excepted: collected, then written out whole and searched. */
export async function heapHolds(page: Page, text: string): Promise<boolean> {
  const session = await page.context().newCDPSession(page);
  try {
    for (let round = 0; round < 3; round += 1) await session.send('HeapProfiler.collectGarbage');
    let found = false;
    let tail = '';
    // Chunks cut words in two, so each is searched together with the end of the one before.
    const look = ({ chunk }: { readonly chunk: string }): void => {
      const joined = tail + chunk;
      found ||= joined.includes(text);
      tail = joined.slice(-text.length);
    };
    session.on('HeapProfiler.addHeapSnapshotChunk', look);
    await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false, captureNumericValue: false });
    session.off('HeapProfiler.addHeapSnapshotChunk', look);
    return found;
  } finally {
    await session.detach();
  }
}
