import { foldedOnly } from '../../../shared/search/foldText.ts';
import type { NoteFilters, NoteText } from '../../../shared/domain/vault/noteSearch.ts';
import { newestFirst } from './newestFirst.ts';
import { TermIndex } from './termIndex.ts';

/** A note and its folded text, which is made when it is first wanted: by the index as a rule, so that reading many notes does not wait for it. */
class Searched {
  readonly note: NoteText;
  #folded: { readonly text: string; readonly bodyAt: number } | null = null;

  constructor(note: NoteText) {
    this.note = note;
  }

  /** Title, a line feed and the rest, folded. */
  get folded(): string {
    return this.#made.text;
  }

  /** Where the rest begins. */
  get bodyAt(): number {
    return this.#made.bodyAt;
  }

  get #made(): { readonly text: string; readonly bodyAt: number } {
    // Joined before it is folded: put together from folded parts it would be copied once more at its first search.
    this.#folded ??= { text: foldedOnly([this.note.title, bodyOf(this.note)].join('\n')), bodyAt: foldedOnly(this.note.title).length };
    return this.#folded;
  }
}

export interface FoundNotes {
  /** Best first. */
  readonly best: readonly NoteText[];
  readonly total: number;
}

/** Notes that the index takes in before other work is let through. */
const indexedAtOnce = 64;
/** Where more notes hold all words, only the newest are looked through for the words together: a query that finds thousands says little. */
const mostPhrases = 3_000;
/** So many places of notes that have changed or gone since are put up with. */
const mostLeft = 2_000;

export const bodyOf = (note: NoteText): string => [note.text, note.place, note.source, ...note.populations].filter((part) => part !== '').join('\n');

/**
 * The folded texts of all notes in the order in which they came, and the search through them, which finds every script and the middle of
 * words: by an index of terms, and by looking through the notes that the index has not taken in yet.
 */
export class NoteScan {
  readonly #places = new Map<string, number>();
  /** undefined where a note has changed or gone since. */
  #searched: (Searched | undefined)[] = [];
  #index = new TermIndex();
  /** Of the titles alone, so that telling whether a word stands in one takes no look at it. */
  #titles = new TermIndex();
  #left = 0;

  /** A note in the bin is not found. */
  put(note: NoteText): void {
    this.remove(note.id);
    if (note.trashedAt !== null) return;
    this.#places.set(note.id, this.#searched.length);
    this.#searched.push(new Searched(note));
  }

  remove(id: string): void {
    const place = this.#places.get(id);
    if (place === undefined) return;
    this.#places.delete(id);
    this.#searched[place] = undefined;
    this.#left += 1;
  }

  /** Takes some notes into the index. Answers whether more are left. */
  index(): boolean {
    if (this.#left > mostLeft) this.#closeUp();
    for (let count = 0; count < indexedAtOnce && this.#index.size < this.#searched.length; count += 1) {
      const one = this.#searched[this.#index.size];
      this.#index.add(one?.folded ?? '');
      this.#titles.add(one?.folded.slice(0, one.bodyAt) ?? '');
    }
    return this.#index.size < this.#searched.length;
  }

  #closeUp(): void {
    this.#searched = this.#searched.filter((one) => one !== undefined);
    this.#searched.forEach((one, place) => one !== undefined && this.#places.set(one.note.id, place));
    this.#index = new TermIndex();
    this.#titles = new TermIndex();
    this.#left = 0;
  }

  /** The best `limit` notes that hold every word, and how many do. Without words, those that pass the filters, last changed first. */
  find(words: readonly string[], filters: NoteFilters, limit: number): FoundNotes {
    const phrase = words.length > 1 ? words.join(' ') : null;
    const { bits, exact } = this.#index.candidates(words);
    const indexed = this.#index.size;
    const titled = words.map((word) => this.#titles.candidates([word]));
    const isTitled = ({ folded, bodyAt }: Searched, place: number, at: number): boolean => {
      const known = titled[at];
      if (known?.exact === true && place < indexed) return (((known.bits[place >>> 5] ?? 0) >>> (place & 31)) & 1) === 1;
      const word = words[at] ?? '';
      // Backwards from where the title ends, so that the text is not looked through.
      return word.length <= bodyAt && folded.lastIndexOf(word, bodyAt - word.length) >= 0;
    };
    const filtered = Object.values(filters).some((value) => value !== undefined);
    const best = new Best(limit);
    let total = 0;
    const look = (place: number, sure: boolean): void => {
      const one = this.#searched[place];
      if (one === undefined || (filtered && !passes(one.note, filters)) || !(sure || holdsAll(one, words))) return;
      total += 1;
      let inTitle = 0;
      for (let at = 0; at < words.length; at += 1) if (isTitled(one, place, at)) inTitle += 1;
      best.add(rankOf(one, words, inTitle, total > mostPhrases && inTitle < words.length ? null : phrase), one.note);
    };
    // The newest stand at the end: seen first, they leave little to put in order.
    for (let place = this.#searched.length - 1; place >= indexed; place -= 1) look(place, false);
    for (let at = bits.length - 1; at >= 0; at -= 1) {
      for (let left = bits[at] ?? 0; left !== 0;) {
        const bit = 31 - Math.clz32(left);
        left &= ~(1 << bit);
        if (at * 32 + bit < indexed) look(at * 32 + bit, exact);
      }
    }
    return { best: best.notes, total };
  }
}

const holdsAll = ({ folded }: Searched, words: readonly string[]): boolean => words.every((word) => folded.includes(word));

/** Title before text, the words together before the words apart. For a note that holds every word; `phrase` null where it is one word or is not looked for. */
function rankOf({ folded, bodyAt }: Searched, words: readonly string[], inTitle: number, phrase: string | null): number {
  if (words.length === 0) return 0;
  const titled = inTitle === words.length ? 4 : inTitle > 0 ? 2 : 0;
  if (words.length === 1) return titled + (inTitle > 0 ? 8 : 0);
  const at = phrase === null ? -1 : folded.indexOf(phrase);
  if (phrase === null || at < 0) return titled;
  return titled + (at < bodyAt ? 8 : 0) + (at >= bodyAt || folded.includes(phrase, bodyAt) ? 3 : 0);
}

/** The best few in order: by rank, then the last changed, then by id so that the order is the same each time. */
class Best {
  readonly #limit: number;
  readonly #held: { readonly rank: number; readonly note: NoteText }[] = [];

  constructor(limit: number) {
    this.#limit = limit;
  }

  get notes(): NoteText[] {
    return this.#held.map(({ note }) => note);
  }

  add(rank: number, note: NoteText): void {
    const held = this.#held;
    let at = held.length;
    for (let before = held[at - 1]; before !== undefined && goesBefore(rank, note, before.rank, before.note); before = held[at - 1]) at -= 1;
    if (at >= this.#limit) return;
    held.splice(at, 0, { rank, note });
    if (held.length > this.#limit) held.pop();
  }
}

function goesBefore(rank: number, note: NoteText, otherRank: number, other: NoteText): boolean {
  return rank === otherRank ? newestFirst(note, other) < 0 : rank > otherRank;
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
