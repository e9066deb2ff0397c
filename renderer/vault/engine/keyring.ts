import * as v from 'valibot';
import { delimitedBytes, uint32Bytes } from '../../../shared/crypto/byteFields.ts';
import { envelopeKeys, keyBytes } from '../../../shared/crypto/envelope.ts';
import type { RecordSealing } from '../../../shared/crypto/sealedRecord.ts';
import { bytesToText, decodeSlotFile, encodeSlotFile, slotFileFormat, textToBytes, type SlotFile } from '../../../shared/crypto/slotFile.ts';
import type { Sodium } from '../../../shared/crypto/sodium.ts';
import { fail, ok, type Result } from '../../../shared/errors/result.ts';
import { rotationsSchema, type Rotations } from '../sync/syncHeader.ts';
import type { VaultStorage } from '../vaultStorage.ts';
import { keysOf, openWithKeyring, sealWithKeyring, type KeyringKeys } from './keyringKeys.ts';

const keyringSchema = v.looseObject({
  marker: v.looseObject({
    /** True from the moment that records were stored for the first time. */
    established: v.boolean(),
    /** A generation that both stores had reached. */
    generation: v.pipe(v.number(), v.integer(), v.minValue(0)),
  }),
  personal: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/)),
  /** Compartment id, epoch, key in base64. */
  /** Recovery sheets: the slot of each, when it was made and when its words were last typed back. */
  sheets: v.optional(v.array(v.looseObject({ slotId: v.string(), madeAt: v.string(), rehearsedAt: v.nullable(v.string()), member: v.optional(v.object({ sheetId: v.string(), signKey: v.string(), boxKey: v.string() })) }))),
  /** Compartments that were left at home: their keys are in a file elsewhere and not here. `swept`: their records have left the stores too. */
  away: v.optional(v.array(v.looseObject({ compartment: v.string(), generation: v.number(), records: v.number(), leftAt: v.string(), swept: v.boolean() }))),
  compartments: v.array(v.tuple([v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/)), v.pipe(v.number(), v.integer(), v.minValue(1)), v.string()])),
  /** Epoch and key in base64, one for each time that a device was shut out. */
  rotations: v.optional(rotationsSchema),
});
type KeyringContent = v.InferOutput<typeof keyringSchema>;
export type AwayCompartment = NonNullable<KeyringContent['away']>[number];

/** The largest slot file that the main process takes, less some room for further slots. */
const maxFileBytes = 60 * 1024;
const firstEpoch = 1;
const keyringName = 'keyring';

/**
 * The open vault's keys. They stand in the file of wrapped keys and not beside the records, so that dropping a key from that one small file
 * makes the compartment's records unreadable, whatever old pages the database still holds.
 */
export class Keyring {
  readonly vaultId: Uint8Array;
  readonly indexKey: Uint8Array;
  readonly #sodium: Sodium;
  readonly #storage: VaultStorage;
  readonly #keys: KeyringKeys;
  readonly #sealings = new Map<string, RecordSealing>();
  #file: SlotFile;
  #content: KeyringContent;
  #writing: Promise<unknown> = Promise.resolve();

  private constructor(sodium: Sodium, storage: VaultStorage, keys: KeyringKeys, file: SlotFile, content: KeyringContent) {
    this.#sodium = sodium;
    this.#storage = storage;
    this.#file = file;
    this.#content = content;
    this.vaultId = sodium.from_hex(file.vaultId);
    this.indexKey = keys.indexKey;
    this.#keys = keys;
  }

  /** Makes a vault's first keys, or takes over those of another device. Nothing is written yet. */
  static create(sodium: Sodium, storage: VaultStorage, masterKey: Uint8Array, vaultId: Uint8Array, slots: SlotFile['slots'], shared: Pick<KeyringContent, 'personal' | 'compartments' | 'rotations'> | null): Keyring {
    const personal = shared?.personal ?? sodium.to_hex(sodium.randombytes_buf(16));
    const compartments = shared?.compartments ?? [[personal, firstEpoch, bytesToText(sodium, sodium.randombytes_buf(keyBytes))]];
    const content: KeyringContent = { marker: { established: false, generation: 0 }, personal, compartments, rotations: shared?.rotations ?? [] };
    return new Keyring(sodium, storage, keysOf(sodium, masterKey), { format: slotFileFormat, vaultId: sodium.to_hex(vaultId), slots, keyring: '' }, content);
  }

