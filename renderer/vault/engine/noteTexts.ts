import type { NoteConnection } from '../../../shared/domain/vault/note.ts';
import { noteTextForm, noteTextSchema, type NoteFilters, type NoteHits, type NoteText } from '../../../shared/domain/vault/noteSearch.ts';
import { foldText } from '../../../shared/search/foldText.ts';
import { documentRef } from './documentKinds.ts';
import { decodeView, textKind } from './documentLog.ts';
import { excerptAround, foldedWords, wordMarks } from './findInText.ts';
import { noteTextsParent } from './noteDocument.ts';
import type { RecordOpener } from './recordOpener.ts';
import type { RecordSealer } from './recordSealer.ts';
import type { SavePipeline } from './savePipeline.ts';

interface Searched {
  readonly note: NoteText;
  readonly title: string;
  readonly body: string;
}

const fold = (text: string): string => foldText(text).folded;
const bodyOf = (note: NoteText): string => [note.text, note.place, note.source, ...note.populations].filter((part) => part !== '').join('\n');

/**
 * All notes for searching: their text, folded, in memory while the vault is open and nowhere else. Loaded when first asked for, kept up with
 * every save. A search is a scan, so that it finds every script and the middle of words.
 */
export class NoteTexts {
  readonly #sealer: RecordSealer;
  readonly #opener: RecordOpener;
  readonly #pipeline: SavePipeline;
  readonly #situationIds: () => Promise<readonly string[]>;
  readonly #noteIds: (situationId: string) => Promise<readonly string[]>;
  readonly #refresh: (noteId: string) => Promise<unknown>;
  readonly #notes = new Map<string, Searched>();
  #loading: Promise<void> | null = null;
  /** What was found last: a longer query can only find less. */
  #last: { readonly words: readonly string[]; readonly found: readonly Searched[] } | null = null;

  /** `refresh` saves a note's text that is not there: one written by an older program, or set aside. */
  constructor(
    parts: { readonly sealer: RecordSealer; readonly opener: RecordOpener; readonly pipeline: SavePipeline },
    lists: { readonly situationIds: () => Promise<readonly string[]>; readonly noteIds: (situationId: string) => Promise<readonly string[]>; readonly refresh: (noteId: string) => Promise<unknown> },
  ) {
    this.#sealer = parts.sealer;
    this.#opener = parts.opener;
    this.#pipeline = parts.pipeline;
    this.#situationIds = lists.situationIds;
    this.#noteIds = lists.noteIds;
    this.#refresh = lists.refresh;
  }

  /** Takes over a text that was just saved. */
  put(note: NoteText): void {
    if (this.#loading === null) return;
    this.#notes.set(note.id, { note, title: fold(note.title), body: fold(bodyOf(note)) });
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
    const ranked = found.map((one) => ({ one, rank: rankOf(one, words, phrase) })).sort((a, b) => b.rank - a.rank || b.one.note.changedAt.localeCompare(a.one.note.changedAt) || a.one.note.id.localeCompare(b.one.note.id));
    const hits = ranked.slice(0, limit).map(({ one: { note } }) => {
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
      const records = await this.#pipeline.bucket(this.#sealer.bucket({ kind: textKind, parent: noteTextsParent(situationId) }));
      const { opened } = await this.#opener.openAll(records);
      for (const record of opened) {
        const note = decodeView(noteTextSchema, record.body) as NoteText | undefined;
        // A save may have come in meanwhile; what it put is newer.
        if (note !== undefined && note.form < noteTextForm) void this.#refresh(note.id).catch(() => undefined);
        if (note !== undefined && documentRef(record.name.position)?.id === note.id && !this.#notes.has(note.id)) this.#notes.set(note.id, { note, title: fold(note.title), body: fold(bodyOf(note)) });
      }
      for (const noteId of await this.#noteIds(situationId)) if (!this.#notes.has(noteId)) void this.#refresh(noteId).catch(() => undefined);
    }
  }
}

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

