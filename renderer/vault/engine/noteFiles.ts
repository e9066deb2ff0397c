import * as v from 'valibot';
import type { NoteSummary } from '../../../shared/domain/vault/note.ts';
import { fileType, previewKind, unknownType } from '../../../shared/domain/vault/fileType.ts';
import { type FileBytes, type FileMark, maxAllFilesBytes, maxFileBytes, maxFilesOfNote, type NoteFile, type OpenedFile, type StoredFile } from '../../../shared/domain/vault/noteFile.ts';
import type { Situation } from '../../../shared/domain/vault/situation.ts';
import { documentIdSchema } from '../../../shared/domain/vault/storedText.ts';
import type { Saved } from '../../../shared/domain/vault/vaultCommands.ts';
import { attempt, fail, failure, FailureError, must, ok, type Result } from '../../../shared/errors/result.ts';
import { outFileName } from '../../../shared/domain/carry/outFileName.ts';
import { situationsParent, type DocumentRef } from './documentKinds.ts';
import { FilePieces } from './filePieces.ts';
import { dropNoteFile, noteFileList, writeNoteFile } from './noteFileList.ts';
import { notesParent } from './noteDocument.ts';
import type { NamedFile } from '../files/filePorts.ts';
import type { OpenVault, OpenVaultParts } from './openVault.ts';

/**
 * A sealed mark of a file whose pieces are not, or not any more, part of a note. It is written before the first piece and taken away after
 * the note names the file; and before a file is dropped. Whatever is cut off between is put right at the next unlock: pieces of a marked
 * file that its note does not name are removed.
 */
const markKind = 'file';
const markParent = 'unplaced';
const markSchema = v.looseObject({ noteId: documentIdSchema, bytes: v.pipe(v.number(), v.integer(), v.minValue(0)) });
const note = (id: string): DocumentRef => ({ kind: 'note', id });

export interface AttachRequest {
  readonly noteId: string;
  readonly source: FileBytes;
  readonly name: string;
  /** ISO 8601, what the file says of itself; null where unknown. */
  readonly writtenAt: string | null;
  readonly transferId: string;
}

/** The files of notes: put in, looked at, saved out and removed. */
export class NoteFiles {
  readonly pieces: FilePieces;
  readonly #parts: Pick<OpenVaultParts, 'sodium' | 'storage' | 'sealer' | 'opener' | 'pipeline' | 'keyring'>;
  readonly #vault: OpenVault;

  constructor(parts: Pick<OpenVaultParts, 'sodium' | 'storage' | 'sealer' | 'opener' | 'pipeline' | 'keyring'>, vault: OpenVault) {
    this.#parts = parts;
    this.#vault = vault;
    this.pieces = new FilePieces(parts);
  }

  /** Fails with `attachment.tooLarge`, `attachment.tooMany`, `attachment.totalTooLarge`, `attachment.notRead`, `transfer.cancelled`, or as saving does. */
  attach({ noteId, source, name, writtenAt, transferId }: AttachRequest): Promise<Result<Saved & { readonly id: string }>> {
    const vault = this.#vault;
    return vault.transfers.run({ id: transferId, kind: 'attach', name, noteId }, (transfer) =>
      attempt(async () => {
        const { doc, compartment } = await vault.queue.document(note(noteId));
        await this.checkRoom(source.size, noteFileList(doc).length + 1);
        const id = vault.newId();
        const file = await this.place(compartment, noteId, id, { source, name, writtenAt }, (done) => transfer.progress(done, source.size));
        const saved = await vault.queue.edit(note(noteId), null, (document) => writeNoteFile(document, id, file));
        if (!saved.ok) await this.unplace(id, source.size);
        else await this.#unmark(id);
        return { ...must(saved), id };
      }),
    );
  }

  /** Throws where a file of this size has no room in a note that would then have so many. */
  async checkRoom(bytes: number, filesOfNote: number): Promise<void> {
    if (bytes > maxFileBytes) throw new FailureError(failure('attachment.tooLarge', 'never', { max: maxFileBytes / 2 ** 20 }));
    if (filesOfNote > maxFilesOfNote) throw new FailureError(failure('attachment.tooMany', 'never', { max: maxFilesOfNote }));
    await this.checkSpace(bytes);
  }

