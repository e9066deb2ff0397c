import type { PairingTransport, SecretariatClient, SyncTransport } from '../secretariat/index.ts';
import type { IpcHandlers } from './registerIpc.ts';

type ExchangeChannel = Extract<keyof IpcHandlers, `secretariat.sync.${string}` | `secretariat.pairing.${string}`>;

/** The vault worker's way to the server: sealed bytes out, sealed bytes in. */
export const exchangeHandlers = (sync: SyncTransport, pairing: PairingTransport, secretariat: Pick<SecretariatClient, 'adopt'>): Pick<IpcHandlers, ExchangeChannel> => ({
  'secretariat.sync.member': () => sync.member(),
  'secretariat.sync.challenge': () => sync.challenge(),
  'secretariat.sync.session': (challenge, signature) => sync.session(challenge, signature),
  'secretariat.sync.push': (batch) => sync.push(batch),
  'secretariat.sync.pull': (after, own) => sync.pull(after, own),
  'secretariat.sync.devices': () => sync.devices(),
  'secretariat.sync.revoke': (deviceId) => sync.revoke(deviceId),
  'secretariat.pairing.open': (place) => pairing.open(place),
  'secretariat.pairing.look': (pairingId) => pairing.look(pairingId),
  'secretariat.pairing.accept': (entry) => pairing.accept(entry),
  'secretariat.pairing.ask': (asked) => pairing.ask(asked),
  'secretariat.pairing.result': (place) => pairing.result(place),
  'secretariat.pairing.join': (entry) => secretariat.adopt(entry),
});
