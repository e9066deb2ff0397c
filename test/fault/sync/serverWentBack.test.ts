/** A server that is an older one of itself. The device that exchanges next sets it right alone: nobody else may come any more. */
import { expect, it } from 'vitest';
import { devicesOfOnePerson, exchanged, noteOf } from './simPerson.ts';
import type { SimDevice } from './simDevice.ts';
import { makeSheet } from './simSheet.ts';
import { syncServer } from './syncServer.ts';

const secretariat = syncServer();

it.each([['says so', false], ['keeps its epoch', true]] as const)('a server that went back and %s is given again what it lost by the next exchange', async (_what, silently) => {
  const { devices, server, enter } = await devicesOfOnePerson(secretariat.running, ['desk']);
  const [desk] = devices as readonly [SimDevice];
  await makeSheet(desk);
  const kept = await noteOf(desk, 'Before', 'before the backup x');
  await exchanged(desk);
  await server.backUp();
  const lost = await noteOf(desk, 'After', 'after the backup x');
  await exchanged(desk);
  await server.goBack(silently);
  await exchanged(desk);
  const guest = await enter('guest');
  expect((await exchanged(guest)).troubles).toEqual([]);
  const content = await guest.content();
  expect(content.get(`note/${kept}`)).toContain('before the backup');
  expect(content.get(`note/${lost}`)).toContain('after the backup');
});

it('a server that lost a recovery sheet is given it again by the next exchange', async () => {
  const { devices, server } = await devicesOfOnePerson(secretariat.running, ['desk']);
  const [desk] = devices as readonly [SimDevice];
  const sheets = () => secretariat.running.db.selectFrom('sheets').select('id').where('account_id', '=', server.accountId).execute();
  await noteOf(desk, 'Before', 'before the backup x');
  await makeSheet(desk);
  await exchanged(desk);
  const [kept] = await sheets();
  expect(kept).toBeDefined();
  await server.backUp();
  await server.goBack(false);
  expect(await sheets()).toEqual([]);
  await exchanged(desk);
  expect(await sheets()).toEqual([kept]);
});
