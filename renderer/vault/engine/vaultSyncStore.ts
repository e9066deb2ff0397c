import * as Y from 'yjs';
import type { JournalEntry } from '../../../shared/contracts/vaultStorage.ts';
import type { RecordName } from '../../../shared/crypto/recordAddress.ts';
import type { Sodium } from '../../../shared/crypto/sodium.ts';
import { fail, ok, type Result } from '../../../shared/errors/result.ts';
import type { CompartmentKeys, Rotations } from '../sync/syncHeader.ts';
import type { OutgoingDocument, ReceivedDocument, SyncVault, VaultStep } from '../sync/syncPorts.ts';
import type { ChangeQueue } from './changeQueue.ts';
import { documentMark } from '../sync/compaction.ts';
import { documentKey, documentRef, type DocumentRef } from './documentKinds.ts';
import { outboxKind, outboxParent } from './documentLog.ts';
import type { Documents } from './documents.ts';
import { isUpdate } from './foreignUpdate.ts';
import type { Keyring } from './keyring.ts';
import { isNoteTrashed } from './noteDocument.ts';
import type { RecordOpener } from './recordOpener.ts';
import type { RecordSealer } from './recordSealer.ts';
import type { SavePipeline } from './savePipeline.ts';
import { inSendingOrder } from './sendingOrder.ts';
import type { Views } from './views.ts';

export interface VaultSyncStoreParts {
  readonly sodium: Sodium;
  readonly keyring: Keyring;
  readonly sealer: RecordSealer;
  readonly opener: RecordOpener;
  readonly pipeline: SavePipeline;
  readonly documents: Documents;
  readonly queue: ChangeQueue;
  /** Compartment by key of every document of this vault. */
  readonly everyDocument: () => Promise<ReadonlyMap<string, string>>;
  readonly signing: SyncVault['signing'];
  readonly views: Pick<Views, 'all'>;
}

const localName = (position: string): RecordName => ({ kind: 'sync', parent: 'sync', position });
/** Marks that are written in one save. */
const offeredAtOnce = 1_000;
/** What sealing, signing and framing add to a document, about. */
const sealedBytes = 300;
/** Whole documents that are in memory together. */
const revivedAtOnce = 24;
/** Documents of a file that share a save. */
const takenAtOnce = 200;

interface KnownDocument {
  readonly key: string;
  readonly ref: DocumentRef;
  readonly compartment: string;
}

/** The open vault, as the exchange with other devices sees it. */
export class VaultSyncStore implements SyncVault {
  readonly #parts: VaultSyncStoreParts;
  #foundDamaged = false;

  constructor(parts: VaultSyncStoreParts) {
    this.#parts = parts;
  }

  get sodium(): Sodium {
    return this.#parts.sodium;
  }

  get vaultId(): Uint8Array {
    return this.#parts.keyring.vaultId;
  }

  get personal(): string {
    return this.#parts.keyring.personal;
  }

  sealing: SyncVault['sealing'] = (compartment, epoch) => this.#parts.keyring.sealing(compartment, epoch);
  current: SyncVault['current'] = (compartment) => this.#parts.keyring.current(compartment);
  signing: SyncVault['signing'] = () => this.#parts.signing();
  keys = (): CompartmentKeys => this.#parts.keyring.keys();
  addKeys = (keys: CompartmentKeys): Promise<Result<null>> => this.#parts.keyring.addKeys(keys);

  rotations = (): Rotations => this.#parts.keyring.rotations();
  newRotation = (): Rotations[number] => this.#parts.keyring.newRotation();
  addRotations = (rotations: Rotations): Promise<Result<null>> => this.#parts.keyring.addRotations(rotations);

  async local(position: string): Promise<Uint8Array | null> {
    const { pipeline, sealer, opener } = this.#parts;
    const stored = await pipeline.get(sealer.id(localName(position)));
    return stored === undefined ? null : ((await opener.openAll([stored])).opened[0]?.body ?? null);
  }

  put(position: string, ...body: readonly Uint8Array[]): JournalEntry {
    return this.#parts.sealer.seal(this.personal, localName(position), ...body);
  }

