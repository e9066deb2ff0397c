import type { EntryOf, StoredEntry } from '../vault/entry.ts';
import type { MustKnow } from '../warning/threshold.ts';
import type { KeptType } from './handoverPackage.ts';

/** How a record is written for the successor: names of sources that stay are masked, and ids are those of the package or none. */
export interface Packing {
  readonly mask: (text: string) => string;
  /** The id that a record of this vault has in the package; null where it stays behind. */
  readonly to: (id: string | null) => string | null;
  /** The task's id there; null for an own task that stays behind. */
  readonly toTask: (taskId: string | null) => string | null;
}

export const packActor = ({ name, kind, person, reach, within48, counterpart, note }: StoredEntry<'actor'>, { mask }: Packing): EntryOf<'actor'> => ({ type: 'actor', name: mask(name), kind, person: mask(person), reach: mask(reach), within48, counterpart, note: mask(note) });

export const packOwnTask = ({ title, why, phase, dueOn, minutes, steps, yearly }: StoredEntry<'ownTask'>, { mask }: Packing): EntryOf<'ownTask'> => ({
  type: 'ownTask', title: mask(title), why: mask(why), phase, dueOn, minutes, steps: steps.map(({ id, text }) => ({ id, text: mask(text) })), yearly,
});

export const packDate = ({ title, kind, startsOn, startsAt, endsOn, place, note, yearly, remindDays, uid, sequence }: StoredEntry<'date'>, { mask }: Packing): EntryOf<'date'> => ({
  type: 'date', title: mask(title), kind, startsOn, startsAt, endsOn, place: mask(place), note: mask(note), yearly, remindDays, uid, sequence,
});

export const packPaper = ({ title, taskId, template, values, handling, concurrent }: StoredEntry<'paper'>, { mask, toTask }: Packing, madeOn: string): EntryOf<'paper'> => ({
  type: 'paper', title: mask(title), taskId: toTask(taskId), handling, inheritedOn: madeOn,
  template: { id: template.id, title: template.title, body: template.body, placeholders: template.placeholders.map(({ name, label }) => ({ name, label })) },
  // Of values that wait to be settled, all go.
  values: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, mask((concurrent?.[name] ?? [value]).join(' / ')).slice(0, 20_000)])),
});

/** A record beside a situation. null where what it belongs to stays behind. */
export function packKept(entry: StoredEntry<KeptType>, packing: Packing): EntryOf<KeptType> | null {
  const { mask, to } = packing;
  const situationId = to(entry.situationId);
  if (situationId === null && entry.type !== 'threshold') return null;
  switch (entry.type) {
    case 'threshold':
      return packThreshold(entry, packing);
    case 'alarm': {
      const { title, tier, because, openedAt, closedAt, outcome } = entry;
      return { type: 'alarm', situationId: situationId ?? '', thresholdId: to(entry.thresholdId), title: mask(title), tier, because: mask(because), runId: to(entry.runId), openedAt, closedAt, outcome: mask(outcome) };
    }
    case 'alarmNotice': {
      const { who, route, dueAt, sentAt, acknowledgedAt, answer } = entry;
      const alarmId = to(entry.alarmId);
      return alarmId === null ? null : { type: 'alarmNotice', situationId: situationId ?? '', alarmId, actorId: to(entry.actorId), who: mask(who), route: mask(route), dueAt, sentAt, acknowledgedAt, answer: mask(answer) };
    }
    case 'alarmStep': {
      const alarmId = to(entry.alarmId);
      return alarmId === null ? null : { type: 'alarmStep', situationId: situationId ?? '', alarmId, at: entry.at, text: mask(entry.text) };
    }
    case 'option': {
      const { toolkitId, itemId, label, pillar, state, reason, notKnown, who, followUpOn, outcome } = entry;
      return {
        type: 'option', situationId: situationId ?? '', toolkitId, itemId, label: mask(label), pillar, state, reason: mask(reason), notKnown: mask(notKnown), actorId: to(entry.actorId), who: mask(who),
        followUpOn, taskId: to(entry.taskId), dateId: to(entry.dateId), outcome: mask(outcome),
      };
    }
    case 'forumMove': {
      const { forum, where, aim, who, withWhom, on, state, outcome } = entry;
      return { type: 'forumMove', situationId: situationId ?? '', forum, where: mask(where), aim: mask(aim), who: mask(who), withWhom: mask(withWhom), on, state, outcome: mask(outcome) };
    }
    case 'scenario': {
      const { name, direction, path, triggers, turn } = entry;
      return { type: 'scenario', situationId: situationId ?? '', name: mask(name), direction, path: mask(path), triggers: mask(triggers), turn: mask(turn) };
    }
    case 'scenarioSign': {
      const scenarioId = to(entry.scenarioId);
      const noteIds = entry.noteIds.flatMap((id) => to(id) ?? []);
      return scenarioId === null ? null : { type: 'scenarioSign', situationId: situationId ?? '', scenarioId, sign: mask(entry.sign), watcher: mask(entry.watcher), seenOn: entry.seenOn, noteIds };
    }
  }
}

function packThreshold({ title, tier, rule, agreedWith, agreedOn, reviewOn, mustKnow, note, ...entry }: StoredEntry<'threshold'>, { mask, to }: Packing): EntryOf<'threshold'> {
  const told = ({ actorId, who, withinHours, route }: MustKnow): MustKnow => ({ actorId: to(actorId), who: mask(who), withinHours, route: mask(route) });
  return { type: 'threshold', situationId: to(entry.situationId), title: mask(title), tier, rule, agreedWith: mask(agreedWith), agreedOn, reviewOn, mustKnow: mustKnow.map(told), note: mask(note) };
}
