import { kdfFloor, type KdfParameters } from '../../../shared/crypto/passphraseKey.ts';
import { normalisePassphrase } from '../../../shared/crypto/passphrase.ts';
import { recoveryKey, recoveryKeyBytes, recoveryWords } from '../../../shared/crypto/recoverySheet.ts';
import { isPassphraseSlot, isQuickSlot, isRecoverySlot, slotKdf, wrapPassphraseSlot, wrapQuickSlot, wrapRecoverySlot, type PassphraseSlot, type RecoverySlot, type SlotFile } from '../../../shared/crypto/slotFile.ts';
import type { KeySlotsState, NewSheet } from '../../../shared/domain/vault/keySlots.ts';
import type { Saved } from '../../../shared/domain/vault/vaultCommands.ts';
import { fail, ok, type Result } from '../../../shared/errors/result.ts';
import { publicMember, sheetSecrets, type SheetMember } from '../../../shared/crypto/sheetMember.ts';
import type { OwnSheet } from '../sync/sheetKeeper.ts';
import type { SharedVault } from '../sync/sharedVault.ts';
import type { DeviceKeyName } from '../../../shared/contracts/deviceKeys.ts';
import type { VaultStorage } from '../vaultStorage.ts';
import { Keyring } from './keyring.ts';
import { derivePassphrase, openByPassphrase, openByQuickKey, openBySheet, type Derivation, type OpenedSlot } from './slotOpening.ts';

type Slots = SlotFile['slots'];
type SlotSurroundings = Derivation & { readonly storage?: VaultStorage };

const sheetName = (slotId: string): string => `${slotId.slice(0, 4)}-${slotId.slice(4, 8)}`.toUpperCase();

/**
 * Changes the ways into the vault. Whatever is to replace something is added first, read back from the disk and opened with what the user
 * entered; only then does the old one go. Stopped at any moment, the old way, the new one or both open the same vault.
 */
