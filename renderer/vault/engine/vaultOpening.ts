/** Making a vault and opening one: slots, keys, both stores brought together, the device's record. */
import { kdfFloor, type KdfParameters } from '../../../shared/crypto/passphraseKey.ts';
import { envelopeHeader } from '../../../shared/crypto/envelope.ts';
import { normalisePassphrase } from '../../../shared/crypto/passphrase.ts';
import { decodeSlotFile, isPassphraseSlot, wrapPassphraseSlot, type SlotFile } from '../../../shared/crypto/slotFile.ts';
import type { UnlockReport } from '../../../shared/domain/vault/vaultStatus.ts';
import { fail, FailureError, ok, type Result } from '../../../shared/errors/result.ts';
import type { KdfChoice } from '../protocol.ts';
import type { SharedVault } from '../sync/sharedVault.ts';
import type { VaultStorage } from '../vaultStorage.ts';
import { loadDeviceRecord, newDeviceRecord, sealDeviceRecord, type DeviceRecord } from './deviceRecord.ts';
import { beginStore, giveUpStore, stillBegun, type BegunStore } from './begunStore.ts';
import { Keyring } from './keyring.ts';
import { KeySlots } from './keySlots.ts';
import { OpenVault } from './openVault.ts';
import { reconcileStores } from './reconcileStores.ts';
import { RecordOpener } from './recordOpener.ts';
import { RecordSealer } from './recordSealer.ts';
import { RecordStore, type IndexedDbImplementation, type RecordStoreState } from './recordStore.ts';
import { SavePipeline } from './savePipeline.ts';
import { turnOfLoop } from './turnOfLoop.ts';
import { derivePassphrase, openByPassphrase, openByQuickKey, openBySheet, type Derivation, type OpenedSlot } from './slotOpening.ts';

export interface VaultSurroundings extends Derivation {
  readonly storage: VaultStorage;
  readonly indexedDb: IndexedDbImplementation;
  readonly now: () => string;
  /** With so many notes in one save they go into packs at once, see ShownRecords; absent for the usual number. */
  readonly manyNotes?: number;
  /** The working store, where it was opened before there was a key. Whoever gives it closes it where the opening fails. */
  readonly begun?: Promise<BegunStore>;
}

/** Enough of the database to tell whose it is, where nothing says so. */
const samplesOfOwner = 200;

export interface Opening {
  readonly vault: OpenVault;
  readonly report: UnlockReport;
}

/**
 * Makes a vault, or with `shared` the same vault that another device has, under a passphrase and with device keys of its own, which are `identity` where
 * they were made before. Fails with
 * `vault.exists`, `vault.passphraseEmpty`, `vault.kdfBelowFloor`, `vault.slotsMissing` (records lie there whose keys are gone), or as the stores do.
 */
export async function createVault(around: VaultSurroundings, passphrase: string, choice: KdfChoice | null, shared: SharedVault | null = null, identity: DeviceRecord['identity'] = null): Promise<Result<Opening>> {
  const { sodium, storage } = around;
  const slots = await storage.readSlots();
  if (!slots.ok) return slots;
  if (slots.value !== null) return fail('vault.exists', 'never');
  if (normalisePassphrase(passphrase) === '') return fail('vault.passphraseEmpty', 'now');
  const journal = await storage.journalState();
  if (!journal.ok) return journal;
  const store = await openStore(around, journal.value.generation > 0, await beginOrTakeUp(around));
  if (!store.ok) return store;
  try {
    const local = await store.value.store.state();
    if (journal.value.generation > 0 || local.generation > 0) {
      store.value.store.close();
      return fail('vault.slotsMissing', 'never');
    }
    const kdf: KdfParameters = { ...(choice ?? kdfFloor), salt: sodium.randombytes_buf(sodium.crypto_pwhash_SALTBYTES) };
    const derived = derivePassphrase(around, passphrase, kdf);
    if (!derived.ok) {
      store.value.store.close();
      return derived;
    }
    const masterKey = shared === null ? sodium.randombytes_buf(32) : sodium.from_hex(shared.masterKey);
    const vaultId = shared === null ? sodium.randombytes_buf(16) : sodium.from_hex(shared.vaultId);
    const keyring = Keyring.create(sodium, storage, masterKey, vaultId, [wrapPassphraseSlot(sodium, vaultId, masterKey, derived.value, kdf)], shared);
    sodium.memzero(masterKey);
    sodium.memzero(derived.value);
    const written = await keyring.writeMarker({ established: false, generation: 0 });
    if (!written.ok) {
      store.value.store.close();
      return written;
    }
    return await openStores(around, keyring, store.value, identity);
  } catch (error) {
    store.value.store.close();
    throw error;
  }
}

