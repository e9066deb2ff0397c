import { fail, ok, type Result } from '../../errors/result.ts';
import { canonicalJson } from '../../content/contentBlobs.ts';
import { ownEntryId, ownTaskId } from '../programme/ownTask.ts';
import type { Briefing } from '../assessments/briefing.ts';
import type { RunDefinition } from '../runs/runDefinition.ts';
import type { StoredEntry } from '../vault/entry.ts';
import type { NoteFields } from '../vault/note.ts';
import type { NoteFile } from '../vault/noteFile.ts';
import type { ProgrammeProgress } from '../vault/programmeProgress.ts';
import type { Situation } from '../vault/situation.ts';
import type { HandoverChoice, KeptPart } from './handoverChoice.ts';
import type { HandoverNote, HandoverPackage, HandoverRun, KeptType } from './handoverPackage.ts';
import { packBriefing } from './packBriefing.ts';
import { packActor, packDate, packKept, packOwnTask, packPaper, type Packing } from './packEntry.ts';
import { part } from './packageIds.ts';
import { packRun, type RunMaterial } from './packRun.ts';

/** What there is to choose from. `notes` holds all notes of the chosen situations. */
export interface HandoverMaterial {
  readonly situations: readonly Situation[];
  readonly notes: readonly { readonly id: string; readonly situationId: string; readonly fields: NoteFields; readonly text: string; readonly files: readonly NoteFile[] }[];
  /** All briefings on the chosen situations. */
  readonly briefings: readonly (Briefing & { readonly createdAt: string })[];
  readonly contacts: readonly StoredEntry<'actor'>[];
  readonly ownTasks: readonly StoredEntry<'ownTask'>[];
  readonly dates: readonly StoredEntry<'date'>[];
  readonly papers: readonly StoredEntry<'paper'>[];
  /** The chosen runs. */
  readonly runs: readonly RunMaterial[];
  /** How many runs there are. */
  readonly runCount: number;
  /** Records beside situations. */
  readonly kept: readonly StoredEntry<KeptType>[];
  readonly progress: ProgrammeProgress;
  /** Names of all sources of the vault. */
  readonly sources: readonly string[];
}

export interface ComposedHandover {
  readonly content: HandoverPackage;
  /** The attached files that go, in the order of the package. */
  readonly files: readonly NoteFile[];
  /** Places at which the name of a source that stays behind was taken out of a text. */
  readonly masked: number;
  /** Situations, notes, files, briefings, contacts, dates, papers and runs that stay behind. */
  readonly leftOut: number;
}

/** Stands where the name of a source was. */
export const maskText = '▮▮▮';
/** A shorter name is as likely a syllable as a name. */
const shortestName = 2;

const partOf: Readonly<Record<KeptType, KeptPart>> = { threshold: 'warning', alarm: 'warning', alarmNotice: 'warning', alarmStep: 'warning', option: 'options', forumMove: 'options', scenario: 'scenarios', scenarioSign: 'scenarios' };

/**
 * Puts together what goes, field by field: nothing is copied whole, so a field added to a record later does not leave by itself. The name
 * of a source that stays behind is masked wherever it stands in what goes. `idOf`: `packageIds` of this package.
 */
