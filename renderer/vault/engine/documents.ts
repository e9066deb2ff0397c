import * as Y from 'yjs';
import type { JournalEntry } from '../../../shared/contracts/vaultStorage.ts';
import { failure, FailureError } from '../../../shared/errors/result.ts';
import { documentKey, documentKinds, type DocumentKind, type DocumentRef, type ShownValue } from './documentKinds.ts';
import { decodeLogBody, encodeLogBody, outboxName, snapshotName, updateKind, updateName } from './documentLog.ts';
import { noExchange, type Exchanged } from './exchanged.ts';
import { emptyDocument, mergedUpdate } from './foreignUpdate.ts';
import { decodeMark, encodeMark } from './noteMerging.ts';
import { unionOfStates } from './stateVector.ts';
import type { RecordOpener } from './recordOpener.ts';
import type { OpenedStoredRecord, RecordSealer } from './recordSealer.ts';
import type { SavePipeline } from './savePipeline.ts';

/** A log of more updates than this, or of more bytes, is folded into a snapshot with the next save. */
const maxLogUpdates = 64;
const maxLogBytes = 256 * 1024;
/** What one record may hold, less its header and padding. A document beyond this stays a log. */
const maxSnapshotBytes = 12 * 1024 * 1024;

export interface LiveDocument {
  readonly ref: DocumentRef;
  readonly doc: Y.Doc;
  readonly compartment: string;
  /** False while no record of it was ever written here. */
  isSaved: boolean;
  /** Ids of the records of updates that no snapshot covers yet. */
  readonly logIds: Set<string>;
  logBytes: number;
  /** By device: the last clock that was saved. */
  readonly covers: Map<string, number>;
  /** False where a part of the log could not be opened or applied: such a document is never folded, so that nothing is given up. */
  complete: boolean;
  changedAt: string;
  foldWanted: boolean;
  /** Yjs state vector of what has crossed to the other devices or came from them; null for nothing. */
  crossed: Uint8Array | null;
  /** What all devices had before the changes that wait; null where that is not known or nothing waits. */
  base: Uint8Array | null;
  /** A note as it was when it was last put into a batch, and its clock then: once the batch is acknowledged, all devices have that in common. */
  atSending: { readonly clock: number; readonly base: Uint8Array } | null;
  /** What all devices had before the changes that were acknowledged last, and how long the log was then. What others did before and comes after was done unseen. */
  sentOver: { readonly base: Uint8Array; readonly through: number } | null;
  /** Whether the mark of the outbox is on the disk. */
  waits: boolean;
}

/** What one save writes for one document, and what is true of the document once it is written. */
export interface DocumentBatch {
  readonly document: LiveDocument;
  /** Another device made it, and nothing of it was ever saved here. */
  readonly comesNew: boolean;
  /** Without its view and its text: see ShownRecords. */
  readonly entries: readonly JournalEntry[];
  readonly view: ShownValue | null;
  /** What can be searched of it; null for kinds that are not searched. */
  readonly text: ShownValue | null;
  /** Whether the user changed it here, and what came from other devices, merged. */
  readonly changedHere: boolean;
  readonly arrived: Uint8Array | null;
  readonly commit: () => void;
}

/** Revives Yjs documents from their records, and makes records of their changes. */
export class Documents {
  readonly #sealer: RecordSealer;
  readonly #opener: RecordOpener;
  readonly #pipeline: SavePipeline;
  readonly #live = new Map<string, Promise<LiveDocument | null>>();
  readonly deviceId: string;
  /** How many documents were revived since the vault was opened. */
  revived = 0;

  constructor(sealer: RecordSealer, opener: RecordOpener, pipeline: SavePipeline, deviceId: string) {
    this.#sealer = sealer;
    this.#opener = opener;
    this.#pipeline = pipeline;
    this.deviceId = deviceId;
  }

  /** The document, or null where no record of it is there. `pending` are changes that are not on the disk yet. */
  find(ref: DocumentRef, pending: readonly Uint8Array[] = []): Promise<LiveDocument | null> {
    const key = documentKey(ref);
    const known = this.#live.get(key);
    if (known !== undefined) {
      // Moved to the end: the order of the map is the order of last use.
      this.#live.delete(key);
      this.#live.set(key, known);
      return known;
    }
    const loading = this.#load(ref, pending);
    this.#live.set(key, loading);
    // Only its own entry: another one may have been begun in its place.
    const forget = () => this.#live.get(key) === loading && this.#live.delete(key);
    loading.then((document) => document === null && forget(), forget);
    return loading;
  }

  /** A document without records yet. */
  start(ref: DocumentRef, compartment: string, now: string): LiveDocument {
    const document: LiveDocument = { ref, doc: emptyDocument(), compartment, isSaved: false, logIds: new Set(), logBytes: 0, covers: new Map(), complete: true, changedAt: now, foldWanted: false, crossed: null, base: null, atSending: null, sentOver: null, waits: false };
    this.#live.set(documentKey(ref), Promise.resolve(document));
    return document;
  }

  /** Drops a document from memory; the next `find` revives it from what is saved. */
  drop(ref: DocumentRef): void {
    this.#live.delete(documentKey(ref));
  }

