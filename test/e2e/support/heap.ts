import type { Page } from '@playwright/test';

/** Which of the texts stand anywhere in the JavaScript heap of the page's process, workers excepted: collected, then written out whole and searched. */
export async function heldInHeap(page: Page, ...texts: readonly string[]): Promise<string[]> {
  const session = await page.context().newCDPSession(page);
  try {
    for (let round = 0; round < 3; round += 1) await session.send('HeapProfiler.collectGarbage');
    const found = new Set<string>();
    const longest = Math.max(...texts.map(({ length }) => length));
    let tail = '';
    // Chunks cut words in two, so each is searched together with the end of the one before.
    const look = ({ chunk }: { readonly chunk: string }): void => {
      const joined = tail + chunk;
      for (const text of texts) if (joined.includes(text)) found.add(text);
      tail = joined.slice(-longest);
    };
    session.on('HeapProfiler.addHeapSnapshotChunk', look);
    await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false, captureNumericValue: false });
    session.off('HeapProfiler.addHeapSnapshotChunk', look);
    return [...found];
  } finally {
    await session.detach();
  }
}
