import { fixtureApp, seen } from '../../host/fixtureApp.ts';
import { expect, hostName, type Launched, test } from '../../host/launch.ts';

const onlyHere = (): void => test.skip(hostName === 'electron', 'a switch of the stand-in');

test('safeStorage keeps a secret from whoever has the profile only', async ({ launchApp }) => {
  const first = await launchApp({ app: fixtureApp });
  const sealed = await first.evaluate(async ({ safeStorage }) => ({ available: await safeStorage.isAsyncEncryptionAvailable(), hex: (await safeStorage.encryptStringAsync('a secret')).toString('hex') }));
  expect(sealed.available).toBe(true);
  expect(Buffer.from(sealed.hex, 'hex').includes('a secret')).toBe(false);
  await first.close();
  const open = (app: Launched): Promise<string> => app.evaluate(async ({ safeStorage }, hex) => safeStorage.decryptStringAsync(Buffer.from(hex, 'hex')).then(({ result }) => result, (error: Error) => error.message), sealed.hex);
  const second = await launchApp({ app: fixtureApp });
  expect(await open(second)).toBe('a secret');
  expect(await second.evaluate(({ safeStorage }, hex) => safeStorage.decryptString(Buffer.from(hex, 'hex')), sealed.hex)).toBe('a secret');
  await second.close();
  onlyHere();
  const elsewhere = await launchApp({ app: fixtureApp, env: { HOST_KEYCHAIN: `${second.userData}-other-keyring` } });
  expect(await open(elsewhere)).toContain('Error while decrypting');
});

test('safeStorage without a keyring, and without any storage', async ({ launchApp, userData }) => {
  onlyHere();
  const state = (app: Launched): Promise<unknown> => app.evaluate(async ({ safeStorage }) => {
    const result = await safeStorage.encryptStringAsync('x').then(() => 'encrypted', (error: Error) => error.message);
    return [safeStorage.isEncryptionAvailable(), await safeStorage.isAsyncEncryptionAvailable(), safeStorage.getSelectedStorageBackend(), result.slice(0, 22)];
  });
  const basic = await launchApp({ app: fixtureApp, env: { HOST_SAFE_STORAGE: 'basic_text' } });
  expect(await state(basic)).toEqual([false, false, 'basic_text', 'Error while encrypting']);
  await basic.evaluate(({ safeStorage }) => safeStorage.setUsePlainTextEncryption(true));
  expect(await state(basic)).toEqual([true, true, 'basic_text', 'encrypted']);
  const none = await launchApp({ app: fixtureApp, userData: `${userData}/second`, env: { HOST_SAFE_STORAGE: 'unavailable' } });
  expect(await state(none)).toEqual([false, false, 'gnome_libsecret', 'Error while encrypting']); // there is one, and it does not answer
});

test('dialogs are cancelled unless a spec answers them', async ({ launchApp }) => {
  onlyHere();
  const app = await launchApp({ app: fixtureApp });
  const ask = (): Promise<unknown> => app.evaluate(async ({ dialog }) => [(await dialog.showSaveDialog({})).canceled, (await dialog.showMessageBox({ message: 'x', buttons: ['Yes', 'No'], cancelId: 1 })).response]);
  expect(await ask()).toEqual([true, 1]);
  await app.evaluate(({ dialog }) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath: '/tmp/chosen.pdf' });
    dialog.showMessageBox = async () => ({ response: 0, checkboxChecked: false });
  });
  expect(await ask()).toEqual([false, 0]);
});

test('power events and idle time reach the app', async ({ launchApp }) => {
  const app = await launchApp({ app: fixtureApp });
  const events = await app.evaluate(({ powerMonitor }) => {
    const list: string[] = [];
    for (const name of ['suspend', 'resume', 'lock-screen', 'unlock-screen'] as const) powerMonitor.on(name as 'suspend', () => list.push(name));
    for (const name of ['suspend', 'lock-screen', 'unlock-screen', 'resume']) powerMonitor.emit(name);
    powerMonitor.getSystemIdleTime = () => 900;
    return [...list, powerMonitor.getSystemIdleTime()];
  });
  expect(events).toEqual(['suspend', 'lock-screen', 'unlock-screen', 'resume', 900]);
});

test('the theme reaches the page, and stays over a reload', async ({ launchApp }) => {
  const app = await launchApp({ app: fixtureApp });
  const dark = (): Promise<boolean> => app.page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches);
  expect(await dark()).toBe(false);
  const updated = await app.evaluate(({ nativeTheme }) => {
    let count = 0;
    nativeTheme.on('updated', () => count++);
    nativeTheme.themeSource = 'dark';
    return [count, nativeTheme.shouldUseDarkColors];
  });
  if (hostName === 'stand-in') expect(updated).toEqual([1, true]);
  await expect.poll(dark).toBe(true);
  await app.page.reload();
  expect(await dark()).toBe(true);
  await app.evaluate(({ nativeTheme }) => { nativeTheme.themeSource = 'light'; });
  await expect.poll(dark).toBe(false);
});

