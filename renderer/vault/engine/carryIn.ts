import * as v from 'valibot';
import * as Y from 'yjs';
import type { ArchiveManifest, ImportDone, ImportedNote, ImportTarget } from '../../../shared/domain/carry/carriedNote.ts';
import { tidyTree } from '../../../shared/domain/carry/textTree.ts';
import { readUint32 } from '../../../shared/crypto/byteFields.ts';
import type { NoteSummary } from '../../../shared/domain/vault/note.ts';
import type { StoredFile } from '../../../shared/domain/vault/noteFile.ts';
import type { Situation } from '../../../shared/domain/vault/situation.ts';
import { documentIdSchema } from '../../../shared/domain/vault/storedText.ts';
import { attempt, fail, failure, FailureError, must, ok, type Result } from '../../../shared/errors/result.ts';
import { documentKey, situationsParent, type DocumentRef } from './documentKinds.ts';
import { outboxName, snapshotName, updateKind, viewName } from './documentLog.ts';
import { startNote, noteBody, notesParent } from './noteDocument.ts';
import { writeBodyTree } from './noteBodyTree.ts';
import { writeNoteFile } from './noteFileList.ts';
import type { OpenVault, OpenVaultParts } from './openVault.ts';
import { startSituation } from './situationDocument.ts';
import type { RunningTransfer } from './transfers.ts';
const note = (id: string): DocumentRef => ({ kind: 'note', id });

/**
 * Sealed records of what an import is about to add, written before each batch of it and taken away when it has ended. Those that are found
 * after an unlock belong to an import that was cut off, and what they name is taken back.
 */
const openKind = 'import';
const openParent = 'unfinished';
const openSchema = v.looseObject({ notes: v.array(documentIdSchema), situationId: v.nullable(documentIdSchema) });

/** Whoever imports: the author of fields that a foreign file brought. The same everywhere, so that two devices make the same of one file. */
const importer = '0'.repeat(32);

/** An import that is under way. */
export interface Import {
  readonly id: string;
  readonly situationId: string;
  readonly compartment: string;
  readonly newSituation: boolean;
  readonly known: Set<string>;
  readonly added: string[];
  readonly records: string[];
  present: number;
  files: number;
  filesLeftOut: number;
}

interface Batched {
  readonly running: Import;
  readonly transfer: RunningTransfer;
  readonly total: number;
  readonly end: (outcome: () => void) => void;
}

/** Notes into the vault, all of a file or nothing of it. A note that is there already, the bin included, is not added a second time. */
export class CarryIn {
  readonly #parts: Pick<OpenVaultParts, 'sealer' | 'opener' | 'pipeline'>;
  readonly #vault: OpenVault;
  readonly #batched = new Map<string, Batched>();
  #last: Import | null = null;

  constructor(parts: Pick<OpenVaultParts, 'sealer' | 'opener' | 'pipeline'>, vault: OpenVault) {
    this.#parts = parts;
    this.#vault = vault;
  }

