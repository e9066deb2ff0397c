/** A store that is opened while the passphrase is still being typed. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { RecordStore } from '../../renderer/vault/engine/recordStore.ts';
import type { Situation } from '../../shared/domain/vault/situation.ts';
import { passphrase, readOnce, valueOf, VaultRig } from './vaultRig.ts';

let rig: VaultRig;
beforeEach(async () => {
  rig = await VaultRig.make();
  const running = await rig.startNew();
  valueOf(await running.client.commands.createSituation({ name: 'North' }));
  await running.client.lock();
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rig.end();
});

const names = async (client: ReturnType<VaultRig['start']>['client']): Promise<string[]> => (await readOnce<readonly Situation[]>(client, { name: 'situations' })).map(({ name }) => name);
const locked = (client: ReturnType<VaultRig['start']>['client']): Promise<void> => vi.waitFor(() => expect(client.status()).toBe('locked'));

it('opens as it would without, after a wrong passphrase too', async () => {
  const { client } = rig.start();
  await locked(client);
  client.prepare();
  client.prepare();
  expect(await client.unlock('another passphrase altogether')).toMatchObject({ ok: false, error: { code: 'vault.wrongPassphrase' } });
  client.prepare();
  expect(valueOf(await client.unlock(passphrase))).toMatchObject({ restored: null, journalRewritten: null });
  expect(await names(client)).toEqual(['North']);
});

it('is looked at again where something was written since', async () => {
  const { client } = rig.start();
  await locked(client);
  client.prepare();
  await new Promise((resolve) => setTimeout(resolve, 100));
  const store = valueOf(await RecordStore.open(rig.indexedDb));
  const { generation } = await store.state();
  await store.setGeneration(generation + 1);
  store.close();
  expect(valueOf(await client.unlock(passphrase))).toMatchObject({ journalRewritten: { reason: 'behind' } });
  expect(await names(client)).toEqual(['North']);
});

it('leaves no store open behind a passphrase that was wrong', async () => {
  const opened = vi.spyOn(RecordStore, 'open');
  const closed = vi.spyOn(RecordStore.prototype, 'close');
  const { client } = rig.start();
  await locked(client);
  client.prepare();
  expect((await client.unlock('another passphrase altogether')).ok).toBe(false);
  await vi.waitFor(() => expect(new Set(closed.mock.contexts).size).toBe(opened.mock.calls.length));
  expect(opened).toHaveBeenCalled();
});
