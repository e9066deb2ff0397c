/** Sealed pieces of attachments, by account and random name. A piece is there whole or not at all, and never changes. */
import { createHash } from 'node:crypto';
import type { Database } from '../database/openDatabase.ts';

export type ChunkRefusal = 'chunk.damaged' | 'chunk.conflict' | 'chunk.quota';

/** Keeps a piece. The same one again changes nothing; other bytes under its name are refused. */
export async function keepChunk(db: Database, accountId: string, chunk: { readonly id: string; readonly hash: string; readonly bytes: Uint8Array }, quotaBytes: number): Promise<ChunkRefusal | null> {
  if (createHash('sha256').update(chunk.bytes).digest('hex') !== chunk.hash) return 'chunk.damaged';
  return await db.transaction().execute(async (transaction) => {
    // The write comes first: it takes the account's lock, so that two pieces at once cannot pass the quota together.
    const account = await transaction.updateTable('accounts').set((expression) => ({ chunk_bytes: expression('chunk_bytes', '+', chunk.bytes.byteLength) })).where('id', '=', accountId).returning('chunk_bytes').executeTakeFirstOrThrow();
    const there = await transaction.selectFrom('chunks').select('hash').where('account_id', '=', accountId).where('id', '=', chunk.id).executeTakeFirst();
    const refusal = there !== undefined ? (there.hash === chunk.hash ? null : 'chunk.conflict') : Number(account.chunk_bytes) > quotaBytes ? 'chunk.quota' : null;
    if (there !== undefined || refusal !== null) {
      await transaction.updateTable('accounts').set((expression) => ({ chunk_bytes: expression('chunk_bytes', '-', chunk.bytes.byteLength) })).where('id', '=', accountId).execute();
      return refusal;
    }
    await transaction.insertInto('chunks').values({ account_id: accountId, id: chunk.id, hash: chunk.hash, length: chunk.bytes.byteLength, bytes: chunk.bytes }).execute();
    return null;
  });
}

export const readChunk = (db: Database, accountId: string, id: string): Promise<{ readonly hash: string; readonly bytes: Uint8Array } | undefined> =>
  db.selectFrom('chunks').select(['hash', 'bytes']).where('account_id', '=', accountId).where('id', '=', id).executeTakeFirst();

export async function chunksThere(db: Database, accountId: string, ids: readonly string[]): Promise<string[]> {
  return (await db.selectFrom('chunks').select('id').where('account_id', '=', accountId).where('id', 'in', ids).orderBy('id').execute()).map((row) => row.id);
}

export async function removeChunks(db: Database, accountId: string, ids: readonly string[]): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    const gone = await transaction.deleteFrom('chunks').where('account_id', '=', accountId).where('id', 'in', ids).returning('length').execute();
    const bytes = gone.reduce((sum, row) => sum + row.length, 0);
    if (bytes > 0) await transaction.updateTable('accounts').set((expression) => ({ chunk_bytes: expression('chunk_bytes', '-', bytes) })).where('id', '=', accountId).execute();
  });
}
