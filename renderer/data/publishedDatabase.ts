import { Dexie, type EntityTable, type Table } from 'dexie';
import type { Manifest } from '../../shared/contracts/edition.ts';

interface EditionRow {
  readonly number: number;
  readonly manifest: Manifest;
}

export interface ItemRow {
  readonly edition: number;
  readonly kind: string;
  readonly id: string;
  readonly order: number;
  readonly sha256: string;
  /** The item as the schema of its kind gives it. */
  readonly value: unknown;
}

/** Which edition is read. One row; the switch to a new edition is the write of this row, in the same transaction as its items. */
interface ActiveRow {
  readonly key: 'active';
  readonly number: number;
  /** The edition that was read before, kept to say what changed; null for the first one. */
  readonly previous: number | null;
}

/**
 * What the Secretariat publishes, as plain tables: none of it is secret. What a person does with it is personal and lives in the
 * vault, never here.
 */
class PublishedDatabase extends Dexie {
  editions!: EntityTable<EditionRow, 'number'>;
  items!: Table<ItemRow, [number, string, string]>;
  active!: EntityTable<ActiveRow, 'key'>;

  constructor() {
    super('focalpoint-published', { chromeTransactionDurability: 'strict' });
    this.version(1).stores({ editions: 'number', items: '[edition+kind+id], [edition+kind]', active: 'key' });
  }
}

export const published = new PublishedDatabase();
