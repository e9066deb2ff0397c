/** What a simulated device does with a recovery sheet: the app's own program from the words to the vault. */
import sodium from 'libsodium-wrappers-sumo';
import { createRecoveryTransport } from '../../../electron/secretariat/recoveryTransport.ts';
import { noteSheetEntry, SheetEntering } from '../../../renderer/vault/sync/enterBySheet.ts';
import type { EnteredVault } from '../../../renderer/vault/sync/enterVault.ts';
import { shutOutOthers } from '../../../renderer/vault/sync/sheetEntries.ts';
import type { SheetKeeper } from '../../../renderer/vault/sync/sheetKeeper.ts';
import type { ExchangeReport, SyncEngine } from '../../../renderer/vault/sync/syncEngine.ts';
import { fail, ok, type Result } from '../../../shared/errors/result.ts';
import { passphrase, valueOf } from '../vaultRig.ts';
import type { SimDevice } from './simDevice.ts';

/** As the app does it around every exchange. */
export async function exchangeWithSheet(engine: SyncEngine, sheets: SheetKeeper): Promise<Result<ExchangeReport>> {
  await sheets.settle();
  const exchanged = await engine.exchange();
  if (!exchanged.ok) return exchanged;
  const renewed = await sheets.renew();
  return renewed.ok ? exchanged : renewed;
}

/** A new computer with a sheet and nothing else. The member is kept in memory, as everywhere here. Answers the failure where the words do not let it in. */
export async function enterBySheet(device: SimDevice, words: string, server: { readonly serverId: string; readonly address: string }): Promise<Result<EnteredVault>> {
  await sodium.ready;
  const recovery = createRecoveryTransport({
    fetch: device.network.fetchFor({ ended: false }, () => undefined),
    secretariat: { check: () => Promise.resolve(ok({ name: 'Secretariat', serverId: server.serverId })) },
    sync: { call: () => Promise.resolve(fail('sync.notJoined', 'never')) },
  });
  const opened = await SheetEntering.open(sodium, { recoveryChallenge: recovery.challenge, recoveryBox: recovery.box, recoveryEnter: recovery.enter }, { address: server.address, words, deviceName: device.name });
  if (!opened.ok) return opened;
  let entered = await opened.value.look();
  // The user presses the same button again.
  if (!entered.ok && entered.error.retry === 'later') entered = await opened.value.look();
  if (!entered.ok) return entered;
  const { shared, identity, sheet } = entered.value;
  await device.start(shared, identity);
  const { vault } = device;
  if (vault === null || sheet === undefined) throw new Error('the device did not start');
  valueOf(await noteSheetEntry(vault.exchanged, sheet, shared.roster));
  valueOf(await vault.keySlots.adoptSheet(sheet.slot, sheet.madeAt, sheet.words));
  await device.introduce(shared.roster, shared.revoked ?? {});
  device.member = { ...server, accountId: entered.value.entered.accountId, deviceId: entered.value.entered.deviceId };
  return entered;
}

/** Makes a sheet, types its words back and puts it in force. Answers the words. */
export async function makeSheet(device: SimDevice): Promise<string> {
  await device.ensureRunning();
  const { vault, sheets } = device;
  if (vault === null || sheets === null) throw new Error('the device does not run');
  const words = valueOf(await vault.keySlots.makeSheet(passphrase)).words.join(' ');
  valueOf(await vault.keySlots.rehearse(words));
  valueOf(await sheets.putInForce());
  return words;
}

/** After it came in by a sheet: its user says which devices are still theirs. */
export async function keepOnly(device: SimDevice, kept: readonly string[], listed: readonly string[]): Promise<void> {
  await device.ensureRunning();
  const { vault, engine } = device;
  if (vault === null) throw new Error('the device does not run');
  valueOf(await shutOutOthers(vault.exchanged, engine, kept, listed, vault.keySlots.triedSheet()?.member?.sheetId ?? null));
}
