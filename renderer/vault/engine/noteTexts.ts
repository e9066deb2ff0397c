import type { NoteConnection } from '../../../shared/domain/vault/note.ts';
import { noteTextForm, noteTextSchema, type NoteFilters, type NoteHits, type NoteText } from '../../../shared/domain/vault/noteSearch.ts';
import { foldedOnly } from '../../../shared/search/foldText.ts';
import type { JournalEntry } from '../../../shared/contracts/vaultStorage.ts';
import { documentKey, documentRef, type DocumentRef } from './documentKinds.ts';
import { decodeView, textKind, textName } from './documentLog.ts';
import { excerptAround, foldedWords, wordMarks } from './findInText.ts';
import { noteTextsParent } from './noteDocument.ts';
import { PackedList, type PackedParts } from './packedList.ts';

interface Searched {
  readonly note: NoteText;
  readonly title: string;
  readonly body: string;
}

const bodyOf = (note: NoteText): string => [note.text, note.place, note.source, ...note.populations].filter((part) => part !== '').join('\n');

/**
 * All notes for searching: their text, folded, in memory while the vault is open and nowhere else. Loaded when first asked for, kept up with
 * every save. A search is a scan, so that it finds every script and the middle of words.
 */
export class NoteTexts {
  readonly #parts: PackedParts;
  readonly #lists = new Map<string, PackedList>();
  readonly #situationIds: () => Promise<readonly string[]>;
  readonly #noteIds: (situationId: string) => Promise<readonly string[]>;
  readonly #refresh: (noteId: string) => Promise<unknown>;
  readonly #notes = new Map<string, Searched>();
  #loading: Promise<void> | null = null;
  /** What was found last: a longer query can only find less. */
  #last: { readonly words: readonly string[]; readonly found: readonly Searched[] } | null = null;

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

