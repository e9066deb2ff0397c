import * as v from 'valibot';

/** An invitation as the user pastes it: the code by itself with the address, or the whole `focalpoint://` link. */
export const invitationTextSchema = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(2_000));

export interface InvitationPreview {
  /** Name that the Secretariat gave itself in the invitation. */
  readonly secretariat: string;
  readonly address: string;
  /** First 16 hexadecimal digits of the hash of the Secretariat's root metadata, in groups of four. */
  readonly fingerprint: string;
}

/** What the proof of a device that joins is bound to. `codeHash`: see joinCodeText. */
export interface MetServer {
  readonly serverId: string;
  readonly codeHash: string;
}

const hex = (digits: number) => v.pipe(v.string(), v.regex(new RegExp(`^[0-9a-f]{${digits}}$`, 'u')));

/** Public keys, Ed25519 and X25519, and the signature over joinText. */
export const joiningDeviceSchema = v.strictObject({ signKey: hex(64), boxKey: hex(64), deviceName: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(80)), serverId: hex(32), proof: hex(128) });
export type JoiningDevice = v.InferOutput<typeof joiningDeviceSchema>;

export interface SecretariatState {
  readonly joined: { readonly secretariat: string; readonly address: string; readonly fingerprint: string; readonly deviceId: string; readonly joinedAt: string } | null;
  /** Whether the last attempt to reach the server succeeded; `unknown` until the first one. */
  readonly reachable: 'yes' | 'no' | 'unknown';
  readonly lastExchangeAt: string | null;
}
