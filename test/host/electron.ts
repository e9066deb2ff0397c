/** The `electron` module of the stand-in: what the app's main process imports when `run.ts` started it. */
import { app } from './app.ts';
import { clipboard } from './clipboard.ts';
import { crashReporter } from './crashReporter.ts';
import { dialog } from './dialogs.ts';
import { ipcMain } from './ipcMain.ts';
import { Menu, MenuItem } from './menu.ts';
import { named } from './named.ts';
import { nativeTheme } from './nativeTheme.ts';
import { net } from './net.ts';
import { Notification } from './notification.ts';
import { powerMonitor } from './powerMonitor.ts';
import { protocol } from './protocol.ts';
import { safeStorage } from './safeStorage.ts';
import { screen } from './screen.ts';
import { session } from './session.ts';
import { shell } from './shell.ts';
import { BrowserWindow } from './windows.ts';

export { app, BrowserWindow, clipboard, crashReporter, dialog, ipcMain, Menu, MenuItem, nativeTheme, net, Notification, powerMonitor, protocol, safeStorage, screen, session, shell };

/** The same by name, for `evaluate`: a part that is not here throws. */
export const electronModule = named('electron', { app, BrowserWindow, clipboard, crashReporter, dialog, ipcMain, Menu, MenuItem, nativeTheme, net, Notification, powerMonitor, protocol, safeStorage, screen, session, shell });
