import type * as Electron from 'electron';
import { named } from './named.ts';

let text = '';
/** Text only, and its own: the page's clipboard is Chromium's. */
export const clipboard = named('clipboard', {
  readText: async (): Promise<string> => text,
  writeText: async (next: string): Promise<void> => { text = next; },
  clear: (type?: 'selection' | 'clipboard'): void => { if (type !== 'selection') text = ''; }, // what is marked stays Chromium's
  has: async (type: string): Promise<boolean> => type === 'text/plain' && text !== '',
} satisfies Partial<Electron.Clipboard>);
