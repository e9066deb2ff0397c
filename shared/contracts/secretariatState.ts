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

export interface SecretariatState {
  readonly joined: { readonly secretariat: string; readonly address: string; readonly fingerprint: string; readonly deviceId: string; readonly joinedAt: string } | null;
  /** Whether the last attempt to reach the server succeeded; `unknown` until the first one. */
  readonly reachable: 'yes' | 'no' | 'unknown';
  readonly lastExchangeAt: string | null;
}
