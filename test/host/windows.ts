import { EventEmitter } from 'node:events';
import type * as Electron from 'electron';
import { theApp } from './app.ts';
import { connection, headed, host, preventable } from './hostState.ts';
import { named } from './named.ts';
import { openPage } from './pageTargets.ts';
import { openWindows } from './registry.ts';
import { primaryWorkArea } from './screen.ts';
import { WebContents } from './webContents.ts';

type Provided =
  | 'id' | 'loadURL' | 'loadFile' | 'show' | 'showInactive' | 'hide' | 'focus' | 'blur' | 'isFocused' | 'isVisible' | 'isDestroyed' | 'close' | 'destroy' | 'reload' | 'setTitle' | 'getTitle' | 'getBounds' | 'setBounds'
  | 'getNormalBounds' | 'getContentBounds' | 'getSize' | 'setSize' | 'getPosition' | 'setPosition' | 'center' | 'getMinimumSize' | 'setMinimumSize' | 'maximize' | 'unmaximize' | 'isMaximized' | 'minimize' | 'restore'
  | 'isMinimized' | 'setFullScreen' | 'isFullScreen' | 'isNormal' | 'setMenu' | 'removeMenu' | 'setMenuBarVisibility' | 'setAutoHideMenuBar' | 'setBackgroundColor' | 'getBackgroundColor' | 'setContentProtection'
  | 'isContentProtected' | 'moveTop' | 'flashFrame' | 'setProgressBar' | 'setTitleBarOverlay';

/** webPreferences that weaken a window. Chromium pages here are always isolated, so an app that asks for less would be tested wrongly. */
const unsafe: ReadonlyArray<readonly [keyof Electron.WebPreferences, unknown]> = [
  ['contextIsolation', false], ['sandbox', false], ['nodeIntegration', true], ['nodeIntegrationInWorker', true], ['nodeIntegrationInSubFrames', true], ['webSecurity', false], ['webviewTag', true], ['allowRunningInsecureContent', true],
];

/** A window: a state kept here, and a page in Chromium that follows it. */
export class BrowserWindow extends EventEmitter implements Pick<Electron.BrowserWindow, Provided> {
  static getAllWindows(): BrowserWindow[] { return [...openWindows.values()]; }
  static fromId(id: number): BrowserWindow | null { return openWindows.get(id) ?? null; }
  static fromWebContents(contents: unknown): BrowserWindow | null { return BrowserWindow.getAllWindows().find((window) => window.contents === contents || (window.webContents as unknown) === contents) ?? null; }
  static getFocusedWindow(): BrowserWindow | null { return BrowserWindow.getAllWindows().findLast((window) => window.isVisible()) ?? null; }

  readonly id: number;
  readonly contents: WebContents;
  readonly webContents: Electron.WebContents;
  #title: string;
  #visible: boolean;
  #bounds: Electron.Rectangle;
  /** The app has said where; otherwise the desktop decides. */
  #placed: boolean;
  #minimum: [number, number];
  #background: string;
  #state: 'normal' | 'maximized' | 'minimized' | 'fullscreen' = 'normal';
  #protected = false;
  #closeAsked: PromiseWithResolvers<boolean> | undefined;

