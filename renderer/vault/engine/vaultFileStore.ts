import * as v from 'valibot';
import type { JournalEntry } from '../../../shared/contracts/vaultStorage.ts';
import { chunkBytes, chunkCount, chunkNames, openChunk } from '../../../shared/crypto/sealedChunk.ts';
import { maxAllFilesBytes } from '../../../shared/domain/vault/noteFile.ts';
import { documentIdSchema } from '../../../shared/domain/vault/storedText.ts';
import { FailureError, ok, type Result } from '../../../shared/errors/result.ts';
import { noLedger, writeFileLedger, type FileLedger, type LedgerChange } from '../files/fileLedger.ts';
import type { FileMemory, FileVault, NamedFile, PieceState } from '../files/filePorts.ts';
import { only, personalParent, type DocumentRef } from './documentKinds.ts';
import { outboxName } from './documentLog.ts';
import { noteFileList } from './noteFileList.ts';
import type { OpenVault, OpenVaultParts } from './openVault.ts';
import type { RunningTransfer } from './transfers.ts';

const memoryKind = 'filePlace';
const memoryParent = 'filePlaces';
const memorySchema = v.looseObject({ noteId: documentIdSchema, bytes: v.pipe(v.number(), v.integer(), v.minValue(0)), at: v.nullable(v.string()) });
const rememberedAtOnce = 500;
const ledgerRef: DocumentRef = { kind: 'fileLedger', id: only };

/** The files of an open vault, as the exchange with other devices sees them. */
export class VaultFileStore implements FileVault {
  readonly #parts: Pick<OpenVaultParts, 'sodium' | 'storage' | 'sealer' | 'opener' | 'pipeline' | 'keyring'>;
  readonly #vault: OpenVault;
  #memory: Map<string, FileMemory> | null = null;

  constructor(parts: Pick<OpenVaultParts, 'sodium' | 'storage' | 'sealer' | 'opener' | 'pipeline' | 'keyring'>, vault: OpenVault) {
    this.#parts = parts;
    this.#vault = vault;
  }

  files(): Promise<readonly NamedFile[]> {
    return this.#vault.noteFiles.all();
  }

  async memory(): Promise<ReadonlyMap<string, FileMemory>> {
    return (this.#memory ??= await this.#readMemory());
  }

  async #readMemory(): Promise<Map<string, FileMemory>> {
    const { opener, pipeline, sealer } = this.#parts;
    const { opened } = await opener.openAll(await pipeline.bucket(sealer.bucket({ kind: memoryKind, parent: memoryParent })));
    const memory = new Map<string, FileMemory>();
    for (const { name, compartment, body } of opened) {
      const parsed = v.safeParse(memorySchema, parsedJson(body));
      if (parsed.success) memory.set(name.position, { ...parsed.output, compartment });
    }
    return memory;
  }

  async notice(files: readonly Omit<NamedFile, 'situationId'>[]): Promise<Result<unknown>> {
    const memory = await this.memory();
    const fresh = files.filter(({ id }) => !memory.has(id)).map(({ id, noteId, compartment, bytes }): [string, FileMemory] => [id, { noteId, compartment, bytes, at: null }]);
    return fresh.length === 0 ? ok(null) : this.remember(new Map(fresh));
  }

  async remember(changes: ReadonlyMap<string, FileMemory | null>): Promise<Result<unknown>> {
    const { sealer } = this.#parts;
    const memory = (this.#memory ??= await this.#readMemory());
    const all = [...changes];
    for (let from = 0; from < all.length; from += rememberedAtOnce) {
      const some = all.slice(from, from + rememberedAtOnce);
      const saved = await this.#vault.queue.records(() =>
        some.flatMap(([id, entry]): JournalEntry[] => {
          const name = { kind: memoryKind, parent: memoryParent, position: id };
          if (entry === null) return [{ op: 'delete', id: sealer.id(name) }];
          // In the compartment of its note, so that it leaves with it and comes back with it. Where that left meanwhile there is nothing to keep.
          return this.knows(entry.compartment) ? [sealer.seal(entry.compartment, name, new TextEncoder().encode(JSON.stringify({ noteId: entry.noteId, bytes: entry.bytes, at: entry.at })))] : [];
        }),
      );
      if (!saved.ok) return saved;
      for (const [id, entry] of some) {
        if (entry === null) memory.delete(id);
        else memory.set(id, entry);
      }
    }
    return ok(null);
  }

