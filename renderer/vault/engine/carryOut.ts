import { Zip, ZipDeflate, ZipPassThrough } from 'fflate';
import { concatBytes, uint32Bytes } from '../../../shared/crypto/byteFields.ts';
import { archiveExtension, type ArchiveManifest, type CarriedNote, type ExportChoice, type ExportDone } from '../../../shared/domain/carry/carriedNote.ts';
import { exportRule } from '../../../shared/domain/carry/exportRule.ts';
import { maskNames } from '../../../shared/domain/carry/maskNames.ts';
import { noteMarkdown } from '../../../shared/domain/carry/noteMarkdown.ts';
import { outFileName } from '../../../shared/domain/carry/outFileName.ts';
import { archiveCost, beginArchive, type ArchiveCost } from '../../../shared/domain/carry/sealedArchive.ts';
import { mapWords } from '../../../shared/domain/carry/textTree.ts';
import { maskText } from '../../../shared/domain/handover/composeHandover.ts';
import { previewKind } from '../../../shared/domain/vault/fileType.ts';
import type { Situation } from '../../../shared/domain/vault/situation.ts';
import type { NoteSummary } from '../../../shared/domain/vault/note.ts';
import { attempt, failure, FailureError, must, type Result } from '../../../shared/errors/result.ts';
import { situationsParent } from './documentKinds.ts';
import { bodyTree } from './noteBodyTree.ts';
import { noteBody, noteDetail, notesParent } from './noteDocument.ts';
import type { OpenVault } from './openVault.ts';
import type { RunningTransfer } from './transfers.ts';

/** What an export holds: sources and their names are taken out where they stay behind. */
interface Material {
  readonly situation: Situation;
  readonly notes: readonly CarriedNote[];
  readonly masked: number;
}

/** Notes out of the vault: as Markdown in a ZIP, or sealed for another Companion. Nothing is left behind where it is stopped or fails. */
export class CarryOut {
  readonly #vault: OpenVault;
  readonly #cost: ArchiveCost;

  constructor(vault: OpenVault, cost: ArchiveCost = archiveCost) {
    this.#vault = vault;
    this.#cost = cost;
  }

  /** Fails with `vault.notFound`, or `export.forbidden` where a handling rule says that a note must not leave in this form. */
  material(choice: ExportChoice): Promise<Result<Material>> {
    return attempt(() => this.#material(choice));
  }

  /** Answers null where the user chose no place. `words`: for a sealed archive. Fails as `material`, with `transfer.cancelled`, or as writing does. */
  write(choice: ExportChoice, words: string, transferId: string): Promise<Result<ExportDone | null>> {
    const { transfers } = this.#vault;
    return attempt(async () => {
      const material = await this.#material(choice);
      const storage = this.#vault.storage;
      const sealed = choice.format === 'archive';
      const ending = sealed ? archiveExtension : 'zip';
      const only = material.notes.length === 1 ? material.notes[0]?.fields.title : undefined;
      const out = must(await storage.fileBegin(outFileName(`${only === undefined || only === '' ? material.situation.name : only}.${ending}`), ending));
      if (out === null) return null;
      const write = async (bytes: Uint8Array): Promise<void> => void must(await storage.fileWrite(out.token, bytes));
      return transfers.run({ id: transferId, kind: 'export', name: out.name, noteId: '' }, async (transfer) => {
        try {
          const files = sealed ? await this.#archive(material, words, write, transfer) : await this.#zip(material, write, transfer);
          must(await storage.fileEnd(out.token, true));
          return { name: out.name, notes: material.notes.length, files, masked: material.masked };
        } catch (error) {
          await storage.fileEnd(out.token, false);
          throw error;
        }
      });
    });
  }

  async #material({ situationId, noteIds, format, withSources, withFiles }: ExportChoice): Promise<Material> {
    const { views, queue } = this.#vault;
    const situation = (await views.one(situationsParent, { kind: 'situation', id: situationId })) as Situation | undefined;
    if (situation === undefined) throw new FailureError(failure('vault.notFound', 'never'));
    const summaries = [...((await views.all(notesParent(situationId))).values() as IterableIterator<NoteSummary>)];
    const mask = maskNames(withSources ? [] : summaries.map(({ source }) => source), maskText);
    const notes: CarriedNote[] = [];
    for (const id of new Set(noteIds)) {
      const { doc, changedAt } = await queue.document({ kind: 'note', id });
      const detail = noteDetail(doc, { id, changedAt });
      if (detail === null || detail.situationId !== situationId || detail.trashedAt !== null) throw new FailureError(failure('vault.notFound', 'never'));
      if (exportRule(detail.fields.handling, format) === 'stays' || (detail.concurrent.handling ?? []).length > 0) throw new FailureError(failure('export.forbidden', 'never'));
      const { source, sourceId: _register, deleteOn: _day, ...fields } = detail.fields;
      notes.push({
        id,
        fields: { ...fields, title: mask.change(fields.title), place: mask.change(fields.place), genderNote: mask.change(fields.genderNote), handlingNames: withSources ? fields.handlingNames : mask.change(fields.handlingNames), ...(withSources && source !== '' ? { source } : {}) },
        createdAt: detail.createdAt,
        changedAt: detail.changedAt,
        body: mapWords(bodyTree(noteBody(doc)), mask.change),
        files: withFiles ? [...detail.files] : [],
      });
    }
    return { situation, notes, masked: mask.count() };
  }