  /** Takes over a text that was just saved. */
  put(note: NoteText, compartment: string): void {
    if (this.#loading === null) return;
    this.#notes.set(note.id, searched(note));
    this.#lists.get(note.situationId)?.wrote(documentKey({ kind: 'note', id: note.id }), compartment);
    this.#last = null;
  }

  remove(noteId: string): void {
    this.#notes.delete(noteId);
    this.#last = null;
  }

  /** The best `limit` notes that hold every word, none in the bin. Without words, the notes that pass the filters, last changed first. */
  async search(query: string, filters: NoteFilters, limit: number): Promise<NoteHits> {
    await this.load();
    const words = foldedWords(query);
    const found = this.#scan(words).filter(({ note }) => passes(note, filters));
    const phrase = words.join(' ');
    const ranked = bestOf(found, words, phrase, limit);
    const hits = ranked.map(({ note }) => {
      const { excerpt, marks } = excerptAround(bodyOf(note), words);
      return { id: note.id, situationId: note.situationId, title: note.title, titleMarks: wordMarks(note.title, words), excerpt, excerptMarks: marks, observedOn: note.observedOn, changedAt: note.changedAt };
    });
    return { hits, total: found.length };
  }

  /** Relations of a note in both directions, and the notes whose text links to it. */
  async connections(noteId: string): Promise<NoteConnection[]> {
    await this.load();
    const self = this.#notes.get(noteId)?.note;
    const own = self?.relations ?? {};
    const linked = new Set(self?.mentions.filter(({ kind }) => kind === 'note').map(({ id }) => id));
    const found: NoteConnection[] = [];
    for (const { note } of this.#notes.values()) {
      if (note.id === noteId) continue;
      const about = { id: note.id, situationId: note.situationId, title: note.title === '' ? note.text.slice(0, 80).split('\n')[0] ?? '' : note.title, source: note.sourceId ?? note.source, trashed: note.trashedAt !== null };
      const from = own[note.id];
      const to = note.relations[noteId];
      if (from !== undefined) found.push({ ...about, relation: from });
      if (to !== undefined) found.push({ ...about, relation: to === 'corroborated-by' ? 'corroborates' : 'contradicts' });
      if (linked.has(note.id)) found.push({ ...about, relation: 'mentioned' });
      if (note.mentions.some(({ kind, id }) => kind === 'note' && id === noteId)) found.push({ ...about, relation: 'mentions' });
    }
    return found.sort((a, b) => a.title.localeCompare(b.title) || a.id.localeCompare(b.id));
  }

  /** Ids of the notes, binned ones too, for which `wanted` holds. */
  async idsWhere(wanted: (note: NoteText) => boolean): Promise<string[]> {
    await this.load();
    return [...this.#notes.values()].filter(({ note }) => wanted(note)).map(({ note }) => note.id);
  }

  /** Every text that is loaded; for measuring. */
  async all(): Promise<NoteText[]> {
    await this.load();
    return [...this.#notes.values()].map(({ note }) => note);
  }

  #scan(words: readonly string[]): readonly Searched[] {
    if (words.length === 0) return [...this.#notes.values()].filter(({ note }) => note.trashedAt === null);
    const last = this.#last;
    const narrower = last !== null && last.words.every((word) => words.some((longer) => longer.includes(word)));
    const among = narrower ? last.found : [...this.#notes.values()].filter(({ note }) => note.trashedAt === null);
    const found = among.filter(({ title, body }) => words.every((word) => title.includes(word) || body.includes(word)));
    this.#last = { words, found };
    return found;
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
      const list = new PackedList(this.#parts, textKind, noteTextsParent(situationId), noteTextForm);
      this.#lists.set(situationId, list);
      const newer = new Map<string, Searched>();
      await list.load(({ position, value, record }) => {
        const note = (record === null ? value : decodeView(noteTextSchema, record.body)) as NoteText | undefined;
        if (note === undefined || documentRef(position)?.id !== note.id) return;
        if (note.form < noteTextForm) void this.#refresh(note.id).catch(() => undefined);
        newer.set(note.id, searched(note));
      });
      // A save may have come in meanwhile; what it put is newer.
      for (const [id, one] of newer) if (!this.#notes.has(id)) this.#notes.set(id, one);
      for (const noteId of await this.#noteIds(situationId)) if (!this.#notes.has(noteId)) void this.#refresh(noteId).catch(() => undefined);
    }
    this.#last = null;
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
    return ref === null ? undefined : this.#notes.get(ref.id)?.note;
  }
}

const searched = (note: NoteText): Searched => ({ note, title: foldedOnly(note.title), body: foldedOnly(bodyOf(note)) });

function passes(note: NoteText, { situationId, riskFactorId, riskFactorIds, reliability, credibility, source, sourceId, from, to }: NoteFilters): boolean {
  return (
    (situationId === undefined || note.situationId === situationId) &&
    (riskFactorId === undefined || note.riskFactorIds.includes(riskFactorId)) &&
    (riskFactorIds === undefined || note.riskFactorIds.some((id) => riskFactorIds.includes(id))) &&
    (sourceId === undefined || note.sourceId === sourceId) &&
    (reliability === undefined || note.reliability === reliability) &&
    (credibility === undefined || note.credibility === credibility) &&
    (source === undefined || note.source === source) &&
    (from === undefined || (note.observedOn !== null && note.observedOn >= from)) &&
    (to === undefined || (note.observedOn !== null && note.observedOn <= to))
  );
}

/** Title before text, the words together before the words apart. Recency decides among equals. */
function rankOf({ title, body }: Searched, words: readonly string[], phrase: string): number {
  if (words.length === 0) return 0;
  return (title.includes(phrase) ? 8 : 0) + (words.every((word) => title.includes(word)) ? 4 : words.some((word) => title.includes(word)) ? 2 : 0) + (words.length > 1 && body.includes(phrase) ? 3 : 0);
}

/** The best few in order: by rank, then the last changed, then by id so that the order is the same each time. One pass, no sort of thousands. */
function bestOf(found: readonly Searched[], words: readonly string[], phrase: string, limit: number): Searched[] {
  const best: { readonly one: Searched; readonly rank: number }[] = [];
  const goesBefore = (rank: number, one: Searched, other: { readonly one: Searched; readonly rank: number }): boolean => {
    if (rank !== other.rank) return rank > other.rank;
    const [a, b] = [one.note.changedAt, other.one.note.changedAt];
    return a !== b ? a > b : one.note.id < other.one.note.id;
  };
  for (const one of found) {
    const rank = rankOf(one, words, phrase);
    const last = best.at(-1);
    if (best.length >= limit && last !== undefined && !goesBefore(rank, one, last)) continue;
    let at = best.length;
    for (let before = best[at - 1]; before !== undefined && goesBefore(rank, one, before); before = best[at - 1]) at -= 1;
    best.splice(at, 0, { one, rank });
    if (best.length > limit) best.pop();
  }
  return best.map(({ one }) => one);
}