  async fateOf(noteId: string, fileId: string): Promise<'named' | 'dropped' | 'purged' | 'unreadable'> {
    try {
      const { doc } = await this.#vault.queue.document({ kind: 'note', id: noteId });
      return noteFileList(doc).some(({ id }) => id === fileId) ? 'named' : doc.getMap('files').has(fileId) ? 'unreadable' : 'dropped';
    } catch (error) {
      return error instanceof FailureError && error.failure.code === 'vault.notFound' ? 'purged' : 'unreadable';
    }
  }

  async isUnsent(noteId: string): Promise<boolean> {
    const { pipeline, sealer } = this.#parts;
    return (await pipeline.get(sealer.id(outboxName({ kind: 'note', id: noteId })))) !== undefined;
  }

  names({ id, bytes }: Pick<NamedFile, 'id' | 'bytes'>): readonly string[] {
    return chunkNames(this.#parts.sodium, id, bytes);
  }

  async here(): Promise<Result<ReadonlySet<string>>> {
    const names = await this.#parts.storage.chunkNames();
    return names.ok ? ok(new Set(names.value)) : names;
  }

  async piece(file: NamedFile, index: number): Promise<Uint8Array | null> {
    const name = this.names(file)[index] ?? '';
    for (const copy of [false, true]) {
      const sealed = await this.#parts.storage.chunkGet(name, copy);
      if (!sealed.ok || sealed.value === null || this.look(file, index, sealed.value) !== 'whole') continue;
      if (copy) await this.keep(name, sealed.value);
      return sealed.value;
    }
    return null;
  }

  look({ id, bytes }: NamedFile, index: number, sealed: Uint8Array): PieceState {
    const { sodium, keyring } = this.#parts;
    const last = index === chunkCount(bytes) - 1;
    const opened = openChunk(sodium, (compartment, epoch) => keyring.sealing(compartment, epoch), { fileId: id, index, last }, sealed);
    if (opened.ok) return opened.value.byteLength === (last ? bytes - index * chunkBytes : chunkBytes) ? 'whole' : 'damaged';
    return laterCodes.has(opened.error.code) ? 'key' : 'damaged';
  }

  keep(name: string, sealed: Uint8Array): Promise<Result<unknown>> {
    return this.#parts.storage.chunkPut(name, sealed);
  }

  drop(file: Pick<NamedFile, 'id' | 'bytes'>): Promise<Result<unknown>> {
    return this.#parts.storage.chunksRemove(this.names(file));
  }

  async hasRoom(bytes: number): Promise<boolean> {
    const state = await this.#parts.storage.chunkState();
    return state.ok && state.value.bytes + bytes <= maxAllFilesBytes;
  }

  async ledger(): Promise<FileLedger> {
    return ((await this.#vault.views.one(personalParent, ledgerRef)) as FileLedger | undefined) ?? noLedger;
  }

  write(change: LedgerChange): Promise<Result<unknown>> {
    return this.#vault.queue.edit(ledgerRef, this.#vault.personal, (doc) => writeFileLedger(doc, change));
  }

  knows(compartment: string): boolean {
    return this.#parts.keyring.current(compartment).ok;
  }

  async transfer<T>(kind: 'send' | 'fetch', file: NamedFile, work: (transfer: RunningTransfer) => Promise<T>): Promise<T> {
    const name = await this.#nameOf(file);
    return this.#vault.transfers.run({ id: file.id, kind, name, noteId: file.noteId }, work);
  }

  async #nameOf({ id, noteId }: NamedFile): Promise<string> {
    const document = await this.#vault.queue.document({ kind: 'note', id: noteId }).catch(() => null);
    return document === null ? '' : (noteFileList(document.doc).find((file) => file.id === id)?.name ?? '');
  }
}

/** A key may still come, or a program that knows the form. */
const laterCodes = new Set(['vault.compartmentUnknown', 'vault.epochUnknown', 'vault.envelopeVersion', 'vault.envelopeSuite']);

function parsedJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return null;
  }
}
