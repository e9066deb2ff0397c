import type { DocumentBlock, DocumentModel, TextRun } from '../documents/documentModel.ts';
import type { NoteDetail } from '../vault/note.ts';
import { briefingKindParts, briefingParts, type Briefing, type BriefingPart } from './briefing.ts';

/** The words that a briefing needs in the language of its reader. */
export interface BriefingWords {
  readonly handling: string;
  readonly parts: Readonly<Record<BriefingPart, string>>;
  readonly to: (reader: string) => string;
  readonly from: (author: string) => string;
  readonly date: string;
  readonly ask: (ask: string) => string;
  readonly decideBy: (when: string) => string;
  readonly sources: string;
  /** One footnote. Never told the source's name. */
  readonly source: (letter: string, note: NoteDetail) => string;
  readonly missing: string;
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
}

const paragraph = (text: string, tone?: 'lead' | 'small'): DocumentBlock => ({ kind: 'paragraph', runs: [{ text }], ...(tone === undefined ? {} : { tone }) });

/** Letters that are none of the grades A to F and are not mistaken for a digit. */
const letters = [...'KLMNPQRSTUVWXYZ'];

/** A code letter for each source, in the order of first mention, so that two notes of one source are seen to be of one. */
export function sourceLetters(notes: readonly NoteDetail[]): ReadonlyMap<string, string> {
  const bySource = new Map<string, string>();
  const byNote = new Map<string, string>();
  for (const note of notes) {
    const name = note.fields.source.trim().toLowerCase();
    // A source of the register is one, also where it was renamed since.
    const key = note.fields.sourceId ?? (name === '' ? `note ${note.id}` : name);
    const at = bySource.size;
    const letter = bySource.get(key) ?? `${letters[at % letters.length]}${at < letters.length ? '' : Math.floor(at / letters.length) + 1}`;
    bySource.set(key, letter);
    byNote.set(note.id, letter);
  }
  return byNote;
}

/** The parts of its kind, and after them any other in which something stands: nothing that was written is left out. */
export const partsOf = ({ kind, lines }: Pick<Briefing, 'kind' | 'lines'>): readonly BriefingPart[] => {
  const own = briefingKindParts[kind];
  return [...own, ...briefingParts.filter((part) => !own.includes(part) && lines.some((line) => line.part === part))];
};

/** The page as it will leave. A note that is not here is footnoted as missing; its number stays, so that nothing seems better founded than it is. */
export function briefingDocument(briefing: Briefing, notes: ReadonlyMap<string, NoteDetail>, words: BriefingWords): DocumentModel {
  const mentioned = [...new Set(briefing.lines.flatMap(({ noteIds }) => noteIds))];
  const letterOf = sourceLetters(mentioned.flatMap((id) => notes.get(id) ?? []));
  const numbers = new Map(mentioned.map((id, at) => [id, at]));
  const runsOf = (text: string, noteIds: readonly string[]): TextRun[] => {
    const marks = noteIds.map((id) => numbers.get(id) ?? 0).sort((a, b) => a - b);
    // A narrow space between two marks, or 1 and 2 would read as 12.
    return [{ text, ...(marks[0] === undefined ? {} : { note: marks[0] }) }, ...marks.slice(1).map((note) => ({ text: '\u2009', note }))];
  };
  const { fields } = briefing;
  const head = [fields.reader === '' ? '' : words.to(fields.reader), fields.author === '' ? '' : words.from(fields.author), words.date].filter((part) => part !== '').join(' · ');
  const parts = partsOf(briefing).flatMap((part): DocumentBlock[] => {
    const items = briefing.lines.filter((line) => line.part === part && line.text.trim() !== '').map((line) => runsOf(line.text, line.noteIds));
    return items.length === 0 ? [] : [{ kind: 'heading', level: 2, text: words.parts[part] }, { kind: 'list', ordered: false, items }];
  });
  return {
    title: fields.title,
    language: words.language,
    direction: words.direction,
    handling: words.handling,
    blocks: [
      paragraph(head, 'small'),
      ...(fields.ask === '' ? [] : [paragraph(words.ask(fields.ask), 'lead')]),
      ...(fields.decideBy === '' ? [] : [paragraph(words.decideBy(fields.decideBy))]),
      ...parts,
    ],
    notes: mentioned.map((id) => {
      const note = notes.get(id);
      return note === undefined ? words.missing : words.source(letterOf.get(id) ?? '', note);
    }),
    notesTitle: words.sources,
  };
}
