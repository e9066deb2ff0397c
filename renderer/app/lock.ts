import type { QueryClient } from '@tanstack/react-query';
import { bridge } from '../platform/bridge.ts';
import { vault } from '../platform/vault.ts';

let locking = false;

/**
 * Locks: saves what is pending, ends the worker that holds the keys, empties the query cache, and has the main process replace the
 * page, so that nothing decrypted outlives this call in the window.
 */
export async function lockVault(queries: QueryClient): Promise<void> {
  if (locking || vault.status() === 'none') return;
  locking = true;
  // A field that is sent when it is left is left now; its change reaches the worker before the lock does.
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  document.documentElement.dataset.locking = 'true'; // hides the page at once; replacing it takes a moment
  await vault.lock();
  queries.clear();
  await bridge.call('vault.locked');
}

/** Calls `lock` after `afterMs` without a key, a click, a scroll or a touch. Answers the function that stops watching. */
export function lockWhenIdle(afterMs: number, lock: () => void): () => void {
  let last = Date.now();
  const touch = (): void => {
    last = Date.now();
  };
  const events = ['keydown', 'pointerdown', 'pointermove', 'wheel', 'touchstart'] as const;
  for (const event of events) window.addEventListener(event, touch, { passive: true, capture: true });
  // A timer that only checks the clock also fires after the machine slept, when a long timeout would not.
  const timer = window.setInterval(() => {
    if (Date.now() - last >= afterMs) lock();
  }, 1_000);
  return () => {
    window.clearInterval(timer);
    for (const event of events) window.removeEventListener(event, touch, { capture: true });
  };
}

/** Tells the main process of every copy from the window, once it is on the clipboard, so that the lock can take it off again. */
export function tellCopies(): () => void {
  const tell = (): void => void setTimeout(() => void bridge.call('clipboard.copied'), 50);
  const events = ['copy', 'cut'] as const;
  for (const event of events) document.addEventListener(event, tell);
  return () => {
    for (const event of events) document.removeEventListener(event, tell);
  };
}
