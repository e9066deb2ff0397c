import { EventEmitter, once } from 'node:events';
import path from 'node:path';
import type * as Electron from 'electron';
import { theApp } from './app.ts';
import type { CdpSession } from './cdpConnection.ts';
import { connection, host, nextNumber, preventable } from './hostState.ts';
import { mainFrameAt } from './mainFrame.ts';
import { named } from './named.ts';
import { themeFeatures } from './nativeTheme.ts';
import { PageCalls, wire } from './pageCalls.ts';
import { checkPermission } from './permissions.ts';
import { pdfParameters } from './printToPdf.ts';
import { framesOf, type PageTarget, tellLauncher } from './registry.ts';
import { fromChromium, toChromium } from './schemeUrls.ts';
import { defaultSession } from './session.ts';

type OpenHandler = Parameters<Electron.WebContents['setWindowOpenHandler']>[0];
type Provided =
  | 'id' | 'send' | 'loadURL' | 'loadFile' | 'reload' | 'reloadIgnoringCache' | 'setWindowOpenHandler' | 'getURL' | 'getTitle' | 'isDestroyed' | 'isLoading' | 'isLoadingMainFrame' | 'isCrashed'
  | 'forcefullyCrashRenderer' | 'printToPDF' | 'executeJavaScript' | 'openDevTools' | 'closeDevTools' | 'isDevToolsOpened' | 'isDevToolsFocused' | 'setVisualZoomLevelLimits' | 'setBackgroundThrottling'
  | 'focus' | 'isFocused' | 'getType' | 'insertText' | 'getUserAgent' | 'close' | 'getOSProcessId';

/** One page and everything that main may do to it. Made at once; `opened` resolves when Chromium has the page. */
export class WebContents extends EventEmitter implements Pick<Electron.WebContents, Provided> {
  readonly id = nextNumber();
  readonly session = defaultSession;
  readonly navigationHistory = named('webContents.navigationHistory', {
    clear: (): void => void this.opened.then(() => this.page.send('Page.resetNavigationHistory')).catch(() => undefined),
  } satisfies Partial<Electron.NavigationHistory>);
  readonly opened: Promise<void>;
  /** What the app holds: this object behind `named`. */
  readonly self: Electron.WebContents;
  mainFrame = mainFrameAt('');
  mainFrameId = '';
  targetId = '';
  windowOpenHandler: OpenHandler | undefined;
  /** Addresses that main itself asked for: a page's own navigation is one that is not in here. */
  readonly expected = new Set<string>();
  closing = false;
  #page: CdpSession | undefined;
  #calls: PageCalls | undefined;
  #destroyed = false;
  #crashed = false;
  #loading = false;
  #title = '';

