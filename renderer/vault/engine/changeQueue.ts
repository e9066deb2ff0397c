import * as Y from 'yjs';
import type { JournalEntry } from '../../../shared/contracts/vaultStorage.ts';
import type { Saved } from '../../../shared/domain/vault/vaultCommands.ts';
import { fail, ok, FailureError, type Failure, type Result } from '../../../shared/errors/result.ts';
import { documentKey, type DocumentRef } from './documentKinds.ts';
import type { Change, DocumentChanges } from './queuedChange.ts';
import type { DocumentBatch, Documents, LiveDocument } from './documents.ts';
import type { ExchangeStep, Outgoing } from './exchanged.ts';
import { applyForeignUpdate, applyReceived, mergedUpdate } from './foreignUpdate.ts';
import { bringsNothing, isThere } from './knownUpdates.ts';
import { HeldDocuments } from './heldDocuments.ts';
import { mergeIntoNote, noteAtSending, noteCommonState } from './noteMerging.ts';
import type { SavePipeline } from './savePipeline.ts';
import type { ShownRecords } from './shownRecords.ts';

/** Typing is saved this long after its first key at the latest. */
export const typingDelayMs = 400;
const retryDelayMs = 5_000;
const keptDocuments = 24;
/** A batch must fit into one call to the main process. */
const maxBatchChanges = 2_000;

export interface ChangeQueueEvents {
  /** What lists and searches read of the documents of a save, see ShownRecords. */
  readonly shown: Pick<ShownRecords, 'written' | 'saved'>;
  /** Runs before the changes are answered. */
  readonly onSaved: (batches: readonly DocumentBatch[], entries: readonly JournalEntry[]) => void;
  /** Documents that were put back to what is saved. */
  readonly onUndone: (refs: readonly DocumentRef[]) => void;
  readonly onHealth: () => void;
}

/** Collects changes, saves all that wait in one batch, and answers each once it is on the disk. */
export class ChangeQueue {
  readonly #documents: Documents;
  readonly #pipeline: SavePipeline;
  readonly #events: ChangeQueueEvents;
  readonly #now: () => string;
  readonly #newId: () => string;
  readonly held = new HeldDocuments();
  #waiting: Change[] = [];
  #saving: readonly Change[] = [];
  #running: Promise<void> | null = null;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #failure: Failure | null = null;
  #lastSavedAt: string | null = null;
  #closed = false;

  constructor(documents: Documents, pipeline: SavePipeline, events: ChangeQueueEvents, now: () => string, newId: () => string) {
    this.#documents = documents;
    this.#pipeline = pipeline;
    this.#events = events;
    this.#now = now;
    this.#newId = newId;
  }