export function composeHandover(choice: HandoverChoice, material: HandoverMaterial, about: { readonly packageId: string; readonly madeOn: string }, idOf: (name: string) => string): Result<ComposedHandover> {
  const chosen = pick(choice, material);
  if (chosen === null) return fail('vault.notFound', 'never');
  const consented = new Set(chosen.situations.flatMap(({ notes }) => notes.filter(({ as }) => as.sourceConsent !== null).map(({ note }) => folded(note.fields.source))));
  const withheld = [...new Set([...material.sources, ...material.notes.map(({ fields }) => fields.source)].map((name) => name.trim()))].filter((name) => name.length >= shortestName && !consented.has(folded(name)));
  const mask = masker(withheld);
  const packing = packingFor(chosen, mask.text, idOf);

  const situations = chosen.situations.map(({ situation: { name, area, populations, stage, priority, reviewOn }, line, notes }) => ({
    facts: { name: mask.text(name), area: mask.text(area), populations: populations.map(mask.text), stage, priority, reviewOn },
    line: mask.text(line),
    notes: notes.map(({ note, as, files }) => packNote(note, as, files, mask.text)),
  }));
  const contacts = chosen.contacts.map(({ record, line }) => ({ actor: packActor(record, packing), line: mask.text(line) }));
  const openItems = chosen.openItems.map(({ taskId, title, dueOn, line, own }) => {
    const recorded = material.progress[taskId];
    return { taskId: packing.toTask(taskId) ?? taskId, title: mask.text(title), state: recorded?.state ?? ('todo' as const), whom: recorded?.whom == null ? null : mask.text(recorded.whom).slice(0, 400), dueOn, line: mask.text(line), own: own === undefined ? null : packOwnTask(own, packing) };
  });
  const done = choice.withDone ? Object.entries(material.progress).filter(([id, { state }]) => state === 'done' && ownEntryId(id) === null).map(([taskId, { changedAt }]) => ({ taskId, on: changedAt?.slice(0, 10) ?? null })) : [];
  const dates = chosen.dates.map((record) => packDate(record, packing));
  const papers = chosen.papers.map(({ record, line }) => ({ paper: packPaper(record, packing, about.madeOn), line: mask.text(line) }));
  const { definitions, runs } = packRuns(chosen.runs, packing);
  const briefings = chosen.situations.flatMap((one, at) => one.briefings.map(({ record, line }) => packBriefing(record, at, mask.text(line), packing)));
  const kept = chosen.kept.flatMap((entry) => packKept(entry, packing) ?? []);
  const content: HandoverPackage = { ...about, post: mask.text(choice.post), letter: mask.text(choice.letter), situations, contacts, openItems, done, dates, papers, definitions, runs, briefings, kept };

  const files = chosen.situations.flatMap(({ notes }) => notes.flatMap((note) => note.files));
  const all = material.situations.length + material.notes.length + material.notes.reduce((sum, note) => sum + note.files.length, 0) + material.briefings.length + material.contacts.length + material.dates.length + material.papers.length + material.runCount;
  const gone = situations.length + situations.reduce((sum, { notes }) => sum + notes.length, 0) + files.length + briefings.length + contacts.length + dates.length + papers.length + runs.length;
  return ok({ content, files, masked: mask.count(), leftOut: all - gone });
}

interface Line<T> {
  readonly record: T;
  readonly line: string;
}
interface Chosen {
  readonly situations: readonly { readonly situation: Situation; readonly line: string; readonly notes: readonly ChosenNote[]; readonly briefings: readonly Line<HandoverMaterial['briefings'][number]>[] }[];
  readonly contacts: readonly Line<StoredEntry<'actor'>>[];
  readonly openItems: readonly (HandoverChoice['openItems'][number] & { readonly own: StoredEntry<'ownTask'> | undefined })[];
  readonly dates: readonly StoredEntry<'date'>[];
  readonly papers: readonly Line<StoredEntry<'paper'>>[];
  readonly runs: readonly Line<RunMaterial>[];
  readonly kept: readonly StoredEntry<KeptType>[];
}
interface ChosenNote {
  readonly note: HandoverMaterial['notes'][number];
  readonly as: HandoverChoice['situations'][number]['notes'][number];
  readonly files: readonly NoteFile[];
}

/** The records that were chosen; null where a situation, note, file, briefing or run is not there. */
function pick(choice: HandoverChoice, material: HandoverMaterial): Chosen | null {
  const situations: Chosen['situations'][number][] = [];
  for (const { id, line, notes, briefings } of choice.situations) {
    const situation = material.situations.find((one) => one.id === id);
    const picked = notes.flatMap((as) => {
      const note = material.notes.find((one) => one.id === as.id && one.situationId === id);
      return note === undefined || as.files.some((fileId) => !note.files.some((file) => file.id === fileId)) ? [] : [{ note, as, files: note.files.filter((file) => as.files.includes(file.id)) }];
    });
    const written = lines(briefings, material.briefings.filter(({ situationId }) => situationId === id));
    if (situation === undefined || picked.length < notes.length || written.length < briefings.length) return null;
    situations.push({ situation, line, notes: picked, briefings: written });
  }
  const runs = choice.runs.flatMap(({ id, line }) => material.runs.filter(({ summary }) => summary.id === id).map((record) => ({ record, line })));
  if (runs.length < choice.runs.length) return null;
  const keptOf = new Map(choice.situations.map(({ id, kept }) => [id, kept]));
  const goes = ({ type, situationId }: StoredEntry<KeptType>): boolean => (situationId === null ? choice.withThresholds : keptOf.get(situationId)?.includes(partOf[type]) === true);
  const goesAlong = whole(material.kept.filter(goes));
  return {
    situations,
    contacts: lines(choice.contacts, material.contacts),
    openItems: choice.openItems.map((item) => ({ ...item, own: material.ownTasks.find(({ id }) => id === ownEntryId(item.taskId)) })),
    dates: choice.dates.flatMap((id) => material.dates.filter((one) => one.id === id)),
    papers: lines(choice.papers, material.papers),
    runs,
    kept: goesAlong,
  };
}