  /** Fails with `vault.notFound`, or as saving does. */
  begin(target: ImportTarget, name: string, total: number, transferId: string): Promise<Result<null>> {
    return attempt(async () => {
      const running = await this.start(target);
      let started: () => void = () => undefined;
      const ready = new Promise<void>((resolve) => (started = resolve));
      void this.#vault.transfers.run({ id: transferId, kind: 'import', name, noteId: '' }, (transfer) => {
        const ended = new Promise<void>((resolve) => this.#batched.set(transferId, { running, transfer, total, end: (outcome) => (outcome(), resolve()) }));
        started();
        return ended;
      });
      await ready;
      return null;
    });
  }

  /** Where this fails, all that came so far has been taken back and the import is over. */
  async add(importId: string, notes: readonly ImportedNote[]): Promise<Result<null>> {
    const batched = this.#batched.get(importId);
    if (batched === undefined) return fail('vault.notFound', 'never');
    const { running, transfer, total } = batched;
    const added = await attempt(async () => {
      const before = running.added.length + running.present;
      await this.addNotes(running, notes, () => transfer.progress(before, total));
      transfer.progress(running.added.length + running.present, total);
      return null;
    });
    if (!added.ok) await this.#stop(importId, batched);
    return added;
  }

  async end(importId: string, keep: boolean): Promise<Result<ImportDone>> {
    const batched = this.#batched.get(importId);
    if (batched === undefined) return fail('vault.notFound', 'never');
    if (!keep) {
      await this.#stop(importId, batched);
      return ok(doneOf({ ...batched.running, added: [] }));
    }
    const kept = await attempt(() => this.keep(batched.running));
    if (!kept.ok) await this.#stop(importId, batched);
    else this.#close(importId, batched);
    return kept;
  }

  async #stop(importId: string, batched: Batched): Promise<void> {
    await this.takeBack(batched.running);
    this.#close(importId, batched);
  }

  #close(importId: string, { end }: Batched): void {
    this.#batched.delete(importId);
    end(() => undefined);
  }

  /** Takes the last import back. Fails with `vault.notFound` where there is none. */
  undo(): Promise<Result<null>> {
    return attempt(async () => {
      const last = this.#last;
      if (last === null) throw new FailureError(failure('vault.notFound', 'never'));
      this.#last = null;
      await this.takeBack(last);
      return null;
    });
  }

  /** Takes back what an import that was cut off had added. Answers how many notes went. */
  async takeBackUnfinished(): Promise<number> {
    const { opener, pipeline, sealer } = this.#parts;
    const records = await pipeline.bucket(sealer.bucket({ kind: openKind, parent: openParent }));
    const running = new Set([...this.#batched.values()].flatMap((batched) => batched.running.records));
    const { opened } = await opener.openAll(records.filter(({ id }) => !running.has(id)));
    let count = 0;
    for (const { name, body } of opened) {
      const parsed = v.safeParse(openSchema, JSON.parse(new TextDecoder().decode(body)));
      if (!parsed.success) continue;
      count += parsed.output.notes.length;
      await this.#eraseAll(parsed.output.notes, parsed.output.situationId);
      await this.#vault.queue.records([{ op: 'delete', id: sealer.id(name) }]);
    }
    return count;
  }

  async knownNotes(): Promise<Set<string>> {
    const { views } = this.#vault;
    const known = new Set<string>();
    for (const { id: situationId } of (await views.all(situationsParent)).values() as IterableIterator<Situation>) {
      for (const { id } of (await views.all(notesParent(situationId))).values() as IterableIterator<NoteSummary>) known.add(id);
    }
    return known;
  }

  /** Begins an import; `from` is the situation that an archive was made of. */
  async start(target: ImportTarget, from: ArchiveManifest['situation'] | null = null): Promise<Import> {
    const { views, queue, keyring } = this.#vault;
    const base = { id: this.#vault.newId(), known: await this.knownNotes(), added: [], records: [], present: 0, files: 0, filesLeftOut: 0 };
    if ('situationId' in target) {
      const compartment = await views.compartment(situationsParent, { kind: 'situation', id: target.situationId });
      if (compartment === undefined) throw new FailureError(failure('vault.notFound', 'never'));
      return { ...base, situationId: target.situationId, compartment, newSituation: false };
    }
    // An archive's own situation keeps its id, so that the next archive of it finds it again.
    const known = from === null ? undefined : await views.compartment(situationsParent, { kind: 'situation', id: from.id });
    if (from !== null && known !== undefined) return { ...base, situationId: from.id, compartment: known, newSituation: false };
    const compartment = must(await keyring.addCompartment());
    const running: Import = { ...base, situationId: from?.id ?? this.#vault.newId(), compartment, newSituation: true };
    await this.#announce(running, []);
    must(await queue.edit({ kind: 'situation', id: running.situationId }, compartment, (doc) => startSituation(doc, this.#vault.deviceId, { ...from?.facts, name: target.name }, this.#vault.now())));
    return running;
  }

  async #announce(running: Import, notes: readonly string[]): Promise<void> {
    const { sealer } = this.#parts;
    const body = new TextEncoder().encode(JSON.stringify({ notes, situationId: running.newSituation ? running.situationId : null }));
    const record = sealer.seal(running.compartment, { kind: openKind, parent: openParent, position: `${running.id}/${running.records.length}` }, body);
    running.records.push(record.id);
    must(await this.#vault.queue.records([record]));
  }

  /** Adds those that are not here yet. Where it throws, the caller takes all of it back. */
  async addNotes(running: Import, notes: readonly ImportedNote[], onStep: () => void): Promise<void> {
    const fresh = notes.flatMap((imported) => {
      const id = imported.id ?? this.#idOf(imported);
      if (running.known.has(id)) {
        running.present += 1;
        return [];
      }
      running.known.add(id);
      return [{ id, imported }];
    });
    if (fresh.length === 0) return;
    await this.#announce(running, fresh.map(({ id }) => id));
    running.added.push(...fresh.map(({ id }) => id));
    const placed: { readonly id: string; readonly imported: ImportedNote; readonly files: readonly (readonly [string, StoredFile])[] }[] = [];
    for (const { id, imported } of fresh) placed.push({ id, imported, files: await this.#placeFiles(running, id, imported, onStep) });
    onStep();
    for (const saved of await Promise.all(placed.map(({ id, imported, files }) => this.#save(running, id, imported, files)))) must(saved);
    await this.#vault.noteFiles.placed(placed.flatMap(({ files }) => files.map(([fileId]) => fileId)));
  }

  async #placeFiles(running: Import, noteId: string, imported: ImportedNote, onStep: () => void): Promise<(readonly [string, StoredFile])[]> {
    const { noteFiles } = this.#vault;
    const files: (readonly [string, StoredFile])[] = [];
    for (const { source, name, writtenAt } of imported.files) {
      const room = await attempt(() => noteFiles.checkRoom(source.size, files.length + 1));
      if (!room.ok) {
        running.filesLeftOut += 1;
        continue;
      }
      const fileId = this.#vault.newId();
      files.push([fileId, await noteFiles.place(running.compartment, noteId, fileId, { source, name, writtenAt }, onStep)]);
      running.files += 1;
    }
    return files;
  }

  async #save(running: Import, id: string, imported: ImportedNote, files: readonly (readonly [string, StoredFile])[]) {
    const now = this.#vault.now();
    const createdAt = imported.createdAt ?? imported.changedAt ?? now;
    const update = this.#firstUpdate(running.situationId, id, imported, createdAt);
    const madeAt = imported.changedAt ?? createdAt;
    const begun = await this.#vault.queue.edit(note(id), running.compartment, (doc) => Y.applyUpdate(doc, update), madeAt);
    if (!begun.ok || files.length === 0) return begun;
    // By itself: in one step with what another client wrote, Yjs takes our own words for a stranger's.
    return this.#vault.queue.edit(note(id), null, (doc) => {
      for (const [fileId, file] of files) writeNoteFile(doc, fileId, file);
    }, madeAt);
  }

  /** The note's beginning, made so that the same file gives the same bytes on every device: two imports of it then merge into one. */
  #firstUpdate(situationId: string, id: string, imported: ImportedNote, createdAt: string): Uint8Array {
    const body = tidyTree(imported.body);
    const doc = new Y.Doc();
    doc.clientID = readUint32(this.#hash(JSON.stringify([situationId, id, imported.fields, createdAt, body])), 0);
    doc.transact(() => {
      startNote(doc, importer, situationId, imported.fields, createdAt);
      writeBodyTree(noteBody(doc), body);
    });
    return Y.encodeStateAsUpdate(doc);
  }

  #idOf({ key, fields, createdAt, body }: ImportedNote): string {
    return this.#vault.sodium.to_hex(this.#hash(key ?? JSON.stringify([fields.title ?? '', createdAt, body])));
  }

  #hash(text: string): Uint8Array {
    const { sodium } = this.#vault;
    return sodium.crypto_generichash(16, sodium.from_string(`fpc-import\n${text}`), null);
  }

  /** From here on it counts. */
  async keep(running: Import): Promise<ImportDone> {
    if (running.records.length > 0) must(await this.#vault.queue.records(running.records.map((id) => ({ op: 'delete', id }) as const)));
    this.#last = { ...running, records: [] };
    return doneOf(running);
  }

  async takeBack(running: Import): Promise<void> {
    await this.#eraseAll(running.added, running.newSituation ? running.situationId : null);
    await this.#vault.queue.records(running.records.map((id) => ({ op: 'delete', id }) as const));
  }

  async #eraseAll(notes: readonly string[], situationId: string | null): Promise<void> {
    for (const id of notes) {
      await this.#vault.noteBin.erase(id).catch((error: unknown) => {
        if (!(error instanceof FailureError && error.failure.code === 'vault.notFound')) throw error;
      });
    }
    if (situationId === null) return;
    // A note of the user's own may have been added meanwhile: then the situation stays.
    if ((await this.#vault.views.all(notesParent(situationId))).size > 0) return;
    const { sealer, pipeline } = this.#parts;
    const ref: DocumentRef = { kind: 'situation', id: situationId };
    const updates = await pipeline.bucket(sealer.bucket({ kind: updateKind, parent: documentKey(ref) }));
    const names = [snapshotName(ref), viewName(situationsParent, ref), outboxName(ref)].map((name) => sealer.id(name));
    must(await this.#vault.queue.records([...names, ...updates.map(({ id }) => id)].map((id) => ({ op: 'delete', id }) as const)));
    this.#vault.documents.drop(ref);
    await this.#vault.views.remove(situationsParent, ref);
    this.#vault.noteGone(ref, situationsParent);
  }
}

const doneOf = ({ situationId, added, present, files, filesLeftOut }: Import): ImportDone => ({ situationId, added: added.length, present, files, filesLeftOut });
