import * as v from 'valibot';

const hex = (digits: number) => v.pipe(v.string(), v.regex(new RegExp(`^[0-9a-f]{${digits}}$`, 'u')));

/** What the device keeps of the Secretariat that it joined. Nothing in it is secret: the device's keys stay in the vault. */
export const storedSecretariatSchema = v.object({
  format: v.literal(1),
  joined: v.nullable(
    v.object({
      /** Name that the Secretariat gives itself. */
      secretariat: v.pipe(v.string(), v.minLength(1), v.maxLength(80)),
      address: v.pipe(v.string(), v.regex(/^https?:\/\//u), v.maxLength(300)),
      /** SHA-256 of the Secretariat's first root metadata. */
      root: hex(64),
      serverId: hex(32),
      accountId: hex(32),
      deviceId: hex(32),
      joinedAt: v.pipe(v.string(), v.isoTimestamp()),
    }),
  ),
  lastExchangeAt: v.nullable(v.pipe(v.string(), v.isoTimestamp())),
});
export type StoredSecretariat = v.InferOutput<typeof storedSecretariatSchema>;
export type JoinedSecretariat = NonNullable<StoredSecretariat['joined']>;

export const notJoined: StoredSecretariat = { format: 1, joined: null, lastExchangeAt: null };

/** Where it is kept; `createJsonFile` makes one of a file. */
export interface SecretariatStore {
  read(): Promise<StoredSecretariat>;
  write(value: StoredSecretariat): Promise<void>;
}

/** The fingerprint as people compare it: the first 16 digits in groups of four. */
export const shownFingerprint = (root: string): string => (root.slice(0, 16).match(/.{4}/gu) ?? []).join(' ');