export class KeySlots {
  #around: SlotSurroundings;
  readonly #keyring: Keyring;
  readonly #now: () => string;
  readonly #onChange: () => void;
  /** One change at a time. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(around: SlotSurroundings, keyring: Keyring, now: () => string, onChange: () => void = () => undefined) {
    this.#around = around;
    this.#keyring = keyring;
    this.#now = now;
    this.#onChange = onChange;
  }

  get state(): KeySlotsState {
    const { slots } = this.#keyring.file;
    return { bound: slots.some((slot) => isPassphraseSlot(slot) && slot.device === true), quick: slots.some(isQuickSlot), sheets: this.#keyring.sheets.map(({ slotId, madeAt, rehearsedAt }) => ({ name: sheetName(slotId), madeAt, rehearsedAt })) };
  }

  /** Fails with `vault.wrongPassphrase`, `vault.passphraseEmpty`, `vault.passphraseChangeOpen` (both open the vault for now), or as writing does. */
  changePassphrase(current: string, next: string): Promise<Result<Saved>> {
    return this.#inTurn(async () => {
      const opened = openByPassphrase(this.#around, this.#keyring.file, current);
      return opened.ok ? this.#withMaster(opened.value, (masterKey) => this.#setPassphrase(masterKey, next, this.state.bound)) : opened;
    });
  }

  /** Sets a passphrase with a master key that a recovery sheet gave. Every passphrase before it goes, and no secret of a device is mixed in: it may be the reason why the sheet was needed. */
  setPassphrase(masterKey: Uint8Array, next: string): Promise<Result<Saved>> {
    return this.#inTurn(() => this.#setPassphrase(masterKey, next, false));
  }

  /** Makes a sheet. One that was tried stays good until the new one was tried too. Asks for the passphrase, because the sheet is a key. */
  makeSheet(passphrase: string): Promise<Result<NewSheet>> {
    return this.#inTurn(async () => {
      const opened = openByPassphrase(this.#around, this.#keyring.file, passphrase);
      return opened.ok ? this.#withMaster(opened.value, (masterKey) => this.#makeSheet(masterKey)) : opened;
    });
  }

  /** What a further device needs to have this vault. Asks for the passphrase, because it is every key there is. Fails as openByPassphrase does. */
  share(passphrase: string, roster: SharedVault['roster'], revoked: SharedVault['revoked'] = {}): Promise<Result<SharedVault>> {
    return this.#inTurn(async () => {
      const opened = openByPassphrase(this.#around, this.#keyring.file, passphrase);
      if (!opened.ok) return opened;
      const { sodium } = this.#around;
      return this.#withMaster(opened.value, async (masterKey) =>
        ok({ format: 1 as const, vaultId: sodium.to_hex(this.#keyring.vaultId), masterKey: sodium.to_hex(masterKey), personal: this.#keyring.personal, compartments: this.#keyring.keys(), rotations: this.#keyring.rotations(), roster, revoked }),
      );
    });
  }

  /** The sheet that was tried, as a member of the account; null where none was. */
  triedSheet(): OwnSheet | null {
    const tried = this.#keyring.sheets.find(({ rehearsedAt }) => rehearsedAt !== null);
    const slot = this.#keyring.file.slots.find(({ id }) => id === tried?.slotId);
    return tried === undefined || slot === undefined || !isRecoverySlot(slot) ? null : { name: sheetName(slot.id), madeAt: tried.madeAt, slotId: slot.id, wrapped: slot.wrapped, member: tried.member ?? null };
  }

  /** Whether this is the passphrase. Fails as openByPassphrase does. */
  prove(passphrase: string): Promise<Result<null>> {
    return this.#inTurn(async () => {
      const opened = openByPassphrase(this.#around, this.#keyring.file, passphrase);
      return opened.ok ? this.#withMaster(opened.value, async () => ok(null)) : opened;
    });
  }

  /** Takes over the slot of a sheet with which this vault was entered, so that it opens this device too. */
  adoptSheet(slot: RecoverySlot, madeAt: string, words: string): Promise<Result<Saved>> {
    return this.#inTurn(async () => {
      const sheet = { slotId: slot.id, madeAt: madeAt === '' ? this.#now() : madeAt, rehearsedAt: this.#now(), ...this.#memberOf(words) };
      const written = await this.#keyring.writeSlots([...this.#keyring.file.slots, slot], { sheets: [...this.#keyring.sheets, sheet] }, (file) => {
        const opened = openBySheet(this.#around, file, words);
        return opened.ok && this.#keyring.isOpenedBy(opened.value.masterKey, file);
      });
      return written.ok ? ok({ savedAt: sheet.rehearsedAt }) : written;
    });
  }

  /** Opens another file of this vault with its passphrase. The caller closes the keyring. Fails as openByPassphrase does and with `vault.damaged`. */
  openFile(file: SlotFile, passphrase: string): Promise<Result<Keyring>> {
    return this.#inTurn(async () => {
      const opened = openByPassphrase(this.#around, file, passphrase);
      return opened.ok ? this.#withMaster(opened.value, async (masterKey) => this.#keyring.openFile(masterKey, file)) : opened;
    });
  }

  /** Opens the vault's slot, as read from the disk now, with the words. From then on this sheet counts and any other goes. */
  rehearse(words: string): Promise<Result<Saved>> {
    return this.#inTurn(async () => {
      const onDisk = await this.#keyring.readBack();
      if (!onDisk.ok) return onDisk;
      const opened = openBySheet(this.#around, onDisk.value, words);
      if (!opened.ok) return opened;
      return this.#withMaster(opened.value, async (masterKey) => (this.#keyring.isOpenedBy(masterKey, onDisk.value) ? this.#keepOnly(opened.value.slotId, words) : fail('vault.damaged', 'never')));
    });
  }

  /** Ends a change of passphrase that was cut off: what the user has just used stays. Failing to write is no reason not to open. */
  async settle(openedSlotId: string): Promise<void> {
    const slots = this.#keyring.file.slots;
    const used = slots.find((slot) => slot.id === openedSlotId);
    if (used === undefined || !isPassphraseSlot(used)) return;
    const gone = new Set(used.replaces ?? slots.filter((slot) => isPassphraseSlot(slot) && slot.replaces?.includes(openedSlotId) === true).map((slot) => slot.id));
    if (used.replaces === undefined && gone.size === 0) return;
    const kept = slots.filter((slot) => !(isPassphraseSlot(slot) && gone.has(slot.id))).map((slot) => (slot.id === openedSlotId && isPassphraseSlot(slot) ? settled(slot) : slot));
    await this.#keyring.writeSlots(kept, {}, () => true);
  }

  /**
   * Mixes a secret of this device into the passphrase, or takes it out again. Only with a sheet that was tried, because what is bound to a
   * device ends with its key store. Fails with `vault.bindNeedsSheet`, as openByPassphrase does, and as the key store does.
   */
  bindToDevice(passphrase: string, on: boolean): Promise<Result<Saved>> {
    return this.#inTurn(async () => {
      if (on && !this.#keyring.sheets.some(({ rehearsedAt }) => rehearsedAt !== null)) return fail('vault.bindNeedsSheet', 'now');
      const opened = openByPassphrase(this.#around, this.#keyring.file, passphrase);
      if (!opened.ok) return opened;
      return this.#withMaster(opened.value, async (masterKey) => {
        const secret = on ? await this.#freshKey('device') : ok(null);
        if (!secret.ok) return secret;
        if (secret.value !== null) this.#around = { ...this.#around, deviceSecret: secret.value };
        const set = await this.#setPassphrase(masterKey, passphrase, on);
        // The secret goes last: until the slot without it was proved, it is still needed.
        if (set.ok && !on) await this.#around.storage?.deviceKeyWrite?.('device', null);
        return set;
      });
    });
  }

  /** Lets the key store of this device open the vault without a passphrase, or no longer. Fails as openByPassphrase and the key store do. */
  setQuick(passphrase: string, on: boolean): Promise<Result<Saved>> {
    return this.#inTurn(async () => {
      const opened = openByPassphrase(this.#around, this.#keyring.file, passphrase);
      if (!opened.ok) return opened;
      return this.#withMaster(opened.value, async (masterKey) => {
        const others = this.#keyring.file.slots.filter((slot) => !isQuickSlot(slot));
        const key = on ? await this.#freshKey('quick') : ok(null);
        if (!key.ok) return key;
        const written =
          key.value === null
            ? await this.#keyring.writeSlots(others, {}, () => true)
            : await this.#keyring.writeSlots([...others, wrapQuickSlot(this.#around.sodium, this.#keyring.vaultId, masterKey, key.value)], {}, (file) => {
                const quick = openByQuickKey(this.#around, file, key.value ?? new Uint8Array());
                return quick.ok && this.#keyring.isOpenedBy(quick.value.masterKey, file);
              });
        if (key.value !== null) this.#around.sodium.memzero(key.value);
        // A key that opens nothing must not lie in the store; a slot whose key is gone opens to nobody.
        if (!on || !written.ok) await this.#around.storage?.deviceKeyWrite?.('quick', null);
        return written.ok ? ok({ savedAt: this.#now() }) : written;
      });
    });
  }

  /** A new secret in the key store, as the store gives it out again. One that is there already is kept. */
  async #freshKey(name: DeviceKeyName): Promise<Result<Uint8Array | null>> {
    const { storage, sodium } = this.#around;
    if (storage?.deviceKeyRead === undefined || storage.deviceKeyWrite === undefined) return fail('vault.keyStoreMissing', 'later');
    const known = name === 'device' ? await storage.deviceKeyRead(name) : ok(null);
    if (known.ok && known.value !== null) return known;
    const written = await storage.deviceKeyWrite(name, sodium.randombytes_buf(32));
    if (!written.ok) return written;
    const read = await storage.deviceKeyRead(name);
    return read.ok && read.value === null ? fail('vault.keyStoreClosed', 'later') : read;
  }

  async #setPassphrase(masterKey: Uint8Array, next: string, isBound: boolean): Promise<Result<Saved>> {
    if (normalisePassphrase(next) === '') return fail('vault.passphraseEmpty', 'now');
    const { sodium } = this.#around;
    const before = this.#keyring.file.slots;
    const old = before.filter(isPassphraseSlot);
    const kdf = this.#cost(old);
    const derived = derivePassphrase(this.#around, next, kdf);
    if (!derived.ok) return derived;
    const secret = isBound ? (this.#around.deviceSecret ?? null) : null;
    const slot = wrapPassphraseSlot(sodium, this.#keyring.vaultId, masterKey, derived.value, kdf, secret);
    sodium.memzero(derived.value);
    const opensWithNext = (file: SlotFile): boolean => {
      const opened = openByPassphrase(this.#around, { ...file, slots: file.slots.filter(({ id }) => id === slot.id) }, next);
      return opened.ok && this.#keyring.isOpenedBy(opened.value.masterKey, file);
    };
    const added = await this.#keyring.writeSlots([...before, { ...slot, replaces: old.map(({ id }) => id) }], {}, opensWithNext);
    const done = added.ok ? await this.#keyring.writeSlots([...before.filter((candidate) => !isPassphraseSlot(candidate)), slot], {}, opensWithNext) : added;
    if (done.ok) return ok({ savedAt: this.#now() });
    const back = await this.#keyring.writeSlots(before, {}, () => true);
    return back.ok ? done : fail('vault.passphraseChangeOpen', 'now');
  }

  /** The new slot costs a guesser no less than the dearest before it. */
  #cost(old: readonly PassphraseSlot[]): KdfParameters {
    const { sodium } = this.#around;
    const costs = old.flatMap((slot) => {
      const kdf = slotKdf(sodium, slot);
      return kdf.ok ? [kdf.value] : [];
    });
    return {
      opsLimit: Math.max(kdfFloor.opsLimit, ...costs.map(({ opsLimit }) => opsLimit)),
      memLimitBytes: Math.max(kdfFloor.memLimitBytes, ...costs.map(({ memLimitBytes }) => memLimitBytes)),
      salt: sodium.randombytes_buf(sodium.crypto_pwhash_SALTBYTES),
    };
  }

  async #makeSheet(masterKey: Uint8Array): Promise<Result<NewSheet>> {
    const { sodium } = this.#around;
    const key = sodium.randombytes_buf(recoveryKeyBytes);
    const words = recoveryWords(sodium, key);
    const slot = wrapRecoverySlot(sodium, this.#keyring.vaultId, masterKey, key);
    sodium.memzero(key);
    const madeAt = this.#now();
    const tried = this.#keyring.sheets.filter(({ rehearsedAt }) => rehearsedAt !== null);
    const keep = new Set(tried.map(({ slotId }) => slotId));
    const slots: Slots = [...this.#keyring.file.slots.filter((candidate) => !isRecoverySlot(candidate) || keep.has(candidate.id)), slot];
    const opensWithWords = (file: SlotFile): boolean => {
      const opened = openBySheet(this.#around, file, words.join(' '));
      return opened.ok && opened.value.slotId === slot.id && this.#keyring.isOpenedBy(opened.value.masterKey, file);
    };
    const written = await this.#keyring.writeSlots(slots, { sheets: [...tried, { slotId: slot.id, madeAt, rehearsedAt: null }] }, opensWithWords);
    return written.ok ? ok({ name: sheetName(slot.id), madeAt, words }) : written;
  }

  async #keepOnly(slotId: string, words: string): Promise<Result<Saved>> {
    const rehearsedAt = this.#now();
    const known = this.#keyring.sheets.find((sheet) => sheet.slotId === slotId);
    const slots = this.#keyring.file.slots.filter((slot) => !isRecoverySlot(slot) || slot.id === slotId);
    const written = await this.#keyring.writeSlots(slots, { sheets: [{ slotId, madeAt: known?.madeAt ?? rehearsedAt, rehearsedAt, ...this.#memberOf(words) }] }, () => true);
    return written.ok ? ok({ savedAt: rehearsedAt }) : written;
  }

  /** What others may know of the sheet; its words are at hand only now. */
  #memberOf(words: string): { readonly member?: SheetMember } {
    const { sodium } = this.#around;
    const key = recoveryKey(sodium, words);
    if (!key.ok) return {};
    const member = publicMember(sheetSecrets(sodium, key.value));
    sodium.memzero(key.value);
    return { member };
  }

  async #withMaster<T>({ masterKey }: OpenedSlot, work: (masterKey: Uint8Array) => Promise<Result<T>>): Promise<Result<T>> {
    try {
      return await work(masterKey);
    } finally {
      this.#around.sodium.memzero(masterKey);
    }
  }

  #inTurn<T>(work: () => Promise<Result<T>>): Promise<Result<T>> {
    const next = this.#turn.then(work).finally(() => this.#onChange());
    this.#turn = next.catch(() => undefined);
    return next;
  }
}

function settled({ replaces: _replaces, ...slot }: PassphraseSlot): PassphraseSlot {
  return slot as PassphraseSlot;
}
