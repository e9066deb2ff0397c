import { personalParent, only, situationsParent, documentKey, type DocumentRef, type profileViewSchema } from './documentKinds.ts';
import type { VaultRead, VaultReadValue } from '../../../shared/domain/vault/vaultReads.ts';
import type { DeviceIdentity } from '../../../shared/domain/vault/deviceIdentity.ts';
import type { BriefingSummary } from '../../../shared/domain/assessments/briefing.ts';
import type { RunDefinition } from '../../../shared/domain/runs/runDefinition.ts';
import type { RunSummary } from '../../../shared/domain/runs/run.ts';
import type { NoteSummary } from '../../../shared/domain/vault/note.ts';
import type { Situation } from '../../../shared/domain/vault/situation.ts';
import type { VaultHealth } from '../../../shared/domain/vault/vaultStatus.ts';
import type { Sodium } from '../../../shared/crypto/sodium.ts';
import { fail, FailureError, ok, type Result } from '../../../shared/errors/result.ts';
import { compareText } from '../../../shared/text/compareText.ts';
import type * as v from 'valibot';
import type { VaultStorage } from '../vaultStorage.ts';
import { CarryIn } from './carryIn.ts';
import { CarryOut } from './carryOut.ts';
import { ChangeQueue } from './changeQueue.ts';
import { publicIdentity, sealDeviceRecord, withIdentity, type DeviceRecord } from './deviceRecord.ts';
import { Documents, type DocumentBatch } from './documents.ts';
import { everyDocument } from './everyDocument.ts';
import type { Keyring } from './keyring.ts';
import type { KeySlots } from './keySlots.ts';
import { noteDetail, notesParent } from './noteDocument.ts';
import { briefingDetail, briefingsParent } from './briefingDocument.ts';
import { readDefinition } from './definitionDocument.ts';
import { readMessages } from './messageCommands.ts';
import { readEntries } from './entryCommands.ts';
import { notesDue } from './notesDue.ts';
import { runDetail, runsParent } from './runDocument.ts';
import { RecordOpener } from './recordOpener.ts';
import { RecordSealer } from './recordSealer.ts';
import type { RecordStore } from './recordStore.ts';
import { SavePipeline } from './savePipeline.ts';
import type { DeviceSigning } from '../sync/syncPorts.ts';
import { VaultSyncStore } from './vaultSyncStore.ts';
import { nothing, type ReadChange } from './readChange.ts';
import { newestFirst } from './newestFirst.ts';
import { NoteBin } from './noteBin.ts';
import { NoteFiles } from './noteFiles.ts';
import { VaultFileStore } from './vaultFileStore.ts';
import { NoteTexts } from './noteTexts.ts';
import { ShownRecords } from './shownRecords.ts';
import { NoteVersions } from './noteVersions.ts';
import { Transfers } from './transfers.ts';
import { Travel } from './travel.ts';
import { rebuildViews } from './rebuildViews.ts';
import { ShownExchange } from './shownExchange.ts';
import { Views } from './views.ts';

export interface OpenVaultParts {
  readonly sodium: Sodium;
  readonly storage: VaultStorage;
  readonly store: RecordStore;
  readonly keyring: Keyring;
  readonly keySlots: KeySlots;
  readonly sealer: RecordSealer;
  readonly opener: RecordOpener;
  readonly pipeline: SavePipeline;
  readonly device: DeviceRecord;
  readonly now: () => string;
}