test('menu items can be chosen, and their keys work unless the page takes them', async ({ launchApp }) => {
  const app = await launchApp({ app: fixtureApp });
  await app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('lock')?.click());
  expect(await seen(app, 'menu')).toHaveLength(1);
  test.skip(hostName === 'electron', 'keys sent by Playwright do not reach the native menu there');
  await app.page.keyboard.press('ControlOrMeta+l');
  await expect.poll(() => seen(app, 'menu')).toHaveLength(2);
  await app.page.evaluate(() => addEventListener('keydown', (event) => event.preventDefault()));
  await app.page.keyboard.press('ControlOrMeta+l');
  await app.page.evaluate(() => window.fixture.call('echo', 1));
  expect(await seen(app, 'menu')).toHaveLength(2);
});

test('the window has the size it was given, and says where it is', async ({ launchApp }) => {
  const app = await launchApp({ app: fixtureApp });
  onlyHere();
  const size = (): Promise<number[]> => app.page.evaluate(() => [innerWidth, innerHeight]);
  await expect.poll(size).toEqual([900, 640]);
  const after = await app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    window?.setBounds({ x: 5, y: 6, width: 700, height: 10 });
    return window?.getBounds();
  });
  expect(after).toEqual({ x: 5, y: 6, width: 700, height: 300 }); // never smaller than its minimum
  await expect.poll(size).toEqual([700, 300]);
  const maximized = await app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    window?.maximize();
    return [window?.isMaximized(), window?.getNormalBounds().width, window?.getBounds().width];
  });
  expect(maximized).toEqual([true, 700, 1920]);
  await expect.poll(size).toEqual([1920, 1040]);
  const events = (await seen(app)).map(([name]) => name);
  expect(events).toEqual(expect.arrayContaining(['ready-to-show', 'show', 'resize', 'move', 'maximize']));
  expect(events.indexOf('ready-to-show')).toBeLessThan(events.indexOf('show'));
});

test('displays are those that the spec describes', async ({ launchApp }) => {
  onlyHere();
  const app = await launchApp({ app: fixtureApp, env: { HOST_DISPLAYS: '[{"x":0,"y":0,"width":1280,"height":720},{"x":1280,"y":0,"width":800,"height":600}]' } });
  expect(await app.evaluate(({ screen }) => [screen.getAllDisplays().length, screen.getPrimaryDisplay().workArea.height, screen.getDisplayMatching({ x: 1300, y: 10, width: 50, height: 50 }).id])).toEqual([2, 680, 2]);
});

test('a page becomes a PDF', async ({ launchApp }) => {
  const app = await launchApp({ app: fixtureApp });
  const start = await app.evaluate(async ({ BrowserWindow }) => (await BrowserWindow.getAllWindows()[0]?.webContents.printToPDF({ pageSize: 'A4', generateTaggedPDF: true }))?.subarray(0, 5).toString());
  expect(start).toBe('%PDF-');
});

test('clipboard, notifications and crash reports are records', async ({ launchApp }) => {
  onlyHere();
  const app = await launchApp({ app: fixtureApp });
  const found = await app.evaluate(async ({ clipboard, Notification, crashReporter }) => {
    await clipboard.writeText('copied');
    new Notification({ title: 'Due tomorrow' }).show();
    crashReporter.start({ uploadToServer: false });
    return [await clipboard.readText(), (Notification as unknown as { shown: Array<{ title: string }> }).shown.map(({ title }) => title), crashReporter.getUploadToServer()];
  });
  expect(found).toEqual(['copied', ['Due tomorrow'], false]);
});

test('what the stand-in lacks throws by name, and weak windows are refused', async ({ launchApp }) => {
  onlyHere();
  const app = await launchApp({ app: fixtureApp });
  const messages = await app.evaluate((electron) => {
    const message = (run: () => unknown): string => {
      try {
        return String(run());
      } catch (error) {
        return (error as Error).message;
      }
    };
    return [
      message(() => electron.desktopCapturer),
      message(() => electron.app.getGPUInfo('basic')),
      message(() => electron.BrowserWindow.getAllWindows()[0]?.webContents.startDrag({ file: '', icon: '' })),
      message(() => new electron.BrowserWindow({ webPreferences: { sandbox: false } })),
    ];
  });
  expect(messages).toEqual([
    'electron stand-in: electron.desktopCapturer is not implemented',
    'electron stand-in: app.getGPUInfo is not implemented',
    'electron stand-in: webContents.startDrag is not implemented',
    'electron stand-in: webPreferences.sandbox=false is not implemented',
  ]);
});
