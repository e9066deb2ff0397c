import { afterEach, beforeEach, expect, it } from 'vitest';
import type { DeviceKeyName } from '../../shared/contracts/deviceKeys.ts';
import type { KeySlotsState } from '../../shared/domain/vault/keySlots.ts';
import type { Situation } from '../../shared/domain/vault/situation.ts';
import { fail, ok } from '../../shared/errors/result.ts';
import type { VaultStorage } from '../../renderer/vault/vaultStorage.ts';
import { codeOf, passphrase, readOnce, valueOf, VaultRig, type RunningVault } from './vaultRig.ts';

let rig: VaultRig;
/** What the system's key store keeps; empty it to lose it. */
let kept: Map<DeviceKeyName, Uint8Array>;
beforeEach(async () => {
  rig = await VaultRig.make();
  kept = new Map();
});
afterEach(() => rig.end());

const withStore = (storage: VaultStorage): VaultStorage => ({
  ...storage,
  deviceKeyState: async () => ok({ store: 'available', device: kept.has('device'), quick: kept.has('quick') }),
  deviceKeyRead: async (name) => ok(kept.get(name)?.slice() ?? null),
  deviceKeyWrite: async (name, key) => {
    if (key === null) kept.delete(name);
    else kept.set(name, key.slice());
    return ok(null);
  },
});
const start = (): RunningVault => rig.start({ wrapStorage: withStore });
const another = async (running: RunningVault): Promise<RunningVault> => {
  await running.client.lock();
  await running.kill();
  return start();
};
const made = async (sheet: boolean): Promise<{ readonly running: RunningVault; readonly words: string }> => {
  const running = await rig.startNew({ wrapStorage: withStore });
  valueOf(await running.client.commands.createSituation({ name: 'Kept' }));
  if (!sheet) return { running, words: '' };
  const words = valueOf(await running.client.commands.makeRecoverySheet(passphrase)).words.join(' ');
  valueOf(await running.client.commands.rehearseRecoverySheet(words));
  return { running, words };
};
const isOpen = async (running: RunningVault): Promise<void> => expect((await readOnce<readonly Situation[]>(running.client, { name: 'situations' })).map(({ name }) => name)).toEqual(['Kept']);
const slots = (running: RunningVault): Promise<KeySlotsState> => readOnce<KeySlotsState>(running.client, { name: 'keySlots' });

it('a bound passphrase opens with this key store only, and the sheet opens without', async () => {
  const { running, words } = await made(true);
  valueOf(await running.client.commands.bindToDevice(passphrase, true));
  expect((await slots(running)).bound).toBe(true);
  let now = await another(running);
  valueOf(await now.client.unlock(passphrase));
  await isOpen(now);
  // A change of passphrase stays bound.
  valueOf(await now.client.commands.changePassphrase(passphrase, 'another phrase of several words'));
  now = await another(now);
  const secret = kept.get('device');
  kept.set('device', new Uint8Array(32).fill(1));
  expect(codeOf(await now.client.unlock('another phrase of several words')), 'with the secret of another device').toBe('vault.wrongPassphrase');
  kept.delete('device');
  expect(codeOf(await now.client.unlock('another phrase of several words')), 'without').toBe('vault.deviceSecretMissing');
  if (secret !== undefined) kept.set('device', secret);
  now = await another(now);
  valueOf(await now.client.unlock('another phrase of several words'));
  kept.clear();
  now = await another(now);
  valueOf(await now.client.recover(words, 'a third phrase of several words'));
  await isOpen(now);
  expect((await slots(now)).bound, 'a sheet gives a passphrase that needs no key store').toBe(false);
  now = await another(now);
  valueOf(await now.client.unlock('a third phrase of several words'));
});

it('binding is refused without a tried sheet, with a wrong passphrase, and where the key store does not keep what it is given', async () => {
  const { running } = await made(false);
  expect(codeOf(await running.client.commands.bindToDevice(passphrase, true))).toBe('vault.bindNeedsSheet');
  expect(codeOf(await running.client.commands.setQuickUnlock('not this', true))).toBe('vault.wrongPassphrase');
  await running.kill();
  const forgetful = rig.start({ wrapStorage: (storage) => ({ ...withStore(storage), deviceKeyWrite: async () => fail('vault.keyStoreClosed', 'later') }) });
  valueOf(await forgetful.client.unlock(passphrase));
  const words = valueOf(await forgetful.client.commands.makeRecoverySheet(passphrase)).words.join(' ');
  valueOf(await forgetful.client.commands.rehearseRecoverySheet(words));
  expect(codeOf(await forgetful.client.commands.bindToDevice(passphrase, true))).toBe('vault.keyStoreClosed');
  expect(codeOf(await forgetful.client.commands.setQuickUnlock(passphrase, true))).toBe('vault.keyStoreClosed');
  expect(await slots(forgetful)).toMatchObject({ bound: false, quick: false });
  await forgetful.kill();
  const without = await rig.startOpen();
  await isOpen(without);
});

it('quick unlock opens without the passphrase until it is turned off or the key store loses it', async () => {
  const { running } = await made(false);
  valueOf(await running.client.commands.setQuickUnlock(passphrase, true));
  let now = await another(running);
  valueOf(await now.client.unlockQuickly());
  await isOpen(now);
  const key = kept.get('quick');
  valueOf(await now.client.commands.setQuickUnlock(passphrase, false));
  expect(kept.has('quick')).toBe(false);
  now = await another(now);
  if (key !== undefined) kept.set('quick', key);
  expect(codeOf(await now.client.unlockQuickly()), 'a key that was kept aside').toBe('vault.quickGone');
  valueOf(await now.client.unlock(passphrase));
});

it('stopped before or after any step of turning it on or off, the passphrase opens the vault', async () => {
  const changes = ['bindToDevice', 'setQuickUnlock'] as const;
  let stops = 0;
  for (const name of changes) {
    for (const on of [true, false]) {
      for (let at = 0; ; at += 1) {
        const { running } = await made(true);
        if (!on) valueOf(await running.client.commands[name](passphrase, true));
        await running.client.lock();
        await running.kill();
        let left = Infinity;
        let reached: () => void = () => undefined;
        const stopped = new Promise<'stopped'>((resolve) => { reached = () => resolve('stopped'); });
        const stopping = rig.start({ wrapStorage: (storage) => Object.fromEntries(Object.entries(withStore(storage)).map(([call, work]) => [call, async (...args: never[]) => {
          const go = work as (...given: never[]) => Promise<unknown>;
          if (left < 0) return new Promise(() => undefined);
          left -= 1;
          if (left >= 0) return go(...args);
          if (at % 2 === 1) await go(...args);
          reached();
          return new Promise(() => undefined);
        }])) as unknown as VaultStorage });
        valueOf(await stopping.client.unlock(passphrase));
        left = Math.floor(at / 2);
        const ended = await Promise.race([stopping.client.commands[name](passphrase, on), stopped]);
        await stopping.kill();
        const after = start();
        expect(codeOf(await after.client.unlock(passphrase)), `${name} ${on} ${at}`).toBe('ok');
        await isOpen(after);
        await after.kill();
        await rig.end();
        rig = await VaultRig.make();
        kept = new Map();
        if (ended !== 'stopped') break;
        stops += 1;
      }
    }
  }
  expect(stops, 'control: there were steps to stop at').toBeGreaterThan(20);
}, 120_000);
