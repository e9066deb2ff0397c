import type { Toolkit } from '../../../shared/content/content.schema.ts';
import type { NewLine } from '../../../shared/domain/assessments/briefing.ts';
import type { BriefingMaterial } from '../../../shared/domain/assessments/fillKind.ts';
import { measuresOf } from '../../../shared/domain/options/measures.ts';
import type { RunAnswers } from '../../../shared/domain/runs/runAnswer.ts';
import type { ThresholdRule } from '../../../shared/domain/warning/threshold.ts';
import { readOnce } from '../../platform/readOnce.ts';

/** The question of the Framework toolkit in which the user says what keeps people safe. */
const resilienceItem = 'aj2kow18';

/** Everything of a situation that a briefing may be filled from, as it stands now. Nothing of it follows later changes. */
export async function gatherMaterial(situationId: string, assessed: readonly NewLine[], answers: RunAnswers, measures: Toolkit | undefined, usable: ReadonlySet<string>, rule: (rule: ThresholdRule) => string): Promise<BriefingMaterial> {
  const here = <T extends { readonly situationId: string | null }>(list: readonly T[] | null): readonly T[] => (list ?? []).filter((each) => each.situationId === situationId);
  const [options, moves, scenarios, signs, alarms, thresholds] = await Promise.all([
    readOnce({ name: 'entries', type: 'option' }),
    readOnce({ name: 'entries', type: 'forumMove' }),
    readOnce({ name: 'entries', type: 'scenario' }),
    readOnce({ name: 'entries', type: 'scenarioSign' }),
    readOnce({ name: 'entries', type: 'alarm' }),
    readOnce({ name: 'entries', type: 'threshold' }),
  ]);
  const known = measures === undefined ? [] : measuresOf(measures, []);
  const protection = answers[resilienceItem]?.values[0]?.value;
  const alarm = [...here(alarms)].filter(({ closedAt }) => closedAt === null).sort((a, b) => b.openedAt.localeCompare(a.openedAt))[0];
  const threshold = thresholds?.find(({ id }) => id === alarm?.thresholdId);
  return {
    assessed,
    resilience: typeof protection === 'string' ? protection : '',
    scenarios: here(scenarios).map(({ id, name, path }) => ({
      name, path,
      signs: here(signs).filter(({ scenarioId }) => scenarioId === id).map(({ sign, seenOn, noteIds }) => ({ sign, seenOn, noteIds: noteIds.filter((noteId) => usable.has(noteId)) })),
    })),
    options: here(options).filter(({ state }) => state !== 'set-aside' && state !== 'done').map(({ itemId, label, state, notKnown }) => ({ label, chosen: state !== 'compare', facts: known.find(({ item }) => item.id === itemId)?.facts ?? null, notKnown })),
    forums: here(moves).filter(({ state }) => state === 'idea' || state === 'planned').map(({ forum, aim, on }) => ({ forum, aim, on })),
    alarm: alarm === undefined ? null : { title: alarm.title, because: alarm.because, rule: threshold === undefined ? null : rule(threshold.rule), agreedWith: threshold?.agreedWith ?? '' },
  };
}
