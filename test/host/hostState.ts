import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { CdpConnection } from './cdpConnection.ts';

interface Manifest { readonly name: string; readonly version: string; readonly main: string; readonly productName?: string }

/** The folder that holds the app's package.json: `run.ts` leaves it as the first argument, as Electron does. */
export const appFolder: string = path.resolve(process.argv[1] ?? '.');
export const manifest: Manifest = existsSync(path.join(appFolder, 'package.json'))
  ? (JSON.parse(readFileSync(path.join(appFolder, 'package.json'), 'utf8')) as Manifest)
  : { name: 'app', version: '0.0.0', main: 'main.js' };
export const electronVersion = (JSON.parse(readFileSync(path.resolve(import.meta.dirname, '../../node_modules/electron/package.json'), 'utf8')) as Manifest).version;
export const headed = process.env.HOST_HEADED === '1';
export const locale = process.env.HOST_LOCALE ?? 'en-GB';

const opened = Promise.withResolvers<void>();

/** What the parts of the stand-in share: there is one app, and so one Chromium, per process. */
export const host = {
  /** True once Chromium runs and `ready` was emitted. */
  ready: false,
  /** True from the moment the app has decided to end. */
  quitting: false,
  whenReady: opened.promise,
  becomeReady: opened.resolve,
  cdp: undefined as CdpConnection | undefined,
  chromiumVersion: '',
};

export function connection(): CdpConnection {
  if (!host.cdp) throw new Error('electron stand-in: Chromium is not running yet');
  return host.cdp;
}

let lastNumber = 0;
export const nextNumber = (): number => ++lastNumber;

/** An event object as Electron's listeners get it. */
export function preventable<Extra extends object>(extra: Extra): Extra & { defaultPrevented: boolean; preventDefault(): void } {
  const event = { ...extra, defaultPrevented: false, preventDefault(): void { event.defaultPrevented = true; } };
  return event;
}
