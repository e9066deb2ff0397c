/** A server whose disk is full takes nothing, loses nothing, and goes on when there is room again. */
import { sql } from 'kysely';
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { issueInvitation } from '../../secretariat/server/invitations.ts';
import type { RunningSecretariat } from '../../secretariat/server/startSecretariat.ts';
import { start, testFolders, type TestFolders } from './secretariatFixture.ts';
import { joined, pull, push, record } from './syncFixture.ts';

let folders: TestFolders;
let running: RunningSecretariat;
beforeAll(async () => {
  folders = await testFolders();
  running = await start(await folders.make());
});
afterAll(async () => {
  await running.stop();
  await folders.remove();
});

it('answers that it is busy, keeps nothing of what it could not keep whole, and takes it later', async () => {
  const device = await joined(running, (await issueInvitation(running.db, () => new Date(), 'test')).code);
  await push(running, device, [record(1, 'before')]);
  const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(running.db);
  await sql`pragma max_page_count = ${sql.raw(String(rows[0]?.page_count))}`.execute(running.db);
  const batch = [record(2, randomBytes(20_000)), record(3, randomBytes(200_000))];
  expect(await push(running, device, batch)).toEqual({ status: 503, body: { code: 'server.busy' } });
  const page = await pull(running, device, 0, '&own=1');
  expect([page.records.length, page.last, page.ownClock]).toEqual([1, 1, 1]);
  await sql`pragma max_page_count = 1000000`.execute(running.db);
  expect((await push(running, device, batch)).body).toMatchObject({ last: 3, ownClock: 3 });
});
