import { PostgresAdapter, sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** The one type that the two databases do not share. */
const bytesType = (db: Kysely<unknown>) => (db.getExecutor().adapter instanceof PostgresAdapter ? ('bytea' as const) : sql`blob`);

/**
 * Every change of the tables, in order of its name; one that was released is never edited. Written with what SQLite and PostgreSQL
 * have in common.
 */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001-joining': {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema
        .createTable('servers')
        .addColumn('place', 'integer', (column) => column.primaryKey())
        .addColumn('id', 'text', (column) => column.notNull())
        .addColumn('epoch', 'text', (column) => column.notNull())
        .addColumn('name', 'text', (column) => column.notNull())
        .addColumn('address', 'text')
        .addColumn('created_at', 'text', (column) => column.notNull())
        .execute();
      await db.schema
        .createTable('accounts')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('created_at', 'text', (column) => column.notNull())
        .execute();
      await db.schema
        .createTable('devices')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('account_id', 'text', (column) => column.notNull().references('accounts.id'))
        .addColumn('sign_key', 'text', (column) => column.notNull())
        .addColumn('box_key', 'text', (column) => column.notNull())
        .addColumn('name', 'text', (column) => column.notNull())
        .addColumn('created_at', 'text', (column) => column.notNull())
        .addColumn('revoked_at', 'text')
        .execute();
      await db.schema.createIndex('devices_of_account').on('devices').column('account_id').execute();
      await db.schema
        .createTable('invitations')
        .addColumn('number', 'text', (column) => column.primaryKey())
        .addColumn('code_hash', 'text', (column) => column.notNull())
        .addColumn('label', 'text', (column) => column.notNull())
        .addColumn('created_at', 'text', (column) => column.notNull())
        .addColumn('expires_at', 'text', (column) => column.notNull())
        .addColumn('tries_left', 'integer', (column) => column.notNull())
        .addColumn('redeemed_at', 'text')
        .addColumn('redeemed_by', 'text', (column) => column.references('devices.id'))
        .execute();
    },
  },
  '0002-records': {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema.alterTable('accounts').addColumn('last_seq', 'bigint', (column) => column.notNull().defaultTo(0)).execute();
      await db.schema.alterTable('accounts').addColumn('log_bytes', 'bigint', (column) => column.notNull().defaultTo(0)).execute();
      await db.schema.alterTable('devices').addColumn('seen_on', 'text').execute();
      await db.schema
        .createTable('sessions')
        .addColumn('hash', 'text', (column) => column.primaryKey())
        .addColumn('device_id', 'text', (column) => column.notNull().references('devices.id'))
        .addColumn('kind', 'text', (column) => column.notNull())
        .addColumn('expires_at', 'text', (column) => column.notNull())
        .execute();
      await db.schema.createIndex('sessions_by_end').on('sessions').column('expires_at').execute();
      await db.schema
        .createTable('records')
        .addColumn('account_id', 'text', (column) => column.notNull().references('accounts.id'))
        .addColumn('seq', 'bigint', (column) => column.notNull())
        .addColumn('device_id', 'text', (column) => column.notNull().references('devices.id'))
        .addColumn('clock', 'bigint', (column) => column.notNull())
        .addColumn('hash', 'text', (column) => column.notNull())
        .addColumn('length', 'integer', (column) => column.notNull())
        .addColumn('bytes', bytesType(db), (column) => column.notNull())
        .addPrimaryKeyConstraint('records_in_order', ['account_id', 'seq'])
        .addUniqueConstraint('records_once', ['account_id', 'device_id', 'clock'])
        .execute();
    },
  },
  '0003-pairings': {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema
        .createTable('pairings')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('account_id', 'text', (column) => column.notNull().references('accounts.id'))
        .addColumn('pickup_hash', 'text', (column) => column.notNull())
        .addColumn('request', 'text')
        .addColumn('device_id', 'text')
        .addColumn('sealed', 'text')
        .addColumn('expires_at', 'text', (column) => column.notNull())
        .execute();
    },
  },
  '0004-messages': {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema
        .createTable('messages')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('sender', 'text', (column) => column.notNull().references('accounts.id'))
        .addColumn('recipient', 'text', (column) => column.notNull())
        .addColumn('hash', 'text', (column) => column.notNull())
        .addColumn('length', 'integer', (column) => column.notNull())
        .addColumn('bytes', bytesType(db))
        .addColumn('sent_at', 'text', (column) => column.notNull())
        .addColumn('fetched_at', 'text')
        .addColumn('opened_at', 'text')
        .addColumn('withdrawn_at', 'text')
        .addColumn('expired_at', 'text')
        .execute();
      await db.schema.createIndex('messages_of_sender').on('messages').columns(['sender', 'sent_at']).execute();
      await db.schema.createIndex('messages_for_recipient').on('messages').columns(['recipient', 'sent_at']).execute();
    },
  },
  '0005-chunks': {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema.alterTable('accounts').addColumn('chunk_bytes', 'bigint', (column) => column.notNull().defaultTo(0)).execute();
      await db.schema
        .createTable('chunks')
        .addColumn('account_id', 'text', (column) => column.notNull().references('accounts.id'))
        .addColumn('id', 'text', (column) => column.notNull())
        .addColumn('hash', 'text', (column) => column.notNull())
        .addColumn('length', 'integer', (column) => column.notNull())
        .addColumn('bytes', bytesType(db), (column) => column.notNull())
        .addPrimaryKeyConstraint('chunks_by_name', ['account_id', 'id'])
        .execute();
    },
  },
  '0006-progress': {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema
        .createTable('progress')
        .addColumn('account_id', 'text', (column) => column.primaryKey().references('accounts.id'))
        .addColumn('edition_number', 'integer', (column) => column.notNull())
        .addColumn('edition_name', 'text', (column) => column.notNull())
        .addColumn('phases', 'text', (column) => column.notNull())
        .addColumn('said_on', 'text', (column) => column.notNull())
        .execute();
    },
  },
  '0007-sheets': {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema
        .createTable('sheets')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('account_id', 'text', (column) => column.notNull().references('accounts.id'))
        .addColumn('sign_key', 'text', (column) => column.notNull())
        .addColumn('box', 'text', (column) => column.notNull())
        .addColumn('kept_at', 'text', (column) => column.notNull())
        .addColumn('refused', 'integer', (column) => column.notNull())
        .execute();
      await db.schema.createIndex('sheets_of_account').on('sheets').column('account_id').execute();
      await db.schema
        .createTable('sheet_challenges')
        .addColumn('hash', 'text', (column) => column.primaryKey())
        .addColumn('sheet_id', 'text', (column) => column.notNull())
        .addColumn('expires_at', 'text', (column) => column.notNull())
        .execute();
      await db.schema.createIndex('devices_by_key').on('devices').column('sign_key').execute();
    },
  },
  '0008-acknowledgements': {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema
        .createTable('acknowledgements')
        .addColumn('account_id', 'text', (column) => column.notNull().references('accounts.id'))
        .addColumn('section_id', 'text', (column) => column.notNull())
        .addColumn('sha256', 'text', (column) => column.notNull())
        .addColumn('edition', 'text', (column) => column.notNull())
        .addColumn('read_on', 'text', (column) => column.notNull())
        .addPrimaryKeyConstraint('acknowledgements_by_text', ['account_id', 'section_id', 'sha256'])
        .execute();
    },
  },
  '0009-compaction': {
    async up(db: Kysely<unknown>): Promise<void> {
      for (const column of ['compact_through', 'compact_after', 'compact_bytes', 'removed_seq']) await db.schema.alterTable('accounts').addColumn(column, 'bigint', (one) => one.notNull().defaultTo(0)).execute();
      for (const column of ['applied_seq', 'removed_clock']) await db.schema.alterTable('devices').addColumn(column, 'bigint', (one) => one.notNull().defaultTo(0)).execute();
      await db.schema.alterTable('devices').addColumn('removed_hash', 'text').execute();
    },
  },
};
