/** Runs a suite against the real server, once on SQLite and once on a throw-away PostgreSQL. */
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, it } from 'vitest';
import { ensurePostgres } from '../../build/ensurePostgres.ts';
import type { DatabaseSetting } from '../../secretariat/server/database/openDatabase.ts';
import { issueInvitation } from '../../secretariat/server/invitations.ts';
import type { RunningSecretariat, StartOptions } from '../../secretariat/server/startSecretariat.ts';
import { start, testFolders, type TestFolders } from './secretariatFixture.ts';

export interface ServerUnderTest {
  readonly running: RunningSecretariat;
  readonly dataDir: string;
  readonly database: DatabaseSetting;
  readonly folders: TestFolders;
  readonly clock: () => Date;
  passTime(ms: number): void;
  /** Code of a new invitation. */
  invite(): Promise<string>;
  begin(options?: StartOptions): Promise<void>;
  restart(options?: StartOptions): Promise<void>;
  count(table: 'accounts' | 'devices' | 'invitations'): Promise<number>;
}

/** `suite` declares its tests; each finds a server that was just started on data of its own. */
export async function onEachDatabase(title: string, suite: (server: ServerUnderTest) => void): Promise<void> {
  const ensured = await ensurePostgres();
  if (!ensured.available) {
    // Reports of a whole run name no skipped test, so the sentence is printed as well.
    process.stderr.write(`${title} was NOT tested on PostgreSQL: ${ensured.reason}.\n`);
    it.skip(`${title} was NOT tested on PostgreSQL: ${ensured.reason}`, () => undefined);
  }
  const postgres = ensured.available ? ensured.postgres : undefined;
  let folders: TestFolders;
  beforeAll(async () => {
    folders = await testFolders();
  });
  afterAll(async () => {
    await folders.remove();
    await postgres?.stop();
  });

  const declare = (name: string, setting: (dataDir: string) => Promise<DatabaseSetting>): void => {
    describe(`${title} on ${name}`, () => {
      let running: RunningSecretariat;
      let dataDir: string;
      let database: DatabaseSetting;
      let nowMs: number;
      const clock = (): Date => new Date(nowMs);
      const server: ServerUnderTest = {
        get running() {
          return running;
        },
        get dataDir() {
          return dataDir;
        },
        get database() {
          return database;
        },
        get folders() {
          return folders;
        },
        clock,
        passTime(ms) {
          nowMs += ms;
        },
        invite: async () => (await issueInvitation(running.db, clock, 'test')).code,
        async begin(options = {}) {
          running = await start(dataDir, database, { clock, ...options, limits: { redeemPerMinute: 10_000, redeemPerMinuteOfAll: 10_000, ...options.limits } });
        },
        async restart(options) {
          await running.stop();
          await server.begin(options);
        },
        count: async (table) => (await running.db.selectFrom(table).selectAll().execute()).length,
      };
      beforeEach(async () => {
        nowMs = Date.now();
        dataDir = await folders.make();
        database = await setting(dataDir);
        await server.begin();
      });
      afterEach(() => running.stop());
      suite(server);
    });
  };
  declare('SQLite', (folder) => Promise.resolve({ kind: 'sqlite', file: path.join(folder, 'secretariat.sqlite') }));
  if (postgres !== undefined) declare('PostgreSQL', async () => ({ kind: 'postgres', url: await postgres.createDatabase() }));
}
