/** Recovery sheets: for each account at most one, and what it opens. The server has a sheet's public halves and sealed bytes, never its words. */
import { createHash, randomBytes } from 'node:crypto';
import { recoveryBoxText, recoveryEnterText, type KeptSheet, type RecoveryBox, type RecoveryBoxRequest, type RecoveryEnter, type RecoveryEntered, type SheetPut } from '../../../shared/contracts/sheetApi.ts';
import type { Clock } from '../clock.ts';
import type { Database } from '../database/openDatabase.ts';
import { isSignedBy } from '../isSignedBy.ts';
import { maxDevices } from '../sync/pairings.ts';
import type { Caller } from '../sync/sessions.ts';

const challengeLifeMs = 60_000;
/** Verified against where no sheet has the id, so that the answer takes as long. */
const nobody = randomBytes(32).toString('hex');

export type RecoveryRefusal = 'recovery.refused' | 'pairing.tooManyDevices';

const hashOf = (challenge: string): string => createHash('sha256').update(`focalpoint recovery\n${challenge}`).digest('hex');

/** Keeps what the account's sheet opens, in place of any other sheet's. Answers false where the id is another account's. */
export async function putSheet(db: Database, clock: Clock, { accountId }: Caller, { sheetId, signKey, box }: SheetPut): Promise<boolean> {
  const keptAt = clock().toISOString();
  return await db.transaction().execute(async (transaction) => {
    // A write comes first: it takes the lock, so that two devices that keep two sheets at once leave one.
    await transaction.updateTable('accounts').set((expression) => ({ last_seq: expression.ref('last_seq') })).where('id', '=', accountId).execute();
    const row = await transaction
      .insertInto('sheets')
      .values({ id: sheetId, account_id: accountId, sign_key: signKey, box, kept_at: keptAt, refused: 0 })
      .onConflict((conflict) => conflict.column('id').doUpdateSet({ box, kept_at: keptAt }).where('sheets.account_id', '=', accountId).where('sheets.sign_key', '=', signKey))
      .returning('id')
      .executeTakeFirst();
    if (row === undefined) return false;
    await transaction.deleteFrom('sheets').where('account_id', '=', accountId).where('id', '!=', sheetId).execute();
    return true;
  });
}

export async function removeSheet(db: Database, { accountId }: Caller, sheetId: string): Promise<void> {
  await db.deleteFrom('sheets').where('id', '=', sheetId).where('account_id', '=', accountId).execute();
}

export async function lookAtSheet(db: Database, { accountId }: Caller): Promise<KeptSheet | null> {
  const row = await db.selectFrom('sheets').select(['id', 'kept_at', 'refused']).where('account_id', '=', accountId).executeTakeFirst();
  return row === undefined ? null : { sheetId: row.id, keptAt: row.kept_at, refused: Number(row.refused) };
}

/** A sheet that the server does not know gets a challenge like any other. */
export async function issueRecoveryChallenge(db: Database, clock: Clock, sheetId: string): Promise<string> {
  const challenge = randomBytes(32).toString('hex');
  const now = clock();
  await db.deleteFrom('sheet_challenges').where('expires_at', '<', now.toISOString()).execute();
  await db.insertInto('sheet_challenges').values({ hash: hashOf(challenge), sheet_id: sheetId, expires_at: new Date(now.getTime() + challengeLifeMs).toISOString() }).execute();
  return challenge;
}

/** The sheet whose words the caller has; undefined for everybody else, which is counted. A challenge is answered once, whether rightly or wrongly. */
async function provenSheet(db: Database, clock: Clock, sheetId: string, challenge: string, text: string, signature: string) {
  const taken = await db.deleteFrom('sheet_challenges').where('hash', '=', hashOf(challenge)).where('sheet_id', '=', sheetId).where('expires_at', '>', clock().toISOString()).returning('hash').executeTakeFirst();
  const row = await db.selectFrom('sheets').selectAll().where('id', '=', sheetId).executeTakeFirst();
  const isSigned = isSignedBy(row?.sign_key ?? nobody, text, signature);
  if (row !== undefined && taken !== undefined && isSigned) return row;
  await db.updateTable('sheets').set((expression) => ({ refused: expression('refused', '+', 1) })).where('id', '=', sheetId).execute();
  return undefined;
}

export async function recoveryBox(db: Database, clock: Clock, serverId: string, { sheetId, challenge, signature }: RecoveryBoxRequest): Promise<RecoveryBox | RecoveryRefusal> {
  const row = await provenSheet(db, clock, sheetId, challenge, recoveryBoxText(serverId, sheetId, challenge), signature);
  return row === undefined ? 'recovery.refused' : { box: row.box, keptAt: row.kept_at };
}

/** Registers a device in the sheet's account. The same device may ask again, where the answer was lost, and gets the same one. */
export async function enterBySheet(db: Database, clock: Clock, serverId: string, entry: RecoveryEnter): Promise<RecoveryEntered | RecoveryRefusal> {
  const text = recoveryEnterText(serverId, entry);
  const row = await provenSheet(db, clock, entry.sheetId, entry.challenge, text, entry.signature);
  if (row === undefined || !isSignedBy(entry.signKey, text, entry.proof)) return 'recovery.refused';
  const deviceId = randomBytes(16).toString('hex');
  return await db.transaction().execute(async (transaction) => {
    // A write comes first: it takes the lock, and finds whether the sheet is still the account's.
    const sheet = await transaction.updateTable('sheets').set((expression) => ({ refused: expression.ref('refused') })).where('id', '=', entry.sheetId).returning('account_id').executeTakeFirst();
    if (sheet === undefined) return 'recovery.refused';
    const known = await transaction.selectFrom('devices').select(['id', 'account_id', 'revoked_at']).where('sign_key', '=', entry.signKey).executeTakeFirst();
    if (known !== undefined) return known.account_id === sheet.account_id && known.revoked_at === null ? { accountId: known.account_id, deviceId: known.id } : 'recovery.refused';
    const { count } = await transaction.selectFrom('devices').select((expression) => expression.fn.countAll().as('count')).where('account_id', '=', sheet.account_id).executeTakeFirstOrThrow();
    if (Number(count) >= maxDevices) return 'pairing.tooManyDevices';
    await transaction
      .insertInto('devices')
      .values({ id: deviceId, account_id: sheet.account_id, sign_key: entry.signKey, box_key: entry.boxKey, name: entry.deviceName, created_at: clock().toISOString(), revoked_at: null, seen_on: null })
      .execute();
    return { accountId: sheet.account_id, deviceId };
  });
}
