import type { CdpSession } from './cdpConnection.ts';
import type { BrowserWindow } from './windows.ts';
import type { WebContents } from './webContents.ts';

/** The windows that exist, by their id: the objects that the app holds. */
export const openWindows = new Map<number, BrowserWindow>();
/** Frames of Chromium, by id, and whose they are. */
export const framesOf = new Map<string, WebContents>();

export interface PageTarget { readonly targetId: string; readonly session: CdpSession }

/** Told of a shortcut that the page did not use; the menu sets it. */
export const shortcuts: { press(accelerator: string): void } = { press: () => undefined };

/** What the launcher is told about this run; nothing when nobody launched it that way. */
export function tellLauncher(message: object): void {
  process.send?.(message);
}
