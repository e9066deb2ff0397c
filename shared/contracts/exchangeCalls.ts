/** Calls by which the vault worker reaches the Secretariat's server. What passes is sealed; the session's token stays in the main process. */
import * as v from 'valibot';
import { call } from './ipcCall.ts';
import { maxSealedVaultBytes, pairingRequestSchema, type PairingRequest, type PairingResult } from './pairingApi.ts';
import { recoveryBoxRequestSchema, recoveryEnterSchema, sheetPutSchema, type KeptSheet, type RecoveryBox, type RecoveryEntered } from './sheetApi.ts';
import type { SecretariatState } from './secretariatState.ts';
import { compactRequestSchema, maxRecordBytes, type CompactAnswer, type DeviceEntry, type PushAnswer } from './syncApi.ts';

const none = v.strictTuple([]);
const hex = (digits: number) => v.pipe(v.string(), v.regex(new RegExp(`^[0-9a-f]{${digits}}$`, 'u')));
const id = hex(32);
const address = v.pipe(v.string(), v.maxLength(300));
const frameBytes = 64;
const batch = v.pipe(v.custom<Uint8Array>((value) => value instanceof Uint8Array, 'bytes are expected'), v.check((bytes) => bytes.byteLength <= maxRecordBytes + frameBytes, 'too many bytes'));
const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(Number.MAX_SAFE_INTEGER));

/** The records of a carried file hold every document whole and are made and opened in memory; pieces of files behind them are not counted. */
export const maxExchangeFileBytes = 256 * 1024 * 1024;
export const exchangeFileExtension = 'fpexchange';

/** Who this device is to the server that it joined. */
export interface ExchangeMember {
  readonly serverId: string;
  readonly accountId: string;
  readonly deviceId: string;
}

export const exchangeCalls = {
  /** null where this device has joined no Secretariat. */
  'secretariat.sync.member': call<ExchangeMember | null>()(none),
  /** The user asked for an exchange: what a day may cost counts anew. */
  'secretariat.sync.allow': call<null>()(none),
  'secretariat.sync.challenge': call<string>()(none),
  /** Opens a session with a signed challenge; the token stays in the main process. */
  'secretariat.sync.session': call<null>()(v.strictTuple([hex(64), hex(128)])),
  'secretariat.sync.push': call<PushAnswer>()(v.strictTuple([batch])),
  'secretariat.sync.pull': call<Uint8Array>()(v.strictTuple([count, v.boolean(), v.nullable(v.strictObject({ number: count, epoch: hex(16) }))])),
  'secretariat.sync.compact': call<CompactAnswer>()(v.strictTuple([compactRequestSchema])),
  'secretariat.sync.devices': call<readonly DeviceEntry[]>()(none),
  'secretariat.sync.revoke': call<readonly DeviceEntry[]>()(v.strictTuple([id])),

  /** On the device that has the vault: opens a place for a further device, looks who asks, lets it in. */
  'secretariat.pairing.open': call<{ readonly expiresAt: string; readonly address: string }>()(v.strictTuple([v.strictObject({ pairingId: id, pickupHash: hex(64) })])),
  'secretariat.pairing.look': call<PairingRequest | null>()(v.strictTuple([id])),
  'secretariat.pairing.accept': call<{ readonly deviceId: string }>()(v.strictTuple([v.strictObject({ pairingId: id, sealed: v.pipe(v.string(), v.regex(/^[0-9a-f]+$/u), v.maxLength(maxSealedVaultBytes * 2)) })])),
  /** On the device that is to enter: asks, fetches what was sealed for it, and keeps what it joined. */
  'secretariat.pairing.ask': call<null>()(v.strictTuple([v.strictObject({ address, pairingId: id, pickup: hex(64), ...pairingRequestSchema.entries })])),
  'secretariat.pairing.result': call<PairingResult>()(v.strictTuple([v.strictObject({ address, pairingId: id, pickup: hex(64) })])),
  /** What a recovery sheet opens: kept at the server, forgotten there, looked at. */
  'secretariat.sheet.put': call<null>()(v.strictTuple([sheetPutSchema])),
  'secretariat.sheet.remove': call<null>()(v.strictTuple([id])),
  'secretariat.sheet.look': call<KeptSheet | null>()(none),
  /** On a new computer with a sheet alone: a challenge, what the sheet opens, and the device's registration. */
  'secretariat.recovery.challenge': call<{ readonly serverId: string; readonly challenge: string }>()(v.strictTuple([v.strictObject({ address, sheetId: id })])),
  'secretariat.recovery.box': call<RecoveryBox>()(v.strictTuple([v.strictObject({ address, ...recoveryBoxRequestSchema.entries })])),
  'secretariat.recovery.enter': call<RecoveryEntered>()(v.strictTuple([v.strictObject({ address, ...recoveryEnterSchema.entries })])),
  'secretariat.pairing.join': call<SecretariatState>()(v.strictTuple([v.strictObject({ address, accountId: id, deviceId: id })])),
} as const;
