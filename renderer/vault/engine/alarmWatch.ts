import { crossing, type WatchedState } from '../../../shared/domain/warning/crossing.ts';
import type { RaiseAlarm } from '../../../shared/domain/warning/threshold.ts';
import type { RunDefinition } from '../../../shared/domain/runs/runDefinition.ts';
import type { RunSummary } from '../../../shared/domain/runs/run.ts';
import type { EntryOf, StoredEntry } from '../../../shared/domain/vault/entry.ts';
import type { Situation } from '../../../shared/domain/vault/situation.ts';
import type { CommandArgs, CommandName, CommandValue, Saved } from '../../../shared/domain/vault/vaultCommands.ts';
import { fail, ok, type Result } from '../../../shared/errors/result.ts';
import { situationsParent, type DocumentRef } from './documentKinds.ts';
import { readEntries } from './entryCommands.ts';
import { writeEntry } from './entryDocument.ts';
import type { OpenVault } from './openVault.ts';
import { runsParent } from './runDocument.ts';

type AlarmHandlers = { readonly [C in Extract<CommandName, 'raiseAlarm'>]: (vault: OpenVault, ...args: CommandArgs<C>) => Promise<Result<CommandValue<C>>> };
type Opening = Pick<EntryOf<'alarm'>, 'situationId' | 'thresholdId' | 'title' | 'tier' | 'because' | 'runId'>;

const entry = (id: string): DocumentRef => ({ kind: 'entry', id });
const hourMs = 3_600_000;

/**
 * Carries out a change of a situation and opens the alarm of each threshold that it crosses: not met before and met after, or met and
 * never alarmed. While an alarm of a threshold is open, no second one is opened.
 *
 * The id follows from threshold, situation and how many came before, so that two devices that cross it apart open one alarm.
 */
export async function watched(vault: OpenVault, situationId: string | null, change: () => Promise<Result<Saved>>): Promise<Result<Saved>> {
  const thresholds = situationId === null ? [] : (await readEntries(vault, 'threshold')).filter((each) => each.situationId === null || each.situationId === situationId);
  if (situationId === null || thresholds.length === 0) return change();
  const before = await stateOf(vault, situationId);
  const changed = await change();
  const after = changed.ok ? await stateOf(vault, situationId) : null;
  if (after === null) return changed;
  const alarms = (await readEntries(vault, 'alarm')).filter((alarm) => alarm.situationId === situationId);
  for (const threshold of thresholds) {
    const met = crossing(threshold.rule, after);
    const own = alarms.filter((alarm) => alarm.thresholdId === threshold.id);
    if (met === null || own.some((alarm) => alarm.closedAt === null)) continue;
    if (own.length > 0 && before !== null && crossing(threshold.rule, before) !== null) continue;
    const id = derivedId(vault, `${threshold.id}/${situationId}/${own.length}`);
    const opened = await openAlarm(vault, id, { situationId, thresholdId: threshold.id, title: threshold.title, tier: threshold.tier, because: '', runId: met.runId }, threshold);
    if (!opened.ok) return opened;
  }
  return changed;
}

const derivedId = (vault: OpenVault, name: string): string => vault.sodium.to_hex(vault.sodium.crypto_generichash(16, vault.sodium.from_string(`alarm/${name}`), null));

async function stateOf(vault: OpenVault, situationId: string): Promise<WatchedState | null> {
  const situation = (await vault.views.one(situationsParent, { kind: 'situation', id: situationId })) as Situation | undefined;
  if (situation === undefined) return null;
  const runs = [...((await vault.views.all(runsParent)).values() as IterableIterator<RunSummary>)].filter((run) => run.situationId === situationId);
  const definitions = new Map<string, RunDefinition | null>();
  for (const hash of new Set(runs.map(({ pin }) => pin.hash))) definitions.set(hash, await vault.definition(hash));
  return { stage: situation.stage, runs, definition: (hash) => definitions.get(hash) ?? null };
}

async function openAlarm(vault: OpenVault, id: string, opening: Opening, threshold: StoredEntry<'threshold'> | null): Promise<Result<Saved>> {
  const compartment = await vault.views.compartment(situationsParent, { kind: 'situation', id: opening.situationId });
  if (compartment === undefined) return fail('vault.notFound', 'never');
  const now = vault.now();
  const alarm: EntryOf<'alarm'> = { type: 'alarm', ...opening, openedAt: now, closedAt: null, outcome: '' };
  const saved = await vault.queue.edit(entry(id), compartment, (doc) => writeEntry(doc, alarm, now));
  for (const [at, { actorId, who, route, withinHours }] of (saved.ok ? (threshold?.mustKnow ?? []) : []).entries()) {
    const notice: EntryOf<'alarmNotice'> = { type: 'alarmNotice', situationId: opening.situationId, alarmId: id, actorId, who, route, dueAt: new Date(Date.parse(now) + withinHours * hourMs).toISOString(), sentAt: null, acknowledgedAt: null, answer: '' };
    const kept = await vault.queue.edit(entry(derivedId(vault, `${id}/${at}`)), compartment, (doc) => writeEntry(doc, notice, now));
    if (!kept.ok) return kept;
  }
  return saved;
}

/** The situation of a run; null for one that belongs to none. */
export async function situationOfRun(vault: OpenVault, runId: string): Promise<string | null> {
  const run = (await vault.views.one(runsParent, { kind: 'run', id: runId })) as RunSummary | undefined;
  return run?.situationId ?? null;
}

export const alarmHandlers: AlarmHandlers = {
  raiseAlarm: async (vault, raised: RaiseAlarm) => {
    const threshold = raised.thresholdId === null ? null : ((await readEntries(vault, 'threshold')).find(({ id }) => id === raised.thresholdId) ?? null);
    const id = vault.newId();
    const saved = await openAlarm(vault, id, { ...raised, runId: null }, threshold);
    return saved.ok ? ok({ ...saved.value, id }) : saved;
  },
};
