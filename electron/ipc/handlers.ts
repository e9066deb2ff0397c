import { app, type BrowserWindow } from 'electron';
import type { PublishedTranslation } from '../../shared/contracts/edition.ts';
import { attempt, ok } from '../../shared/errors/result.ts';
import { documentHandlers } from '../documents/documentHandlers.ts';
import { windowPdf } from '../documents/windowPdf.ts';
import { openCalendar, saveCalendar } from '../calendar/calendarDialogs.ts';
import type { Reminders } from '../calendar/reminders.ts';
import type { EditionClient } from '../editions/index.ts';
import type { MessageTransport, ExchangeAllowance, PairingTransport, PieceTransport, RecoveryTransport, SecretariatClient, SyncTransport } from '../secretariat/index.ts';
import type { DeviceSettingsStore } from '../settings/deviceSettingsStore.ts';
import { syncedBy } from '../settings/syncedFolder.ts';
import type { Backups } from '../vault/backups.ts';
import type { OutFiles } from '../storage/outFiles.ts';
import type { CopiedText } from '../vault/copiedText.ts';
import type { DeviceKeys } from '../vault/deviceKeys.ts';
import type { TravelStore } from '../vault/travelFile.ts';
import type { EditionFileDialogs } from '../windows/editionFileDialogs.ts';
import type { EditionRefresh } from '../windows/editionRefresh.ts';
import type { Practice } from '../practice/practiceSpace.ts';
import { backupHandlers } from './backupHandlers.ts';
import { exchangeHandlers } from './exchangeHandlers.ts';
import { travelHandlers } from './travelHandlers.ts';
import { type IpcHandlers, sendEvent } from './registerIpc.ts';

export interface Services {
  readonly settings: DeviceSettingsStore;
  readonly practice: Practice;
  readonly backups: Backups;
  readonly outFiles: OutFiles;
  readonly travel: TravelStore;
  readonly deviceKeys: DeviceKeys;
  readonly copiedText: CopiedText;
  /** Removes the vault from this device and ends the app. */
  readonly eraseVault: () => Promise<void>;
  readonly editions: EditionClient;
  readonly refresh: EditionRefresh;
  readonly editionFiles: EditionFileDialogs;
  readonly secretariat: SecretariatClient;
  readonly sync: SyncTransport;
  readonly pairing: PairingTransport;
  readonly pieces: PieceTransport;
  readonly recovery: RecoveryTransport;
  readonly allowance: ExchangeAllowance;
  readonly messages: MessageTransport;
  readonly reminders: Reminders;
  readonly links: { take(): string | null };
  readonly window: () => BrowserWindow | undefined;
  /** The process that shows the window is replaced, so that nothing decrypted stays in its memory. */
  readonly replacePage: () => void;
}

