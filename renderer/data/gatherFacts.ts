import { upcoming } from '../../shared/domain/calendar/upcoming.ts';
import type { KnownFacts } from '../../shared/domain/papers/knownFacts.ts';
import { cellOf, itemOf, planActions, planIds, toolkitIds } from '../../shared/domain/papers/planRows.ts';
import { policyGaps } from '../../shared/domain/papers/policyGaps.ts';
import { renderRun, type RenderedRun } from '../../shared/domain/runs/renderRun.ts';
import { today } from '../i18n/nearDate.ts';
import { readOnce } from '../platform/readOnce.ts';

/** How far ahead dates are looked up: half a year, as the handover letter says. */
const datesAheadDays = 183;

/** The run of a toolkit that was changed last and is not in the bin, with what it answers; null where there is none. */
async function latestRun(toolkitId: string): Promise<RenderedRun | null> {
  const latest = (await readOnce({ name: 'runs' }))?.find((run) => run.toolkitId === toolkitId && run.trashedAt === null);
  if (latest === undefined) return null;
  const [run, definition] = await Promise.all([readOnce({ name: 'run', id: latest.id }), readOnce({ name: 'definition', hash: latest.pin.hash })]);
  return run === null || definition === null ? null : renderRun(definition, run.answers);
}

function planOf(run: RenderedRun | null): KnownFacts['plan'] {
  if (run === null) return null;
  const single = (id: string): string => {
    const value = itemOf(run, id)?.current[0]?.value;
    return typeof value === 'string' ? value : '';
  };
  const consulted = (itemOf(run, planIds.consultation)?.answers.rows ?? []).map((row) => ({ on: cellOf(row, planIds.consultedOn), who: cellOf(row, planIds.consulted), changed: cellOf(row, planIds.changed) }));
  return { actions: planActions(run), consulted, aim: single(planIds.aim), adoptedBy: single(planIds.adoptedBy), from: single(planIds.from), until: single(planIds.until) };
}

/** Everything that a working document may be filled from, as it stands now. */
export async function gatherFacts(): Promise<KnownFacts> {
  const now = today();
  const [profile, mandates, actors, progress, situations, dates, review, plan] = await Promise.all([
    readOnce({ name: 'profile' }),
    readOnce({ name: 'entries', type: 'mandate' }),
    readOnce({ name: 'entries', type: 'actor' }),
    readOnce({ name: 'programme' }),
    readOnce({ name: 'situations' }),
    readOnce({ name: 'entries', type: 'date' }),
    latestRun(toolkitIds.review),
    latestRun(toolkitIds.plan),
  ]);
  const recorded = Object.values(progress ?? {}).flatMap((task) => (task.title === null ? [] : [{ ...task, title: task.title }]));
  return {
    today: now,
    profile,
    mandate: mandates?.at(-1) ?? null,
    actors: actors ?? [],
    waiting: recorded.filter(({ state }) => state === 'waiting').map(({ title, whom, until }) => ({ title, whom: whom ?? '', until })),
    doneTasks: recorded.filter(({ state }) => state === 'done').map(({ title }) => title),
    declinedTasks: recorded.filter(({ state }) => state === 'declined').map(({ title, reason }) => ({ title, reason: reason ?? '' })),
    situations: (situations ?? []).filter(({ archivedAt, stage }) => archivedAt === null && stage !== 'closed').map(({ name, reviewOn }) => ({ name, reviewOn })),
    dates: upcoming(dates ?? [], [], now, datesAheadDays).map(({ on, title, place, entry }) => ({ on, title, place, kind: entry?.kind ?? 'other' })),
    gaps: review === null ? [] : policyGaps(review),
    plan: planOf(plan),
  };
}
