import type { WebContents, WebPreferences } from 'electron';
import { appOrigin } from './appProtocol.ts';

/** True only for pages of our own protocol and host: compared as parsed parts, because a hostile address may contain ours as text. */
export function isOwnPage(address: string): boolean {
  try {
    const url = new URL(address);
    return `${url.protocol}//${url.host}` === appOrigin && url.username === '' && url.password === '';
  } catch {
    return false;
  }
}

/** What every window of the app is made with. */
export const safeWebPreferences = (preload: string): WebPreferences => ({
  preload,
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  webSecurity: true,
  webviewTag: false,
  spellcheck: false,
  navigateOnDragDrop: false,
});

/** Keeps a window on its own page: no navigation away, by whatever means, no further window, no embedded guest. */
export function guardNavigation(contents: WebContents): void {
  const stay = (event: { preventDefault(): void; url?: string }, address: string): void => {
    if (!isOwnPage(event.url ?? address)) event.preventDefault();
  };
  contents.on('will-navigate', stay);
  contents.on('will-redirect', stay);
  contents.on('will-frame-navigate', (event) => {
    if (!isOwnPage(event.url)) event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}
