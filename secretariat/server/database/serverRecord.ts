import { randomBytes } from 'node:crypto';
import type { Clock } from '../clock.ts';
import type { Database } from './openDatabase.ts';

export interface ServerRecord {
  /** 32 hexadecimal digits, decided once. */
  readonly id: string;
  readonly epoch: string;
  readonly name: string;
  /** Address in invitations, as the last start had it. */
  readonly address: string | null;
}

const defaultName = 'Trial Secretariat';

/** Reads who this server is, and decides it the first time. */
export async function serverRecord(db: Database, clock: Clock): Promise<ServerRecord> {
  await db
    .insertInto('servers')
    .values({ place: 1, id: randomBytes(16).toString('hex'), epoch: randomBytes(8).toString('hex'), name: defaultName, address: null, created_at: clock().toISOString() })
    .onConflict((conflict) => conflict.column('place').doNothing())
    .execute();
  return await db.selectFrom('servers').select(['id', 'epoch', 'name', 'address']).where('place', '=', 1).executeTakeFirstOrThrow();
}

/** Keeps what this start was told about the server; `invite` in another process reads it. */
export async function changeServerRecord(db: Database, change: { readonly name?: string; readonly address?: string | null }): Promise<void> {
  if (Object.keys(change).length > 0) await db.updateTable('servers').set(change).where('place', '=', 1).execute();
}