  /** Throws where files of this size together have no room in the vault. */
  async checkSpace(bytes: number): Promise<void> {
    const state = must(await this.#parts.storage.chunkState());
    if (state.bytes + bytes > maxAllFilesBytes) throw new FailureError(failure('attachment.totalTooLarge', 'never', { max: maxAllFilesBytes / 2 ** 20 }));
  }

  /**
   * Seals a file's pieces under the mark and answers what its note is to say of it. The caller saves the note and then calls `placed`, or gives
   * up with `unplace`. Whatever throws in here has been cleared away.
   */
  async place(compartment: string, noteId: string, id: string, { source, name, writtenAt }: Pick<AttachRequest, 'source' | 'name' | 'writtenAt'>, onPiece: (done: number) => void): Promise<StoredFile> {
    must(await this.#vault.queue.records([this.#mark(compartment, noteId, id, source.size)]));
    try {
      const sha256 = await this.pieces.write(compartment, id, source, onPiece);
      const head = new Uint8Array(await source.slice(0, 64).arrayBuffer());
      return { name: name.slice(0, 255), type: fileType(head, name), bytes: source.size, sha256, addedAt: this.#vault.now(), writtenAt };
    } catch (error) {
      await this.unplace(id, source.size);
      if (error instanceof FailureError) throw error;
      throw new FailureError(failure('attachment.notRead', 'later'), error);
    }
  }

  /** The note that names these files is on the disk. */
  async placed(ids: readonly string[]): Promise<void> {
    if (ids.length > 0) await this.#vault.queue.records(ids.map((id) => ({ op: 'delete', id: this.#markId(id) }) as const));
  }

  /** Removes the pieces and then the mark; where removing fails, the mark stays and the next unlock tries again. */
  async unplace(id: string, bytes: number): Promise<void> {
    if ((await this.pieces.remove(id, bytes)).ok) await this.#unmark(id);
  }

  /** Reads all of a file for a preview. Fails with `vault.notFound`. */
  async open(noteId: string, fileId: string): Promise<Result<OpenedFile>> {
    const file = await this.#find(noteId, fileId);
    if (file === null) return fail('vault.notFound', 'never');
    const { sodium } = this.#parts;
    const hash = sodium.crypto_hash_sha256_init();
    const parts: Uint8Array<ArrayBuffer>[] = [];
    const damaged: number[] = [];
    for await (const piece of this.pieces.read(fileId, file.bytes)) {
      sodium.crypto_hash_sha256_update(hash, piece.bytes);
      parts.push(new Uint8Array(piece.bytes));
      if (piece.damaged) damaged.push(piece.index);
    }
    const whole = sodium.to_hex(sodium.crypto_hash_sha256_final(hash)) === file.sha256;
    const type = previewKind(file.type) === 'none' ? unknownType : file.type;
    return ok({ file, blob: new Blob(parts, { type }), pieces: parts.length, damaged, whole });
  }

  /**
   * Writes a copy where the user says. Answers null when they thought better of it. Fails with `attachment.damaged` where a piece does not open
   * and `evenDamaged` is false, or as writing does; then nothing is left there.
   */
  saveCopy(noteId: string, fileId: string, evenDamaged: boolean, transferId: string): Promise<Result<{ readonly name: string } | null>> {
    return attempt(async () => {
      const file = await this.#find(noteId, fileId);
      if (file === null) throw new FailureError(failure('vault.notFound', 'never'));
      const { storage } = this.#parts;
      const out = must(await storage.fileBegin(outFileName(file.name), ''));
      if (out === null) return null;
      return this.#vault.transfers.run({ id: transferId, kind: 'save', name: file.name, noteId }, async (transfer) => {
        try {
          let done = 0;
          for await (const piece of this.pieces.read(fileId, file.bytes)) {
            if (piece.damaged && !evenDamaged) throw new FailureError(failure('attachment.damaged', 'never'));
            must(await storage.fileWrite(out.token, piece.bytes));
            done += piece.bytes.byteLength;
            transfer.progress(done, file.bytes);
          }
          must(await storage.fileEnd(out.token, true));
          return { name: out.name };
        } catch (error) {
          await storage.fileEnd(out.token, false);
          throw error;
        }
      });
    });
  }

  /** Takes a file out of its note for good. */
  async remove(noteId: string, fileId: string): Promise<Result<Saved>> {
    const { queue } = this.#vault;
    const { doc, compartment } = await queue.document(note(noteId));
    const file = noteFileList(doc).find(({ id }) => id === fileId);
    if (file === undefined) return fail('vault.notFound', 'never');
    // The server may have its pieces, whether or not this device has heard of it in an exchange: they are taken away there by who remembers them.
    const noticed = await this.#vault.exchangedFiles.notice([{ id: fileId, noteId, compartment, bytes: file.bytes }]);
    if (!noticed.ok) return noticed;
    const marked = await queue.records([this.#mark(compartment, noteId, fileId, file.bytes)]);
    if (!marked.ok) return marked;
    const saved = await queue.edit(note(noteId), null, (document) => dropNoteFile(document, fileId));
    if (saved.ok) await this.unplace(fileId, file.bytes);
    else await this.#unmark(fileId);
    return saved;
  }

  /** Marks for the files of a note that is about to be purged; after the purge call `unplace` for each. */
  marksFor(compartment: string, noteId: string, files: readonly FileMark[]) {
    return files.map(({ id, bytes }) => this.#mark(compartment, noteId, id, bytes));
  }

  /** Ends what was cut off: looks at every mark that is left. Answers how many files were cleared away. */
  async clearUnplaced(): Promise<number> {
    const { opener, pipeline, sealer } = this.#parts;
    const { opened } = await opener.openAll(await pipeline.bucket(sealer.bucket({ kind: markKind, parent: markParent })));
    let cleared = 0;
    for (const { name, body } of opened) {
      const mark = v.safeParse(markSchema, parsedJson(body));
      if (!mark.success || this.#vault.transfers.all.some(({ kind }) => kind === 'attach' || kind === 'import')) continue;
      const files = await this.#vault.queue.document(note(mark.output.noteId)).then(({ doc }) => noteFileList(doc), (error: unknown) => {
        if (error instanceof FailureError && error.failure.code === 'vault.notFound') return [];
        throw error;
      });
      if (files.some(({ id }) => id === name.position)) await this.#unmark(name.position);
      else {
        await this.unplace(name.position, mark.output.bytes);
        cleared += 1;
      }
    }
    return cleared;
  }

  /** Names of all pieces of a note's files, in order: what a sync sends and fetches for it. */
  async piecesOfNote(noteId: string): Promise<string[]> {
    return noteFileList((await this.#vault.queue.document(note(noteId))).doc).flatMap(({ id, bytes }) => this.pieces.names(id, bytes));
  }

  /** Names of all pieces that belong to notes of a compartment: what travel mode moves away together with its rows. Reads lists only. */
  async piecesOfCompartment(compartment: string): Promise<string[]> {
    return (await this.all()).filter((entry) => entry.compartment === compartment).flatMap(({ id, bytes }) => this.pieces.names(id, bytes));
  }

  /** Every file that a list of notes names, with its note. */
  async all(): Promise<NamedFile[]> {
    const { views } = this.#vault;
    const files: NamedFile[] = [];
    for (const { id: situationId } of (await views.all(situationsParent)).values() as IterableIterator<Situation>) {
      const parent = notesParent(situationId);
      for (const summary of (await views.all(parent)).values() as IterableIterator<NoteSummary>) {
        const compartment = await views.compartment(parent, note(summary.id));
        if (compartment !== undefined) for (const { id, bytes } of summary.files ?? []) files.push({ id, bytes, noteId: summary.id, situationId, compartment });
      }
    }
    return files;
  }

  async #find(noteId: string, fileId: string): Promise<NoteFile | null> {
    return noteFileList((await this.#vault.queue.document(note(noteId))).doc).find(({ id }) => id === fileId) ?? null;
  }

  #mark(compartment: string, noteId: string, fileId: string, bytes: number) {
    return this.#parts.sealer.seal(compartment, { kind: markKind, parent: markParent, position: fileId }, new TextEncoder().encode(JSON.stringify({ noteId, bytes })));
  }

  #markId(fileId: string): string {
    return this.#parts.sealer.id({ kind: markKind, parent: markParent, position: fileId });
  }

  async #unmark(fileId: string): Promise<void> {
    await this.placed([fileId]);
  }
}

function parsedJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return null;
  }
}