  constructor(target: Promise<PageTarget>, preload: string | undefined) {
    super();
    this.self = named('webContents', this) as unknown as Electron.WebContents;
    this.opened = target.then((it) => this.#open(it, preload));
    this.opened.catch((error: unknown) => { if (!host.quitting) console.error('[stand-in]', error); });
  }

  get page(): CdpSession {
    if (!this.#page) throw new Error('electron stand-in: the window has no page yet');
    return this.#page;
  }

  async #open({ targetId, session }: PageTarget, preload: string | undefined): Promise<void> {
    this.#page = session;
    this.targetId = targetId;
    this.mainFrameId = targetId; // Chromium gives the top frame and its target one id
    framesOf.set(targetId, this);
    this.#calls = new PageCalls(session, {
      mainFrameId: targetId,
      makeEvent: () => preventable({ sender: this.self, senderFrame: this.mainFrame, processId: this.mainFrame.processId, frameId: this.mainFrame.routingId, type: 'frame' as const }) as unknown as Electron.IpcMainInvokeEvent,
      checkPermission: (name) => checkPermission(this, name),
      preloadFailed: (error) => {
        console.error(`Unable to load preload script: ${preload}\n${error.stack}`);
        this.emit('preload-error', {}, preload, error);
      },
    });
    this.#listen(session);
    await Promise.all([session.send('Page.enable'), session.send('Inspector.enable'), session.send('Page.setLifecycleEventsEnabled', { enabled: true })]);
    await this.#calls.install(preload);
    await Promise.all([session.send('Emulation.setEmulatedMedia', { features: themeFeatures() }), session.send('Emulation.setFocusEmulationEnabled', { enabled: true })]);
    await session.send('Runtime.runIfWaitingForDebugger');
    tellLauncher({ op: 'window', targetId });
  }

  #listen(session: CdpSession): void {
    session.on('Page.frameAttached', ({ frameId }) => framesOf.set(frameId, this));
    session.on('Page.frameDetached', ({ frameId, reason }) => void (reason === 'remove' && framesOf.delete(frameId)));
    session.on('Page.frameNavigated', ({ frame }) => {
      framesOf.set(frame.id, this);
      if (frame.parentId !== undefined) return;
      this.#crashed = false;
      this.#loading = true;
      this.mainFrame = mainFrameAt(fromChromium(frame.url + (frame.urlFragment ?? '')));
      this.emit('did-navigate', preventable({}), this.mainFrame.url, 200, 'OK');
    });
    session.on('Page.navigatedWithinDocument', ({ frameId, url }) => {
      if (frameId !== this.mainFrameId) return;
      Object.assign(this.mainFrame, { url: fromChromium(url) });
      this.emit('did-navigate-in-page', {}, this.mainFrame.url, true, 0, 0);
    });
    session.on('Page.lifecycleEvent', ({ frameId, name }) => {
      if (frameId !== this.mainFrameId || this.mainFrame.url === '' || this.mainFrame.url === 'about:blank') return;
      if (name === 'DOMContentLoaded') this.emit('dom-ready', {});
      if (name === 'load') {
        this.#loading = false;
        this.emit('did-stop-loading');
        this.emit('did-finish-load');
      }
    });
    session.on('Page.windowOpen', ({ url, windowName, windowFeatures }) => this.#askForWindow(fromChromium(url), windowName, windowFeatures.join(',')));
    session.on('Inspector.targetCrashed', () => {
      this.#crashed = true;
      this.#loading = false;
      this.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 5 });
      theApp.emit('render-process-gone', {}, this.self, { reason: 'crashed', exitCode: 5 });
    });
    session.on('Runtime.consoleAPICalled', ({ type, args }) => {
      const message = args.map((argument) => String(argument.value ?? argument.description ?? argument.type)).join(' ');
      this.emit('console-message', { level: type === 'warning' ? 'warning' : type === 'error' ? 'error' : type === 'debug' ? 'debug' : 'info', message, lineNumber: 0, sourceId: '', frame: this.mainFrame });
    });
    session.on('Page.javascriptDialogOpening', ({ type }) => {
      if (type !== 'beforeunload') return;
      const event = preventable({});
      this.emit('will-prevent-unload', event); // preventing it means: leave all the same
      void session.send('Page.handleJavaScriptDialog', { accept: event.defaultPrevented }).catch(() => undefined);
      if (!event.defaultPrevented) this.closing = false;
    });
  }

  #askForWindow(url: string, frameName: string, features: string): void {
    const details = { url, frameName, features, disposition: 'foreground-tab' as const, referrer: { url: this.mainFrame.url, policy: 'strict-origin-when-cross-origin' as const } };
    if ((this.windowOpenHandler?.(details) ?? { action: 'allow' }).action === 'allow') this.emit('stand-in:open-window', details);
  }

  send(channel: string, ...args: unknown[]): void {
    const calls = this.#calls;
    const message = calls?.event(channel, args) ?? { op: 'event' as const, channel, args: wire.encode(args) };
    void this.opened.then(() => this.#calls?.deliver(message)).catch(() => undefined);
  }

  async loadURL(url: string): Promise<void> {
    await this.opened;
    const address = toChromium(url);
    this.expected.add(address.replace(/#.*$/s, ''));
    const over = new AbortController();
    const loaded = this.#nextLoad(over.signal);
    const { errorText, loaderId } = await this.page.send('Page.navigate', { url: address });
    if (errorText !== undefined) {
      over.abort();
      const code = errorText.replace(/^net::/, '');
      this.emit('did-fail-load', {}, -2, code, url, true, 0, 0);
      throw Object.assign(new Error(`${code} (-2) loading '${url}'`), { errno: -2, code, url });
    }
    if (loaderId !== undefined) await loaded; // none for a navigation within the document
    over.abort();
  }
  /** Resolves when the page has loaded, or can no longer. */
  async #nextLoad(signal: AbortSignal): Promise<void> {
    const ends = ['did-finish-load', 'destroyed', 'render-process-gone'].map((name) => once(this, name, { signal }));
    await Promise.race(ends).catch(() => undefined);
    for (const end of ends) end.catch(() => undefined);
  }
  loadFile(file: string): Promise<void> { return this.loadURL(`file://${path.resolve(theApp.getAppPath(), file)}`); }
  reload(): void { void this.#reload(false); }
  reloadIgnoringCache(): void { void this.#reload(true); }
  async #reload(ignoreCache: boolean): Promise<void> {
    await this.opened;
    this.expected.add(toChromium(this.mainFrame.url).replace(/#.*$/s, ''));
    await this.page.send('Page.reload', { ignoreCache }).catch(() => undefined);
  }
  setWindowOpenHandler(handler: OpenHandler): void { this.windowOpenHandler = handler; }
  /** Chromium's protocol does not tell it. */
  getOSProcessId(): number { return 0; }
  getURL(): string { return this.mainFrame.url; }
  getTitle(): string { return this.#title; }
  getType(): 'window' { return 'window'; }
  getUserAgent(): string { return `Chrome/${host.chromiumVersion}`; }
  isDestroyed(): boolean { return this.#destroyed; }
  isCrashed(): boolean { return this.#crashed; }
  isLoading(): boolean { return this.#loading; }
  isLoadingMainFrame(): boolean { return this.#loading; }
  focus(): void { /* focus is emulated: the page always has it */ }
  isFocused(): boolean { return !this.#destroyed; }
  openDevTools(): void { /* there is none; the page can be inspected through Playwright */ }
  closeDevTools(): void { /* never open */ }
  isDevToolsOpened(): boolean { return false; }
  isDevToolsFocused(): boolean { return false; }
  setVisualZoomLevelLimits(): Promise<void> { return Promise.resolve(); }
  setBackgroundThrottling(): void { /* switched off for every page */ }
  forcefullyCrashRenderer(): void { void this.opened.then(() => this.page.send('Page.crash')).catch(() => undefined); }
  async insertText(text: string): Promise<void> { await this.page.send('Input.insertText', { text }); }
  async executeJavaScript(code: string, userGesture = false): Promise<unknown> {
    await this.opened;
    const { result, exceptionDetails } = await this.page.send('Runtime.evaluate', { expression: code, userGesture, awaitPromise: true, returnByValue: true });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value as unknown;
  }
  async printToPDF(options: Electron.PrintToPDFOptions): Promise<Buffer> {
    await this.opened;
    const { data } = await this.page.send('Page.printToPDF', pdfParameters(options));
    return Buffer.from(data, 'base64');
  }
  /** Runs the page's unload, then takes it away. */
  close(): void {
    if (this.#destroyed || this.closing) return;
    this.closing = true;
    void this.opened.then(() => this.page.send('Page.close')).catch(() => connection().browser.send('Target.closeTarget', { targetId: this.targetId }).catch(() => undefined));
  }
  /** Told by the window that Chromium has dropped the page. */
  becomeDestroyed(): void {
    this.#destroyed = true;
    for (const [frame, owner] of framesOf) if (owner === this) framesOf.delete(frame);
    this.emit('destroyed');
  }
  becomeTitled(title: string): void {
    if (title === this.#title) return;
    this.#title = title;
    this.emit('page-title-updated', preventable({}), title, true);
  }
}
