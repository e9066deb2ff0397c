import type { NoteBacklink, NoteConnection } from '../../../shared/domain/vault/note.ts';
import { noteTextForm, noteTextSchema, type NoteFilters, type NoteHits, type NoteText } from '../../../shared/domain/vault/noteSearch.ts';
import type { JournalEntry } from '../../../shared/contracts/vaultStorage.ts';
import type { Mention } from '../../../shared/domain/vault/noteText.ts';
import { documentKey, documentRef, type DocumentRef } from './documentKinds.ts';
import { decodeView, textKind, textName } from './documentLog.ts';
import { excerptAround, foldedWords, wordMarks } from '../../../shared/search/findInText.ts';
import { noteTextsParent } from './noteDocument.ts';
import { bodyOf, NoteScan } from './noteScan.ts';
import { PackedList, type NewPack, type PackedListName, type PackedParts } from './packedList.ts';
import { turnOfLoop } from './turnOfLoop.ts';

export const textList = (situationId: string): PackedListName => ({ kind: textKind, parent: noteTextsParent(situationId), form: noteTextForm });

/**
 * All notes for searching: their text, folded, in memory while the vault is open and nowhere else. Loaded when first asked for, kept up with
 * every save. How they are searched: noteScan.ts.
 */
export class NoteTexts {
  readonly #parts: PackedParts;
  readonly #lists = new Map<string, PackedList>();
  readonly #situationIds: () => Promise<readonly string[]>;
  readonly #noteIds: (situationId: string) => Promise<readonly string[]>;
  readonly #refresh: (noteId: string) => Promise<unknown>;
  readonly #notes = new Map<string, NoteText>();
  readonly #scan = new NoteScan();
  #loading: Promise<void> | null = null;
  #indexing: Promise<void> | null = null;
  #loaded = false;
  /** Saved or deleted while the texts were being read: newer than what is read. */
  readonly #changedMeanwhile = new Set<string>();

  /** `refresh` saves a note's text that is not there: one written by an older program, or set aside. */
  constructor(
    parts: PackedParts,
    lists: { readonly situationIds: () => Promise<readonly string[]>; readonly noteIds: (situationId: string) => Promise<readonly string[]>; readonly refresh: (noteId: string) => Promise<unknown> },
  ) {
    this.#parts = parts;
    this.#situationIds = lists.situationIds;
    this.#noteIds = lists.noteIds;
    this.#refresh = lists.refresh;
  }

