// A small app for the specs of the host itself. Plain JavaScript, so that it runs without being built. `FIXTURE_OPEN` lists the guards to leave off.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { app, BrowserWindow, ipcMain, Menu, net, protocol, session, shell } from 'electron';

const off = new Set((process.env.FIXTURE_OPEN ?? '').split(','));
const pages = path.join(import.meta.dirname, 'pages');
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'none'; worker-src 'self'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types default";
const workerPolicy = "default-src 'none'; script-src 'self'; connect-src 'self'";
const types = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.txt': 'text/plain' };

protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } }]);
if (app.commandLine.hasSwitch('user-data-dir')) app.setPath('userData', path.resolve(app.commandLine.getSwitchValue('user-data-dir')));

/** What happened, in order, for specs to read. */
globalThis.seen = [];
const see = (...entry) => globalThis.seen.push(entry);

if (!app.requestSingleInstanceLock({ from: 'fixture' })) app.quit();
else {
  app.on('second-instance', (_event, argv, _cwd, data) => see('second-instance', argv.filter((a) => a.startsWith('fixture://')), data));
  app.on('open-url', (event, url) => { event.preventDefault(); see('open-url', url); });
  app.on('window-all-closed', () => { see('window-all-closed'); app.quit(); });
  app.on('before-quit', () => see('before-quit'));
  app.on('web-contents-created', (_event, contents) => see('web-contents-created', contents.getType()));
  void app.whenReady().then(start);
}

function answer(request) {
  const url = new URL(request.url);
  if (url.host !== 'bundle') return new Response('no such host', { status: 404 });
  const file = path.join(pages, url.pathname === '/' ? 'index.html' : decodeURIComponent(url.pathname));
  if (!file.startsWith(pages + path.sep)) return new Response(null, { status: 403 });
  const headers = { 'content-type': types[path.extname(file)] ?? 'application/octet-stream' };
  if (!off.has('csp')) headers['content-security-policy'] = url.pathname.startsWith('/worker') ? workerPolicy : policy;
  see('request', url.pathname);
  try {
    return new Response(readFileSync(file), { headers });
  } catch {
    return new Response(null, { status: 404 });
  }
}

async function readStream(url, signal) {
  const response = await net.fetch(url, { headers: { accept: 'text/event-stream' }, signal });
  const decoder = new TextDecoder();
  for await (const chunk of response.body) see('chunk', decoder.decode(chunk), Date.now());
  see('end');
}

async function start() {
  protocol.handle('app', answer);
  if (!off.has('permissionRequest')) session.defaultSession.setPermissionRequestHandler((_contents, permission, done) => done(permission === 'clipboard-sanitized-write'));
  if (!off.has('permissionCheck')) session.defaultSession.setPermissionCheckHandler((_contents, permission) => permission === 'clipboard-sanitized-write');

  ipcMain.handle('echo', (_event, value) => value);
  ipcMain.handle('size', (_event, bytes) => bytes.byteLength);
  ipcMain.handle('make', (_event, length) => new Uint8Array(length).fill(7));
  ipcMain.handle('fail', () => { throw new TypeError('no such thing'); });
  ipcMain.handle('sender', (event) => ({ url: event.senderFrame.url, top: event.senderFrame.parent === null, same: event.sender === win.webContents }));
  ipcMain.handle('slow', () => new Promise((resolve) => { globalThis.finishSlow = resolve; }));
  ipcMain.on('note', (_event, text) => see('note', text));
  let reading;
  ipcMain.handle('stream', (_event, url) => { reading = new AbortController(); void readStream(url, reading.signal).catch((error) => see('stream-error', error.name)); });
  ipcMain.handle('stop', () => reading?.abort());

  Menu.setApplicationMenu(Menu.buildFromTemplate([{ label: 'App', submenu: [{ id: 'lock', label: 'Lock', accelerator: 'CmdOrCtrl+L', click: () => see('menu', 'lock') }, { role: 'quit' }] }]));

  const win = new BrowserWindow({ width: 900, height: 640, minWidth: 400, minHeight: 300, show: false, title: 'Fixture', webPreferences: { preload: path.join(import.meta.dirname, 'preload.cjs'), sandbox: true, contextIsolation: true, nodeIntegration: false } });
  globalThis.win = win;
  for (const name of ['ready-to-show', 'show', 'resize', 'move', 'maximize', 'closed']) win.on(name, () => see(name));
  win.once('ready-to-show', () => win.show());
  win.on('close', (event) => {
    see('close');
    if (globalThis.keepOpen) event.preventDefault();
  });
  const { webContents } = win;
  webContents.on('did-finish-load', () => see('did-finish-load'));
  webContents.on('render-process-gone', (_event, details) => see('render-process-gone', details.reason));
  const stay = (name) => (event) => {
    see(name, event.url);
    if (!event.url.startsWith('app://bundle/') && !off.has('navigation')) event.preventDefault();
  };
  for (const name of ['will-navigate', 'will-frame-navigate', 'will-redirect']) webContents.on(name, stay(name));
  if (!off.has('windowOpen')) {
    webContents.setWindowOpenHandler(({ url }) => {
      see('window-open', url);
      if (url.startsWith('https:')) void shell.openExternal(url);
      return { action: 'deny' };
    });
  }
  await win.loadURL('app://bundle/index.html');
}
