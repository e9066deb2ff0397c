import { EventEmitter } from 'node:events';
import os from 'node:os';
import path from 'node:path';
import type * as Electron from 'electron';
import { appFolder, host, locale, manifest, preventable } from './hostState.ts';
import { named } from './named.ts';
import { openWindows } from './registry.ts';
import { SingleInstance } from './singleInstance.ts';

const switches = new Map<string, string>(
  process.argv.filter((argument) => argument.startsWith('--')).map((argument) => {
    const [name = '', value = ''] = argument.slice(2).split(/=(.*)/s);
    return [name, value];
  }),
);
const commandLine = named('app.commandLine', {
  appendSwitch: (name: string, value = ''): void => void switches.set(name, value),
  appendArgument: (): void => undefined,
  hasSwitch: (name: string): boolean => switches.has(name),
  getSwitchValue: (name: string): string => switches.get(name) ?? '',
  removeSwitch: (name: string): void => void switches.delete(name),
} satisfies Electron.CommandLine);

function appData(): string {
  if (process.platform === 'win32') return process.env.APPDATA ?? path.join(os.homedir(), 'AppData', 'Roaming');
  if (process.platform === 'darwin') return path.join(os.homedir(), 'Library', 'Application Support');
  return process.env.XDG_CONFIG_HOME ?? path.join(os.homedir(), '.config');
}

type Provided =
  | 'isPackaged' | 'name' | 'whenReady' | 'isReady' | 'getName' | 'setName' | 'getVersion' | 'getAppPath' | 'getPath' | 'setPath' | 'getLocale' | 'getSystemLocale' | 'getPreferredSystemLanguages'
  | 'getLocaleCountryCode' | 'setAsDefaultProtocolClient' | 'isDefaultProtocolClient' | 'removeAsDefaultProtocolClient' | 'requestSingleInstanceLock' | 'hasSingleInstanceLock'
  | 'releaseSingleInstanceLock' | 'quit' | 'exit' | 'focus' | 'enableSandbox' | 'disableHardwareAcceleration' | 'setAppUserModelId' | 'setAboutPanelOptions' | 'setSecureKeyboardEntryEnabled';

class App extends EventEmitter implements Pick<Electron.App, Provided> {
  /** Writable, so that a spec can see how the app behaves when installed. */
  isPackaged = process.env.HOST_PACKAGED === '1';
  name = manifest.productName ?? manifest.name;
  readonly commandLine = commandLine;
  /** Only macOS has one. */
  readonly dock = undefined;
  readonly #paths = new Map<string, string>();
  readonly #protocols = new Set<string>();
  #instance: SingleInstance | undefined;

  whenReady = (): Promise<void> => host.whenReady;
  isReady = (): boolean => host.ready;
  getName = (): string => this.name;
  setName(name: string): void { this.name = name; }
  getVersion = (): string => manifest.version;
  getAppPath = (): string => appFolder;
  getLocale = (): string => locale;
  getSystemLocale = (): string => locale;
  getLocaleCountryCode = (): string => locale.split('-')[1] ?? '';
  getPreferredSystemLanguages = (): string[] => [locale];
  setAppUserModelId(): void { /* only Windows has one */ }
  setAboutPanelOptions(): void { /* no panel is shown */ }
  setSecureKeyboardEntryEnabled(): void { /* only macOS has it */ }
  enableSandbox(): void { /* every window is sandboxed here */ }
  disableHardwareAcceleration(): void { /* headless Chromium draws in software already */ }
  focus(): void { /* no window manager to ask */ }

  getPath(name: string): string {
    const known = this.#paths.get(name);
    if (known !== undefined) return known;
    const home = os.homedir();
    switch (name) {
      case 'home': return home;
      case 'temp': return os.tmpdir();
      case 'appData': return appData();
      case 'userData': return path.resolve(commandLine.getSwitchValue('user-data-dir') || path.join(this.getPath('appData'), this.name));
      case 'sessionData': return this.getPath('userData');
      case 'logs': return path.join(this.getPath('userData'), 'logs');
      case 'crashDumps': return path.join(this.getPath('userData'), 'Crashpad');
      case 'exe': case 'module': return process.execPath;
      case 'desktop': case 'documents': case 'downloads': case 'music': case 'pictures': case 'videos':
        return path.join(home, `${name[0]?.toUpperCase()}${name.slice(1)}`);
      default: throw new Error(`Failed to get '${name}' path`);
    }
  }
  setPath(name: string, folder: string): void {
    if (!path.isAbsolute(folder)) throw new Error('Path must be absolute');
    this.#paths.set(name, folder);
  }

  setAsDefaultProtocolClient(protocol: string): boolean { return Boolean(this.#protocols.add(protocol)); }
  isDefaultProtocolClient(protocol: string): boolean { return this.#protocols.has(protocol); }
  removeAsDefaultProtocolClient(protocol: string): boolean { return this.#protocols.delete(protocol); }

  requestSingleInstanceLock(data: Record<PropertyKey, unknown> = {}): boolean {
    this.#instance ??= SingleInstance.take(this.getPath('userData'), data, (argv, cwd, theirs) => {
      void host.whenReady.then(() => this.emit('second-instance', {}, argv, cwd, theirs));
    });
    return this.#instance !== undefined;
  }
  hasSingleInstanceLock(): boolean { return this.#instance !== undefined; }
  releaseSingleInstanceLock(): void {
    this.#instance?.release();
    this.#instance = undefined;
  }

  /** In Electron's order: before-quit, each window's close, will-quit, quit; any of the first three may stop it. */
  quit(): void {
    if (host.quitting) return;
    const before = preventable({});
    this.emit('before-quit', before);
    if (before.defaultPrevented) return;
    host.quitting = true;
    void this.#closeAll().then((closed) => {
      const last = preventable({});
      if (closed) this.emit('will-quit', last);
      if (closed && !last.defaultPrevented) this.exit(0);
      else host.quitting = false;
    });
  }
  async #closeAll(): Promise<boolean> {
    await SingleInstance.handedOver;
    for (const window of [...openWindows.values()]) if (!(await window.askToClose())) return false;
    return true;
  }
  exit(code = 0): void {
    host.quitting = true;
    this.emit('quit', {}, code);
    const gone = host.cdp?.browser.send('Browser.close').then(() => host.cdp?.closed) ?? Promise.resolve();
    void Promise.allSettled([gone, SingleInstance.handedOver]).then(() => process.exit(code));
  }
}
export const theApp = new App();
export const app = named('app', theApp);
