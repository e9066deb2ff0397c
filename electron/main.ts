/** Composition root of the main process. The order of this file is the order of the start. */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { app, type BrowserWindow, clipboard, nativeTheme, net, powerMonitor, protocol, safeStorage, session } from 'electron';
import { parseDeepLink } from './deeplinks/parseDeepLink.ts';
import { Reminders } from './calendar/reminders.ts';
import { createLog } from './diagnostics/log.ts';
import { createEditionClient, fileFloorStore, httpFetcher } from './editions/index.ts';
import { createHandlers } from './ipc/handlers.ts';
import { registerIpc, sendEvent } from './ipc/registerIpc.ts';
import { setApplicationMenu } from './menu/applicationMenu.ts';
import { createMessageTransport, createExchangeAllowance, createPairingTransport, createPieceTransport, createRecoveryTransport, createSecretariatClient, createSyncTransport, notJoined, storedSecretariatSchema } from './secretariat/index.ts';
import { appScheme, createAppProtocol, practicePage, startPage } from './security/appProtocol.ts';
import { guardNavigation } from './security/navigationGuard.ts';
import { denyPermissions } from './security/permissions.ts';
import { forbiddenSwitches } from './security/remoteDebugging.ts';
import { guardPractice } from './practice/guardPractice.ts';
import { createPractice } from './practice/practiceSpace.ts';
import { openDeviceSettings } from './settings/deviceSettingsStore.ts';
import { createJsonFile } from './settings/jsonFile.ts';
import { createOutFiles } from './storage/outFiles.ts';
import { createBackups } from './vault/backups.ts';
import { largestFetchedBytes } from '../shared/contracts/deviceSettings.ts';
import { clearUnfinishedChunks, createChunkStore } from './vault/chunkStore.ts';
import { createCopiedText } from './vault/copiedText.ts';
import { endErasing, eraseVault } from './vault/eraseVault.ts';
import { createDeviceKeys } from './vault/deviceKeys.ts';
import { createJournal } from './vault/journal.ts';
import { createSlotStore } from './vault/slotStore.ts';
import { createTravelStore } from './vault/travelFile.ts';
import { createEditionFileDialogs } from './windows/editionFileDialogs.ts';
import { createEditionRefresh } from './windows/editionRefresh.ts';
import { openMainWindow } from './windows/mainWindow.ts';
import { replaceRenderer } from './windows/replaceRenderer.ts';

/** Long after the window is there: copying an edition is many small writes. */
const keepEditionAfterMs = 30_000;
const here = import.meta.dirname;
const refreshEveryMs = 6 * 60 * 60 * 1000;
/** How often the app looks whether today's backup is still to be made; the first look waits until the start is over. */
const backupEveryMs = 10 * 60 * 1000;

