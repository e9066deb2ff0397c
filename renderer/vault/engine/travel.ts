import { envelopeHeader } from '../../../shared/crypto/envelope.ts';
import { decodeSlotFile } from '../../../shared/crypto/slotFile.ts';
import type { Sodium } from '../../../shared/crypto/sodium.ts';
import type { TravelFile, TravelPage } from '../../../shared/contracts/travel.ts';
import type { EntryView } from '../../../shared/domain/vault/entry.ts';
import type { CameBack, LeftAtHome, TravelState } from '../../../shared/domain/vault/travel.ts';
import { fail, ok, type Result } from '../../../shared/errors/result.ts';
import type { VaultStorage } from '../vaultStorage.ts';
import { situationsParent } from './documentKinds.ts';
import { entriesParent } from './entryDocument.ts';
import type { Keyring } from './keyring.ts';
import type { KeySlots } from './keySlots.ts';
import type { OpenVault } from './openVault.ts';
import { RecordSealer } from './recordSealer.ts';
import type { RecordStore, StoredRecord } from './recordStore.ts';
import type { SavePipeline } from './savePipeline.ts';

interface TravelParts {
  readonly sodium: Sodium;
  readonly storage: VaultStorage;
  readonly store: RecordStore;
  readonly keyring: Keyring;
  readonly keySlots: KeySlots;
  readonly sealer: RecordSealer;
  readonly pipeline: SavePipeline;
}

const sources = entriesParent('source');
const scanRecords = 1_000;
const deletedAtOnce = 5_000;

/**
 * Leaves situations at home: everything of their compartments goes into a file elsewhere, the file is opened again and every record in it
 * is read, and only then do the keys leave this device, in one write. What is left of the records opens to nobody and is cleared away.
 *
 * Stopped at any moment, the situations are either still here or whole in the file: the keys go last of all that matters.
 */
export class Travel {
  readonly #parts: TravelParts;
  readonly #vault: OpenVault;

  constructor(parts: TravelParts, vault: OpenVault) {
    this.#parts = parts;
    this.#vault = vault;
  }

  get state(): TravelState {
    const left = this.#parts.keyring.away;
    return { compartments: left.length, leftAt: left.reduce<string | null>((latest, { leftAt }) => (latest === null || leftAt > latest ? leftAt : latest), null) };
  }

