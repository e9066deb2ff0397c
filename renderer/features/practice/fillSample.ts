import type { Toolkit } from '../../../shared/content/content.schema.ts';
import type { Manifest } from '../../../shared/contracts/edition.ts';
import type { NoteFieldsPatch } from '../../../shared/domain/vault/note.ts';
import type { Entry } from '../../../shared/domain/vault/entry.ts';
import { FailureError, type Result } from '../../../shared/errors/result.ts';
import { addDays } from '../../../shared/time/calendarDate.ts';
import { randomId } from './randomId.ts';
import { today } from '../../i18n/nearDate.ts';
import type { TextTools } from '../../i18n/useText.ts';
import { vault } from '../../platform/vault.ts';
import { writeNoteText } from './writeNoteText.ts';

/** Throws what failed, up to the one answer of `fillSample`. */
const done = <T>(result: Result<T>): T => {
  if (!result.ok) throw new FailureError(result.error);
  return result.value;
};
const save = async (entry: Entry): Promise<void> => void done(await vault.commands.saveEntry(null, entry));

/**
 * Fills an empty vault with an invented country and situation, in the user's language. The profile comes last: with it the sample counts as
 * whole, so that one that was cut off is never shown. Throws a FailureError.
 */
export async function fillSample(text: TextTools, toolkits: readonly Toolkit[], manifest: Manifest | null): Promise<void> {
  const now = today();
  await samplePeople(text);
  await sampleDates(text, now);
  const situationId = await sampleSituation(text, now);
  const framework = toolkits.find(({ id }) => id === 'framework-of-analysis');
  if (framework !== undefined && manifest !== null) await sampleAssessment(framework, manifest, situationId);
  for (const taskId of ['wk-01', 'wk-03', 'wk-05']) done(await vault.commands.setTaskState(taskId, 'done'));
  done(await vault.commands.setTaskState('mo-13', 'waiting', { whom: text('sample.whom'), until: addDays(now, 2) }));
  done(await vault.commands.setStepDone('mo-01', 'a', true));
  await save({ type: 'ownTask', title: text('sample.task'), why: text('sample.task.why'), phase: 'first-100-days', dueOn: addDays(now, 4), minutes: 30, steps: [{ id: 'a', text: text('sample.task.step') }], yearly: false });
  done(await vault.commands.saveProfile({ country: text('sample.country'), appointedOn: addDays(now, -20), location: 'foreign-ministry', appointment: 'career', portfolio: 'broad', form: 'individual', capacity: 'medium', riskHistory: false, regionalBodyHasFocalPoint: true }));
}

async function samplePeople(text: TextTools): Promise<void> {
  const actor = { type: 'actor', counterpart: 'none', reach: '' } as const;
  await save({ ...actor, name: text('sample.actor.1'), kind: 'ministry', person: text('sample.actor.1.person'), within48: 'yes', counterpart: 'human-rights', note: text('sample.actor.1.note') });
  await save({ ...actor, name: text('sample.actor.2'), kind: 'ministry', person: '', within48: 'unknown', note: '' });
  await save({ ...actor, name: text('sample.actor.3'), kind: 'agency', person: text('sample.actor.3.person'), within48: 'yes', note: text('sample.actor.3.note') });
  await save({ ...actor, name: text('sample.actor.4'), kind: 'parliament', person: text('sample.actor.4.person'), within48: 'no', note: '' });
  await save({ ...actor, name: text('sample.actor.5'), kind: 'civil-society', person: text('sample.actor.5.person'), within48: 'yes', counterpart: 'women-peace-security', note: text('sample.actor.5.note') });
}

async function sampleDates(text: TextTools, now: string): Promise<void> {
  const date = { type: 'date', endsOn: null, note: '', yearly: false, sequence: 0 } as const;
  await save({ ...date, title: text('sample.date.1'), kind: 'meeting', startsOn: addDays(now, 12), startsAt: '10:00', place: text('sample.date.1.place'), remindDays: 3, uid: `${randomId()}@practice` });
  await save({ ...date, title: text('sample.date.2'), kind: 'call', startsOn: addDays(now, 3), startsAt: '15:30', place: '', remindDays: null, uid: `${randomId()}@practice` });
}

async function sampleSituation(text: TextTools, now: string): Promise<string> {
  const { id } = done(await vault.commands.createSituation({ name: text('sample.situation'), area: text('sample.area'), populations: [text('sample.group.1'), text('sample.group.2')], stage: 'serious-concern', priority: 'high', reviewOn: addDays(now, 5) }));
  const notes: readonly (readonly [NoteFieldsPatch, string])[] = [
    [{ title: text('sample.note.1.title'), place: text('sample.note.1.place'), source: text('sample.source.1'), reliability: 'B', credibility: '2', observedOn: addDays(now, -4), observedPrecision: 'day', handling: 'office' }, text('sample.note.1.text')],
    [{ title: text('sample.note.2.title'), place: text('sample.note.2.place'), source: text('sample.source.2'), reliability: 'C', credibility: '3', observedOn: addDays(now, -2), observedPrecision: 'day', handling: 'office' }, text('sample.note.2.text')],
    [{ title: text('sample.note.3.title'), place: text('sample.note.3.place'), source: text('sample.source.1'), reliability: 'B', credibility: '1', observedOn: addDays(now, -1), observedPrecision: 'day', handling: 'private' }, text('sample.note.3.text')],
  ];
  for (const [fields, words] of notes) {
    const note = done(await vault.commands.createNote(id, fields));
    done(await writeNoteText(note.id, words));
  }
  return id;
}

/** How the factors of the sample are judged, by their place among the steps; the others are left open. */
const steps = [2, 1, 3, 2, 1, null, 3, 2, 3] as const;

async function sampleAssessment(framework: Toolkit, manifest: Manifest, situationId: string): Promise<void> {
  const run = done(await vault.commands.startRun({ definition: framework, edition: manifest.number, editionName: manifest.edition, situationId }));
  const judgements = framework.groups.flatMap((group) => group.items.find((item) => item.type === 'judgement') ?? []);
  for (const [at, step] of steps.entries()) {
    const item = judgements[at];
    const option = step === null ? undefined : item?.options?.[step];
    if (item !== undefined && option !== undefined) done(await vault.commands.changeRunItem(run.id, item.id, { set: 'value', value: option.id }));
  }
  done(await vault.commands.signOffRun(run.id));
}