  /** Opens the keyring of a slot file. Fails with `vault.damaged`. */
  static open(sodium: Sodium, storage: VaultStorage, masterKey: Uint8Array, file: SlotFile): Result<Keyring> {
    return Keyring.#openWith(sodium, storage, keysOf(sodium, masterKey), file);
  }

  static #openWith(sodium: Sodium, storage: VaultStorage, keys: KeyringKeys, file: SlotFile): Result<Keyring> {
    const vaultId = sodium.from_hex(file.vaultId);
    try {
      const opened = openWithKeyring(sodium, keys, vaultId, keyringName, textToBytes(sodium, file.keyring));
      if (!opened.ok) return opened;
      const content = v.safeParse(keyringSchema, JSON.parse(sodium.to_string(opened.value)));
      return content.success ? ok(new Keyring(sodium, storage, keys, file, content.output)) : fail('vault.damaged', 'never');
    } catch {
      return fail('vault.damaged', 'never');
    }
  }

  /** Another file's keyring, opened with keys of its own. Fails with `vault.damaged`. */
  openFile(masterKey: Uint8Array, file: SlotFile): Result<Keyring> {
    return Keyring.open(this.#sodium, this.#storage, masterKey, file);
  }

  /** The keyring of another file of this vault, an older one for instance: the same master key opens it. Fails with `vault.damaged`. */
  sibling(file: SlotFile): Result<Keyring> {
    return Keyring.#openWith(this.#sodium, this.#storage, this.#keys, file);
  }

  get personal(): string {
    return this.#content.personal;
  }

  /** The file as it was last written and read back. */
  get file(): SlotFile {
    return this.#file;
  }

  get sheets(): NonNullable<KeyringContent['sheets']> {
    return this.#content.sheets ?? [];
  }

  get marker(): KeyringContent['marker'] {
    return this.#content.marker;
  }

  /** The newest keys of a compartment, for sealing. */
  current(compartment: string): Result<RecordSealing> {
    const epochs = this.#content.compartments.filter(([id]) => id === compartment).map(([, epoch]) => epoch);
    return epochs.length === 0 ? fail('vault.compartmentUnknown', 'never') : this.sealing(compartment, Math.max(...epochs, ...this.rotations().map(([epoch]) => epoch)));
  }

  /** The keys of one compartment and epoch. Fails with `vault.compartmentUnknown` or `vault.epochUnknown`. */
  sealing(compartment: string, epoch: number): Result<RecordSealing> {
    const cacheKey = `${compartment}:${epoch}`;
    const cached = this.#sealings.get(cacheKey);
    if (cached !== undefined) return ok(cached);
    const known = this.#content.compartments.filter(([id]) => id === compartment);
    if (known.length === 0) return fail('vault.compartmentUnknown', 'never');
    const key = this.#key(compartment, epoch);
    if (key === null) return fail('vault.epochUnknown', 'never');
    const sealing: RecordSealing = { vaultId: this.vaultId, indexKey: this.indexKey, compartment: this.#sodium.from_hex(compartment), epoch, keys: envelopeKeys(this.#sodium, key) };
    this.#sodium.memzero(key);
    this.#sealings.set(cacheKey, sealing);
    return ok(sealing);
  }

  /** A rotation's key alone opens nothing: a compartment that was dropped stays unreadable, and whoever has only the old keys reads nothing new. */
  #key(compartment: string, epoch: number): Uint8Array | null {
    const keyAt = (at: number): Uint8Array | null => {
      const entry = this.#content.compartments.find(([id, candidate]) => id === compartment && candidate === at);
      return entry === undefined ? null : textToBytes(this.#sodium, entry[2]);
    };
    const own = keyAt(epoch);
    const rotation = this.rotations().find(([candidate]) => candidate === epoch);
    const base = own === null && rotation !== undefined ? keyAt(firstEpoch) : null;
    if (base === null || rotation === undefined) return own;
    const rotationKey = textToBytes(this.#sodium, rotation[1]);
    const key = this.#sodium.crypto_generichash(keyBytes, delimitedBytes(this.#sodium.from_string('fpc-epoch-1'), this.#sodium.from_hex(compartment), uint32Bytes(epoch), base), rotationKey);
    for (const spent of [base, rotationKey]) this.#sodium.memzero(spent);
    return key;
  }

  /** Keys made when a device was shut out; what is sealed since needs the newest of them as well. */
  rotations(): Rotations {
    return this.#content.rotations ?? [];
  }

  /** A further rotation, newer than any that is known here. Its number is partly chance, so that two devices never use one number for two keys. */
  newRotation(): Rotations[number] {
    const count = Math.max(0, ...this.rotations().map(([epoch]) => Math.floor(epoch / 65_536)));
    return [(count + 1) * 65_536 + this.#sodium.randombytes_uniform(65_536), bytesToText(this.#sodium, this.#sodium.randombytes_buf(keyBytes))];
  }

  /** Takes over rotations. Answers once they are on the disk. */
  async addRotations(rotations: Rotations): Promise<Result<null>> {
    const fresh = (known: Rotations): Rotations => rotations.filter(([epoch]) => !known.some(([candidate]) => candidate === epoch));
    if (fresh(this.rotations()).length === 0) return ok(null);
    return this.#write((content) => ({ ...content, rotations: [...(content.rotations ?? []), ...fresh(content.rotations ?? [])] }));
  }

  /** Makes a compartment and answers its id once its key is on the disk. Fails with `vault.tooManyCompartments` and as writeSlots does. */
  async addCompartment(): Promise<Result<string>> {
    const id = this.#sodium.to_hex(this.#sodium.randombytes_buf(16));
    const key = bytesToText(this.#sodium, this.#sodium.randombytes_buf(keyBytes));
    const written = await this.#write((content) => ({ ...content, compartments: [...content.compartments, [id, firstEpoch, key]] }));
    return written.ok ? ok(id) : written;
  }

  /** Every compartment's keys, for a device that is to have the same vault. */
  keys(): KeyringContent['compartments'] {
    return this.#content.compartments;
  }

  /** What was left at home. */
  get away(): readonly AwayCompartment[] {
    return this.#content.away ?? [];
  }

  /** Drops the keys of these compartments and remembers that they are elsewhere: one write, after which nothing here opens their records. */
  async leave(left: readonly AwayCompartment[]): Promise<Result<null>> {
    const gone = new Set(left.map(({ compartment }) => compartment));
    const written = await this.#write((content) => ({ ...content, compartments: content.compartments.filter(([id]) => !gone.has(id)), away: [...(content.away ?? []), ...left] }));
    if (!written.ok) return written;
    for (const [cacheKey, { keys }] of this.#sealings) {
      if (!gone.has(cacheKey.split(':')[0] ?? '')) continue;
      this.#sodium.memzero(keys.seal);
      this.#sodium.memzero(keys.commit);
      this.#sealings.delete(cacheKey);
    }
    return written;
  }

  /** Notes that the records of what is away have left the stores. */
  swept(): Promise<Result<null>> {
    return this.#write((content) => ({ ...content, away: (content.away ?? []).map((entry) => ({ ...entry, swept: true })) }));
  }

  /** Takes back the keys of compartments that were away, in the same write in which they cease to be. */
  comeBack(keys: KeyringContent['compartments']): Promise<Result<null>> {
    const back = new Set(keys.map(([id]) => id));
    return this.#write((content) => ({
      ...content,
      compartments: [...content.compartments.filter(([id]) => !back.has(id)), ...keys],
      away: (content.away ?? []).filter(({ compartment }) => !back.has(compartment)),
    }));
  }

  /** Takes over keys that another device made, and keeps those that are here; what was left at home stays there. Answers once they are on the disk. */
  async addKeys(keys: KeyringContent['compartments']): Promise<Result<null>> {
    const isNew = (content: KeyringContent) => (entry: KeyringContent['compartments'][number]) =>
      !content.compartments.some(([id, epoch]) => id === entry[0] && epoch === entry[1]) && !(content.away ?? []).some(({ compartment }) => compartment === entry[0]);
    if (!keys.some(isNew(this.#content))) return ok(null);
    return this.#write((content) => ({ ...content, compartments: [...content.compartments, ...keys.filter(isNew(content))] }));
  }

  async writeMarker(marker: { readonly established: boolean; readonly generation: number }): Promise<Result<null>> {
    return this.#write((content) => ({ ...content, marker: { ...content.marker, ...marker } }));
  }

  /**
   * Puts other slots in place of those there are. `opens` is shown the file as it was read back from the disk; where it says no, the call
   * fails with `vault.slotsFailed` and the caller writes the old slots again. Foreign kinds of slot are the caller's to keep.
   */
  writeSlots(slots: SlotFile['slots'], content: Pick<KeyringContent, 'sheets'>, opens: (file: SlotFile) => boolean): Promise<Result<null>> {
    return this.#write((before) => ({ ...before, ...content }), { slots, opens });
  }

  /** The slot file as it lies on the disk now. */
  async readBack(): Promise<Result<SlotFile>> {
    await this.#writing;
    const bytes = await this.#storage.readSlots();
    if (!bytes.ok) return bytes;
    return bytes.value === null ? fail('vault.damaged', 'never') : decodeSlotFile(this.#sodium, bytes.value);
  }

  /** Whether this master key opens the keyring of a file, and with it the same compartments. */
  isOpenedBy(masterKey: Uint8Array, file: SlotFile): boolean {
    const opened = Keyring.open(this.#sodium, this.#storage, masterKey, file);
    return opened.ok && opened.value.personal === this.personal;
  }

  /** Writes the file, reads it back and compares before the new content is taken as true. Calls run one after the other. */
  #write(change: (content: KeyringContent) => KeyringContent, other: { readonly slots: SlotFile['slots']; readonly opens: (file: SlotFile) => boolean } | null = null): Promise<Result<null>> {
    const work = this.#writing.then(() => this.#writeNow(change, other));
    this.#writing = work.catch(() => undefined);
    return work;
  }

  async #writeNow(change: (content: KeyringContent) => KeyringContent, other: { readonly slots: SlotFile['slots']; readonly opens: (file: SlotFile) => boolean } | null): Promise<Result<null>> {
    const content = change(this.#content);
    const sealed = this.sealBeside(keyringName, this.#sodium.from_string(JSON.stringify(content)));
    const file: SlotFile = { ...this.#file, ...(other === null ? {} : { slots: other.slots }), keyring: bytesToText(this.#sodium, sealed) };
    const bytes = encodeSlotFile(this.#sodium, file);
    if (bytes.byteLength > maxFileBytes) return fail('vault.tooManyCompartments', 'never');
    const written = await this.#storage.writeSlots(bytes);
    if (!written.ok) return written;
    const back = await this.#storage.readSlots();
    if (!back.ok) return back;
    if (back.value === null || this.#sodium.to_hex(back.value) !== this.#sodium.to_hex(bytes)) return fail('vault.slotsFailed', 'later');
    if (other !== null) {
      const readBack = decodeSlotFile(this.#sodium, back.value);
      if (!readBack.ok || !other.opens(readBack.value)) return fail('vault.slotsFailed', 'later');
    }
    this.#file = file;
    this.#content = content;
    return ok(null);
  }

  /** Seals something that only a holder of the vault master key can have made. */
  sealBeside(name: string, content: Uint8Array): Uint8Array {
    return sealWithKeyring(this.#sodium, this.#keys, this.vaultId, name, content);
  }

  /** Waits for writes under way and overwrites the keys in memory. */
  async close(): Promise<void> {
    await this.#writing.catch(() => undefined);
    for (const { keys } of this.#sealings.values()) {
      this.#sodium.memzero(keys.seal);
      this.#sodium.memzero(keys.commit);
    }
    this.#sealings.clear();
    this.#sodium.memzero(this.indexKey);
    this.#sodium.memzero(this.#keys.keyringKeys.seal);
    this.#sodium.memzero(this.#keys.keyringKeys.commit);
  }
}
