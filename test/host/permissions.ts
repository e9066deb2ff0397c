import type * as Electron from 'electron';
import { connection } from './hostState.ts';
import { fromChromium } from './schemeUrls.ts';
import type { WebContents } from './webContents.ts';

type Handler<Name extends 'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler' | 'setDisplayMediaRequestHandler'> = Parameters<Electron.Session[Name]>[0];
export const permissionHandlers: {
  request: Handler<'setPermissionRequestHandler'>;
  check: Handler<'setPermissionCheckHandler'>;
  device: Handler<'setDevicePermissionHandler'>;
  displayMedia: Handler<'setDisplayMediaRequestHandler'>;
} = { request: null, check: null, device: null, displayMedia: null };

type Permission = Parameters<NonNullable<typeof permissionHandlers.check>>[1];
/** Electron's names with Chromium's for the same permission. */
const permissions: ReadonlyArray<readonly [Permission, string]> = [
  ['notifications', 'notifications'], ['geolocation', 'geolocation'], ['media', 'camera'], ['media', 'microphone'], ['midi', 'midi'], ['clipboard-read', 'clipboard-read'], ['clipboard-sanitized-write', 'clipboard-write'],
  ['display-capture', 'display-capture'], ['idle-detection', 'idle-detection'], ['window-management', 'window-management'], ['local-fonts', 'local-fonts'], ['persistent-storage', 'persistent-storage'],
  ['screen-wake-lock', 'screen-wake-lock'], ['storage-access', 'storage-access'], ['sensors', 'accelerometer'],
];

function asked(contents: WebContents, permission: Permission, url: string): Promise<boolean> {
  const { request } = permissionHandlers;
  if (!request) return Promise.resolve(true); // Electron grants what nobody decides
  return new Promise((answer) => request(contents.self, permission, answer, { requestingUrl: url, isMainFrame: true } as Electron.PermissionRequest));
}
function checked(contents: WebContents, permission: Permission, url: string): boolean {
  const { check } = permissionHandlers;
  return check ? check(contents.self, permission, new URL(url).origin, { requestingUrl: url, isMainFrame: true } as Electron.PermissionCheckHandlerHandlerDetails) : true;
}

/** What `navigator.permissions.query` answers for one of Chromium's names; undefined for those that Electron does not decide. */
export function checkPermission(contents: WebContents, name: string): 'granted' | 'denied' | undefined {
  const [permission] = permissions.find(([, theirs]) => theirs === name) ?? [];
  return permission === undefined ? undefined : checked(contents, permission, contents.mainFrame.url) ? 'granted' : 'denied';
}

/**
 * Asks the request handler about every permission before a page loads: the protocol tells nobody when a page asks. What the page may do
 * follows the request handler, what it is told when it looks follows the check handler, so an app that sets only one of the two is seen.
 */
export async function decidePermissions(contents: WebContents, chromiumUrl: string): Promise<void> {
  if (!chromiumUrl.startsWith('http')) return;
  const { origin } = new URL(chromiumUrl);
  await Promise.all(permissions.map(async ([permission, name]) => {
    const setting = (await asked(contents, permission, fromChromium(chromiumUrl))) ? 'granted' : 'denied';
    await connection().browser.send('Browser.setPermission', { permission: { name }, setting, origin }).catch(() => undefined); // a name that this Chromium lacks
  }));
}
