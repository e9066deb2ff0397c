/**
 * The log grows shorter only behind a snapshot: a device has offered everything anew and says which records its snapshot takes the place of.
 * They go once every device in use has saved the snapshot too. The server cannot read what a snapshot holds; it checks that the device knew
 * of every record that is to go.
 */
import type { AppliedMark, CompactRequest } from '../../../shared/contracts/syncApi.ts';
import type { Clock } from '../clock.ts';
import type { Database } from '../database/openDatabase.ts';
import type { Caller } from './sessions.ts';

/** Records of one transaction: a removal that is cut off goes on with the next request, and nobody waits long for it. */
const removedAtOnce = 5_000;
const dayMs = 24 * 60 * 60 * 1_000;

/** Keeps up to which number a device has saved everything. It may go down: a profile that was put back to an older state says so. */
export async function noteApplied(db: Database, { accountId, deviceId }: Caller, { number, epoch }: AppliedMark): Promise<void> {
  const known = await db.selectFrom('devices').select('applied_seq').where('id', '=', deviceId).executeTakeFirstOrThrow();
  if (Number(known.applied_seq) === number) return;
  const server = await db.selectFrom('servers').select('epoch').where('place', '=', 1).executeTakeFirstOrThrow();
  const account = await db.selectFrom('accounts').select('last_seq').where('id', '=', accountId).executeTakeFirstOrThrow();
  // Numbers of another epoch, or beyond the log, are those of a history that this server does not have.
  if (server.epoch !== epoch || number > Number(account.last_seq)) return;
  await db.updateTable('devices').set({ applied_seq: number }).where('id', '=', deviceId).execute();
}

/**
 * Notes that a snapshot of the caller covers every record up to a number. Answers false where the snapshot is not in the log behind that
 * number, where the epoch is another one, or where a device has a record there that the caller does not know of.
 */
export async function coverRecords(db: Database, caller: Caller, { epoch, through, clock, covers }: CompactRequest): Promise<boolean> {
  return await db.transaction().execute(async (transaction) => {
    // A write comes first: it takes the lock, so that no push comes between.
    const account = await transaction.updateTable('accounts').set((expression) => ({ last_seq: expression.ref('last_seq') })).where('id', '=', caller.accountId).returning(['last_seq', 'compact_through', 'removed_seq']).executeTakeFirstOrThrow();
    const server = await transaction.selectFrom('servers').select('epoch').where('place', '=', 1).executeTakeFirstOrThrow();
    if (server.epoch !== epoch) return false;
    if (through <= Math.max(Number(account.removed_seq), Number(account.compact_through))) return true;
    const snapshot = await transaction.selectFrom('records').select('seq').where('account_id', '=', caller.accountId).where('device_id', '=', caller.deviceId).where('clock', '=', clock).executeTakeFirst();
    if (snapshot === undefined || Number(snapshot.seq) <= through) return false;
    const found = await transaction
      .selectFrom('records')
      .innerJoin('devices', 'devices.id', 'records.device_id')
      .select((expression) => ['records.device_id', 'devices.revoked_at', expression.fn.max('records.clock').as('clock'), expression.fn.sum('records.length').as('bytes')])
      .where('records.account_id', '=', caller.accountId)
      .where('records.seq', '<=', through)
      .groupBy(['records.device_id', 'devices.revoked_at'])
      .execute();
    // What a device that was shut out pushed at the last moment is believed by nobody.
    if (found.some((row) => row.revoked_at === null && Number(row.clock) > (covers[row.device_id] ?? 0))) return false;
    const bytes = found.reduce((sum, row) => sum + Number(row.bytes), 0);
    await transaction.updateTable('accounts').set({ compact_through: through, compact_after: Number(snapshot.seq), compact_bytes: bytes }).where('id', '=', caller.accountId).execute();
    return true;
  });
}

/** Removes what is covered, if every device in use has saved the snapshot. Answers how many records went. */
export async function removeCovered(db: Database, clock: Clock, accountId: string, inUseDays: number): Promise<number> {
  const waits = await db.selectFrom('accounts').select('id').where('id', '=', accountId).where('compact_after', '>', 0).executeTakeFirst();
  if (waits === undefined) return 0;
  let removed = 0;
  for (;;) {
    const step = await removeSome(db, accountId, new Date(clock().getTime() - inUseDays * dayMs).toISOString().slice(0, 10));
    removed += step.removed;
    if (!step.more) return removed;
  }
}

async function removeSome(db: Database, accountId: string, inUseSince: string): Promise<{ readonly removed: number; readonly more: boolean }> {
  return await db.transaction().execute(async (transaction) => {
    const account = await transaction.updateTable('accounts').set((expression) => ({ last_seq: expression.ref('last_seq') })).where('id', '=', accountId).returning(['compact_through', 'compact_after', 'log_bytes', 'compact_bytes', 'removed_seq']).executeTakeFirstOrThrow();
    const [through, after] = [Number(account.compact_through), Number(account.compact_after)];
    if (after === 0) return { removed: 0, more: false };
    const devices = await transaction.selectFrom('devices').select(['id', 'created_at', 'seen_on', 'revoked_at', 'applied_seq', 'removed_clock']).where('account_id', '=', accountId).execute();
    const isInUse = (device: (typeof devices)[number]): boolean => device.revoked_at === null && (device.seen_on ?? device.created_at.slice(0, 10)) >= inUseSince;
    if (devices.some((device) => isInUse(device) && Number(device.applied_seq) < after)) return { removed: 0, more: false };
    const rows = await transaction.selectFrom('records').select(['seq', 'device_id', 'clock', 'hash', 'length']).where('account_id', '=', accountId).where('seq', '<=', through).orderBy('seq').limit(removedAtOnce).execute();
    const more = rows.length === removedAtOnce;
    const end = more ? Number(rows.at(-1)?.seq ?? through) : through;
    for (const device of devices) {
      const newest = rows.filter((row) => row.device_id === device.id).reduce<(typeof rows)[number] | null>((best, row) => (best === null || Number(row.clock) > Number(best.clock) ? row : best), null);
      if (newest !== null && Number(newest.clock) > Number(device.removed_clock)) await transaction.updateTable('devices').set({ removed_clock: Number(newest.clock), removed_hash: newest.hash }).where('id', '=', device.id).execute();
    }
    const bytes = rows.reduce((sum, row) => sum + row.length, 0);
    await transaction.deleteFrom('records').where('account_id', '=', accountId).where('seq', '<=', end).execute();
    await transaction
      .updateTable('accounts')
      .set({ log_bytes: Number(account.log_bytes) - bytes, removed_seq: Math.max(end, Number(account.removed_seq)), ...(more ? { compact_bytes: Math.max(0, Number(account.compact_bytes) - bytes) } : { compact_through: 0, compact_after: 0, compact_bytes: 0 }) })
      .where('id', '=', accountId)
      .execute();
    return { removed: rows.length, more };
  });
}
