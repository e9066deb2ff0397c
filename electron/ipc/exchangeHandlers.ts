import { ok } from '../../shared/errors/result.ts';
import type { ExchangeAllowance, PairingTransport, PieceTransport, RecoveryTransport, SecretariatClient, SyncTransport } from '../secretariat/index.ts';
import type { IpcHandlers } from './registerIpc.ts';

type ExchangeChannel = Extract<keyof IpcHandlers, `secretariat.sync.${string}` | `secretariat.pieces.${string}` | `secretariat.pairing.${string}` | `secretariat.sheet.${string}` | `secretariat.recovery.${string}`>;

interface ExchangeServices {
  readonly sync: SyncTransport;
  readonly pairing: PairingTransport;
  readonly pieces: PieceTransport;
  readonly recovery: RecoveryTransport;
  readonly allowance: ExchangeAllowance;
  readonly secretariat: Pick<SecretariatClient, 'adopt'>;
}

/** The vault worker's way to the server: sealed bytes out, sealed bytes in. */
export const exchangeHandlers = ({ sync, pairing, pieces, recovery, allowance, secretariat }: ExchangeServices): Pick<IpcHandlers, ExchangeChannel> => ({
  'secretariat.sync.allow': () => {
    allowance.allow();
    return ok(null);
  },
  'secretariat.sync.member': () => sync.member(),
  'secretariat.sync.challenge': () => sync.challenge(),
  'secretariat.sync.session': (challenge, signature) => sync.session(challenge, signature),
  'secretariat.sync.push': (batch) => sync.push(batch),
  'secretariat.sync.pull': (after, own, applied) => sync.pull(after, own, applied),
  'secretariat.sync.compact': (request) => sync.compact(request),
  'secretariat.sync.devices': () => sync.devices(),
  'secretariat.sync.revoke': (deviceId) => sync.revoke(deviceId),
  'secretariat.pieces.rules': () => pieces.rules(),
  'secretariat.pieces.have': (names) => pieces.have(names),
  'secretariat.pieces.send': (name, sealed, asked) => pieces.send(name, sealed, asked),
  'secretariat.pieces.fetch': (name, asked) => pieces.fetch(name, asked),
  'secretariat.pieces.remove': (names) => pieces.remove(names),
  'secretariat.pairing.open': (place) => pairing.open(place),
  'secretariat.pairing.look': (pairingId) => pairing.look(pairingId),
  'secretariat.pairing.accept': (entry) => pairing.accept(entry),
  'secretariat.pairing.ask': (asked) => pairing.ask(asked),
  'secretariat.pairing.result': (place) => pairing.result(place),
  'secretariat.sheet.put': (sheet) => recovery.put(sheet),
  'secretariat.sheet.remove': (sheetId) => recovery.remove(sheetId),
  'secretariat.sheet.look': () => recovery.look(),
  'secretariat.recovery.challenge': (place) => recovery.challenge(place),
  'secretariat.recovery.box': (asked) => recovery.box(asked),
  'secretariat.recovery.enter': (entry) => recovery.enter(entry),
  'secretariat.pairing.join': (entry) => secretariat.adopt(entry),
});
