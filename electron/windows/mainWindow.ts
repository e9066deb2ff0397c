import { BrowserWindow, screen } from 'electron';
import { startPage } from '../security/appProtocol.ts';
import { safeWebPreferences } from '../security/navigationGuard.ts';
import { fitToDisplays, smallestWindow, type WindowState, windowStateFile } from './windowState.ts';

/** Opens the one window, where it was left, and shows it once its first frame is ready so that no white flash is seen. */
export async function openMainWindow(options: { readonly folder: string; readonly preload: string; readonly dark: boolean }): Promise<BrowserWindow> {
  const file = windowStateFile(options.folder);
  const state = fitToDisplays(await file.read(), screen.getAllDisplays().map((display) => display.workArea));
  const window = new BrowserWindow({
    width: state.width,
    height: state.height,
    ...(state.x !== undefined && state.y !== undefined ? { x: state.x, y: state.y } : {}),
    minWidth: smallestWindow.width,
    minHeight: smallestWindow.height,
    show: false,
    title: 'Focal Point Companion',
    backgroundColor: options.dark ? '#14171c' : '#fbfaf7',
    webPreferences: safeWebPreferences(options.preload),
  });
  if (state.maximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  window.on('close', () => {
    const maximized = window.isMaximized();
    const { x, y, width, height } = window.getNormalBounds();
    const left: WindowState = { x, y, width, height, maximized };
    try {
      file.writeNow(left); // the program may end with its window
    } catch {
      // A forgotten window place is no reason to keep the window open.
    }
  });
  void window.loadURL(startPage);
  return window;
}
