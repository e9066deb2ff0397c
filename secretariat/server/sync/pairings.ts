/** A further device of the same person: one that is in the account opens a place, the new one asks there, the first one accepts. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { pairingLifeMs, pairingText, type PairingAsk, type PairingRequest, type PairingResult } from '../../../shared/contracts/pairingApi.ts';
import type { Clock } from '../clock.ts';
import type { Database } from '../database/openDatabase.ts';
import { isSignedBy } from '../isSignedBy.ts';
import type { Caller } from './sessions.ts';

type PairingRefusal = 'pairing.unknown' | 'pairing.noProof' | 'pairing.badProof';

const hashOf = (pickup: string): string => createHash('sha256').update(Buffer.from(pickup, 'hex')).digest('hex');
const newId = (): string => randomBytes(16).toString('hex');
/** Devices that an account may have had, revoked ones counted. */
export const maxDevices = 40;

export async function openPairing(db: Database, clock: Clock, caller: Caller, pairingId: string, pickupHash: string): Promise<{ readonly expiresAt: string } | null> {
  const expiresAt = new Date(clock().getTime() + pairingLifeMs).toISOString();
  await db.deleteFrom('pairings').where((expression) => expression.or([expression('expires_at', '<', clock().toISOString()), expression('account_id', '=', caller.accountId)])).execute();
  const row = await db
    .insertInto('pairings')
    .values({ id: pairingId, account_id: caller.accountId, pickup_hash: pickupHash, request: null, device_id: null, sealed: null, expires_at: expiresAt })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('expires_at')
    .executeTakeFirst();
  return row === undefined ? null : { expiresAt };
}

const present = (db: Database, clock: Clock, pairingId: string) => db.selectFrom('pairings').selectAll().where('id', '=', pairingId).where('expires_at', '>', clock().toISOString());

async function pickedUp(db: Database, clock: Clock, pairingId: string, pickup: string) {
  const row = await present(db, clock, pairingId).executeTakeFirst();
  return row !== undefined && timingSafeEqual(Buffer.from(row.pickup_hash, 'hex'), Buffer.from(hashOf(pickup), 'hex')) ? row : undefined;
}

/** Leaves the new device's keys. The first to ask stays; the same device may ask again. Answers why not, or null. */
export async function askPairing(db: Database, clock: Clock, ask: PairingAsk): Promise<PairingRefusal | null> {
  const { pairingId, pickup, ...request } = ask;
  if ((await pickedUp(db, clock, pairingId, pickup)) === undefined) return 'pairing.unknown';
  if (request.signature === undefined) return 'pairing.noProof';
  if (!isSignedBy(request.signKey, pairingText(pairingId, request), request.signature)) return 'pairing.badProof';
  const text = JSON.stringify(request);
  const taken = await db.updateTable('pairings').set({ request: text }).where('id', '=', pairingId).where((expression) => expression.or([expression('request', 'is', null), expression('request', '=', text)])).returning('id').executeTakeFirst();
  return taken === undefined ? 'pairing.unknown' : null;
}

/** Who asks; null while nobody does; undefined where the caller's account has no such place. */
export async function lookAtPairing(db: Database, clock: Clock, caller: Caller, pairingId: string): Promise<PairingRequest | null | undefined> {
  const row = await present(db, clock, pairingId).where('account_id', '=', caller.accountId).executeTakeFirst();
  return row === undefined ? undefined : row.request === null ? null : (JSON.parse(row.request) as PairingRequest);
}

/** Registers the device that asks, once, and keeps what is sealed for it until it is fetched or the place ends. */
export async function acceptPairing(db: Database, clock: Clock, caller: Caller, pairingId: string, sealed: string): Promise<{ readonly deviceId: string } | 'pairing.unknown' | 'pairing.tooManyDevices'> {
  const deviceId = newId();
  return await db.transaction().execute(async (transaction) => {
    const row = await transaction
      .updateTable('pairings')
      .set((expression) => ({ device_id: expression.fn.coalesce('device_id', expression.val(deviceId)), sealed: expression.fn.coalesce('sealed', expression.val(sealed)) }))
      .where('id', '=', pairingId)
      .where('account_id', '=', caller.accountId)
      .where('request', 'is not', null)
      .where('expires_at', '>', clock().toISOString())
      .returning(['device_id', 'request'])
      .executeTakeFirst();
    if (row === undefined || row.device_id === null || row.request === null) return 'pairing.unknown';
    if (row.device_id !== deviceId) return { deviceId: row.device_id };
    const { count } = await transaction.selectFrom('devices').select((expression) => expression.fn.countAll().as('count')).where('account_id', '=', caller.accountId).executeTakeFirstOrThrow();
    if (Number(count) >= maxDevices) {
      await transaction.deleteFrom('pairings').where('id', '=', pairingId).execute();
      return 'pairing.tooManyDevices';
    }
    const { signKey, boxKey, deviceName } = JSON.parse(row.request) as PairingRequest;
    await transaction.insertInto('devices').values({ id: deviceId, account_id: caller.accountId, sign_key: signKey, box_key: boxKey, name: deviceName, created_at: clock().toISOString(), revoked_at: null, seen_on: null }).execute();
    return { deviceId };
  });
}

/** What was accepted; null while nothing was; undefined for a code that opens nothing. May be fetched again until the place ends. */
export async function pairingResult(db: Database, clock: Clock, pairingId: string, pickup: string): Promise<PairingResult | undefined> {
  const row = await pickedUp(db, clock, pairingId, pickup);
  if (row === undefined) return undefined;
  return { accepted: row.device_id === null || row.sealed === null ? null : { accountId: row.account_id, deviceId: row.device_id, sealed: row.sealed } };
}
