/**
 * What a run may be begun with: answers that the app knows already. Each is an ordinary answer that the user sees, changes or takes back.
 * An item that the edition does not have, or that asks for another kind of answer, is left alone.
 */
import type { ItemChange } from '../runs/run.ts';
import { type AnswerValue, fits } from '../runs/runAnswer.ts';
import { itemById, type RunDefinition, type RunItem } from '../runs/runDefinition.ts';
import { appointmentKinds, postForms, postLocations } from '../vault/profile.ts';
import type { KnownFacts } from './knownFacts.ts';
import { outcomeIds, planIds, toolkitIds } from './planRows.ts';

export interface Fill {
  readonly itemId: string;
  readonly change: ItemChange;
}

const mandateIds = { location: 'ggyts4q6', gives: 'b67l6vvs', costs: 'pl6iodj1', appointment: 'vk7et30g', form: 'vxdkbs0z', hours: 'aq6goy8y', convenes: 'v8jdg81t' } as const;
const reviewIds = { bodies: 'q8lc87ed', body: 'oxmy18us', risk: 'nyggsgg4' } as const;
const mapIds = { government: 'wkqgit4o', unit: 'enle0zgx', decides: 'sz2qxldb', in48: 'q2diu42i', unknown: 'pfg0dn48', outside: 'yvnansz1', organisation: 'ft25aaaa', does: 'ovoufycz' } as const;
const trainingIds = { sessions: 'tp4kw8zq', audience: 'tp9hd2ra', owner: 'tpc7xm5e' } as const;
export const fillIds = { mandateIds, reviewIds, mapIds, trainingIds } as const;

/** How many rows one run is begun with; the rest the user knows where to find. */
const maxRows = 40;

/** `newId` gives 32 random hexadecimal digits for each row. */
export function runFill(definition: RunDefinition, facts: KnownFacts, newId: () => string): Fill[] {
  const item = (id: string): RunItem | undefined => itemById(definition, id);
  const value = (id: string, known: AnswerValue | null | undefined): Fill[] => {
    const asked = item(id);
    return asked === undefined || known == null || known === '' || !fits(asked, known) ? [] : [{ itemId: id, change: { set: 'value', value: known } }];
  };
  const option = (id: string, place: number): Fill[] => value(id, item(id)?.options?.[place]?.id);
  const rows = (id: string, list: readonly Readonly<Record<string, string>>[]): Fill[] => {
    const columns = new Set(item(id)?.columns?.map((column) => column.id));
    return list.slice(0, maxRows).flatMap((cells): Fill[] => {
      const kept = Object.fromEntries(Object.entries(cells).filter(([column, words]) => columns.has(column) && words !== '').map(([column, words]) => [column, words.slice(0, 4_000)]));
      return Object.keys(kept).length === 0 ? [] : [{ itemId: id, change: { set: 'row', rowId: newId(), cells: kept } }];
    });
  };
  /** Words that belong beside an answer and are none. */
  const remark = (id: string, words: string): Fill[] => (item(id) === undefined || words === '' ? [] : [{ itemId: id, change: { set: 'remark', text: words } }]);
  const { profile, actors, mandate } = facts;
  const official = actors.filter(({ kind }) => kind === 'ministry' || kind === 'agency');

  switch (definition.id) {
    case toolkitIds.mandate:
      return profile === null ? [] : [
        ...option(mandateIds.location, postLocations.indexOf(profile.location)),
        ...option(mandateIds.appointment, appointmentKinds.indexOf(profile.appointment)),
        ...option(mandateIds.form, postForms.indexOf(profile.form)),
        ...(mandate === null ? [] : [...value(mandateIds.gives, mandate.reason), ...value(mandateIds.costs, mandate.cover), ...remark(mandateIds.appointment, mandate.rank), ...remark(mandateIds.convenes, mandate.duties), ...remark(mandateIds.hours, mandate.resources)]),
      ];
    case toolkitIds.review:
      return [
        ...(profile === null ? [] : option(reviewIds.risk, profile.riskHistory ? 0 : 1)),
        ...rows(reviewIds.bodies, official.map(({ name }) => ({ [reviewIds.body]: name }))),
      ];
    case toolkitIds.plan:
      return rows(planIds.actions, facts.gaps.map(({ point, remark }) => ({ [planIds.gap]: remark === '' ? point : `${point} (${remark})` })));
    case toolkitIds.outcomes: {
      const meeting = facts.dates.find(({ kind }) => kind === 'meeting');
      return meeting === undefined ? [] : [...value(outcomeIds.meeting, meeting.title), ...value(outcomeIds.firstDay, meeting.on)];
    }
    case toolkitIds.actorMap:
      return [
        ...rows(mapIds.government, official.map(({ name, person, note, within48 }) => ({ [mapIds.unit]: person === '' ? name : `${name}: ${person}`, [mapIds.decides]: note, [mapIds.in48]: within48 === 'yes' ? 'yes' : '' }))),
        ...value(mapIds.unknown, official.filter(({ person }) => person.trim() === '').map(({ name }) => name).join('\n')),
        ...rows(mapIds.outside, actors.filter(({ kind }) => kind === 'parliament' || kind === 'civil-society').map(({ name, note }) => ({ [mapIds.organisation]: name, [mapIds.does]: note }))),
      ];
    case toolkitIds.training:
      return rows(trainingIds.sessions, official.map(({ name, person }) => ({ [trainingIds.audience]: name, [trainingIds.owner]: person })));
    default:
      return [];
  }
}