  /** Takes over a text that was just saved: as a record of its own, or in a pack. */
  put(note: NoteText, compartment: string, inPack: boolean): void {
    if (this.#loading === null) return;
    this.#take(note);
    if (!this.#loaded) this.#changedMeanwhile.add(note.id);
    if (!inPack) this.#listOf(note.situationId).wrote(documentKey({ kind: 'note', id: note.id }), compartment);
    this.#index();
  }

  /** Takes note of packs of a situation's texts that were just saved. */
  addPacks(situationId: string, packs: readonly NewPack[], compartment: string): void {
    if (this.#loading !== null) this.#listOf(situationId).add(packs, compartment);
  }

  /** Where a situation came after the others were read, all that its list holds is told to it. */
  #listOf(situationId: string): PackedList {
    const list = this.#lists.get(situationId) ?? new PackedList(this.#parts, textList(situationId));
    this.#lists.set(situationId, list);
    return list;
  }

  remove(noteId: string): void {
    this.#notes.delete(noteId);
    this.#scan.remove(noteId);
    if (!this.#loaded) this.#changedMeanwhile.add(noteId);
  }

  /** The best `limit` notes that hold every word, none in the bin. Without words, the notes that pass the filters, last changed first. */
  async search(query: string, filters: NoteFilters, limit: number): Promise<NoteHits> {
    await this.load();
    const words = foldedWords(query);
    const { best, total } = this.#scan.find(words, filters, limit);
    const hits = best.map((note) => {
      const { excerpt, marks } = excerptAround(bodyOf(note), words);
      return { id: note.id, situationId: note.situationId, title: note.title, titleMarks: wordMarks(note.title, words), excerpt, excerptMarks: marks, observedOn: note.observedOn, changedAt: note.changedAt };
    });
    return { hits, total };
  }

  /** Relations of a note in both directions, and the notes whose text links to it. */
  async connections(noteId: string): Promise<NoteConnection[]> {
    await this.load();
    const self = this.#notes.get(noteId);
    const own = self?.relations ?? {};
    const linked = new Set(self?.mentions.filter(({ kind }) => kind === 'note').map(({ id }) => id));
    const found: NoteConnection[] = [];
    for (const note of this.#notes.values()) {
      if (note.id === noteId) continue;
      const about = { ...linkOf(note), source: note.sourceId ?? note.source, trashed: note.trashedAt !== null };
      const from = own[note.id];
      const to = note.relations[noteId];
      if (from !== undefined) found.push({ ...about, relation: from });
      if (to !== undefined) found.push({ ...about, relation: to === 'corroborated-by' ? 'corroborates' : 'contradicts' });
      if (linked.has(note.id)) found.push({ ...about, relation: 'mentioned' });
      if (note.mentions.some(({ kind, id }) => kind === 'note' && id === noteId)) found.push({ ...about, relation: 'mentions' });
    }
    return found.sort((a, b) => a.title.localeCompare(b.title) || a.id.localeCompare(b.id));
  }

  /** Notes outside the bin whose text links to what is named, last changed first. */
  async linkingTo({ kind, id }: Mention): Promise<NoteBacklink[]> {
    await this.load();
    const found = [...this.#notes.values()].filter((note) => note.trashedAt === null && note.mentions.some((mention) => mention.kind === kind && mention.id === id));
    return found.sort((a, b) => b.changedAt.localeCompare(a.changedAt) || a.id.localeCompare(b.id)).map(linkOf);
  }

  /** Ids of the notes, binned ones too, for which `wanted` holds. */
  async idsWhere(wanted: (note: NoteText) => boolean): Promise<string[]> {
    await this.load();
    return [...this.#notes.values()].filter(wanted).map(({ id }) => id);
  }

  /** Every text that is loaded; for measuring. */
  async all(): Promise<NoteText[]> {
    await this.load();
    return [...this.#notes.values()];
  }

  #take(note: NoteText): void {
    this.#notes.set(note.id, note);
    this.#scan.put(note);
  }

  /** Makes the search quicker, in small steps that stand in nobody's way; until then it scans. */
  #index(): void {
    this.#indexing ??= this.#indexAll().finally(() => {
      this.#indexing = null;
    });
  }

  async #indexAll(): Promise<void> {
    while (this.#scan.index()) await turnOfLoop();
  }

  /** Resolves when the search is as quick as it gets; for measuring. */
  async indexed(): Promise<void> {
    await this.load();
    await this.#indexing;
  }

  /** Reads and folds the texts. No document is revived for it, save those whose text is missing. */
  load(): Promise<void> {
    this.#loading ??= this.#load().catch((error: unknown) => {
      this.#loading = null;
      throw error;
    });
    return this.#loading;
  }

  async #load(): Promise<void> {
    for (const situationId of await this.#situationIds()) {
      const list = new PackedList(this.#parts, textList(situationId));
      this.#lists.set(situationId, list);
      await list.load(({ position, value, record }) => {
        const note = (record === null ? value : decodeView(noteTextSchema, record.body)) as NoteText | undefined;
        if (note === undefined || documentRef(position)?.id !== note.id) return;
        if (note.form < noteTextForm) void this.#refresh(note.id).catch(() => undefined);
        if (!this.#changedMeanwhile.has(note.id)) this.#take(note);
      });
      for (const noteId of await this.#noteIds(situationId)) if (!this.#notes.has(noteId)) void this.#refresh(noteId).catch(() => undefined);
    }
    this.#loaded = true;
    this.#changedMeanwhile.clear();
    this.#index();
  }

  /** Entries that pack the texts of a situation, to be asked for in the moment of the save; null where there is nothing to do. */
  folding(situationId: string): (() => readonly JournalEntry[]) | null {
    const list = this.#lists.get(situationId);
    return list === undefined || !list.isFoldDue ? null : () => list.fold((position) => this.#valueAt(position));
  }

  /** Entries that take a text out for good, to be asked for in the moment of the save. */
  async removal(situationId: string, ref: DocumentRef): Promise<() => readonly JournalEntry[]> {
    await this.load();
    const single = [{ op: 'delete', id: this.#parts.sealer.id(textName(noteTextsParent(situationId), ref)) }] as const;
    return () => this.#lists.get(situationId)?.without(documentKey(ref), (position) => this.#valueAt(position)) ?? single;
  }

  #valueAt(position: string): NoteText | undefined {
    const ref = documentRef(position);
    return ref === null ? undefined : this.#notes.get(ref.id);
  }
}

const linkOf = ({ id, situationId, title, text }: NoteText): NoteBacklink => ({ id, situationId, title: title === '' ? text.slice(0, 80).split('\n')[0] ?? '' : title });
