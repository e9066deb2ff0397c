import type { Page } from '@playwright/test';

/** Said by Chromium about its own doubts, and by Vite about nothing: neither is a fault of the page. */
const harmless = [/^\[DOM\]/];

function listenInWorker(): void {
  globalThis.addEventListener('unhandledrejection', ({ reason }) => console.error(`rejected in a worker: ${String(reason?.name)} ${String(reason?.message)} ${String(reason?.stack).slice(0, 300)}`));
}

/**
 * Notes everything that must not happen in the window: an error that nobody caught, an error on the console, a violation of the
 * security policy. Listens from the next document on as well as in the present one.
 */
export async function watchPage(page: Page, faults: string[]): Promise<void> {
  page.setDefaultTimeout(15_000); // a click that waits for ever would hide where a spec went wrong
  page.on('pageerror', (error) => faults.push(`uncaught: ${error.message} ${error.stack?.split('\n')[1]?.trim() ?? ''}`.trim()));
  // An error of Dexie that nobody caught in a worker comes as the short name of its class: the worker itself says more.
  page.on('worker', (worker) => void worker.evaluate(listenInWorker).catch(() => undefined));
  page.on('console', (message) => {
    const text = message.text();
    const isFault = message.type() === 'error' || message.type() === 'warning' || text.includes('Content Security Policy') || text.startsWith('violation: ');
    if (isFault && !harmless.some((pattern) => pattern.test(text))) faults.push(`${message.type()}: ${text.slice(0, 400)}`);
  });
  const listen = (): void => {
    window.addEventListener('unhandledrejection', ({ reason }) => Object.prototype.toString.call(reason) === '[object Error]' || console.error(`rejected with no error: ${String(reason?.name)} ${String(reason?.message)}`)); // Dexie's are none
    document.addEventListener('securitypolicyviolation', (event) => console.error(`violation: ${event.effectiveDirective} ${event.blockedURI} ${event.sample}`));
  };
  await page.addInitScript(listen);
  await page.evaluate(listen);
}