/** Without lines of alarms and signs of paths that are not among them. */
function whole(kept: readonly StoredEntry<KeptType>[]): StoredEntry<KeptType>[] {
  const ids = new Set(kept.map(({ id }) => id));
  const belongs = (entry: StoredEntry<KeptType>): boolean => {
    if (entry.type === 'alarmNotice' || entry.type === 'alarmStep') return ids.has(entry.alarmId);
    return entry.type !== 'scenarioSign' || ids.has(entry.scenarioId);
  };
  return kept.filter(belongs);
}

const lines = <T extends { readonly id: string }>(wanted: readonly { readonly id: string; readonly line: string }[], records: readonly T[]): Line<T>[] => wanted.flatMap(({ id, line }) => records.filter((one) => one.id === id).map((record) => ({ record, line })));

function packingFor(chosen: Chosen, mask: (text: string) => string, idOf: (name: string) => string): Packing {
  const moved = new Map<string, string>();
  for (const [at, { situation, notes }] of chosen.situations.entries()) {
    moved.set(situation.id, idOf(part.situation(at)));
    for (const [place, { note }] of notes.entries()) moved.set(note.id, idOf(part.note(at, place)));
  }
  for (const [at, { record }] of chosen.contacts.entries()) moved.set(record.id, idOf(part.contact(at)));
  for (const [at, { own }] of chosen.openItems.entries()) if (own !== undefined) moved.set(own.id, idOf(part.ownTask(at)));
  for (const [at, { id }] of chosen.dates.entries()) moved.set(id, idOf(part.date(at)));
  for (const [at, { record }] of chosen.runs.entries()) moved.set(record.summary.id, idOf(part.run(at)));
  for (const [at, { id }] of chosen.kept.entries()) moved.set(id, idOf(part.kept(at)));
  const to = (id: string | null): string | null => (id === null ? null : (moved.get(id) ?? null));
  const toTask = (taskId: string | null): string | null => {
    const entryId = taskId === null ? null : ownEntryId(taskId);
    if (entryId === null) return taskId;
    const id = to(entryId);
    return id === null ? null : ownTaskId(id);
  };
  return { mask, to, toTask };
}

/** Runs, with each definition once. */
function packRuns(runs: Chosen['runs'], packing: Packing): { readonly definitions: RunDefinition[]; readonly runs: HandoverRun[] } {
  const places = new Map<string, number>();
  const definitions: RunDefinition[] = [];
  const packed = runs.map(({ record, line }) => {
    const text = canonicalJson(record.definition);
    const at = places.get(text) ?? definitions.push(record.definition) - 1;
    places.set(text, at);
    return packRun(record, at, packing.mask(line), packing);
  });
  return { definitions, runs: packed };
}

const folded = (text: string): string => text.trim().normalize('NFKC').toLowerCase();

function masker(names: readonly string[]): { readonly text: (value: string) => string; readonly count: () => number } {
  let count = 0;
  const patterns = names.toSorted((a, b) => b.length - a.length).map((name) => new RegExp(name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'giu'));
  const text = (value: string): string => patterns.reduce((words, pattern) => words.replaceAll(pattern, (found) => {
    count += 1;
    // Never longer than what it stands for, so that no field outgrows its limit.
    return maskText.slice(0, found.length);
  }), value);
  return { text, count: () => count };
}

function packNote(note: HandoverMaterial['notes'][number], chosen: { readonly line: string; readonly sourceConsent: string | null }, files: readonly NoteFile[], mask: (value: string) => string): HandoverNote {
  const { title, observedOn, observedPrecision, place, source, reliability, credibility, populations, riskFactorIds, tagWords, gender, genderNote, handling, reviewOn, deleteOn } = note.fields;
  return {
    title: mask(title), observedOn, observedPrecision, place: mask(place), reliability, credibility, populations: populations.map(mask), riskFactorIds: [...riskFactorIds], tagWords, gender, genderNote: mask(genderNote), handling, reviewOn, deleteOn,
    source: chosen.sourceConsent === null ? '' : source, sourceConsent: chosen.sourceConsent, text: mask(note.text), line: mask(chosen.line),
    files: files.map(({ name, type, bytes, sha256, writtenAt }) => ({ name: mask(name), type, bytes, sha256, writtenAt })),
  };
}