/** A vault whose keys are in memory. Everything that is read or changed goes through here. */
export class OpenVault {
  readonly keyring: Keyring;
  readonly documents: Documents;
  readonly queue: ChangeQueue;
  readonly views: Views;
  /** The vault as the exchange with other devices sees it. */
  readonly exchanged: VaultSyncStore;
  readonly noteTexts: NoteTexts;
  readonly shownRecords: ShownRecords;
  readonly noteVersions: NoteVersions;
  readonly noteBin: NoteBin;
  readonly noteFiles: NoteFiles;
  /** The files of notes as the exchange with other devices sees them. */
  readonly exchangedFiles: VaultFileStore;
  readonly transfers: Transfers;
  readonly travel: Travel;
  readonly carryOut: CarryOut;
  readonly carryIn: CarryIn;
  readonly now: () => string;
  readonly #parts: OpenVaultParts;
  #device: DeviceRecord;
  readonly #definitions = new Map<string, RunDefinition>();
  #identity: Promise<Result<DeviceIdentity>> | null = null;
  #listener: (change: ReadChange) => void = () => undefined;
  readonly shown = new ShownExchange(() => this.#listener({ ...nothing, exchange: true }));

  constructor(parts: OpenVaultParts, manyNotes?: number) {
    this.#parts = parts;
    this.keyring = parts.keyring;
    this.now = parts.now;
    this.#device = parts.device;
    this.documents = new Documents(parts.sealer, parts.opener, parts.pipeline, parts.device.deviceId);
    this.views = new Views(parts.sealer, parts.opener, parts.pipeline, (parent) => rebuildViews(parts, this, parent), (ref) => this.queue.refresh(ref));
    this.noteTexts = new NoteTexts(parts, {
      situationIds: async () => [...((await this.views.all(situationsParent)).values() as IterableIterator<Situation>)].map(({ id }) => id),
      noteIds: async (situationId) => [...((await this.views.all(notesParent(situationId))).values() as IterableIterator<NoteSummary>)].map(({ id }) => id),
      refresh: (id) => this.queue.refresh({ kind: 'note', id }),
    });
    this.shownRecords = new ShownRecords(parts.sealer, this.views, this.noteTexts, manyNotes);
    this.queue = new ChangeQueue(
      this.documents,
      parts.pipeline,
      {
        shown: this.shownRecords,
        onSaved: (batches, entries) => this.#saved(batches, entries),
        onUndone: (refs) => this.#listener({ ...nothing, documents: new Set(refs.map(documentKey)) }),
        onHealth: () => this.healthChanged(),
      },
      parts.now,
      () => this.newId(),
    );
    this.noteVersions = new NoteVersions(parts, this.queue, () => this.newId());
    this.noteBin = new NoteBin(parts, this);
    this.transfers = new Transfers(() => this.#listener({ ...nothing, transfers: true }));
    this.travel = new Travel(parts, this);
    this.noteFiles = new NoteFiles(parts, this);
    this.exchangedFiles = new VaultFileStore(parts, this);
    this.carryOut = new CarryOut(this);
    this.carryIn = new CarryIn(parts, this);
    this.exchanged = new VaultSyncStore({ ...parts, documents: this.documents, queue: this.queue, views: this.views, everyDocument: () => everyDocument(parts), signing: () => this.signing() });
  }

  /** Tells of a note that was deleted for good, in the list of its situation. */
  noteGone(ref: DocumentRef, parent: string): void {
    this.#listener({ ...nothing, parents: new Set([parent]), documents: new Set([documentKey(ref)]) });
  }

  get deviceId(): string { return this.#device.deviceId; }

  get sodium(): Sodium { return this.#parts.sodium; }

  get personal(): string { return this.keyring.personal; }

  get keySlots(): KeySlots { return this.#parts.keySlots; }

  get storage(): VaultStorage { return this.#parts.storage; }

  slotsChanged = (): void => this.#listener({ ...nothing, slots: true });

  newId(): string {
    return this.#parts.sodium.randombytes_buf(16, 'hex');
  }

  onChange(listener: (change: ReadChange) => void): void {
    this.#listener = listener;
  }

  healthChanged = (): void => this.#listener({ ...nothing, health: true });

  /** Throws a FailureError where what is read is damaged. */
  async read<R extends VaultRead>(read: R): Promise<VaultReadValue<R>> {
    return (await this.#read(read)) as VaultReadValue<R>;
  }

  async #read(read: VaultRead): Promise<unknown> {
    switch (read.name) {
      case 'profile':
      case 'profileDraft': {
        const view = (await this.#personal('profile')) as v.InferOutput<typeof profileViewSchema> | undefined;
        return (read.name === 'profile' ? view?.profile : view?.draft) ?? null;
      }
      case 'programme':
        return (await this.#personal('programme')) ?? {};
      case 'editionRead':
        return (await this.#personal('editionRead')) ?? { sections: {}, lastSeenEdition: 0 };
      case 'personalSettings':
        return (await this.#personal('settings')) ?? {};
      case 'situations':
        return [...((await this.views.all(situationsParent)).values() as IterableIterator<Situation>)].sort((a, b) => compareText(a.createdAt, b.createdAt) || compareText(a.id, b.id));
      case 'situation':
        return (await this.views.one(situationsParent, { kind: 'situation', id: read.id })) ?? null;
      case 'notes':
        return [...((await this.views.all(notesParent(read.situationId))).values() as IterableIterator<NoteSummary>)].sort(newestFirst);
      case 'note':
        return this.#orNull(async () => {
          const document = await this.queue.document({ kind: 'note', id: read.id });
          return noteDetail(document.doc, { id: read.id, changedAt: document.changedAt });
        });
      case 'noteConnections':
        return this.noteTexts.connections(read.id);
      case 'notesLinkingTo':
        return this.noteTexts.linkingTo(read);
      case 'notesDue':
        return notesDue(this);
      case 'runs':
        return [...((await this.views.all(runsParent)).values() as IterableIterator<RunSummary>)].sort(newestFirst);
      case 'run':
        return this.#orNull(async () => {
          const document = await this.queue.document({ kind: 'run', id: read.id });
          return runDetail(document.doc, { id: read.id, changedAt: document.changedAt });
        });
      case 'briefings':
        return [...((await this.views.all(briefingsParent(read.situationId))).values() as IterableIterator<BriefingSummary>)].sort(newestFirst);
      case 'briefing':
        return this.#orNull(async () => {
          const document = await this.queue.document({ kind: 'briefing', id: read.id });
          return briefingDetail(document.doc, { id: read.id, changedAt: document.changedAt });
        });
      case 'definition':
        return this.definition(read.hash);
      case 'messages':
        return readMessages(this);
      case 'entries':
        return readEntries(this, read.type);
      case 'deviceIdentity':
        return publicIdentity(this.#device);
      case 'keySlots':
        return this.keySlots.state;
      case 'transfers':
        return this.transfers.all;
      case 'exchange':
        return this.shown.state;
      case 'filePlaces':
        return this.shown.filePlaces;
      case 'travel':
        return this.travel.state;
      case 'health':
        return this.#health();
    }
  }

  #personal(kind: 'profile' | 'programme' | 'editionRead' | 'settings'): Promise<unknown> {
    return this.views.one(personalParent, { kind, id: only });
  }

  /** A definition that was kept with a run. It never changes, so it is read once. null where it is not on this device. */
  async definition(hash: string): Promise<RunDefinition | null> {
    const known = this.#definitions.get(hash);
    if (known !== undefined) return known;
    const definition = await this.#orNull(async () => readDefinition(this.sodium, (await this.queue.document({ kind: 'definition', id: hash })).doc, hash));
    if (definition !== null) this.#definitions.set(hash, definition);
    return definition;
  }

  async #orNull<T>(read: () => Promise<T>): Promise<T | null> {
    try {
      return await read();
    } catch (error) {
      if (error instanceof FailureError && error.failure.code === 'vault.notFound') return null;
      throw error;
    }
  }

  #health(): VaultHealth {
    return { ...this.queue.health, journalOnly: this.#parts.pipeline.journalOnly, setAside: this.#parts.opener.setAside };
  }

  #saved(batches: readonly DocumentBatch[], entries: readonly { readonly id: string }[]): void {
    this.#parts.opener.forget(entries.map((entry) => entry.id));
    this.#listener({
      ...nothing,
      parents: new Set(batches.flatMap(({ view }) => (view === null ? [] : [view.parent]))),
      documents: new Set(batches.map((batch) => documentKey(batch.document.ref))),
      written: batches.some((batch) => batch.changedHere),
      arrived: new Map(batches.flatMap((batch) => (batch.arrived === null ? [] : [[documentKey(batch.document.ref), batch.arrived] as const]))),
    });
  }