  constructor(options: Electron.BrowserWindowConstructorOptions = {}) {
    super();
    if (!host.ready) throw new Error('Cannot create BrowserWindow before app is ready');
    const preferences = options.webPreferences ?? {};
    for (const [name, value] of unsafe) if (preferences[name] === value) throw new Error(`electron stand-in: webPreferences.${name}=${String(value)} is not implemented`);
    const { width = 800, height = 600 } = options;
    const area = primaryWorkArea();
    this.#title = options.title ?? theApp.name;
    this.#visible = options.show ?? true;
    this.#background = options.backgroundColor ?? '#FFFFFF';
    this.#placed = options.x !== undefined && options.y !== undefined;
    this.#minimum = [options.minWidth ?? 0, options.minHeight ?? 0];
    this.#bounds = { x: options.x ?? area.x + Math.max(0, Math.round((area.width - width) / 2)), y: options.y ?? area.y + Math.max(0, Math.round((area.height - height) / 2)), width, height };
    this.contents = new WebContents(openPage(), preferences.preload);
    this.webContents = this.contents.self;
    this.id = this.contents.id;
    const self = named('BrowserWindow', this);
    openWindows.set(this.id, self);
    this.contents.once('did-finish-load', () => this.emit('ready-to-show', {}));
    this.contents.on('stand-in:open-window', (details: { url: string }) => this.#openChild(details));
    this.contents.on('page-title-updated', (event: { defaultPrevented: boolean }, title: string) => {
      this.emit('page-title-updated', event, title, true);
      if (!event.defaultPrevented) this.#title = title;
    });
    void this.contents.opened.then(() => {
      this.#applyBounds();
      if (headed) this.contents.page.on('Page.frameResized', () => void this.#followOutside().catch(() => undefined));
    }).catch(() => undefined);
    theApp.emit('web-contents-created', {}, this.webContents);
    theApp.emit('browser-window-created', {}, self);
    return self;
  }

  #openChild(details: { url: string }): void {
    const child = new BrowserWindow({});
    void child.loadURL(details.url).catch(() => undefined);
    this.contents.emit('did-create-window', child, details);
  }

  loadURL(url: string): Promise<void> { return this.contents.loadURL(url); }
  loadFile(file: string): Promise<void> { return this.contents.loadFile(file); }
  reload(): void { this.contents.reload(); }
  show(): void { this.#appear(true); }
  showInactive(): void { this.#appear(false); }
  #appear(focus: boolean): void {
    if (!this.#visible) {
      this.#visible = true;
      this.emit('show', {});
    }
    if (focus) this.focus();
  }
  hide(): void {
    if (!this.#visible) return;
    this.#visible = false;
    this.emit('hide', {});
  }
  focus(): void {
    this.emit('focus', {});
    theApp.emit('browser-window-focus', {}, openWindows.get(this.id));
    if (headed) void this.contents.opened.then(() => this.contents.page.send('Page.bringToFront')).catch(() => undefined);
  }
  blur(): void {
    this.emit('blur', {});
    theApp.emit('browser-window-blur', {}, openWindows.get(this.id));
  }
  isFocused(): boolean { return this.#visible && BrowserWindow.getFocusedWindow()?.id === this.id; }
  isVisible(): boolean { return this.#visible; }
  isDestroyed(): boolean { return this.contents.isDestroyed(); }
  setTitle(title: string): void { this.#title = title; }
  getTitle(): string { return this.#title; }
  moveTop(): void { /* no stacking order here */ }
  flashFrame(): void { /* nothing to flash */ }
  setProgressBar(): void { /* no task bar */ }
  setTitleBarOverlay(): void { /* no title bar of ours */ }
  setMenu(): void { /* menus are records, see menu.ts */ }
  removeMenu(): void { /* as above */ }
  setMenuBarVisibility(): void { /* as above */ }
  setAutoHideMenuBar(): void { /* as above */ }
  setBackgroundColor(color: string): void { this.#background = color; }
  getBackgroundColor(): string { return this.#background; }
  setContentProtection(enable: boolean): void { this.#protected = enable; }
  isContentProtected(): boolean { return this.#protected; }

  getBounds(): Electron.Rectangle { return this.#state === 'maximized' || this.#state === 'fullscreen' ? { ...primaryWorkArea() } : { ...this.#bounds }; }
  getContentBounds(): Electron.Rectangle { return this.getBounds(); }
  getNormalBounds(): Electron.Rectangle { return { ...this.#bounds }; }
  setBounds(bounds: Partial<Electron.Rectangle>): void {
    const before = this.#bounds;
    const [minWidth, minHeight] = this.#minimum;
    const wanted = { ...before, ...bounds };
    this.#bounds = { ...wanted, width: Math.max(minWidth, wanted.width), height: Math.max(minHeight, wanted.height) };
    this.#placed ||= bounds.x !== undefined || bounds.y !== undefined;
    this.#state = 'normal';
    this.#applyBounds();
    if (before.width !== this.#bounds.width || before.height !== this.#bounds.height) this.#tell('resize', 'resized');
    if (before.x !== this.#bounds.x || before.y !== this.#bounds.y) this.#tell('move', 'moved');
  }
  getSize(): number[] { return [this.getBounds().width, this.getBounds().height]; }
  setSize(width: number, height: number): void { this.setBounds({ width, height }); }
  getPosition(): number[] { return [this.getBounds().x, this.getBounds().y]; }
  setPosition(x: number, y: number): void { this.setBounds({ x, y }); }
  getMinimumSize(): number[] { return [...this.#minimum]; }
  setMinimumSize(width: number, height: number): void { this.#minimum = [width, height]; }
  center(): void {
    const area = primaryWorkArea();
    this.setBounds({ x: area.x + Math.round((area.width - this.#bounds.width) / 2), y: area.y + Math.round((area.height - this.#bounds.height) / 2) });
  }

  maximize(): void { this.#become('maximized', 'maximize', 'resize'); }
  unmaximize(): void { if (this.isMaximized()) this.#become('normal', 'unmaximize', 'resize'); }
  minimize(): void { this.#become('minimized', 'minimize'); }
  restore(): void { if (this.isMinimized()) this.#become('normal', 'restore'); }
  setFullScreen(on: boolean): void { this.#become(on ? 'fullscreen' : 'normal', on ? 'enter-full-screen' : 'leave-full-screen', 'resize'); }
  isMaximized(): boolean { return this.#state === 'maximized'; }
  isMinimized(): boolean { return this.#state === 'minimized'; }
  isFullScreen(): boolean { return this.#state === 'fullscreen'; }
  isNormal(): boolean { return this.#state === 'normal'; }
  #become(state: 'normal' | 'maximized' | 'minimized' | 'fullscreen', ...events: string[]): void {
    if (state === this.#state) return;
    this.#state = state;
    if (state !== 'normal' && state !== 'minimized') this.#visible = true; // maximize shows the window
    this.#applyBounds();
    this.#tell(...events);
  }
  #tell(...events: string[]): void {
    queueMicrotask(() => { for (const event of events) this.emit(event, {}); });
  }

  /** The page gets the window's whole size: frames and menu bars take nothing away here. */
  #applyBounds(): void {
    void this.contents.opened.then(async () => {
      const { browser } = connection();
      const { windowId } = await browser.send('Browser.getWindowForTarget', { targetId: this.contents.targetId });
      if (headed) await browser.send('Browser.setWindowBounds', { windowId, bounds: { windowState: this.#state } });
      if (headed && this.#state !== 'normal') return;
      const { x, y, width, height } = this.getBounds();
      if (headed && this.#placed) await browser.send('Browser.setWindowBounds', { windowId, bounds: { left: x, top: y } });
      await browser.send('Browser.setContentsSize', { windowId, width, height });
    }).catch(() => undefined); // closed meanwhile
  }

  /** A person moved or sized the window. */
  async #followOutside(): Promise<void> {
    const { bounds } = await connection().browser.send('Browser.getWindowForTarget', { targetId: this.contents.targetId });
    const state = bounds.windowState ?? 'normal';
    if (state === 'normal' && this.#state === 'normal') {
      const { left = 0, top = 0 } = bounds;
      const [width, height] = (await this.contents.executeJavaScript('[innerWidth, innerHeight]')) as [number, number];
      this.#bounds = { x: left, y: top, width, height };
      this.#tell('resize', 'resized');
    } else if (state !== this.#state) {
      this.#state = state;
      this.#tell(state === 'maximized' ? 'maximize' : 'unmaximize', 'resize');
    }
  }

  close(): void { void this.askToClose(); }
  /** False when the app or the page kept the window. */
  async askToClose(): Promise<boolean> {
    if (this.contents.isDestroyed()) return true;
    if (this.#closeAsked) return this.#closeAsked.promise;
    const event = preventable({});
    this.emit('close', event);
    if (event.defaultPrevented) return false;
    await this.contents.opened.catch(() => undefined);
    const asked = (this.#closeAsked = Promise.withResolvers<boolean>());
    this.contents.once('will-prevent-unload', (prevented: { defaultPrevented: boolean }) => queueMicrotask(() => {
      if (prevented.defaultPrevented) return;
      this.#closeAsked = undefined;
      asked.resolve(false);
    }));
    this.contents.close();
    return asked.promise;
  }
  destroy(): void {
    void this.contents.opened.then(() => connection().browser.send('Target.closeTarget', { targetId: this.contents.targetId })).catch(() => undefined);
  }
  /** Told when Chromium has dropped the page, for whatever reason. */
  becomeGone(): void {
    if (this.contents.isDestroyed()) return;
    openWindows.delete(this.id);
    if (!this.#closeAsked) this.emit('close', preventable({})); // closed from outside: the app is told, and can no longer prevent it
    this.contents.becomeDestroyed();
    this.emit('closed');
    this.#closeAsked?.resolve(true);
    if (openWindows.size > 0 || host.quitting) return;
    if (theApp.listenerCount('window-all-closed') > 0) theApp.emit('window-all-closed');
    else theApp.quit();
  }
}
