/** The server's database: SQLite in the data folder, or PostgreSQL where a setting names one. */
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { Kysely, PostgresDialect, SqliteDialect, type Dialect, type SqliteDatabase } from 'kysely';
import { Migrator } from 'kysely/migration';
import { migrations } from './migrations.ts';
import type { Tables } from './tables.ts';

export type Database = Kysely<Tables>;
export type DatabaseSetting = { readonly kind: 'sqlite'; readonly file: string } | { readonly kind: 'postgres'; readonly url: string };

/** How long a statement waits for another process that writes to the same SQLite file, in milliseconds. */
const busyTimeoutMs = 5_000;

/** Opens the database and brings its tables up to date. Throws when it cannot be reached or was written by a newer version. */
export async function openDatabase(setting: DatabaseSetting): Promise<Database> {
  const db = new Kysely<Tables>({ dialect: setting.kind === 'sqlite' ? sqliteDialect(setting.file) : await postgresDialect(setting.url) });
  try {
    const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve({ ...migrations }) } });
    const { error } = await migrator.migrateToLatest();
    if (error !== undefined) throw error;
    return db;
  } catch (error) {
    await db.destroy();
    throw error;
  }
}

function sqliteDialect(file: string): Dialect {
  const database = new DatabaseSync(file, { timeout: busyTimeoutMs, enableForeignKeyConstraints: true });
  database.exec('pragma journal_mode = wal; pragma synchronous = full;');
  return new SqliteDialect({ database: adapt(database) });
}

/** Statements that are kept prepared, the most recently used ones, and the longest text of one. */
const keptStatements = 200;
const longestKept = 16_384;

/**
 * Node's SQLite in the shape that Kysely knows: parameters in one array, and whether a statement answers rows. A statement that was used before
 * is not prepared again: one runs at a time, and each to its end.
 */
function adapt(database: DatabaseSync): SqliteDatabase {
  const kept = new Map<string, StatementSync>();
  const prepared = (sql: string): StatementSync => {
    const known = kept.get(sql);
    const statement = known ?? database.prepare(sql);
    if (known !== undefined) kept.delete(sql);
    if (sql.length <= longestKept) kept.set(sql, statement);
    const oldest = kept.size > keptStatements ? kept.keys().next().value : undefined;
    if (oldest !== undefined) kept.delete(oldest);
    return statement;
  };
  const prepare = (sql: string) => {
    const statement = prepared(sql);
    const list = (parameters: readonly unknown[]) => parameters as SQLInputValue[];
    return {
      reader: statement.columns().length > 0,
      all: (parameters: readonly unknown[]) => statement.all(...list(parameters)),
      run: (parameters: readonly unknown[]) => statement.run(...list(parameters)),
      // Rows that are read one by one are read between other statements, which may be the same one.
      iterate: (parameters: readonly unknown[]) => database.prepare(sql).iterate(...list(parameters)),
    };
  };
  return { close: () => database.close(), prepare };
}

async function postgresDialect(url: string): Promise<Dialect> {
  const { default: pg } = await import('pg');
  const pool = new pg.Pool({ connectionString: url, max: 10, connectionTimeoutMillis: 10_000, application_name: 'focalpoint-secretariat' });
  // A connection that breaks while it is idle is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => undefined);
  return new PostgresDialect({ pool });
}
