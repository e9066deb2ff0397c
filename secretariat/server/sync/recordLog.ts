/** The append-only log of sealed records, one for each account. The server can neither read a record nor tell what it is about. */
import { createHash, timingSafeEqual } from 'node:crypto';
import { maxPullBytes, type PushAnswer } from '../../../shared/contracts/syncApi.ts';
import type { PullPage, PushRecord } from '../../../shared/contracts/syncWire.ts';
import type { Database } from '../database/openDatabase.ts';
import type { Caller } from './sessions.ts';

export type PushRefusal = 'sync.conflict' | 'sync.quota' | 'device.revoked';
export type PushOutcome = { readonly accepted: true; readonly answer: PushAnswer; readonly added: number } | { readonly accepted: false; readonly code: PushRefusal };

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
/** Rows of which a pull looks at the lengths, before it reads the bytes of those that fit. */
const lookAhead = 2_000;

/** Ends a transaction without a trace. */
class Refused extends Error {
  readonly code: PushRefusal;
  constructor(code: PushRefusal) {
    super(code);
    this.code = code;
  }
}

/**
 * Appends the records that are not there yet, all or none. A record that is there with the same bytes counts as appended: a push whose
 * answer was lost may be repeated. One with other bytes under the same clock is a conflict, and nothing is kept.
 */
export async function appendRecords(db: Database, caller: Caller, records: readonly PushRecord[], quotaBytes: number): Promise<PushOutcome> {
  try {
    return await db.transaction().execute(async (transaction) => {
      // A write comes first: it takes the lock, so that numbers are given out one push at a time.
      const account = await transaction.updateTable('accounts').set((expression) => ({ last_seq: expression.ref('last_seq') })).where('id', '=', caller.accountId).returning(['last_seq', 'log_bytes', 'compact_bytes']).executeTakeFirstOrThrow();
      const device = await transaction.selectFrom('devices').select(['revoked_at', 'removed_clock', 'removed_hash']).where('id', '=', caller.deviceId).executeTakeFirst();
      if (device === undefined || device.revoked_at !== null) throw new Refused('device.revoked');
      const present = await transaction
        .selectFrom('records')
        .select(['clock', 'hash'])
        .where('account_id', '=', caller.accountId)
        .where('device_id', '=', caller.deviceId)
        .where('clock', 'in', records.map((record) => record.clock))
        .execute();
      const hashes = new Map(present.map((row) => [Number(row.clock), row.hash]));
      const removed = removedBefore(records, { clock: Number(device.removed_clock), hash: device.removed_hash });
      let last = Number(account.last_seq);
      let bytes = Number(account.log_bytes);
      const rows = records.flatMap((record) => {
        const hash = hashOf(record.bytes);
        const there = hashes.get(record.clock);
        if (there !== undefined) {
          if (!timingSafeEqual(Buffer.from(there, 'hex'), Buffer.from(hash, 'hex'))) throw new Refused('sync.conflict');
          return [];
        }
        if (record.clock <= removed.clock) {
          if (!removed.proved) throw new Refused('sync.conflict');
          return [];
        }
        last += 1;
        bytes += record.bytes.byteLength;
        return [{ account_id: caller.accountId, seq: last, device_id: caller.deviceId, clock: record.clock, hash, length: record.bytes.byteLength, bytes: Buffer.from(record.bytes) }];
      });
      if (rows.length > 0 && bytes > quotaBytes) throw new Refused('sync.quota');
      for (let start = 0; start < rows.length; start += 100) await transaction.insertInto('records').values(rows.slice(start, start + 100)).execute();
      if (rows.length > 0) await transaction.updateTable('accounts').set({ last_seq: last, log_bytes: bytes }).where('id', '=', caller.accountId).execute();
      const { epoch } = await transaction.selectFrom('servers').select('epoch').where('place', '=', 1).executeTakeFirstOrThrow();
      return { accepted: true as const, answer: { epoch, last, ownClock: await ownClock(transaction, caller), logBytes: bytes - Number(account.compact_bytes), quotaBytes }, added: rows.length };
    });
  } catch (error) {
    if (error instanceof Refused) return { accepted: false, code: error.code };
    throw error;
  }
}

/**
 * Records that a snapshot has taken the place of are gone, so they cannot be compared one by one. Each holds the hash of the one before: a
 * push that ends them with the very record that was the last of them repeats what was there; any other one is another history.
 */
function removedBefore(records: readonly PushRecord[], { clock, hash }: { readonly clock: number; readonly hash: string | null }): { readonly clock: number; readonly proved: boolean } {
  const end = records.find((record) => record.clock === clock);
  return { clock, proved: end !== undefined && hash !== null && timingSafeEqual(Buffer.from(hash, 'hex'), Buffer.from(hashOf(end.bytes), 'hex')) };
}

/** Records behind `after` in order, up to `bytes`, but at least one. `own` includes those of the calling device. */
export async function readRecords(db: Database, caller: Caller, query: { readonly after: number; readonly bytes: number; readonly own: boolean }): Promise<PullPage> {
  // One state of the log for all of it: records that go meanwhile must not be missing from a page that does not hold their snapshot yet.
  return await db.transaction().setIsolationLevel('repeatable read').execute(async (transaction) => {
    const { epoch } = await transaction.selectFrom('servers').select('epoch').where('place', '=', 1).executeTakeFirstOrThrow();
    const account = await transaction.selectFrom('accounts').select('last_seq').where('id', '=', caller.accountId).executeTakeFirstOrThrow();
    const last = Number(account.last_seq);
    let lengths = transaction.selectFrom('records').select(['seq', 'length']).where('account_id', '=', caller.accountId).where('seq', '>', query.after).where('seq', '<=', last).orderBy('seq').limit(lookAhead);
    if (!query.own) lengths = lengths.where('device_id', '!=', caller.deviceId);
    const found = await lengths.execute();
    const limit = Math.min(query.bytes, maxPullBytes);
    let total = 0;
    let count = 0;
    for (const row of found) {
      total += row.length;
      if (count > 0 && total > limit) break;
      count += 1;
    }
    const end = found[count - 1];
    const whole = count === found.length && found.length < lookAhead;
    const next = whole || end === undefined ? Math.max(last, 0) : Number(end.seq);
    let page = transaction.selectFrom('records').select(['seq', 'device_id', 'clock', 'bytes']).where('account_id', '=', caller.accountId).where('seq', '>', query.after).where('seq', '<=', end === undefined ? query.after : Number(end.seq)).orderBy('seq');
    if (!query.own) page = page.where('device_id', '!=', caller.deviceId);
    const rows = end === undefined ? [] : await page.execute();
    return { epoch, last, ownClock: await ownClock(transaction, caller), next, records: rows.map((row) => ({ number: Number(row.seq), device: row.device_id, clock: Number(row.clock), bytes: row.bytes })) };
  });
}

/** Highest clock of the caller in the log, records that a snapshot took the place of among them. */
async function ownClock(db: Database, caller: Caller): Promise<number> {
  const device = await db.selectFrom('devices').select('removed_clock').where('id', '=', caller.deviceId).executeTakeFirst();
  const row = await db.selectFrom('records').select((expression) => expression.fn.max('clock').as('clock')).where('account_id', '=', caller.accountId).where('device_id', '=', caller.deviceId).executeTakeFirst();
  return Math.max(Number(row?.clock ?? 0), Number(device?.removed_clock ?? 0));
}