if (app.isPackaged && forbiddenSwitches((name) => app.commandLine.hasSwitch(name), process.argv).length > 0) {
  process.stderr.write('Focal Point Companion does not start with switches that let other programs look into it.\n');
  app.exit(1);
} else if (!app.requestSingleInstanceLock()) {
  app.quit(); // the first instance got our arguments and comes to the front
} else {
  protocol.registerSchemesAsPrivileged([{ scheme: appScheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } }]);
  app.enableSandbox();
  app.setAsDefaultProtocolClient('focalpoint');

  let window: BrowserWindow | undefined;
  let link: string | null = parseDeepLink(process.argv);
  const takeLink = (source: readonly string[] | string): void => {
    link = parseDeepLink(source) ?? link;
    if (window === undefined) return;
    if (window.isMinimized()) window.restore();
    window.focus();
    if (link !== null) sendEvent(window.webContents, 'links.arrived', null);
  };
  app.on('second-instance', (_event, argv) => takeLink(argv));
  app.on('open-url', (event, address) => {
    event.preventDefault();
    takeLink(address);
  });
  app.on('web-contents-created', (_event, contents) => guardNavigation(contents));
  app.on('window-all-closed', () => app.quit());

  const start = async (): Promise<void> => {
    const folder = app.getPath('userData');
    const log = createLog(path.join(folder, 'logs'), () => new Date());
    await mkdir(folder, { recursive: true });
    protocol.handle(appScheme, createAppProtocol(path.join(here, 'renderer')));
    denyPermissions(session.defaultSession);

    const settings = await openDeviceSettings(folder);
    const send: typeof sendEvent = (contents, event, payload) => sendEvent(contents, event, payload);
    const clock = (): Date => new Date();
    const fetchByElectron: typeof fetch = (input, init) => net.fetch(input instanceof URL ? input.href : input, init);

    const editions = createEditionClient({
      storageDir: path.join(folder, 'editions'),
      bundledDir: path.join(here, 'edition'),
      fetcher: httpFetcher(fetchByElectron),
      clock,
      translation: () => settings.current().manualLanguage,
      floors: [fileFloorStore(path.join(folder, 'edition-floors.json'))],
      log: (event, details) => log(event, details),
    });
    await editions.open();
    setTimeout(() => void editions.keepInForce(), keepEditionAfterMs);
    editions.onChange((state) => window !== undefined && send(window.webContents, 'editions.changed', state));

    editions.onTranslation(() => window !== undefined && send(window.webContents, 'translation.changed', null));
    editions.onNetwork((network) => window !== undefined && send(window.webContents, 'network.changed', network));

    const allowance = createExchangeAllowance(() => settings.current().exchangeLimitMb, clock);
    const sync = createSyncTransport({ fetch: fetchByElectron, allowance, joined: () => secretariat.member(), onSession: () => secretariat.sessionOpened() });
    const secretariat = createSecretariatClient({
      fetch: fetchByElectron,
      clock,
      store: createJsonFile(path.join(folder, 'secretariat.json'), storedSecretariatSchema, notJoined),
      shippedFingerprint: editions.fingerprint(),
      onChange: (state) => window !== undefined && send(window.webContents, 'secretariat.changed', state),
      onEdition: () => void refresh.now(),
      onNews: () => window !== undefined && send(window.webContents, 'secretariat.news', null),
      token: () => sync.token(),
      onSessionEnded: () => sync.forget(),
      log: (event, details) => log(event, details),
    });
    const refresh = createEditionRefresh(editions, secretariat);
    const again = setInterval(() => void refresh.now(), refreshEveryMs); // renews the confirmation when nothing is published for long

    // Ending the process that showed the window ends every script in it and, with it, whatever it had decrypted.
    const replacePage = (): void => {
      if (window !== undefined) replaceRenderer(window.webContents, practice.mark() === null ? startPage : practicePage).catch((error: unknown) => log('window.notReplaced', { name: error instanceof Error ? error.name : 'unknown' }));
    };
    const lockNow = (reason: 'suspend' | 'screen-locked'): void => {
      if (window !== undefined) send(window.webContents, 'vault.lockNow', { reason });
    };
    powerMonitor.on('suspend', () => lockNow('suspend'));
    powerMonitor.on('lock-screen', () => lockNow('screen-locked'));
    powerMonitor.on('resume', () => secretariat.reconnect());

    const reminders = new Reminders(clock);
    await endErasing(folder);
    const journal = createJournal({ directory: path.join(folder, 'journal') });
    const slots = createSlotStore({ directory: folder });
    const chunkFolder = path.join(folder, 'attachments');
    await clearUnfinishedChunks(chunkFolder);
    const chunks = createChunkStore({ directory: chunkFolder });
    const outFiles = createOutFiles(() => window);
    const backups = await createBackups({ folder, journal, slots, chunks, now: clock, log });
    await backups.resume();
    const practice = await createPractice({ journal, slots, chunks }, folder);
    const travel = createTravelStore({ folder, journal, slots, chunks, backups, now: clock });
    const copiedText = createCopiedText(clipboard, process.platform);
    const backupsAgain = setInterval(() => void backups.makeIfDue(), backupEveryMs);
    registerIpc(
      guardPractice(createHandlers({
        settings,
        practice,
        backups,
        outFiles,
        travel,
        deviceKeys: createDeviceKeys({ folder, keyStore: safeStorage, platform: process.platform }),
        copiedText,
        eraseVault: async () => {
          clearInterval(backupsAgain);
          await journal.close();
          await eraseVault(folder);
          setTimeout(() => app.quit(), 200); // after the answer has left
        },
        editions,
        refresh,
        editionFiles: createEditionFileDialogs(editions, () => window),
        secretariat,
        sync,
        allowance,
        pieces: createPieceTransport({ fetch: fetchByElectron, sync, allowance, joined: () => secretariat.member(), rules: () => ({ largestBytes: largestFetchedBytes(settings.current()) }) }),
        pairing: createPairingTransport({ fetch: fetchByElectron, secretariat, sync }),
        recovery: createRecoveryTransport({ fetch: fetchByElectron, secretariat, sync }),
        messages: createMessageTransport({ fetch: fetchByElectron, joined: () => secretariat.member() }),
        reminders,
        links: {
          take: () => {
            const taken = link;
            link = null;
            return taken;
          },
        },
        window: () => window,
        replacePage,
      }), () => practice.mark() !== null),
      (channel, error) => log('ipc.refused', { channel, error: error instanceof Error ? error.name : 'unknown' }),
    );
    setApplicationMenu((id) => window !== undefined && send(window.webContents, 'command', { id }));

    const theme = settings.current().theme;
    window = await openMainWindow({ folder, preload: path.join(here, 'preload.cjs'), dark: theme === 'system' ? nativeTheme.shouldUseDarkColors : theme === 'dark' });
    window.on('closed', () => {
      window = undefined;
    });
    app.on('before-quit', () => {
      settings.finish();
      clearInterval(again);
      reminders.stop();
      clearInterval(backupsAgain);
      void copiedText.clearIfStillThere();
      void secretariat.stop();
      void outFiles.abandon();
      void journal.close();
      void practice.leave();
    });
    await secretariat.start();
  };

  void app.whenReady().then(start).catch((error: unknown) => {
    process.stderr.write(`Focal Point Companion could not start: ${error instanceof Error ? error.message : String(error)}\n`);
    app.exit(1);
  });
}