  /**
   * The file's place was chosen before. The window locks after the answer, because it still holds what it showed. Fails with `vault.notFound`,
   * `vault.wrongPassphrase`, `vault.travelUnproved` (the file does not hold all of it), `vault.travelChanged` (something was saved meanwhile), or as
   * writing does. After a failure everything is still here.
   */
  async leave(situationIds: readonly string[], withSources: boolean, passphrase: string): Promise<Result<LeftAtHome>> {
    const { storage, keyring, pipeline } = this.#parts;
    const compartments = new Set<string>(withSources ? await this.#registers() : []);
    for (const id of situationIds) {
      const compartment = await this.#vault.views.compartment(situationsParent, { kind: 'situation', id });
      if (compartment === undefined || compartment === keyring.personal) return fail('vault.notFound', 'never');
      compartments.add(compartment);
    }
    if (compartments.size === 0) return fail('vault.notFound', 'never');
    const flushed = await this.#vault.queue.flush();
    if (!flushed.ok) return flushed;
    if (pipeline.journalOnly) return fail('vault.travelChanged', 'later');
    const written = await (storage.travelWrite?.() ?? unreachable());
    if (!written.ok) return written;
    const proved = await this.#prove(written.value, compartments, passphrase);
    if (!proved.ok) return proved;
    if (pipeline.generation !== written.value.generation) return fail('vault.travelChanged', 'now');
    const leftAt = this.#vault.now();
    const gone = await keyring.leave([...compartments].map((compartment) => ({ compartment, generation: written.value.generation, records: proved.value.get(compartment) ?? 0, leftAt, swept: false })));
    if (!gone.ok) return gone;
    // From here on nothing can be lost by stopping; what is not cleared away now is cleared away by the next unlock.
    await this.sweep();
    return ok({ compartments: compartments.size, records: [...proved.value.values()].reduce((sum, count) => sum + count, 0), fileName: written.value.name });
  }

  /** The register of sources has a compartment of its own; two devices may have begun one each. */
  async #registers(): Promise<string[]> {
    const found: string[] = [];
    for (const { id } of (await this.#vault.views.all(sources)).values() as IterableIterator<EntryView>) {
      const compartment = await this.#vault.views.compartment(sources, { kind: 'entry', id });
      if (compartment !== undefined && compartment !== this.#parts.keyring.personal) found.push(compartment);
    }
    return found;
  }

  /** Opens the file with the passphrase and reads every record that is to go. Answers how many there are, by compartment. */
  async #prove(file: TravelFile, compartments: ReadonlySet<string>, passphrase: string): Promise<Result<ReadonlyMap<string, number>>> {
    const { sodium, keySlots, sealer } = this.#parts;
    const slots = decodeSlotFile(sodium, file.slots);
    if (!slots.ok) return slots;
    const opened = await keySlots.openFile(slots.value, passphrase);
    if (!opened.ok) return opened;
    const theirs = new RecordSealer(sodium, opened.value);
    const whole = new Set<string>();
    const counts = new Map<string, number>();
    const read = await this.#eachPage(async (entries) => {
      for (const entry of entries) {
        const compartment = this.#compartmentOf(entry);
        if (compartment === null || !compartments.has(compartment)) continue;
        counts.set(compartment, (counts.get(compartment) ?? 0) + 1);
        if (theirs.open(entry).ok) whole.add(entry.id);
      }
      return ok(null);
    });
    await opened.value.close();
    if (!read.ok) return read;
    let missing = 0;
    // A record that is damaged here as well is no reason to keep the rest.
    await this.#eachOwn((record, compartment) => {
      if (compartments.has(compartment) && !whole.has(record.id) && sealer.open(record).ok) missing += 1;
    });
    return missing === 0 && counts.size === compartments.size ? ok(counts) : fail('vault.travelUnproved', 'later');
  }

  /** Clears away the records of what is not here: from both stores, from the journal's old pages and from the backups in the profile. */
  async sweep(): Promise<Result<null>> {
    const { keyring, storage } = this.#parts;
    if (keyring.away.length === 0) return ok(null);
    const away = new Set(keyring.away.map(({ compartment }) => compartment));
    const ids: string[] = [];
    await this.#eachOwn((record, compartment) => {
      if (away.has(compartment)) ids.push(record.id);
    });
    if (ids.length === 0 && keyring.away.every(({ swept }) => swept)) return ok(null);
    for (let from = 0; from < ids.length; from += deletedAtOnce) {
      const deleted = await this.#vault.queue.records(ids.slice(from, from + deletedAtOnce).map((id) => ({ op: 'delete', id })));
      if (!deleted.ok) return deleted;
    }
    const scrubbed = await (storage.travelScrub?.([...away]) ?? unreachable());
    return scrubbed.ok ? keyring.swept() : scrubbed;
  }

  /**
   * Takes back from the chosen file what was left at home with it. Doing it again changes nothing: `vault.nothingAway`. Fails also with
   * `vault.backupOfOtherVault`, `vault.travelOther` (the file was not made for what is away) and `vault.travelShort` (it lacks some of it).
   */
  async comeBack(): Promise<Result<CameBack>> {
    const { sodium, storage, keyring } = this.#parts;
    if (keyring.away.length === 0) return fail('vault.nothingAway', 'never');
    const file = await (storage.travelOpen?.() ?? unreachable());
    if (!file.ok) return file;
    const slots = decodeSlotFile(sodium, file.value.slots);
    if (!slots.ok) return slots;
    if (slots.value.vaultId !== sodium.to_hex(keyring.vaultId)) return fail('vault.backupOfOtherVault', 'never');
    const theirs = keyring.sibling(slots.value);
    if (!theirs.ok) return theirs;
    // An older file holds an older state of a situation, and a file of another journey not this one.
    const fitting = keyring.away.filter(({ compartment, generation }) => generation === file.value.generation && theirs.value.keys().some(([id]) => id === compartment));
    const expected = new Map(fitting.map(({ compartment, records }) => [compartment, records]));
    if (fitting.length === 0) return fail('vault.travelOther', 'never');
    const counts = new Map<string, number>();
    const read = await this.#eachPage(async (entries) => {
      const back = entries.filter((entry) => {
        const compartment = this.#compartmentOf(entry);
        if (compartment === null || !expected.has(compartment)) return false;
        counts.set(compartment, (counts.get(compartment) ?? 0) + 1);
        return true;
      });
      const saved = back.length === 0 ? ok(null) : await this.#vault.queue.records(back.map(({ id, bucket, blob }) => ({ op: 'put', id, bucket, blob })));
      return saved.ok ? ok(null) : saved;
    });
    if (!read.ok) return read;
    for (const [compartment, records] of expected) if ((counts.get(compartment) ?? 0) < records) return fail('vault.travelShort', 'never');
    const files = await (storage.travelFiles?.([...expected.keys()]) ?? ok({ missing: 0 }));
    if (!files.ok) return files;
    const taken = await keyring.comeBack(theirs.value.keys().filter(([id]) => expected.has(id)));
    return taken.ok ? ok({ compartments: fitting.length, records: [...counts.values()].reduce((sum, count) => sum + count, 0), missingPieces: files.value.missing }) : taken;
  }

  #compartmentOf(record: StoredRecord): string | null {
    const header = envelopeHeader(record.blob);
    return header.ok ? this.#parts.sodium.to_hex(header.value.compartment) : null;
  }

  async #eachOwn(visit: (record: StoredRecord, compartment: string) => void): Promise<void> {
    for (let after: string | null = null; ; ) {
      const page = await this.#parts.store.page(after, scanRecords);
      for (const record of page) visit(record, this.#compartmentOf(record) ?? '');
      const final = page.at(-1);
      if (final === undefined || page.length < scanRecords) return;
      after = final.id;
    }
  }

  async #eachPage(visit: (entries: TravelPage['entries']) => Promise<Result<null>>): Promise<Result<null>> {
    for (let next: number | null = 0; next !== null; ) {
      const page: Result<TravelPage> = await (this.#parts.storage.travelRead?.(next) ?? unreachable());
      if (!page.ok) return page;
      const visited = await visit(page.value.entries);
      if (!visited.ok) return visited;
      next = page.value.next;
    }
    return ok(null);
  }
}

const unreachable = (): Promise<Result<never>> => Promise.resolve(fail('vault.storageUnreachable', 'never'));