  /** Whether it is in memory, or being revived. */
  isKnown(ref: DocumentRef): boolean {
    return this.#live.has(documentKey(ref));
  }

  isLive(document: LiveDocument, loaded: Promise<LiveDocument | null>): boolean {
    return this.#live.get(documentKey(document.ref)) === loaded;
  }

  /** Drops the longest unused documents down to `count`, except those in `keys`. */
  dropUnused(keys: ReadonlySet<string>, count: number): void {
    for (const key of this.#live.keys()) {
      if (this.#live.size <= count) return;
      if (!keys.has(key)) this.#live.delete(key);
    }
  }

  async #load(ref: DocumentRef, pending: readonly Uint8Array[]): Promise<LiveDocument | null> {
    const [mark, snapshot, updates] = await Promise.all([
      this.#pipeline.get(this.#sealer.id(outboxName(ref))),
      this.#pipeline.get(this.#sealer.id(snapshotName(ref))),
      this.#pipeline.bucket(this.#sealer.bucket({ kind: updateKind, parent: documentKey(ref) })),
    ]);
    const stored = snapshot === undefined ? updates : [snapshot, ...updates];
    if (stored.length === 0) return null;
    const { opened, damaged } = await this.#opener.openAll(stored);
    const first = opened[0];
    if (first === undefined) {
      if (damaged > 0) throw new FailureError(failure('vault.documentDamaged', 'never'));
      return null;
    }
    const document = this.#revive(ref, first.compartment, opened, damaged === 0, pending);
    if (mark === undefined) return document;
    // A mark that cannot be opened: the whole document is offered again, which does no harm.
    return { ...document, waits: true, ...decodeMark((await this.#opener.openAll([mark])).opened[0]?.body) };
  }

  #revive(ref: DocumentRef, compartment: string, records: readonly OpenedStoredRecord[], complete: boolean, pending: readonly Uint8Array[]): LiveDocument {
    this.revived += 1;
    const doc = emptyDocument();
    const covers = new Map<string, number>();
    const logIds = new Set<string>();
    let logBytes = 0;
    let changedAt = '';
    let readable = complete;
    let crossed: Uint8Array | null = null;
    const bodies = records.flatMap((record) => {
      const body = decodeLogBody(record.body);
      if (body === null) readable = false;
      else if (record.name.kind === updateKind) {
        logIds.add(this.#sealer.id(record.name));
        logBytes += body.update.byteLength;
      }
      // The order in which they were made, so that Yjs has little to wait for; what decides the result is Yjs's own clocks.
      return body === null ? [] : [{ body, order: record.name.kind === updateKind ? Math.max(...Object.values(body.covers)) : 0 }];
    });
    doc.transact(() => {
      for (const { body } of bodies.sort((a, b) => a.order - b.order)) {
        try {
          Y.applyUpdate(doc, body.update);
        } catch {
          readable = false;
          continue;
        }
        for (const [device, clock] of Object.entries(body.covers)) covers.set(device, Math.max(clock, covers.get(device) ?? 0));
        if (body.savedAt > changedAt) changedAt = body.savedAt;
      }
      // Without a mark all that is saved has crossed; what is not saved yet has not.
      crossed = Y.encodeStateVector(doc);
      for (const update of pending) Y.applyUpdate(doc, update);
    });
    return { ref, doc, compartment, isSaved: true, logIds, logBytes, covers, complete: readable, changedAt, foldWanted: false, crossed, base: null, atSending: null, sentOver: null, waits: false };
  }

  /** Makes the records for these updates, which the document already holds. The caller saves them and then calls `commit`. */
  batch(document: LiveDocument, updates: readonly Uint8Array[], savedAt: string, exchanged: Exchanged = noExchange): DocumentBatch {
    const { received } = exchanged;
    const arrivals = `${this.deviceId}-in`;
    const own = mergedUpdate(updates);
    const foreign = mergedUpdate(received.map((entry) => entry.update));
    const clock = (document.covers.get(this.deviceId) ?? 0) + (own === null ? 0 : 1);
    const arrivalClock = (document.covers.get(arrivals) ?? 0) + (foreign === null ? 0 : 1);
    // A received change shows when it was made, not when it came.
    const changedAt = own !== null ? savedAt : received.reduce((latest, entry) => (entry.changedAt > latest ? entry.changedAt : latest), document.changedAt);
    const covers = { ...Object.fromEntries(document.covers), ...(clock > 0 ? { [this.deviceId]: clock } : {}), ...(arrivalClock > 0 ? { [arrivals]: arrivalClock } : {}) };
    const folded = this.#isFoldDue(document, (own?.byteLength ?? 0) + (foreign?.byteLength ?? 0)) ? this.#folded(document, covers, changedAt) : null;
    const log = folded ?? this.#appended(document, [
      ...(own === null ? [] : [{ update: own, device: this.deviceId, clock }]),
      ...(foreign === null ? [] : [{ update: foreign, device: arrivals, clock: arrivalClock }]),
    ], changedAt);
    const crossing = this.#crossing(document, own !== null, exchanged);
    const kind: DocumentKind = documentKinds[document.ref.kind];
    const unchanged = own === null && foreign === null && exchanged.sent !== null;
    const viewParent = unchanged ? null : kind.viewParent(document.doc);
    return {
      document,
      comesNew: !document.isSaved && own === null,
      entries: [...log.entries, ...crossing.entries],
      view: viewParent === null ? null : { parent: viewParent, value: kind.view(document.doc, { id: document.ref.id, changedAt }) },
      text: unchanged ? null : (kind.text?.(document.doc, { id: document.ref.id, changedAt }) ?? null),
      changedHere: own !== null,
      arrived: foreign,
      commit: () => {
        log.commit();
        crossing.commit();
        if (own !== null) document.covers.set(this.deviceId, clock);
        if (foreign !== null) document.covers.set(arrivals, arrivalClock);
        document.changedAt = changedAt;
        document.isSaved = true;
        document.foldWanted = false;
      },
    };
  }

  /** Keeps the mark of the outbox true: there from the first change that has not crossed until the server has acknowledged the last. */
  #crossing(document: LiveDocument, changedHere: boolean, { received, sent, offered }: Exchanged): { readonly entries: readonly JournalEntry[]; readonly commit: () => void } {
    if (offered) {
      const commit = () => void Object.assign(document, { crossed: null, base: null, atSending: null, sentOver: null, waits: true } satisfies Partial<LiveDocument>);
      return { entries: [this.offerMark(document.ref, document.compartment)], commit };
    }
    // What is offered whole stays so, whatever comes meanwhile: records that brought the rest of it may be about to leave the log.
    const isWhole = sent === null && document.crossed === null && document.waits;
    const crossed = isWhole ? null : unionOfStates(sent === null ? document.crossed : sent.state, received.map((entry) => entry.update));
    const waits = changedHere || (sent === null ? document.waits : (document.covers.get(this.deviceId) ?? 0) > sent.clock);
    // Changes that were made while others crossed: what crossed is common. Where the program ended in between that state is not known.
    const base = !waits ? null : sent === null ? document.base : document.atSending?.clock === sent.clock ? document.atSending.base : null;
    const commit = () => {
      if (sent !== null) {
        document.sentOver = document.base === null || sent.through === undefined ? null : { base: document.base, through: sent.through };
        document.atSending = null;
      }
      document.crossed = crossed;
      document.base = base;
      document.waits = waits;
    };
    if (waits && (!document.waits || sent !== null)) return { entries: [this.#sealer.seal(document.compartment, outboxName(document.ref), encodeMark(crossed, base))], commit };
    if (!waits && document.waits) return { entries: [{ op: 'delete', id: this.#sealer.id(outboxName(document.ref)) }], commit };
    return { entries: [], commit };
  }

  /** The mark that says that nothing of a document has crossed. */
  offerMark(ref: DocumentRef, compartment: string): JournalEntry {
    return this.#sealer.seal(compartment, outboxName(ref), new Uint8Array(0));
  }

  /** Takes over in memory that such marks were saved; also for documents that were being revived meanwhile. */
  async offered(keys: ReadonlySet<string>): Promise<void> {
    for (const [key, loading] of this.#live) {
      const document = keys.has(key) ? await loading.catch(() => null) : null;
      if (document === null) continue;
      document.crossed = null;
      document.waits = true;
    }
  }

  #isFoldDue(document: LiveDocument, addedBytes: number): boolean {
    const { store } = document.doc;
    if (!document.complete || store.pendingStructs !== null || store.pendingDs !== null) return false;
    return document.foldWanted || document.logIds.size >= maxLogUpdates || document.logBytes + addedBytes > maxLogBytes;
  }

  #appended(
    document: LiveDocument,
    additions: readonly { readonly update: Uint8Array; readonly device: string; readonly clock: number }[],
    savedAt: string,
  ): { readonly entries: readonly JournalEntry[]; readonly commit: () => void } {
    const entries = additions.map(({ update, device, clock }) => this.#sealer.seal(document.compartment, updateName(document.ref, device, clock), encodeLogBody({ savedAt, covers: { [device]: clock }, update })));
    return {
      entries,
      commit: () => {
        for (const entry of entries) document.logIds.add(entry.id);
        for (const { update } of additions) document.logBytes += update.byteLength;
      },
    };
  }

  /** A snapshot takes the place of exactly the updates that this document was revived from or has saved since. */
  #folded(document: LiveDocument, covers: Readonly<Record<string, number>>, savedAt: string): { readonly entries: readonly JournalEntry[]; readonly commit: () => void } | null {
    const covered = [...document.logIds];
    const update = Y.encodeStateAsUpdate(document.doc);
    if (update.byteLength > maxSnapshotBytes) return null;
    const snapshot = this.#sealer.seal(document.compartment, snapshotName(document.ref), encodeLogBody({ savedAt, covers, update }));
    return {
      entries: [snapshot, ...covered.map((id) => ({ op: 'delete', id }) as const)],
      commit: () => {
        for (const id of covered) document.logIds.delete(id);
        document.logBytes = 0;
      },
    };
  }
}
