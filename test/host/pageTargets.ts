import { connection, headed, host } from './hostState.ts';
import { openWindows, type PageTarget } from './registry.ts';
import { registeredSchemes, toChromium } from './schemeUrls.ts';

type Taker = (target: PageTarget) => void;
const wanted: Taker[] = [];
let openAppWindow: (url: string) => void = () => undefined;

/** Where an app window starts: its origin decides that Chromium shows no address bar over the app's own pages. */
export const emptyPage = '/stand-in-empty';

/** Asks Chromium for one more page; it waits, empty and halted, until the window is set up. */
export function openPage(): Promise<PageTarget> {
  const page = new Promise<PageTarget>((take) => void wanted.push(take));
  if (headed) openAppWindow(toChromium(`${registeredSchemes()[0] ?? 'https'}://bundle${emptyPage}`));
  else void connection().browser.send('Target.createTarget', { url: 'about:blank', newWindow: true }).catch((error: unknown) => { if (!host.quitting) console.error('[stand-in]', error); });
  return page;
}

/** Gives each new page to the window that asked for it. Nobody asked for a popup: it is closed before it loads anything. */
export async function watchPages(open: (url: string) => void): Promise<void> {
  openAppWindow = open;
  const { browser, session } = { browser: connection().browser, session: connection().session.bind(connection()) };
  browser.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
    const take = targetInfo.openerId === undefined ? wanted.shift() : undefined;
    const page = session(sessionId);
    if (take) return take({ targetId: targetInfo.targetId, session: page });
    // A popup shares its opener's thread, which stands still while the popup is halted: let it go on, then close it. Its requests fail, see requests.ts.
    void page.send('Runtime.runIfWaitingForDebugger').catch(() => undefined);
    void browser.send('Target.closeTarget', { targetId: targetInfo.targetId }).catch(() => undefined);
  });
  const windowOf = (targetId: string) => [...openWindows.values()].find((window) => window.contents.targetId === targetId);
  browser.on('Target.targetInfoChanged', ({ targetInfo }) => windowOf(targetInfo.targetId)?.contents.becomeTitled(targetInfo.title));
  browser.on('Target.targetDestroyed', ({ targetId }) => windowOf(targetId)?.becomeGone());
  await browser.send('Target.setDiscoverTargets', { discover: true, filter: [{ type: 'page' }] });
  await browser.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: true, flatten: true, filter: [{ type: 'page' }, { exclude: true }] });
}
