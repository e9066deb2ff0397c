import { sql } from 'kysely';
import { changeEpoch } from '../../../secretariat/server/database/copyDatabase.ts';
import type { RunningSecretariat } from '../../../secretariat/server/startSecretariat.ts';
import type { SimMember } from './simDevice.ts';
import type { SimRandom } from './simRandom.ts';

/** Drawn where the devices draw too, so that a run can be repeated. */
const newId = (): string => Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('hex');

const mishaps = ['restored from a backup', 'restored without saying so', 'restored from a backup that knows only the accounts', 'loses a record', 'drops all connections', 'is backed up', 'loses a piece', 'damages a piece', 'is killed', 'has a full disk'] as const;

const accountTables = ['sheet_challenges', 'sheets', 'acknowledgements', 'messages', 'pairings', 'sessions', 'chunks', 'records', 'progress', 'invitations', 'devices', 'accounts'] as const;

interface PieceRow {
  readonly account_id: string;
  readonly id: string;
  readonly hash: string;
  readonly length: number;
  readonly bytes: Uint8Array;
}

/** The server of a simulation: in this process, or one of its own that can be killed. */
export interface SimHost extends Pick<RunningSecretariat, 'db' | 'server' | 'listening'> {
  readonly app?: RunningSecretariat['app'];
  /** Ends the process as kill -9 does and starts it again. */
  kill?(): Promise<void>;
}

interface Backup {
  readonly rows: readonly RecordRow[];
  readonly pieces: readonly PieceRow[];
  readonly account: typeof emptyAccount;
  readonly devices: readonly ({ readonly id: string; readonly applied_seq: number; readonly removed_clock: number; readonly removed_hash: string | null })[];
}
const emptyAccount = { last_seq: 0, log_bytes: 0, chunk_bytes: 0, compact_through: 0, compact_after: 0, compact_bytes: 0, removed_seq: 0 };
const emptyDevice = { applied_seq: 0, removed_clock: 0, removed_hash: null };
const emptyBackup: Backup = { rows: [], pieces: [], account: emptyAccount, devices: [] };

interface RecordRow {
  readonly account_id: string;
  readonly seq: number;
  readonly device_id: string;
  readonly clock: number;
  readonly hash: string;
  readonly length: number;
  readonly bytes: Uint8Array;
}

/** One account on the real server, and what can go wrong with the server's data. */
export class SimServer {
  readonly running: SimHost;
  readonly accountId = newId();
  #backup: Backup = emptyBackup;
  /** Whether pieces went without anything saying so: then they are noticed only by asking for every piece. */
  lostSilently = false;
  /** Whether pieces came back that the devices had done with. */
  piecesWentBack = false;

  constructor(running: SimHost) {
    this.running = running;
  }

  get place(): { readonly serverId: string; readonly address: string } {
    return { serverId: this.running.server.id, address: this.running.listening };
  }

  /** Takes out what earlier runs left, so that the database of this one is as if it were the first: how full its pages are decides what still fits on a full disk. */
  async clear(): Promise<void> {
    const { db } = this.running;
    for (const table of accountTables) await db.deleteFrom(table).execute();
    await sql`vacuum`.execute(db);
  }

  async begin(): Promise<void> {
    await this.running.db.insertInto('accounts').values({ id: this.accountId, created_at: new Date().toISOString() }).execute();
  }

  async admit(signKey: string, name: string): Promise<SimMember> {
    const deviceId = newId();
    await this.running.db.insertInto('devices').values({ id: deviceId, account_id: this.accountId, sign_key: signKey, box_key: signKey, name, created_at: new Date().toISOString(), revoked_at: null, seen_on: null }).execute();
    return { serverId: this.running.server.id, accountId: this.accountId, deviceId, address: this.running.listening };
  }

  async lastNumber(): Promise<number> {
    return (await this.running.db.selectFrom('accounts').select('last_seq').where('id', '=', this.accountId).executeTakeFirstOrThrow()).last_seq;
  }

  /** Everything behind a number, as whoever holds the server has it. */
  async recordsAfter(number: number): Promise<readonly { readonly device: string; readonly clock: number; readonly bytes: Uint8Array }[]> {
    const rows = await this.running.db.selectFrom('records').selectAll().where('account_id', '=', this.accountId).where('seq', '>', number).orderBy('seq').execute();
    return rows.map((row) => ({ device: row.device_id, clock: row.clock, bytes: new Uint8Array(row.bytes) }));
  }

  async mishap(random: SimRandom): Promise<string> {
    const what = random.pick(mishaps);
    const { db } = this.running;
    if (what === 'drops all connections') this.running.app?.server.closeAllConnections();
    else if (what === 'is killed') {
      if (this.running.kill === undefined) return 'stays as it is';
      await this.running.kill();
    } else if (what === 'has a full disk') {
      // The limit holds for one connection of the database, so only where the server is in this process.
      if (this.running.app === undefined) return 'stays as it is';
      await this.fillDisk();
    } else if (what === 'is backed up') await this.backUp();
    else if (what === 'loses a record') {
      const rows = await db.selectFrom('records').select('seq').where('account_id', '=', this.accountId).execute();
      if (rows.length > 0) await db.deleteFrom('records').where('account_id', '=', this.accountId).where('seq', '=', random.pick(rows).seq).execute();
    } else if (what === 'loses a piece' || what === 'damages a piece') await this.#spoil(random, what);
    else if (what === 'restored from a backup that knows only the accounts') await this.#restore(emptyBackup, false);
    else await this.goBack(what === 'restored without saying so');
    return what;
  }