  remove(position: string): JournalEntry {
    return { op: 'delete', id: this.#parts.sealer.id(localName(position)) };
  }

  async outbox(): Promise<readonly string[]> {
    const { pipeline, sealer, opener, queue, views } = this.#parts;
    queue.held.forgetUnderWay();
    const marks = await pipeline.bucket(sealer.bucket({ kind: outboxKind, parent: outboxParent }));
    return inSendingOrder((await opener.openAll(marks)).opened.map((mark) => mark.name.position), views);
  }

  async everyKey(): Promise<readonly string[]> {
    return [...(await this.#parts.everyDocument()).keys()];
  }

  async waiting(): Promise<number> {
    const { pipeline, sealer } = this.#parts;
    return (await pipeline.bucket(sealer.bucket({ kind: outboxKind, parent: outboxParent }))).length;
  }

  async outgoing(key: string): Promise<OutgoingDocument | null> {
    const ref = documentRef(key);
    const outgoing = ref === null ? null : await this.#parts.queue.outgoing(ref);
    if (outgoing?.isWhole === false) this.#foundDamaged = true;
    return outgoing === null ? null : { key, ...outgoing };
  }

  /** Every document whole, one after the other. Some are read at once, because a database takes its time for each. */
  async *wholeDocuments(): AsyncGenerator<Omit<OutgoingDocument, 'state' | 'clock'>> {
    const { queue } = this.#parts;
    const keys = await this.everyKey();
    for (let start = 0; start < keys.length; start += revivedAtOnce) {
      const refs = keys.slice(start, start + revivedAtOnce).map(documentRef).filter((ref) => ref !== null);
      const documents = await Promise.all(refs.map((ref) => queue.document(ref).catch(() => null)));
      for (const document of documents) {
        if (document === null) continue;
        yield { key: documentKey(document.ref), compartment: document.compartment, update: Y.encodeStateAsUpdate(document.doc), changedAt: document.changedAt };
      }
      queue.dropUnused();
    }
  }

  /** Takes what a file brought over as if it had been written here, so that it is passed on. Answers for how many there was anything new. */
  async take(received: readonly ReceivedDocument[]): Promise<Result<number>> {
    let changed = 0;
    for (let start = 0; start < received.length; start += takenAtOnce) {
      const saves = received.slice(start, start + takenAtOnce).map(async ({ key, compartment, update }) => {
        const ref = documentRef(key);
        if (ref === null) return ok(null);
        return this.#parts.queue.edit(ref, compartment, (doc) => {
          doc.once('update', () => (changed += 1));
          Y.applyUpdate(doc, update);
        });
      });
      const failed = (await Promise.all(saves)).find((saved) => !saved.ok);
      if (failed?.ok === false) return failed;
    }
    return ok(changed);
  }

  isWhole(): boolean {
    return this.#parts.keyring.away.length === 0 && !this.#foundDamaged;
  }

  async weigh(enough: number): Promise<number> {
    let bytes = 0;
    for await (const { update } of this.wholeDocuments()) {
      bytes += update.byteLength + sealedBytes;
      if (bytes >= enough) break;
    }
    return bytes;
  }

  async offerAll(): Promise<Result<null>> {
    return this.#offer(await this.#all());
  }

  /** A note that comes out of the bin goes whole: another device may have deleted it for good. */
  async offerWhole(ref: DocumentRef): Promise<Result<null>> {
    const document = await this.#parts.queue.document(ref);
    return this.#offer([{ key: documentKey(ref), ref, compartment: document.compartment }]);
  }

  async offerMissing(marks: ReadonlySet<string>): Promise<Result<null>> {
    const missing: KnownDocument[] = [];
    for (const each of await this.#all()) {
      if (marks.has(documentMark(this.sodium, each.key))) continue;
      const document = await this.#parts.queue.document(each.ref).catch(() => null);
      // A note in the bin may have been deleted for good elsewhere. It is offered whole if somebody takes it out again.
      if (document !== null && !(each.ref.kind === 'note' && isNoteTrashed(document.doc))) missing.push(each);
    }
    return this.#offer(missing);
  }

  async #all(): Promise<KnownDocument[]> {
    return [...(await this.#parts.everyDocument())].flatMap(([key, compartment]) => {
      const ref = documentRef(key);
      return ref === null ? [] : [{ key, ref, compartment }];
    });
  }

  async #offer(all: readonly KnownDocument[]): Promise<Result<null>> {
    const { documents, queue } = this.#parts;
    for (let start = 0; start < all.length; start += offeredAtOnce) {
      const some = all.slice(start, start + offeredAtOnce);
      const entries = some.map(({ ref, compartment }) => documents.offerMark(ref, compartment));
      const saved = await queue.exchange({ entries, received: [], sent: [], offered: new Set(some.map(({ key }) => key)) });
      if (!saved.ok) return saved;
    }
    return ok(null);
  }

  async commit({ entries, received, sent }: VaultStep): Promise<Result<unknown>> {
    const withRef = <T extends { readonly key: string }>(items: readonly T[]) =>
      items.flatMap((item) => {
        const ref = documentRef(item.key);
        return ref === null ? [] : [{ ...item, ref }];
      });
    if (entries.length === 0 && received.length === 0 && sent.length === 0) return fail('vault.badArguments', 'never');
    return this.#parts.queue.exchange({ entries, received: withRef(received), sent: withRef(sent), offered: new Set() });
  }

  accepts(key: string, update: Uint8Array): boolean {
    return documentRef(key) !== null && isUpdate(update);
  }
}