  async #archive({ situation, notes }: Material, words: string, write: (bytes: Uint8Array) => Promise<void>, transfer: RunningTransfer): Promise<number> {
    const { sodium, now } = this.#vault;
    const { id, name, area, populations, stage, priority } = situation;
    const manifest: ArchiveManifest = { format: 1, madeOn: now().slice(0, 10), situation: { id, facts: { name, area, populations, stage, priority } }, notes: [...notes] };
    const manifestBytes = sodium.from_string(JSON.stringify(manifest));
    const all = notes.flatMap((note) => note.files);
    const total = manifestBytes.byteLength + all.reduce((sum, file) => sum + file.bytes, 0);
    const writer = must(await beginArchive(sodium, words, write, this.#cost));
    await writer.add(concatBytes(uint32Bytes(manifestBytes.byteLength), manifestBytes));
    let done = manifestBytes.byteLength;
    for (const file of all) {
      for await (const piece of this.#vault.noteFiles.pieces.read(file.id, file.bytes)) {
        if (piece.damaged) throw new FailureError(failure('export.fileDamaged', 'never'));
        await writer.add(piece.bytes);
        done += piece.bytes.byteLength;
        transfer.progress(done, total);
      }
    }
    transfer.progress(done, total);
    await writer.end();
    return all.length;
  }

  async #zip({ notes }: Material, write: (bytes: Uint8Array) => Promise<void>, transfer: RunningTransfer): Promise<number> {
    let waiting: Uint8Array[] = [];
    const zip = new Zip((error, bytes) => {
      if (error !== null) throw error;
      waiting.push(bytes);
    });
    /** Hands on what the packer has ready. It works at once and answers by callback, so nothing piles up beyond one piece. */
    const flush = async (): Promise<void> => {
      const ready = waiting;
      waiting = [];
      for (const bytes of ready) for (let from = 0; from < bytes.byteLength; from += 2 ** 20) await write(bytes.subarray(from, from + 2 ** 20));
    };
    const names = new Set<string>();
    const total = notes.length + notes.flatMap((note) => note.files).reduce((sum, file) => sum + file.bytes, 0);
    let done = 0;
    let files = 0;
    for (const note of notes) {
      const placed: { readonly name: string; readonly path: string }[] = [];
      for (const file of note.files) {
        const path = freeName(names, `files/${outFileName(file.name)}`);
        placed.push({ name: file.name, path });
        const packed = previewKind(file.type) === 'none' || previewKind(file.type) === 'text' ? new ZipDeflate(path, { level: 6 }) : new ZipPassThrough(path);
        packed.mtime = zipDate(file.writtenAt ?? file.addedAt);
        zip.add(packed);
        for await (const piece of this.#vault.noteFiles.pieces.read(file.id, file.bytes)) {
          if (piece.damaged) throw new FailureError(failure('export.fileDamaged', 'never'));
          packed.push(new Uint8Array(piece.bytes), false);
          await flush();
          done += piece.bytes.byteLength;
          transfer.progress(done, total);
        }
        packed.push(new Uint8Array(0), true);
        files += 1;
      }
      const entry = new ZipDeflate(freeName(names, outFileName(`${note.fields.title === undefined || note.fields.title === '' ? note.createdAt.slice(0, 10) : note.fields.title}.md`)), { level: 6 });
      entry.mtime = zipDate(note.changedAt);
      zip.add(entry);
      entry.push(new TextEncoder().encode(noteMarkdown(note, placed)), true);
      await flush();
      done += 1;
      transfer.progress(done, total);
    }
    zip.end();
    await flush();
    return files;
  }
}

/** ZIP knows no day before 1980 and none after 2099. */
const zipDate = (instant: string): Date => new Date(Math.min(Math.max(Date.parse(instant) || 0, Date.UTC(1981, 0)), Date.UTC(2099, 0)));

/** A name that is not taken yet, also where capitals do not count. */
function freeName(taken: Set<string>, wanted: string): string {
  const dot = wanted.lastIndexOf('.');
  const [stem, ending] = dot > wanted.lastIndexOf('/') ? [wanted.slice(0, dot), wanted.slice(dot)] : [wanted, ''];
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? wanted : `${stem} ${number}${ending}`;
    if (taken.has(name.toLowerCase())) continue;
    taken.add(name.toLowerCase());
    return name;
  }
}
