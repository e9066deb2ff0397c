/** How a further device of the same person enters the account: a code that never reaches the server, and what crosses with its help. */
import * as v from 'valibot';

export const pairingPaths = {
  open: '/v1/pairings',
  look: '/v1/pairings/look',
  accept: '/v1/pairings/accept',
  ask: '/v1/pairings/ask',
  result: '/v1/pairings/result',
} as const;

export const pairingLifeMs = 10 * 60 * 1_000;
/** The sealed vault key and keyring, in bytes. */
export const maxSealedVaultBytes = 96 * 1024;
/** Largest body in bytes of the route that takes it, as JSON. */
export const maxAcceptBytes = 256 * 1024;

const id = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/u));
const hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/u));
const signature = v.pipe(v.string(), v.regex(/^[0-9a-f]{128}$/u));
const deviceName = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(80), v.regex(/^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}]*$/u));
const sealed = v.pipe(v.string(), v.regex(/^[0-9a-f]+$/u), v.maxLength(maxSealedVaultBytes * 2));

/** `pickupHash`: SHA-256 of what the new device shows, so that only someone with the code can ask or fetch. */
export const pairingOpenSchema = v.strictObject({ pairingId: id, pickupHash: hash });
export const pairingOpenedSchema = v.object({ expiresAt: v.string() });
export const pairingNameSchema = v.strictObject({ pairingId: id });
/** `proof`: made with the code. `signature`: by the new device's own key over pairingText; a program from before leaves it out and is told so. */
export const pairingRequestSchema = v.object({ signKey: hash, boxKey: hash, deviceName, proof: hash, signature: v.optional(signature) });
export type PairingRequest = v.InferOutput<typeof pairingRequestSchema>;
export const pairingLookSchema = v.object({ request: v.nullable(pairingRequestSchema) });
export const pairingAskSchema = v.strictObject({ pairingId: id, pickup: hash, ...pairingRequestSchema.entries });
export type PairingAsk = v.InferOutput<typeof pairingAskSchema>;
export const pairingAcceptSchema = v.strictObject({ pairingId: id, sealed });
export const pairingAcceptedSchema = v.object({ deviceId: id });
export const pairingPickupSchema = v.strictObject({ pairingId: id, pickup: hash });
export const pairingResultSchema = v.object({ accepted: v.nullable(v.object({ accountId: id, deviceId: id, sealed })) });
export type PairingResult = v.InferOutput<typeof pairingResultSchema>;

/** What a device signs when it asks to enter, so that the keys it shows are its own. The id is that of one code, used once. */
export const pairingText = (pairingId: string, device: { readonly signKey: string; readonly boxKey: string; readonly deviceName: string }): string =>
  `focalpoint pairing 1\n${pairingId}\n${device.signKey}\n${device.boxKey}\n${device.deviceName}`;
