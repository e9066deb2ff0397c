import * as v from 'valibot';

const keyHex = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));

/** The public halves of this device's keys, in hexadecimal: Ed25519 for signatures, X25519 for sealed boxes. */
export const deviceIdentitySchema = v.looseObject({ signKey: keyHex, boxKey: keyHex });
export type DeviceIdentity = v.InferOutput<typeof deviceIdentitySchema>;
