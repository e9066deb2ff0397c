import { EventEmitter } from 'node:events';
import type * as Electron from 'electron';
import { theApp } from './app.ts';
import { named } from './named.ts';
import { permissionHandlers } from './permissions.ts';
import { protocol } from './protocol.ts';
import { framesOf } from './registry.ts';
import { toChromium } from './schemeUrls.ts';
import { webRequest } from './webRequest.ts';

type Provided =
  | 'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler' | 'setDisplayMediaRequestHandler' | 'setSpellCheckerEnabled' | 'isSpellCheckerEnabled' | 'setSpellCheckerLanguages'
  | 'setSpellCheckerDictionaryDownloadURL' | 'setCertificateVerifyProc' | 'setProxy' | 'clearCache' | 'clearStorageData' | 'flushStorageData' | 'closeAllConnections' | 'isPersistent' | 'getStoragePath' | 'storagePath';

class Session extends EventEmitter implements Pick<Electron.Session, Provided> {
  readonly protocol = protocol;
  readonly webRequest = webRequest;
  /** The last value set, for specs to read. */
  spellCheckerEnabled = true;

  setPermissionRequestHandler(handler: Parameters<Electron.Session['setPermissionRequestHandler']>[0]): void { permissionHandlers.request = handler; }
  setPermissionCheckHandler(handler: Parameters<Electron.Session['setPermissionCheckHandler']>[0]): void { permissionHandlers.check = handler; }
  /** Kept only: headless Chromium offers no device to choose. */
  setDevicePermissionHandler(handler: Parameters<Electron.Session['setDevicePermissionHandler']>[0]): void { permissionHandlers.device = handler; }
  /** Kept only: `display-capture` is decided by the request handler. */
  setDisplayMediaRequestHandler(handler: Parameters<Electron.Session['setDisplayMediaRequestHandler']>[0]): void { permissionHandlers.displayMedia = handler; }
  setSpellCheckerEnabled(enable: boolean): void { this.spellCheckerEnabled = enable; }
  isSpellCheckerEnabled(): boolean { return this.spellCheckerEnabled; }
  setSpellCheckerLanguages(): void { /* no spelling checker here */ }
  setSpellCheckerDictionaryDownloadURL(): void { /* nothing is downloaded */ }
  setCertificateVerifyProc(): void { /* pages reach no host with a certificate */ }
  setProxy(): Promise<void> { return Promise.resolve(); }
  closeAllConnections(): Promise<void> { return Promise.resolve(); }
  flushStorageData(): void { /* Chromium writes when it closes */ }
  isPersistent(): boolean { return true; }
  getStoragePath(): string { return theApp.getPath('sessionData'); }
  get storagePath(): string { return this.getStoragePath(); }
  async clearCache(): Promise<void> {
    await Promise.all(pages().map((contents) => contents.page.send('Network.clearBrowserCache')));
  }
  /** Clears what the open windows' origins have stored; origins without a window keep theirs. */
  async clearStorageData(): Promise<void> {
    for (const contents of pages()) {
      const origin = toChromium(contents.mainFrame.origin).replace(/\/$/, '');
      await contents.page.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' });
    }
  }
}
const pages = () => [...new Set(framesOf.values())];
export const defaultSession = named('session.defaultSession', new Session()) as unknown as Electron.Session;
export const session = named('session', { defaultSession } satisfies Pick<typeof Electron.session, 'defaultSession'>);