/** What each call of the contract does. Thin on purpose: every line of work is in the service that it names. */
export function createHandlers(services: Services): IpcHandlers {
  const { settings, practice, editions, refresh, editionFiles, messages, secretariat } = services;
  const { journal, slots, chunks } = practice.space;
  const platform = process.platform === 'darwin' || process.platform === 'win32' ? process.platform : 'linux';
  return {
    'app.info': () =>
      ok({ name: 'Focal Point Companion', version: app.getVersion(), platform, packaged: app.isPackaged, systemLanguage: app.getLocale(), syncedBy: syncedBy(app.getPath('userData')) }),

    'settings.read': () => ok(settings.current()),
    'settings.write': async (patch) => {
      const next = await settings.change(patch);
      const window = services.window();
      if (window !== undefined) sendEvent(window.webContents, 'settings.changed', next);
      if (patch.manualLanguage !== undefined) void editions.openTranslation().then(() => refresh.now()); // what is here at once, what is new when the server answers
      return ok(next);
    },

    'vault.readSlots': () => slots.read(),
    'vault.writeSlots': (file) => slots.write(file),
    'vault.journalAppend': (batch) => journal.append(batch),
    'vault.journalState': () => journal.state(),
    'vault.journalRead': (cursor) => journal.read(cursor),
    'vault.chunkPut': (name, sealed) => chunks.put(name, sealed),
    'vault.chunkGet': async (name, copy) => (copy ? ok(await services.backups.chunkCopy(name)) : chunks.get(name)),
    'vault.chunksRemove': (names) => chunks.remove(names),
    'vault.chunkNames': () => chunks.names(),
    'vault.chunkState': () => chunks.state(),
    'files.begin': services.outFiles['files.begin'],
    'files.write': services.outFiles['files.write'],
    'files.end': services.outFiles['files.end'],
    'vault.deviceKeyState': async () => ok(await services.deviceKeys.state()),
    'vault.deviceKeyRead': (name) => services.deviceKeys.read(name),
    'vault.deviceKeyWrite': (name, key) => services.deviceKeys.write(name, key),
    'clipboard.copied': async () => {
      await services.copiedText.copied();
      return ok(null);
    },
    'vault.erase': async () => {
      await services.eraseVault();
      return ok(null);
    },
    'vault.locked': () => {
      void services.copiedText.clearIfStillThere();
      void services.outFiles.abandon();
      services.sync.forget();
      services.replacePage();
      return ok(null);
    },

    ...backupHandlers(services.backups, services.window),
    ...travelHandlers(services.travel, services.window),

    'practice.enter': async (mark) => {
      await practice.enter(mark);
      services.replacePage();
      return ok(null);
    },
    'practice.leave': async () => {
      await practice.leave();
      services.replacePage();
      return ok(null);
    },

    ...documentHandlers(services.window, practice.mark),
    ...windowPdf(services.window),

    'editions.state': () => ok(editions.state()),
    'editions.active': () => ok(editions.active()),
    'editions.list': () => attempt(() => editions.editions()),
    'editions.read': (number) => attempt(() => editions.edition(number)),
    'editions.check': async () => {
      const done = await refresh.now({ ahead: true }); // a person asked
      return done.ok ? ok(editions.state()) : done;
    },
    'editions.cancel': () => {
      refresh.cancel();
      return ok(null);
    },
    'editions.openFile': () => editionFiles.open(),
    'editions.takeFile': (bytes) => editionFiles.take(bytes),
    'editions.saveFile': () => editionFiles.save(),

    'translation.active': () => ok(publishedTranslation(editions)),
    'network.active': () => ok(editions.network()),

    'calendar.save': (events, fileName) => saveCalendar(services.window(), events, fileName),
    'calendar.open': () => openCalendar(services.window()),
    'reminders.set': (days, words) => {
      services.reminders.set(days, words);
      return ok(null);
    },

    'secretariat.state': async () => ok(await secretariat.state()),
    'secretariat.preview': (text) => secretariat.preview(text),
    'secretariat.meet': (text) => secretariat.meet(text),
    'secretariat.join': (text, device) => secretariat.join(text, device),
    'secretariat.leave': () => {
      services.sync.forget();
      return secretariat.leave();
    },
    ...exchangeHandlers(services),

    'messages.member': () => messages.member(),
    'messages.challenge': () => messages.challenge(),
    'messages.session': (challenge, signature) => messages.session(challenge, signature),
    'messages.send': (id, to, bytes) => messages.send(id, to, bytes),
    'messages.sent': () => messages.sent(),
    'messages.withdraw': (id) => messages.withdraw(id),
    'messages.waiting': () => messages.waiting(),
    'messages.fetch': (id) => messages.fetch(id),
    'messages.settle': (id, state) => messages.settle(id, state),
    'messages.sendProgress': (progress) => messages.sendProgress(progress),
    'messages.removeProgress': () => messages.removeProgress(),
    'messages.tellAcknowledgement': (acknowledgement) => messages.tellAcknowledgement(acknowledgement),
    'messages.takeBackAcknowledgement': (acknowledged) => messages.takeBackAcknowledgement(acknowledged),

    'links.take': () => ok(services.links.take()),
  };
}

function publishedTranslation(editions: EditionClient): PublishedTranslation | null {
  const held = editions.translation();
  return held && { manifest: held.manifest, texts: Object.fromEntries(held.texts) };
}