/** Fails with `vault.none`, `vault.wrongPassphrase`, `vault.damaged`, `vault.kdfBelowFloor`, `vault.storeMissing`, `vault.newerFormat`, or as the stores do. */
export const unlockVault = (around: VaultSurroundings, passphrase: string): Promise<Result<Opening>> => openWith(around, (ready, file) => openByPassphrase(ready, file, passphrase), null);

/** Opens with what the system's key store keeps. Fails as unlockVault does, with `vault.quickGone` and as the key store does. */
export async function unlockQuickly(around: VaultSurroundings): Promise<Result<Opening>> {
  const key = await (around.storage.deviceKeyRead?.('quick') ?? fail('vault.keyStoreMissing', 'later'));
  if (!key.ok) return key;
  const { value } = key;
  if (value === null) return fail('vault.quickGone', 'never');
  return openWith(around, (ready, file) => openByQuickKey(ready, file, value), null);
}

/** Opens with the words of a recovery sheet and sets a passphrase in place of those before. Fails as unlockVault does, as openBySheet does, and with `vault.passphraseEmpty`. */
export async function recoverVault(around: VaultSurroundings, words: string, passphrase: string): Promise<Result<Opening>> {
  if (normalisePassphrase(passphrase) === '') return fail('vault.passphraseEmpty', 'now');
  return openWith(around, (ready, file) => openBySheet(ready, file, words), passphrase);
}

async function openWith(bare: VaultSurroundings, unwrap: (around: VaultSurroundings, file: SlotFile) => Result<OpenedSlot>, newPassphrase: string | null): Promise<Result<Opening>> {
  const { sodium, storage } = bare;
  const slots = await storage.readSlots();
  if (!slots.ok) return slots;
  if (slots.value === null) return fail('vault.none', 'never');
  const file = decodeSlotFile(sodium, slots.value);
  if (!file.ok) return file;
  const needsSecret = file.value.slots.some((slot) => isPassphraseSlot(slot) && slot.device === true);
  const secret = needsSecret ? await (storage.deviceKeyRead?.('device') ?? ok(null)) : ok(null);
  // A key store that is closed is said where the passphrase needs it; the sheet opens without.
  const around: VaultSurroundings = { ...bare, deviceSecret: secret.ok ? secret.value : null };
  const begun = beginOrTakeUp(around);
  await turnOfLoop(); // so that it has been asked for
  const opened = unwrap(around, file.value);
  if (!opened.ok) {
    void giveUpStore(begun);
    return opened;
  }
  const { masterKey, slotId } = opened.value;
  const keyring = Keyring.open(sodium, storage, masterKey, file.value);
  if (!keyring.ok) {
    sodium.memzero(masterKey);
    void giveUpStore(begun);
    return keyring;
  }
  const keySlots = new KeySlots(around, keyring.value, around.now);
  if (newPassphrase === null) await keySlots.settle(slotId);
  const set = newPassphrase === null ? ok(null) : await keySlots.setPassphrase(masterKey, newPassphrase);
  sodium.memzero(masterKey);
  if (!set.ok) {
    void giveUpStore(begun);
    return set;
  }
  const journal = await storage.journalState();
  const store = await openStore(around, journal.ok && journal.value.generation > 0, await begun);
  if (!store.ok) return store;
  try {
    const opening = await openStores(around, keyring.value, store.value);
    if (!opening.ok) store.value.store.close();
    return opening;
  } catch (error) {
    store.value.store.close();
    throw error;
  }
}

interface OpenedStore {
  readonly store: RecordStore;
  readonly was: 'opened' | 'damaged';
  /** null where it has to be asked for. */
  readonly state: RecordStoreState | null;
}

const beginOrTakeUp = ({ indexedDb, begun }: VaultSurroundings): Promise<BegunStore> => (begun === undefined ? beginStore(indexedDb) : stillBegun(indexedDb, begun));

