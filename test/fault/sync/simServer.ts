import { randomBytes } from 'node:crypto';
import type { RunningSecretariat } from '../../../secretariat/server/startSecretariat.ts';
import type { SimMember } from './simDevice.ts';
import type { SimRandom } from './simRandom.ts';

const mishaps = ['restored from a backup', 'restored without saying so', 'restored from a backup that knows only the accounts', 'loses a record', 'drops all connections', 'is backed up', 'loses a piece', 'damages a piece'] as const;

interface PieceRow {
  readonly account_id: string;
  readonly id: string;
  readonly hash: string;
  readonly length: number;
  readonly bytes: Uint8Array;
}

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
  readonly running: RunningSecretariat;
  readonly accountId = randomBytes(16).toString('hex');
  #backup: { readonly rows: readonly RecordRow[]; readonly pieces: readonly PieceRow[]; readonly last: number } = { rows: [], pieces: [], last: 0 };
  /** Whether pieces went without anything saying so: then they are noticed only by asking for every piece. */
  lostSilently = false;
  /** Whether pieces came back that the devices had done with. */
  piecesWentBack = false;

  constructor(running: RunningSecretariat) {
    this.running = running;
  }

  get place(): { readonly serverId: string; readonly address: string } {
    return { serverId: this.running.server.id, address: this.running.listening };
  }

  async begin(): Promise<void> {
    await this.running.db.insertInto('accounts').values({ id: this.accountId, created_at: new Date().toISOString() }).execute();
  }

  async admit(signKey: string, name: string): Promise<SimMember> {
    const deviceId = randomBytes(16).toString('hex');
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
    if (what === 'drops all connections') this.running.app.server.closeAllConnections();
    else if (what === 'is backed up') await this.#backUp();
    else if (what === 'loses a record') {
      const rows = await db.selectFrom('records').select('seq').where('account_id', '=', this.accountId).execute();
      if (rows.length > 0) await db.deleteFrom('records').where('account_id', '=', this.accountId).where('seq', '=', random.pick(rows).seq).execute();
    } else if (what === 'loses a piece' || what === 'damages a piece') await this.#spoil(random, what);
    else {
      const { rows, pieces, last } = what === 'restored from a backup that knows only the accounts' ? { rows: [], pieces: [], last: 0 } : this.#backup;
      await db.deleteFrom('chunks').where('account_id', '=', this.accountId).execute();
      for (const piece of pieces) await db.insertInto('chunks').values(piece).execute();
      await db.updateTable('accounts').set({ chunk_bytes: pieces.reduce((sum, { length }) => sum + length, 0) }).where('id', '=', this.accountId).execute();
      this.piecesWentBack = true;
      if (what === 'restored without saying so') this.lostSilently = true;
      await db.deleteFrom('records').where('account_id', '=', this.accountId).execute();
      for (const row of rows) await db.insertInto('records').values(row).execute();
      await db.updateTable('accounts').set({ last_seq: last }).where('id', '=', this.accountId).execute();
      // The backup is from before a sheet was kept; the new epoch tells the devices to give it again.
      if (what !== 'restored without saying so') await db.deleteFrom('sheets').where('account_id', '=', this.accountId).execute();
      if (what !== 'restored without saying so') await db.updateTable('servers').set({ epoch: randomBytes(8).toString('hex') }).execute();
    }
    return what;
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
    const { bytes } = await db.selectFrom('chunks').selectAll().where('account_id', '=', this.accountId).where('id', '=', name).executeTakeFirstOrThrow();
    if (what === 'loses a piece') this.lostSilently = true;
    if (what === 'loses a piece') return void (await db.deleteFrom('chunks').where('account_id', '=', this.accountId).where('id', '=', name).execute());
    const spoilt = new Uint8Array(bytes);
    spoilt[random.below(spoilt.byteLength)]! ^= 1 << random.below(8);
    await db.updateTable('chunks').set({ bytes: spoilt }).where('account_id', '=', this.accountId).where('id', '=', name).execute();
  }

  async #backUp(): Promise<void> {
    const { db } = this.running;
    const rows = await db.selectFrom('records').selectAll().where('account_id', '=', this.accountId).orderBy('seq').execute();
    const pieces = await db.selectFrom('chunks').selectAll().where('account_id', '=', this.accountId).execute();
    const account = await db.selectFrom('accounts').select('last_seq').where('id', '=', this.accountId).executeTakeFirstOrThrow();
    this.#backup = { rows, pieces, last: account.last_seq };
  }
}
