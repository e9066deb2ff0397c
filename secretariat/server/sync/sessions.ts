/** Who calls: a device proves that it holds its private key by signing a challenge, and gets a token for a quarter of an hour. */
import { createHash, randomBytes } from 'node:crypto';
import { sessionLifeSeconds, sessionText } from '../../../shared/contracts/syncApi.ts';
import type { Clock } from '../clock.ts';
import type { Database } from '../database/openDatabase.ts';
import { isSignedBy } from '../isSignedBy.ts';

const challengeLifeMs = 60_000;

export interface Caller {
  readonly deviceId: string;
  readonly accountId: string;
}

/** Why a caller is refused. `device.revoked` is told only to someone who holds the device's key or token. */
export type SessionRefusal = 'session.refused' | 'device.revoked';

/** Challenges and tokens are kept as hashes: a copy of the database opens nothing. */
const hashOf = (value: string): string => createHash('sha256').update(`focalpoint session\n${value}`).digest('hex');
const later = (clock: Clock, ms: number): string => new Date(clock().getTime() + ms).toISOString();

/** A device that the server does not know gets a challenge like any other, so that nobody learns which ones exist. */
export async function issueChallenge(db: Database, clock: Clock, deviceId: string): Promise<string> {
  const challenge = randomBytes(32).toString('hex');
  const known = await db.selectFrom('devices').select('id').where('id', '=', deviceId).executeTakeFirst();
  if (known === undefined) return challenge;
  await db.deleteFrom('sessions').where('expires_at', '<', clock().toISOString()).execute();
  await db.insertInto('sessions').values({ hash: hashOf(challenge), device_id: deviceId, kind: 'challenge', expires_at: later(clock, challengeLifeMs) }).execute();
  return challenge;
}

export interface OpenedSession {
  readonly token: string;
  readonly expiresInSeconds: number;
}

/** A challenge is answered once, whether rightly or wrongly. */
export async function openSession(db: Database, clock: Clock, serverId: string, answer: { readonly deviceId: string; readonly challenge: string; readonly signature: string }): Promise<OpenedSession | SessionRefusal> {
  const { deviceId, challenge, signature } = answer;
  const taken = await db
    .deleteFrom('sessions')
    .where('hash', '=', hashOf(challenge))
    .where('device_id', '=', deviceId)
    .where('kind', '=', 'challenge')
    .where('expires_at', '>', clock().toISOString())
    .returning('device_id')
    .executeTakeFirst();
  const device = taken === undefined ? undefined : await db.selectFrom('devices').select(['sign_key', 'revoked_at']).where('id', '=', deviceId).executeTakeFirst();
  if (device === undefined || !isSignedBy(device.sign_key, sessionText(serverId, deviceId, challenge), signature)) return 'session.refused';
  if (device.revoked_at !== null) return 'device.revoked';
  const token = randomBytes(32).toString('hex');
  await db.insertInto('sessions').values({ hash: hashOf(token), device_id: deviceId, kind: 'token', expires_at: later(clock, sessionLifeSeconds * 1_000) }).execute();
  return { token, expiresInSeconds: sessionLifeSeconds };
}

/** Whose token this is. Looks at the device each time, so that revoking it ends its session at once. */
export async function callerOf(db: Database, clock: Clock, token: string | null): Promise<Caller | SessionRefusal> {
  if (token === null || !/^[0-9a-f]{64}$/u.test(token)) return 'session.refused';
  const row = await db
    .selectFrom('sessions')
    .innerJoin('devices', 'devices.id', 'sessions.device_id')
    .select(['devices.id', 'devices.account_id', 'devices.revoked_at', 'devices.seen_on'])
    .where('sessions.hash', '=', hashOf(token))
    .where('sessions.kind', '=', 'token')
    .where('sessions.expires_at', '>', clock().toISOString())
    .executeTakeFirst();
  if (row === undefined) return 'session.refused';
  if (row.revoked_at !== null) return 'device.revoked';
  // The day and no more: enough to tell a forgotten device from one in use.
  const today = clock().toISOString().slice(0, 10);
  if (row.seen_on !== today) await db.updateTable('devices').set({ seen_on: today }).where('id', '=', row.id).execute();
  return { deviceId: row.id, accountId: row.account_id };
}

