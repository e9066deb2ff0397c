/** What an app's devices and the Secretariat's server say to each other about sealed records. docs/protocol.md explains it. */
import * as v from 'valibot';

export const syncPaths = {
  challenge: '/v1/session/challenge',
  session: '/v1/session',
  push: '/v1/sync/push',
  pull: '/v1/sync/pull',
  compact: '/v1/sync/compact',
  devices: '/v1/devices',
  revoke: '/v1/devices/revoke',
} as const;

/** Content type of what is pushed and pulled. */
export const syncContentType = 'application/octet-stream';
const mebibyte = 1024 * 1024;
/** A push holds at most this many bytes, unless it is one record alone. */
export const maxPushBytes = mebibyte;
/** The largest record, in bytes; a push of one record may be this long and its frame. */
export const maxRecordBytes = 13 * mebibyte;
export const maxPushRecords = 1_000;
/** A pull answers at most this many bytes, but at least one record where there is one. */
export const maxPullBytes = mebibyte;
export const sessionLifeSeconds = 15 * 60;

const id = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/u));
const secret = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/u));
const signature = v.pipe(v.string(), v.regex(/^[0-9a-f]{128}$/u));
const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(Number.MAX_SAFE_INTEGER));
const epoch = v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/u));

export const challengeRequestSchema = v.strictObject({ deviceId: id });
export const challengeAnswerSchema = v.object({ challenge: secret });
export const sessionRequestSchema = v.strictObject({ deviceId: id, challenge: secret, signature });
export const sessionAnswerSchema = v.object({ token: secret, expiresInSeconds: count });
export const pushAnswerSchema = v.object({
  epoch,
  /** Highest number of the account's log. */
  last: count,
  /** Highest clock of the pushing device in the log. */
  ownClock: count,
  /** Bytes of the log without what a snapshot covers already, and how many the account may keep. An older server does not say. */
  logBytes: v.optional(count),
  quotaBytes: v.optional(count),
});
export type PushAnswer = v.InferOutput<typeof pushAnswerSchema>;

const digits = v.pipe(v.string(), v.regex(/^\d{1,15}$/u), v.transform(Number));
/** `applied`: the caller has saved everything up to this number of this epoch. Not the same as `after`: who fetches anew asks from the start. */
export const pullQuerySchema = v.strictObject({ after: digits, bytes: v.optional(digits), own: v.optional(v.picklist(['0', '1'])), applied: v.optional(digits), epoch: v.optional(epoch) });

/** Up to which number of which epoch a device has saved everything. */
export interface AppliedMark {
  readonly number: number;
  readonly epoch: string;
}

/** Devices that a snapshot names at most. */
const maxCovered = 500;
/**
 * A snapshot of the calling device lies in the log under this clock. It takes the place of every record up to `through`, of which each
 * device has none beyond the clock in `covers`.
 */
export const compactRequestSchema = v.strictObject({ epoch, through: count, clock: count, covers: v.pipe(v.record(id, count), v.check((covers) => Object.keys(covers).length <= maxCovered)) });
export type CompactRequest = v.InferOutput<typeof compactRequestSchema>;
/** Number up to which records have left the log, or will when every device in use has the snapshot. */
export const compactAnswerSchema = v.object({ removed: count, through: count });
export type CompactAnswer = v.InferOutput<typeof compactAnswerSchema>;

export const deviceEntrySchema = v.object({
  deviceId: id,
  name: v.string(),
  signKey: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/u)),
  joinedAt: v.string(),
  /** Day of the last exchange, `YYYY-MM-DD`; null before the first. */
  seenOn: v.nullable(v.string()),
  revokedAt: v.nullable(v.string()),
});
export type DeviceEntry = v.InferOutput<typeof deviceEntrySchema>;
export const devicesAnswerSchema = v.object({ devices: v.array(deviceEntrySchema) });
export const revokeRequestSchema = v.strictObject({ deviceId: id });

/** Event that says that the account's log has grown; it carries nothing else. */
export const newsEventName = 'new';

/** What a device signs to open a session. The server's id keeps a signature from being used at another server. */
export const sessionText = (serverId: string, deviceId: string, challenge: string): string => `focalpoint session 1\n${serverId}\n${deviceId}\n${challenge}`;
