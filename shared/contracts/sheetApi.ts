/** A recovery sheet at the server: what it opens, and how a new computer comes in with it alone. docs/protocol.md explains it. */
import * as v from 'valibot';

export const sheetPaths = {
  /** GET: what is kept for the account. POST: keeps it, in place of what was there. */
  sheet: '/v1/sheet',
  remove: '/v1/sheet/remove',
  challenge: '/v1/recovery/challenge',
  box: '/v1/recovery/box',
  enter: '/v1/recovery/enter',
} as const;

/** Keyring, roster and wrapped master key, sealed to the sheet, in bytes. */
export const maxSheetBoxBytes = 96 * 1024;
/** Largest body in bytes of the route that takes it, as JSON. */
export const maxSheetBodyBytes = 256 * 1024;

const hex = (digits: number) => v.pipe(v.string(), v.regex(new RegExp(`^[0-9a-f]{${digits}}$`, 'u')));
const id = hex(32);
const key = hex(64);
const signature = hex(128);
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const deviceName = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(80), v.regex(/^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}]*$/u));
const box = v.pipe(v.string(), v.regex(/^(?:[0-9a-f]{2})+$/u), v.maxLength(maxSheetBoxBytes * 2));

export const sheetPutSchema = v.strictObject({ sheetId: id, signKey: key, box });
export type SheetPut = v.InferOutput<typeof sheetPutSchema>;
export const sheetNameSchema = v.strictObject({ sheetId: id });
/** `keptAt`: when what it opens was last renewed; `refused`: how often somebody named this sheet without having it. */
export const sheetLookSchema = v.object({ sheet: v.nullable(v.object({ sheetId: id, keptAt: v.string(), refused: count })) });
export type KeptSheet = NonNullable<v.InferOutput<typeof sheetLookSchema>['sheet']>;

export const recoveryChallengeSchema = v.object({ challenge: key });
export const recoveryBoxRequestSchema = v.strictObject({ sheetId: id, challenge: key, signature });
export type RecoveryBoxRequest = v.InferOutput<typeof recoveryBoxRequestSchema>;
export const recoveryBoxSchema = v.object({ box, keptAt: v.string() });
export type RecoveryBox = v.InferOutput<typeof recoveryBoxSchema>;
/** `signature` by the sheet and `proof` by the device's own new key, both over recoveryEnterText. */
export const recoveryEnterSchema = v.strictObject({ sheetId: id, challenge: key, signKey: key, boxKey: key, deviceName, signature, proof: signature });
export type RecoveryEnter = v.InferOutput<typeof recoveryEnterSchema>;
export const recoveryEnteredSchema = v.object({ accountId: id, deviceId: id });
export type RecoveryEntered = v.InferOutput<typeof recoveryEnteredSchema>;

/** Refusals that a new computer is told. One for everything that does not fit, so that nobody learns which sheets exist. */
export const recoveryRefusals = ['recovery.refused', 'pairing.tooManyDevices'] as const;

/** What the sheet signs to be given what it opens. */
export const recoveryBoxText = (serverId: string, sheetId: string, challenge: string): string => `focalpoint sheet 1\n${serverId}\n${sheetId}\n${challenge}`;

/** What the sheet and the new device both sign so that the device is registered. */
export const recoveryEnterText = (serverId: string, entry: Pick<RecoveryEnter, 'sheetId' | 'challenge' | 'signKey' | 'boxKey' | 'deviceName'>): string =>
  `focalpoint recovery 1\n${serverId}\n${entry.sheetId}\n${entry.challenge}\n${entry.signKey}\n${entry.boxKey}\n${entry.deviceName}`;
