import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { openDatabase } from './openDatabase.ts';

it('SQLite is opened so that what was answered is on the disk', async () => {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'focalpoint-database-'));
  const db = await openDatabase({ kind: 'sqlite', file: path.join(dataDir, 'secretariat.sqlite') });
  const pragma = async (name: string): Promise<unknown> => Object.values((await sql.raw<Record<string, unknown>>(`pragma ${name}`).execute(db)).rows[0] ?? {})[0];
  expect([await pragma('journal_mode'), await pragma('synchronous'), await pragma('foreign_keys')]).toEqual(['wal', 2, 1]);
  await db.destroy();
  await rm(dataDir, { recursive: true });
});