  /** From now on the database takes no further page, until there is room again. */
  async fillDisk(): Promise<void> {
    const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(this.running.db);
    await sql`pragma max_page_count = ${sql.raw(String(rows[0]?.page_count ?? 1))}`.execute(this.running.db);
  }

  async makeRoom(): Promise<void> {
    if (this.running.app !== undefined) await sql`pragma max_page_count = 1000000000`.execute(this.running.db);
  }

  /** A device was not there for two months: it is not waited for any more. */
  async forget(deviceId: string): Promise<void> {
    await this.running.db.updateTable('devices').set({ seen_on: new Date(Date.now() - 60 * 24 * 60 * 60 * 1_000).toISOString().slice(0, 10) }).where('id', '=', deviceId).execute();
  }

  /** Number up to which records left the log behind a snapshot. */
  async removedTo(): Promise<number> {
    return Number((await this.running.db.selectFrom('accounts').select('removed_seq').where('id', '=', this.accountId).executeTakeFirstOrThrow()).removed_seq);
  }

  /** What the server says of the log's size, and what it is. */
  async bytes(): Promise<{ readonly said: number; readonly found: number }> {
    const { db } = this.running;
    const account = await db.selectFrom('accounts').select('log_bytes').where('id', '=', this.accountId).executeTakeFirstOrThrow();
    const rows = await db.selectFrom('records').select('length').where('account_id', '=', this.accountId).execute();
    return { said: Number(account.log_bytes), found: rows.reduce((sum, row) => sum + row.length, 0) };
  }

  async pieceNames(): Promise<string[]> {
    return (await this.running.db.selectFrom('chunks').select('id').where('account_id', '=', this.accountId).orderBy('id').execute()).map(({ id }) => id);
  }

  async #spoil(random: SimRandom, what: 'loses a piece' | 'damages a piece'): Promise<void> {
    const names = await this.pieceNames();
    if (names.length > 0) await this.spoilPiece(random.pick(names), what, random);
  }

  async spoilPiece(name: string, what: 'loses a piece' | 'damages a piece', random: SimRandom): Promise<void> {
    const { db } = this.running;
    if (what === 'loses a piece') this.lostSilently = true;
    if (what === 'loses a piece') return void (await db.deleteFrom('chunks').where('account_id', '=', this.accountId).where('id', '=', name).execute());
    await this.changePiece(name, (piece) => (piece[random.below(piece.byteLength)]! ^= 1 << random.below(8)));
  }

  async changePiece(name: string, change: (bytes: Uint8Array) => unknown): Promise<void> {
    const { db } = this.running;
    const { bytes } = await db.selectFrom('chunks').selectAll().where('account_id', '=', this.accountId).where('id', '=', name).executeTakeFirstOrThrow();
    const spoilt = new Uint8Array(bytes);
    change(spoilt);
    await db.updateTable('chunks').set({ bytes: spoilt }).where('account_id', '=', this.accountId).where('id', '=', name).execute();
  }

  async #restore({ rows, pieces, account, devices }: Backup, silently: boolean): Promise<void> {
    const { db } = this.running;
    this.piecesWentBack = true;
    if (silently) this.lostSilently = true;
    await db.transaction().execute(async (transaction) => {
      await transaction.deleteFrom('chunks').where('account_id', '=', this.accountId).execute();
      for (const piece of pieces) await transaction.insertInto('chunks').values(piece).execute();
      await transaction.deleteFrom('records').where('account_id', '=', this.accountId).execute();
      for (const row of rows) await transaction.insertInto('records').values(row).execute();
      await transaction.updateTable('accounts').set(account).where('id', '=', this.accountId).execute();
      await transaction.updateTable('devices').set(emptyDevice).where('account_id', '=', this.accountId).execute();
      for (const { id, ...device } of devices) await transaction.updateTable('devices').set(device).where('id', '=', id).execute();
      // The backup is from before a sheet was kept; the new epoch tells the devices to give it again.
      if (!silently) await transaction.deleteFrom('sheets').where('account_id', '=', this.accountId).execute();
      if (!silently) await changeEpoch(transaction);
    });
  }

  /** Restored from its last backup. `silently`: as whoever holds it might, without the new epoch that a restore gives. */
  goBack(silently: boolean): Promise<void> {
    return this.#restore(this.#backup, silently);
  }

  async backUp(): Promise<void> {
    const { db } = this.running;
    this.#backup = await db.transaction().execute(async (transaction) => ({
      rows: await transaction.selectFrom('records').selectAll().where('account_id', '=', this.accountId).orderBy('seq').execute(),
      pieces: await transaction.selectFrom('chunks').selectAll().where('account_id', '=', this.accountId).execute(),
      account: await transaction.selectFrom('accounts').select(['last_seq', 'log_bytes', 'chunk_bytes', 'compact_through', 'compact_after', 'compact_bytes', 'removed_seq']).where('id', '=', this.accountId).executeTakeFirstOrThrow(),
      devices: await transaction.selectFrom('devices').select(['id', 'applied_seq', 'removed_clock', 'removed_hash']).where('account_id', '=', this.accountId).execute(),
    }));
  }
}
