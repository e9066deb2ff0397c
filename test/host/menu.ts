import { EventEmitter } from 'node:events';
import type * as Electron from 'electron';
import { named } from './named.ts';
import { shortcuts } from './registry.ts';
import { BrowserWindow } from './windows.ts';

type ItemProvided = 'id' | 'label' | 'sublabel' | 'toolTip' | 'type' | 'role' | 'accelerator' | 'enabled' | 'visible' | 'checked' | 'registerAccelerator' | 'submenu' | 'click' | 'menu' | 'commandId';
let commands = 0;

/** A record of what the app put into its menu; `click` does what choosing it would do. Roles do nothing. */
export class MenuItem implements Pick<Electron.MenuItem, ItemProvided> {
  readonly commandId = ++commands;
  id: string;
  label: string;
  sublabel: string;
  toolTip: string;
  readonly type: Electron.MenuItem['type'];
  readonly role?: NonNullable<Electron.MenuItem['role']>;
  readonly accelerator: Electron.MenuItem['accelerator'];
  enabled: boolean;
  visible: boolean;
  checked: boolean;
  registerAccelerator: boolean;
  readonly submenu?: Electron.Menu;
  menu!: Electron.Menu;
  readonly click: (event?: object, window?: unknown) => void;

  constructor(options: Electron.MenuItemConstructorOptions) {
    this.id = options.id ?? '';
    this.type = options.type ?? (options.submenu ? 'submenu' : options.role && /Menu$/.test(options.role) ? 'submenu' : 'normal');
    if (options.role !== undefined) this.role = options.role as NonNullable<Electron.MenuItem['role']>;
    this.label = options.label ?? options.role ?? '';
    this.sublabel = options.sublabel ?? '';
    this.toolTip = options.toolTip ?? '';
    this.accelerator = options.accelerator as Electron.MenuItem['accelerator'];
    this.enabled = options.enabled ?? true;
    this.visible = options.visible ?? true;
    this.checked = options.checked ?? false;
    this.registerAccelerator = options.registerAccelerator ?? true;
    const { submenu } = options;
    if (submenu) this.submenu = Array.isArray(submenu) ? (Menu.buildFromTemplate(submenu) as unknown as Electron.Menu) : submenu;
    const self = named('MenuItem', this);
    this.click = (event = {}, window = BrowserWindow.getFocusedWindow() ?? undefined) => {
      if (!this.enabled) return;
      if (this.type === 'checkbox') this.checked = !this.checked;
      options.click?.(self as unknown as Electron.MenuItem, window as Electron.BaseWindow | undefined, event as Electron.KeyboardEvent);
    };
    return self;
  }
}

let applicationMenu: Menu | null = null;
type MenuProvided = 'append' | 'insert' | 'getMenuItemById' | 'popup' | 'closePopup';

export class Menu extends EventEmitter implements Pick<Electron.Menu, MenuProvided> {
  static buildFromTemplate(template: ReadonlyArray<Electron.MenuItemConstructorOptions | Electron.MenuItem>): Menu {
    const menu = new Menu();
    for (const entry of template) menu.append(entry instanceof MenuItem ? (entry as unknown as Electron.MenuItem) : (new MenuItem(entry as Electron.MenuItemConstructorOptions) as unknown as Electron.MenuItem));
    return menu;
  }
  static setApplicationMenu(menu: Menu | null): void { applicationMenu = menu; }
  static getApplicationMenu(): Menu | null { return applicationMenu; }

  readonly items: Electron.MenuItem[] = [];
  append(item: Electron.MenuItem): void { this.insert(this.items.length, item); }
  insert(position: number, item: Electron.MenuItem): void {
    (item as { menu: unknown }).menu = this;
    this.items.splice(position, 0, item);
  }
  getMenuItemById(id: string): Electron.MenuItem | null { return this.#all().find((item) => item.id === id) ?? null; }
  popup(): void { this.emit('menu-will-show', {}); }
  closePopup(): void { this.emit('menu-will-close', {}); }
  #all(): Electron.MenuItem[] { return this.items.flatMap((item) => [item, ...(item.submenu?.items ?? []).flatMap((inner) => [inner, ...(inner.submenu?.items ?? [])])]); }
  /** The item that a key combination stands for. */
  itemFor(accelerator: string): Electron.MenuItem | undefined {
    return this.#all().find((item) => item.registerAccelerator && item.enabled && typeof item.accelerator === 'string' && canonical(item.accelerator) === accelerator);
  }
}

const modifiers: Readonly<Record<string, string>> = {
  commandorcontrol: process.platform === 'darwin' ? 'Meta' : 'Control', cmdorctrl: process.platform === 'darwin' ? 'Meta' : 'Control', control: 'Control', ctrl: 'Control', command: 'Meta', cmd: 'Meta', meta: 'Meta', super: 'Meta',
  alt: 'Alt', option: 'Alt', altgr: 'Alt', shift: 'Shift',
};
const keys: Readonly<Record<string, string>> = { plus: '+', esc: 'Escape', escape: 'Escape', return: 'Enter', enter: 'Enter', space: ' ', tab: 'Tab', up: 'ArrowUp', down: 'ArrowDown', left: 'ArrowLeft', right: 'ArrowRight', delete: 'Delete', backspace: 'Backspace', home: 'Home', end: 'End', pageup: 'PageUp', pagedown: 'PageDown' };

/** An accelerator in the form that the page reports: Control, Meta, Alt, Shift, then the key. */
function canonical(accelerator: string): string {
  const parts = accelerator.split('+').map((part) => part.trim());
  const key = parts.at(-1) ?? '';
  const held = new Set(parts.slice(0, -1).map((part) => modifiers[part.toLowerCase()] ?? part));
  return [...['Control', 'Meta', 'Alt', 'Shift'].filter((name) => held.has(name)), keys[key.toLowerCase()] ?? (key.length === 1 ? key.toUpperCase() : key)].join('+');
}
shortcuts.press = (accelerator) => applicationMenu?.itemFor(accelerator)?.click();
