import type { Saved } from '../../../shared/domain/vault/vaultCommands.ts';
import type { NoteSummary } from '../../../shared/domain/vault/note.ts';
import { binDays } from '../../../shared/domain/vault/noteVersion.ts';
import type { Situation } from '../../../shared/domain/vault/situation.ts';
import { fail, type Result } from '../../../shared/errors/result.ts';
import { documentKey, situationsParent, type DocumentRef } from './documentKinds.ts';
import { outboxName, snapshotName, updateKind } from './documentLog.ts';
import { noteSituationId, notesParent, noteSummary, writeNoteTrashed } from './noteDocument.ts';
import { fileMarks } from './noteFileList.ts';
import type { OpenVault } from './openVault.ts';
import type { RecordSealer } from './recordSealer.ts';
import type { SavePipeline } from './savePipeline.ts';

const dayMs = 24 * 60 * 60 * 1000;
/** A clock that is further ahead of everything that was ever saved is not believed. */
const believedGapDays = 90;

/**
 * Notes whose time in the bin is over. `newestChangeAt` is the newest instant at which anything was saved: where the clock is absurdly far
 * ahead of it, nothing is deleted on its word.
 */
export function expiredNotes(notes: readonly NoteSummary[], now: string, newestChangeAt: string): NoteSummary[] {
  if (!isBelieved(now, newestChangeAt)) return [];
  const at = Date.parse(now);
  return notes.filter(({ trashedAt }) => trashedAt !== null && at - Date.parse(trashedAt) > binDays * dayMs);
}

/** Not so where the clock is absurdly far ahead of everything that was ever saved. */
const isBelieved = (now: string, newestChangeAt: string): boolean => !(Number.isNaN(Date.parse(now)) || Date.parse(now) - Date.parse(newestChangeAt) > believedGapDays * dayMs);

/** Deletes notes for good: from the bin only, every record of them, from both stores. */
export class NoteBin {
  readonly #parts: { readonly sealer: RecordSealer; readonly pipeline: SavePipeline };
  readonly #vault: OpenVault;

  constructor(parts: { readonly sealer: RecordSealer; readonly pipeline: SavePipeline }, vault: OpenVault) {
    this.#parts = parts;
    this.#vault = vault;
  }

  /** Fails with `vault.notInBin`, `vault.notFound`, or as saving does. */
  async purge(id: string): Promise<Result<Saved>> {
    const vault = this.#vault;
    const ref: DocumentRef = { kind: 'note', id };
    const flushed = await vault.queue.flush();
    if (!flushed.ok) return flushed;
    const { doc } = await vault.queue.document(ref);
    if (noteSituationId(doc) === null || noteSummary(doc, { id, changedAt: '' }).trashedAt === null) return fail('vault.notInBin', 'never');
    return this.erase(id);
  }

  /** Deletes every record of a note, wherever it lies: for the bin, and for an import that is taken back. */
  async erase(id: string): Promise<Result<Saved>> {
    const vault = this.#vault;
    const ref: DocumentRef = { kind: 'note', id };
    const { doc, compartment } = await vault.queue.document(ref);
    const situationId = noteSituationId(doc);
    if (situationId === null) return fail('vault.notFound', 'never');
    const { sealer, pipeline } = this.#parts;
    const parent = notesParent(situationId);
    const updates = await pipeline.bucket(sealer.bucket({ kind: updateKind, parent: documentKey(ref) }));
    const named = [snapshotName(ref), outboxName(ref)].map((name) => sealer.id(name));
    const entries = [...named, ...updates.map((record) => record.id), ...(await vault.noteVersions.recordIds(id))].map((recordId) => ({ op: 'delete', id: recordId }) as const);
    const files = fileMarks(doc);
    const noticed = await vault.exchangedFiles.notice(files.map((file) => ({ ...file, noteId: id, compartment })));
    if (!noticed.ok) return noticed;
    // The values in the packs of its lists are written anew without it.
    const [view, text] = [await vault.views.removal(parent, ref), await vault.noteTexts.removal(situationId, ref)];
    const saved = await vault.queue.records(() => [...entries, ...view(), ...text(), ...vault.noteFiles.marksFor(compartment, id, files)]);
    if (!saved.ok) return saved;
    vault.documents.drop(ref);
    vault.noteTexts.remove(id);
    await vault.views.remove(parent, ref);
    vault.noteGone(ref, parent);
    for (const file of files) await vault.noteFiles.unplace(file.id, file.bytes);
    return saved;
  }

  /** Moves notes whose own day of deletion has come, on the user's calendar, to the bin. Answers how many. */
  async honourDays(today: string): Promise<number> {
    const { notes, newest } = await this.#all();
    const now = this.#vault.now();
    if (!isBelieved(now, newest)) return 0;
    let moved = 0;
    for (const { id } of notes.filter(({ deleteOn, trashedAt }) => trashedAt === null && deleteOn !== null && deleteOn <= today)) {
      if ((await this.#vault.queue.edit({ kind: 'note', id }, null, (doc) => writeNoteTrashed(doc, now))).ok) moved += 1;
    }
    return moved;
  }

  async #all(): Promise<{ readonly notes: readonly NoteSummary[]; readonly newest: string }> {
    const { views } = this.#vault;
    const situations = [...((await views.all(situationsParent)).values() as IterableIterator<Situation>)];
    const lists = await Promise.all(situations.map(async ({ id }) => [...((await views.all(notesParent(id))).values() as IterableIterator<NoteSummary>)]));
    const notes = lists.flat();
    return { notes, newest: [...situations, ...notes].reduce((latest, { changedAt }) => (changedAt > latest ? changedAt : latest), '') };
  }

  /** Deletes the notes whose time in the bin is over. Answers how many. */
  async purgeExpired(): Promise<number> {
    const { notes, newest } = await this.#all();
    let purged = 0;
    for (const { id } of expiredNotes(notes, this.#vault.now(), newest)) if ((await this.purge(id)).ok) purged += 1;
    return purged;
  }
}