/** A database that cannot be opened is given up only where the journal can fill a new one. */
async function openStore(around: VaultSurroundings, journalHolds: boolean, begun: BegunStore): Promise<Result<OpenedStore>> {
  const { opened, state } = begun;
  if (opened.ok) return ok({ store: opened.value, was: 'opened', state });
  if (opened.error.code !== 'vault.storeDamaged' || !journalHolds) return opened;
  await RecordStore.discard(around.indexedDb);
  const again = await RecordStore.open(around.indexedDb);
  return again.ok ? ok({ store: again.value, was: 'damaged', state: null }) : again;
}

/** Whether the database holds another vault's records: left by one that lost its keys and its journal before this one came. */
async function isOfOtherVault({ sodium }: VaultSurroundings, keyring: Keyring, store: RecordStore): Promise<boolean> {
  const noted = await store.vault();
  if (noted !== null) return noted !== sodium.to_hex(keyring.vaultId);
  const known = new Set([...keyring.keys().map(([id]) => id), ...keyring.away.map(({ compartment }) => compartment)]);
  const headers = (await store.page(null, samplesOfOwner)).map(({ blob }) => envelopeHeader(blob)).filter((header) => header.ok);
  return headers.length > 0 && !headers.some((header) => header.ok && known.has(sodium.to_hex(header.value.compartment)));
}

async function openStores(around: VaultSurroundings, keyring: Keyring, found: OpenedStore, identity: DeviceRecord['identity'] = null): Promise<Result<Opening>> {
  const { sodium, storage } = around;
  let { store, was, state } = found;
  // Compared with this vault's journal it would pass for the newer of the two, and this vault's records for deleted ones.
  if (await isOfOtherVault(around, keyring, store)) {
    store.close();
    await RecordStore.discard(around.indexedDb);
    const fresh = await RecordStore.open(around.indexedDb);
    if (!fresh.ok) return fresh;
    store = fresh.value;
    was = 'damaged';
    state = null;
  }
  const torn = await storage.journalState();
  const reconciled = await reconcileStores(storage, store, was, keyring.marker.established, state);
  if (!reconciled.ok) return reconciled;
  await store.noteVault(sodium.to_hex(keyring.vaultId)).catch(() => undefined); // a database that refuses is noticed at the next save
  const olderBy = Math.max(0, keyring.marker.generation - reconciled.value.generation);
  const pipeline = new SavePipeline(storage, store, reconciled.value.generation + olderBy);
  const sealer = new RecordSealer(sodium, keyring);
  let opened: OpenVault | null = null;
  const opener = new RecordOpener(sealer, store, storage, () => opened?.healthChanged());

  const loaded = await loadDeviceRecord(sealer, opener, pipeline);
  const known = loaded.ok ? loaded.value : null;
  // After an older copy was put in place, this device's counts have been used before for other changes; so it counts under a new name.
  const device = known !== null && olderBy === 0 ? known : { ...newDeviceRecord(sodium), identity: known?.identity ?? identity };
  if (device !== known) {
    const saved = await pipeline.save([sealDeviceRecord(sealer, keyring.personal, device)]);
    if (!saved.ok) return saved;
    opener.forget(opener.setAside.map((record) => record.id));
  }
  if (!keyring.marker.established || keyring.marker.generation !== pipeline.generation) {
    const marked = await keyring.writeMarker({ established: true, generation: pipeline.generation });
    // The marker only helps to notice losses later; a full disk must not keep anyone from reading.
    if (!marked.ok && !keyring.marker.established) throw new FailureError(marked.error);
  }
  const keySlots = new KeySlots(around, keyring, around.now, () => opened?.slotsChanged());
  opened = new OpenVault({ sodium, storage, store, keyring, keySlots, sealer, opener, pipeline, device, now: around.now }, around.manyNotes);
  // What a journey left unfinished; failing to clear it away is no reason not to open.
  await opened.travel.sweep().catch(() => undefined);
  const { restored, journalRewritten } = reconciled.value;
  return ok({ vault: opened, report: { restored, journalRewritten, tornBytes: torn.ok ? torn.value.tornBytes : 0, olderBy, documentsRevived: opened.documents.revived } });
}
