import type { BrowserWindow } from 'electron';
import { exchangeFileExtension, maxExchangeFileBytes } from '../../shared/contracts/exchangeCalls.ts';
import { openChosenFile, saveChosenFile } from '../storage/chosenFile.ts';
import { ok } from '../../shared/errors/result.ts';
import type { ExchangeAllowance, PairingTransport, SecretariatClient, SyncTransport } from '../secretariat/index.ts';
import type { IpcHandlers } from './registerIpc.ts';

type ExchangeChannel = Extract<keyof IpcHandlers, `exchangeFile.${string}` | `secretariat.sync.${string}` | `secretariat.pairing.${string}`>;

interface ExchangeServices {
  readonly sync: SyncTransport;
  readonly pairing: PairingTransport;
  readonly allowance: ExchangeAllowance;
  readonly secretariat: Pick<SecretariatClient, 'adopt'>;
  readonly window: () => BrowserWindow | undefined;
}

const exchangeFile = { name: 'Exchange', extensions: [exchangeFileExtension] };

/** The vault worker's way to the server: sealed bytes out, sealed bytes in. */
export const exchangeHandlers = ({ sync, pairing, allowance, secretariat, window }: ExchangeServices): Pick<IpcHandlers, ExchangeChannel> => ({
  'secretariat.sync.allow': () => {
    allowance.allow();
    return ok(null);
  },
  'secretariat.sync.member': () => sync.member(),
  'secretariat.sync.challenge': () => sync.challenge(),
  'secretariat.sync.session': (challenge, signature) => sync.session(challenge, signature),
  'secretariat.sync.push': (batch) => sync.push(batch),
  'secretariat.sync.pull': (after, own) => sync.pull(after, own),
  'secretariat.sync.devices': () => sync.devices(),
  'secretariat.sync.revoke': (deviceId) => sync.revoke(deviceId),
  'exchangeFile.save': (bytes, fileName) => saveChosenFile(window(), exchangeFile, bytes, fileName),
  'exchangeFile.open': () => openChosenFile(window(), exchangeFile, maxExchangeFileBytes),
  'secretariat.pairing.open': (place) => pairing.open(place),
  'secretariat.pairing.look': (pairingId) => pairing.look(pairingId),
  'secretariat.pairing.accept': (entry) => pairing.accept(entry),
  'secretariat.pairing.ask': (asked) => pairing.ask(asked),
  'secretariat.pairing.result': (place) => pairing.result(place),
  'secretariat.pairing.join': (entry) => secretariat.adopt(entry),
});
