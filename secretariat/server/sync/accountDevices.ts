import type { DeviceEntry } from '../../../shared/contracts/syncApi.ts';
import type { Clock } from '../clock.ts';
import type { Database } from '../database/openDatabase.ts';

/** The devices of an account, oldest first, revoked ones too. */
export async function devicesOf(db: Database, accountId: string): Promise<DeviceEntry[]> {
  const rows = await db.selectFrom('devices').selectAll().where('account_id', '=', accountId).orderBy('created_at').orderBy('id').execute();
  return rows.map((row) => ({ deviceId: row.id, name: row.name, signKey: row.sign_key, joinedAt: row.created_at, seenOn: row.seen_on, revokedAt: row.revoked_at }));
}

/** Ends a device's access at once and for good. Answers false where the account has no such device. */
export async function revokeDevice(db: Database, clock: Clock, accountId: string | null, deviceId: string): Promise<boolean> {
  return await db.transaction().execute(async (transaction) => {
    let change = transaction.updateTable('devices').set((expression) => ({ revoked_at: expression.fn.coalesce('revoked_at', expression.val(clock().toISOString())) })).where('id', '=', deviceId);
    if (accountId !== null) change = change.where('account_id', '=', accountId);
    const row = await change.returning('id').executeTakeFirst();
    if (row === undefined) return false;
    await transaction.deleteFrom('sessions').where('device_id', '=', deviceId).execute();
    return true;
  });
}
