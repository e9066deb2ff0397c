import { fail, ok, type Result } from '../../errors/result.ts';
import { ownEntryId } from '../programme/ownTask.ts';
import type { EntryOf, StoredEntry } from '../vault/entry.ts';
import type { NoteFields } from '../vault/note.ts';
import type { ProgrammeProgress } from '../vault/programmeProgress.ts';
import type { Situation } from '../vault/situation.ts';
import type { HandoverChoice } from './handoverChoice.ts';
import type { HandoverNote, HandoverPackage } from './handoverPackage.ts';

/** What there is to choose from. `notes` holds all notes of the chosen situations, so that a withheld source is known by name. */
export interface HandoverMaterial {
  readonly situations: readonly Situation[];
  readonly notes: readonly { readonly id: string; readonly situationId: string; readonly fields: NoteFields; readonly text: string }[];
  readonly contacts: readonly StoredEntry<'actor'>[];
  readonly ownTasks: readonly StoredEntry<'ownTask'>[];
  readonly dates: readonly StoredEntry<'date'>[];
  readonly progress: ProgrammeProgress;
}

export interface ComposedHandover {
  readonly content: HandoverPackage;
  /** Places at which the name of a source that stays behind was taken out of a text. */
  readonly masked: number;
  /** Situations, notes, contacts and dates that stay behind. */
  readonly leftOut: number;
}

/** Stands where the name of a source was. */
export const maskText = '▮▮▮';
/** A shorter name is as likely a syllable as a name. */
const shortestName = 2;

/**
 * Puts together what goes, field by field: nothing is copied whole, so a field added to a record later does not leave by itself. The name
 * of a source that stays behind is masked wherever it stands in what goes.
 */
export function composeHandover(choice: HandoverChoice, material: HandoverMaterial, about: { readonly packageId: string; readonly madeOn: string }): Result<ComposedHandover> {
  const chosenNotes = new Map(choice.situations.flatMap(({ notes }) => notes).map((note) => [note.id, note]));
  const given = new Set(material.notes.filter(({ id }) => chosenNotes.get(id)?.sourceConsent != null).map(({ fields }) => folded(fields.source)));
  const withheld = [...new Set(material.notes.map(({ fields }) => fields.source.trim()).filter((source) => source.length >= shortestName && !given.has(folded(source))))];
  const mask = masker(withheld);
  let notesGone = 0;

  const situations: HandoverPackage['situations'] = [];
  for (const { id, line, notes } of choice.situations) {
    const situation = material.situations.find((one) => one.id === id);
    if (situation === undefined) return fail('vault.notFound', 'never');
    const packed: HandoverNote[] = [];
    for (const chosen of notes) {
      const note = material.notes.find((one) => one.id === chosen.id && one.situationId === id);
      if (note === undefined) return fail('vault.notFound', 'never');
      packed.push(packNote(note, chosen, mask.text));
    }
    notesGone += packed.length;
    const { name, area, populations, stage, priority, reviewOn } = situation;
    situations.push({ facts: { name: mask.text(name), area: mask.text(area), populations: populations.map(mask.text), stage, priority, reviewOn }, line: mask.text(line), notes: packed });
  }
  const contacts = choice.contacts.flatMap(({ id, line }) => material.contacts.filter((one) => one.id === id).map((one) => ({ actor: actorOf(one, mask.text), line: mask.text(line) })));
  const openItems = choice.openItems.map(({ taskId, title, dueOn, line }) => {
    const recorded = material.progress[taskId];
    const own = material.ownTasks.find(({ id }) => id === ownEntryId(taskId));
    return { taskId, title: mask.text(title), state: recorded?.state ?? ('todo' as const), whom: recorded?.whom == null ? null : mask.text(recorded.whom).slice(0, 400), dueOn, line: mask.text(line), own: own === undefined ? null : ownTaskOf(own, mask.text) };
  });
  const done = choice.withDone ? Object.entries(material.progress).filter(([id, { state }]) => state === 'done' && ownEntryId(id) === null).map(([taskId, { changedAt }]) => ({ taskId, on: changedAt?.slice(0, 10) ?? null })) : [];
  const dates = choice.dates.flatMap((id) => material.dates.filter((one) => one.id === id).map((one) => dateOf(one, mask.text)));
  const content: HandoverPackage = { ...about, post: mask.text(choice.post), letter: mask.text(choice.letter), situations, contacts, openItems, done, dates };
  const all = material.situations.length + material.notes.length + material.contacts.length + material.dates.length;
  return ok({ content, masked: mask.count(), leftOut: all - situations.length - notesGone - contacts.length - dates.length });
}

const folded = (text: string): string => text.trim().normalize('NFKC').toLowerCase();

function masker(names: readonly string[]): { readonly text: (value: string) => string; readonly count: () => number } {
  let count = 0;
  const patterns = names.toSorted((a, b) => b.length - a.length).map((name) => new RegExp(name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'giu'));
  const text = (value: string): string => patterns.reduce((words, pattern) => words.replaceAll(pattern, () => {
    count += 1;
    return maskText;
  }), value);
  return { text, count: () => count };
}

function packNote(note: HandoverMaterial['notes'][number], chosen: { readonly line: string; readonly sourceConsent: string | null }, mask: (value: string) => string): HandoverNote {
  const { title, observedOn, observedPrecision, place, source, reliability, credibility, populations, riskFactorIds, tagWords, gender, genderNote, handling, reviewOn, deleteOn } = note.fields;
  return {
    title: mask(title), observedOn, observedPrecision, place: mask(place), reliability, credibility, populations: populations.map(mask), riskFactorIds: [...riskFactorIds], tagWords, gender, genderNote: mask(genderNote), handling, reviewOn, deleteOn,
    source: chosen.sourceConsent === null ? '' : source, sourceConsent: chosen.sourceConsent, text: mask(note.text), line: mask(chosen.line),
  };
}

const actorOf = ({ name, kind, person, reach, within48, counterpart, note }: StoredEntry<'actor'>, mask: (value: string) => string): EntryOf<'actor'> => ({ type: 'actor', name: mask(name), kind, person: mask(person), reach: mask(reach), within48, counterpart, note: mask(note) });
const ownTaskOf = ({ title, why, phase, dueOn, minutes, steps, yearly }: StoredEntry<'ownTask'>, mask: (value: string) => string): EntryOf<'ownTask'> => ({ type: 'ownTask', title: mask(title), why: mask(why), phase, dueOn, minutes, steps: steps.map(({ id, text }) => ({ id, text: mask(text) })), yearly });
const dateOf = ({ title, kind, startsOn, startsAt, endsOn, place, note, yearly, remindDays, uid, sequence }: StoredEntry<'date'>, mask: (value: string) => string): EntryOf<'date'> => ({ type: 'date', title: mask(title), kind, startsOn, startsAt, endsOn, place: mask(place), note: mask(note), yearly, remindDays, uid, sequence });
