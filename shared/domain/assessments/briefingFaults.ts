import { documentWords, type DocumentModel } from '../documents/documentModel.ts';
import { handlingRules, type NoteDetail } from '../vault/note.ts';
import type { Briefing } from './briefing.ts';

/** What a check before export finds. `forbids`: the handling rules say that it must not leave. Otherwise it is for the user to weigh. */
export interface BriefingFault {
  readonly code: 'empty' | 'private-note' | 'narrower-note' | 'unsettled-note' | 'source-named' | 'private-words' | 'unsettled-handling' | 'missing-note' | 'ungraded-note' | 'no-note' | 'no-ask' | 'no-change-mind';
  readonly forbids: boolean;
  /** The line that it is about. */
  readonly lineId: string | null;
  /** What was found: a note's title, or the words that must not stand here. */
  readonly what: string;
}

/** From the few to the many. */
const openness: Readonly<Record<(typeof handlingRules)[number], number>> = { private: 0, 'named-people': 1, office: 2, 'may-be-cleared': 3, public: 4 };

const folded = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, ' ');
/** Shorter words are too common to be told from ordinary text. */
const leastLetters = 3;

/** Whether the name stands in the text as a word of its own; case and accents do not count. */
export const holdsName = (text: string, name: string): boolean => holds(folded(text), name);

function holds(text: string, name: string): boolean {
  const wanted = folded(name).trim();
  if ([...wanted].length < leastLetters) return false;
  const escaped = wanted.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`, 'u').test(text);
}

/**
 * Everything that speaks against handing this page on.
 *
 * @param linked the notes that its lines are footnoted to, by id; one that is absent is in the bin or not on this device
 * @param all every note of the situation, for names and titles that must not stand in the text
 * @param sources names of the register, which hold for every situation
 */
export function briefingFaults(briefing: Briefing, model: DocumentModel, linked: ReadonlyMap<string, NoteDetail>, all: readonly NoteDetail[], sources: readonly string[] = []): readonly BriefingFault[] {
  const faults: BriefingFault[] = [];
  const found = (code: BriefingFault['code'], forbids: boolean, what = '', lineId: string | null = null): void => void faults.push({ code, forbids, lineId, what });
  const allowed = openness[briefing.fields.handling];
  if (briefing.lines.every((line) => line.text.trim() === '')) found('empty', true);
  if (briefing.concurrentHandling.length > 1) found('unsettled-handling', true);
  for (const line of briefing.lines) {
    for (const id of line.noteIds) {
      const note = linked.get(id);
      if (note === undefined) {
        found('missing-note', false, line.text, line.id);
        continue;
      }
      const { handling, reliability, credibility, title } = note.fields;
      if ((note.concurrent.handling ?? []).length > 1) found('unsettled-note', true, title, line.id);
      else if (handling === 'private') found('private-note', true, title, line.id);
      else if (openness[handling] < allowed) found('narrower-note', true, title, line.id);
      if (reliability === null || credibility === null) found('ungraded-note', false, title, line.id);
    }
  }
  for (const line of briefing.lines) if ((line.part === 'happening' || line.part === 'concern') && line.text.trim() !== '' && line.noteIds.length === 0) found('no-note', false, line.text, line.id);
  const text = folded(documentWords(model));
  for (const source of new Set([...all.map(({ fields }) => fields.source.trim()), ...sources.map((name) => name.trim())])) if (source !== '' && holds(text, source)) found('source-named', true, source);
  for (const { fields } of all) if (openness[fields.handling] < allowed && [...fields.title].length >= 8 && holds(text, fields.title)) found('private-words', true, fields.title);
  if (briefing.fields.ask.trim() === '') found('no-ask', false);
  if (!briefing.lines.some((line) => line.part === 'changeMind' && line.text.trim() !== '')) found('no-change-mind', false);
  return faults;
}
