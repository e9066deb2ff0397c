import * as v from 'valibot';

/** `device`: mixed into the passphrase. `quick`: opens the vault by itself. */
export const deviceKeyNameSchema = v.picklist(['device', 'quick']);
export type DeviceKeyName = v.InferOutput<typeof deviceKeyNameSchema>;

export const deviceKeySchema = v.nullable(v.pipe(v.custom<Uint8Array>((value) => value instanceof Uint8Array, 'bytes are expected'), v.check((key) => key.byteLength === 32, 'a key has 32 bytes')));

export interface DeviceKeyState {
  /** `plainText`: Linux without a key store that keeps a secret. */
  readonly store: 'available' | 'plainText' | 'unavailable';
  /** Which of the two lie in the profile, whether or not the store opens them. */
  readonly device: boolean;
  readonly quick: boolean;
}
