import { randomBytes } from 'node:crypto';
import type { Database } from './openDatabase.ts';

const pageRows = 200;
/** Of up to a megabyte each. */
const pageChunks = 20;

/** Everything that a backup holds, parents before children. Sessions are left out: whoever restores opens new ones. So is what people let the Secretariat know: they may have taken it back since, and who has not says it again within a day. */
const tables = ['servers', 'accounts', 'devices', 'invitations', 'messages', 'sheets'] as const;

/**
 * Copies all rows into an empty database of either kind, as they were at one instant. Records go in pages, so that memory stays small.
 */
export async function copyDatabase(from: Database, to: Database): Promise<{ readonly records: number }> {
  return await from.transaction().execute(async (source) =>
    to.transaction().execute(async (target) => {
      for (const table of tables) {
        const rows = await source.selectFrom(table).selectAll().execute();
        for (const row of rows) await target.insertInto(table).values(row).execute();
      }
      let records = 0;
      for (const { id } of await source.selectFrom('accounts').select('id').execute()) {
        for (let after = 0; ; ) {
          const page = await source.selectFrom('records').selectAll().where('account_id', '=', id).where('seq', '>', after).orderBy('seq').limit(pageRows).execute();
          const final = page.at(-1);
          if (final === undefined) break;
          for (const row of page) await target.insertInto('records').values(row).execute();
          records += page.length;
          after = Number(final.seq);
        }
        for (let after = ''; ; ) {
          const page = await source.selectFrom('chunks').selectAll().where('account_id', '=', id).where('id', '>', after).orderBy('id').limit(pageChunks).execute();
          const final = page.at(-1);
          if (final === undefined) break;
          for (const row of page) await target.insertInto('chunks').values(row).execute();
          after = final.id;
        }
      }
      return { records };
    }),
  );
}

/**
 * A restored server is another one to its devices: what came after the backup is missing, so they offer all they have again. What they had
 * saved was counted in the numbers of the other one, and what a snapshot was to take the place of stays until there is a new one.
 */
export async function changeEpoch(db: Database): Promise<void> {
  await db.updateTable('devices').set({ applied_seq: 0 }).execute();
  await db.updateTable('accounts').set({ compact_through: 0, compact_after: 0, compact_bytes: 0 }).execute();
  await db.updateTable('servers').set({ epoch: randomBytes(8).toString('hex') }).where('place', '=', 1).execute();
}