  /** Makes and seals the device's key pairs on first use. */
  deviceIdentity(): Promise<Result<DeviceIdentity>> {
    this.#identity ??= this.#ensureIdentity().then((result) => {
      if (!result.ok) this.#identity = null;
      return result;
    });
    return this.#identity;
  }

  async #ensureIdentity(): Promise<Result<DeviceIdentity>> {
    const known = publicIdentity(this.#device);
    if (known !== null) return ok(known);
    const record = withIdentity(this.#parts.sodium, this.#device);
    const saved = await this.queue.records([sealDeviceRecord(this.#parts.sealer, this.personal, record)]);
    if (!saved.ok) return saved;
    this.#device = record;
    this.#listener({ ...nothing, device: true });
    const identity = publicIdentity(record);
    return identity === null ? fail('vault.saveFailed', 'later') : ok(identity);
  }

  /** This device's own keys, made on first use. */
  async signing(): Promise<Result<DeviceSigning>> {
    const ensured = await this.deviceIdentity();
    if (!ensured.ok) return ensured;
    const { identity } = this.#device;
    return identity === null ? fail('vault.saveFailed', 'later') : ok(identity);
  }

  /** Saves what waits, then drops keys and documents. The answer is the save's. */
  async close(): Promise<Result<null>> {
    const flushed = await this.queue.flush();
    this.queue.close();
    this.#listener = () => undefined;
    this.#parts.store.close();
    await this.keyring.close();
    return flushed.ok ? ok(null) : flushed;
  }
}