  get health(): { readonly unsaved: number; readonly failureCode: string | null; readonly lastSavedAt: string | null } {
    return { unsaved: this.#waiting.length + this.#saving.length, failureCode: this.#failure?.code ?? null, lastSavedAt: this.#lastSavedAt };
  }

  /** The document with everything that waits to be saved. Throws FailureError `vault.notFound`, or `vault.documentDamaged`. */
  async document(ref: DocumentRef): Promise<LiveDocument> {
    for (;;) {
      const loading = this.#documents.find(ref, this.#unsavedUpdates(ref));
      const document = await loading;
      if (document === null) throw new FailureError(fail('vault.notFound', 'never').error);
      // A save that failed meanwhile may have dropped it.
      if (this.#documents.isLive(document, loading)) return document;
    }
  }

  /** Changes a document at once. `compartment` is where a document that has no records yet is begun; null where it must be there. `madeAt`: see Change. */
  async edit(ref: DocumentRef, compartment: string | null, change: (doc: Y.Doc) => void, madeAt?: string): Promise<Result<Saved>> {
    const document = await this.#documentOrNew(ref, compartment);
    noteCommonState(document);
    const updates: Uint8Array[] = [];
    const collect = (update: Uint8Array) => updates.push(update);
    document.doc.on('update', collect);
    document.doc.transact(() => change(document.doc));
    document.doc.off('update', collect);
    const update = updates[0];
    if (update === undefined) return ok({ savedAt: document.changedAt === '' ? this.#now() : document.changedAt });
    const saved = this.#add({ ref, update, entries: [], typed: false, ...(madeAt === undefined ? {} : { madeAt }) });
    this.#start();
    return saved;
  }

  /** Takes an update of the editor and saves it with the next batch. */
  async type(ref: DocumentRef, update: Uint8Array): Promise<Result<Saved>> {
    const document = await this.document(ref);
    noteCommonState(document);
    const applied = applyForeignUpdate(document.doc, update);
    if (!applied.ok) return applied;
    const saved = this.#add({ ref, update, entries: [], typed: true });
    this.#timer ??= setTimeout(() => this.#start(), typingDelayMs);
    return saved;
  }

  /** Saves records that belong to no document; a function makes them in the moment of the save, when no other is under way. */
  records(entries: readonly JournalEntry[] | (() => readonly JournalEntry[])): Promise<Result<Saved>> {
    const saved = this.#add({ ref: null, update: null, entries, typed: false });
    this.#start();
    return saved;
  }

  /** Saves a step of an exchange. Updates must be ones that Yjs can read. */
  exchange(step: ExchangeStep): Promise<Result<Saved>> {
    const saved = this.#add({ ref: null, update: null, entries: step.entries, typed: false, exchange: step });
    this.#start();
    return saved;
  }

  /** What a document has to send; null while a change of it cannot be saved. Only what is on the disk ever leaves. */
  async outgoing(ref: DocumentRef): Promise<Outgoing | null> {
    for (let tries = 0; tries < 5; tries += 1) {
      // Asked in one turn whether it is still the one in memory: a save that failed meanwhile has dropped what it could not keep.
      const loading = this.#documents.find(ref, this.#unsavedUpdates(ref));
      const document = await loading;
      if (document === null) throw new FailureError(fail('vault.notFound', 'never').error);
      if (this.#documents.isLive(document, loading) && this.#unsavedUpdates(ref).length === 0) {
        const update = document.crossed === null ? Y.encodeStateAsUpdate(document.doc) : Y.encodeStateAsUpdate(document.doc, document.crossed);
        const clock = document.covers.get(this.#documents.deviceId) ?? 0;
        noteAtSending(document, clock, document.crossed === null ? update : null);
        this.held.takeUp(ref);
        return { compartment: document.compartment, update, changedAt: document.changedAt, state: Y.encodeStateVector(document.doc), clock, isWhole: document.complete };
      }
      await this.flush();
    }
    return null;
  }

  /** Saves a document's view again, and a snapshot where that was asked for. */
  refresh(ref: DocumentRef): Promise<Result<Saved>> {
    const saved = this.#add({ ref, update: null, entries: [], typed: false });
    this.#start();
    return saved;
  }

  dropUnused = (): void => this.#documents.dropUnused(new Set([...this.held.keys, ...this.#unsavedKeys()]), keptDocuments);

  /** Saves all that waits. Fails as the save does. */
  async flush(): Promise<Result<{ readonly savedAt: string | null }>> {
    this.#start();
    await this.#running;
    return this.#failure === null ? ok({ savedAt: this.#lastSavedAt }) : { ok: false, error: this.#failure };
  }

  close(): void {
    this.#closed = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
  }

  async #documentOrNew(ref: DocumentRef, compartment: string | null, now = this.#now()): Promise<LiveDocument> {
    if (compartment === null) return this.document(ref);
    const loading = this.#documents.find(ref, this.#unsavedUpdates(ref));
    const found = await loading;
    // Whoever waited for the same load may have begun it meanwhile: a second one would hide what is in the first.
    if (found === null && !this.#documents.isKnown(ref)) return this.#documents.start(ref, compartment, now);
    if (found === null) return this.#documentOrNew(ref, compartment, now);
    return this.#documents.isLive(found, loading) ? found : this.#documentOrNew(ref, compartment, now);
  }

  #unsavedUpdates(ref: DocumentRef): Uint8Array[] {
    const key = documentKey(ref);
    return [...this.#saving, ...this.#waiting].flatMap((change) => (change.ref !== null && change.update !== null && documentKey(change.ref) === key ? [change.update] : []));
  }

  /** Documents whose next state is not on the disk yet: revived from there they would give a clock to a second record. */
  #unsavedKeys(): string[] {
    return [...this.#saving, ...this.#waiting].flatMap(({ ref, exchange }) => [...(ref === null ? [] : [ref]), ...[...(exchange?.received ?? []), ...(exchange?.sent ?? [])].map((entry) => entry.ref)]).map(documentKey);
  }

  #add(change: Omit<Change, 'settle'>): Promise<Result<Saved>> {
    if (this.#closed) return Promise.resolve(fail('vault.locked', 'never'));
    return new Promise((resolve) => {
      this.#waiting.push({ ...change, settle: resolve });
      this.#events.onHealth();
    });
  }

  #start(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#closed) return;
    this.#running ??= this.#run().finally(() => {
      this.#running = null;
      // A change that came in between the last look and here.
      if (this.#waiting.length > 0 && this.#failure === null) this.#start();
    });
  }

  async #run(): Promise<void> {
    // One turn of the queue, so that changes made in the same moment share a batch.
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      this.#saving = this.#waiting.splice(0, maxBatchChanges);
      const result = await this.#save(this.#saving);
      if (!result.ok) {
        this.#undo(result.error);
        return;
      }
      const saved = this.#saving;
      this.#saving = [];
      this.held.acknowledged(saved.flatMap(({ exchange }) => exchange?.sent ?? []));
      this.#failure = null;
      this.#lastSavedAt = result.value.savedAt;
      for (const change of saved) change.settle(result);
      this.#events.onHealth();
    }
    this.dropUnused();
  }

  async #save(changes: readonly Change[]): Promise<Result<Saved>> {
    try {
      const documents = await this.#documentsOf(changes);
      const savedAt = this.#now();
      const offered = new Set(changes.flatMap((change) => [...(change.exchange?.offered ?? [])]));
      const batches = documents.map(({ document, updates, madeAt, received, shown, sent }) => ({ ...this.#documents.batch(document, updates, madeAt ?? savedAt, { received, sent, offered: offered.has(documentKey(document.ref)) }), arrived: mergedUpdate(shown) }));
      const shown = this.#events.shown.written(batches);
      const entries = [...changes.flatMap(({ entries: own }) => (typeof own === 'function' ? own() : own)), ...batches.flatMap((batch) => batch.entries), ...shown.entries];
      if (entries.length > 0) {
        const saved = await this.#pipeline.save(entries);
        if (!saved.ok) return saved;
      }
      for (const batch of batches) batch.commit();
      if (offered.size > 0) await this.#documents.offered(offered);
      await this.#events.shown.saved(batches, shown);
      this.#events.onSaved(batches, entries);
      return ok({ savedAt });
    } catch (error) {
      if (error instanceof FailureError) return { ok: false, error: error.failure };
      return fail('vault.saveFailed', 'later');
    }
  }

  async #documentsOf(changes: readonly Change[]): Promise<(DocumentChanges & { readonly document: LiveDocument })[]> {
    const byKey = new Map<string, DocumentChanges>();
    const group = (ref: DocumentRef): DocumentChanges => {
      const key = documentKey(ref);
      const known = byKey.get(key) ?? { ref, compartment: null, updates: [], madeAt: null, received: [], shown: [], sent: null };
      byKey.set(key, known);
      return known;
    };
    for (const { ref, update, typed, madeAt, exchange } of changes) {
      if (ref !== null) {
        const own = group(ref);
        // A change of now beside it is the later one.
        if (update !== null) own.madeAt = own.updates.length === 0 ? (madeAt ?? null) : null;
        if (update !== null) own.updates.push(update);
        if (update !== null && !typed) own.shown.push(update);
      }
      for (const entry of exchange?.received ?? []) {
        const foreign = group(entry.ref);
        foreign.compartment = entry.compartment;
        foreign.received.push(entry);
      }
      for (const entry of exchange?.sent ?? []) group(entry.ref).sent = entry;
    }
    const grouped = await Promise.all(
      [...byKey.values()].map(async (group) => {
        const document = group.compartment === null ? await this.document(group.ref) : await this.#documentOrNew(group.ref, group.compartment, '');
        if (bringsNothing(document, group)) return null;
        // Only now: a document that was revived from the disk meanwhile would have lost them again.
        const received = group.received.map(({ update }) => update);
        group.shown.push(...received);
        const { sentOver } = document;
        const unseen = sentOver !== null && group.received.some(({ number }) => number !== undefined && number < sentOver.through);
        if (group.ref.kind !== 'note' || received.length === 0 || !(document.waits || unseen || group.updates.length > 0) || isThere(document.doc, received)) applyReceived(document, received);
        else {
          const own = mergeIntoNote(document, received, unseen ? sentOver.base : null, this.#now(), this.#newId);
          if (own !== null) for (const list of [group.updates, group.shown]) list.push(own);
        }
        return { ...group, document };
      }),
    );
    return grouped.filter((group) => group !== null);
  }

  /** Puts every command that waits back and reports it; typed text goes on waiting and is tried again. */
  #undo(error: Failure): void {
    const attempted = this.#saving;
    const all = [...attempted, ...this.#waiting];
    const commands = all.filter((change) => !change.typed);
    this.#saving = [];
    this.#waiting = [
      ...attempted.filter((change) => change.typed).map((change) => ({ ...change, settle: () => undefined })),
      ...this.#waiting.filter((change) => change.typed),
    ];
    this.#failure = error;
    const undone = commands.flatMap((change) => [...(change.ref === null ? [] : [change.ref]), ...(change.exchange?.received ?? []).map((entry) => entry.ref)]);
    for (const ref of undone) this.#documents.drop(ref);
    for (const change of all) if (!change.typed || attempted.includes(change)) change.settle({ ok: false, error });
    if (this.#waiting.length > 0 && !this.#closed) this.#timer ??= setTimeout(() => this.#start(), retryDelayMs);
    else if (this.#waiting.length === 0) this.#failure = null;
    this.#events.onUndone(undone);
    this.#events.onHealth();
  }
}
