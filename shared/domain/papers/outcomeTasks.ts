import type { RenderedRun } from '../runs/renderRun.ts';
import type { EntryOf, StoredEntry } from '../vault/entry.ts';
import { outcomeActions } from './planRows.ts';

export interface OutcomeTask {
  readonly entry: EntryOf<'ownTask'>;
  readonly owner: string;
}

/** Working time that nobody has estimated: half an hour, which the user changes. */
const unknownMinutes = 30;

/** Own tasks for the decisions of a meeting that have none yet. `why` says where a task comes from. */
export function outcomeTasks(runId: string, run: RenderedRun, tasks: readonly StoredEntry<'ownTask'>[], why: (recommendation: string) => string): OutcomeTask[] {
  const taken = new Set(tasks.flatMap(({ fromRow }) => (fromRow?.runId === runId ? [fromRow.rowId] : [])));
  return outcomeActions(run).filter(({ rowId }) => !taken.has(rowId)).map(({ rowId, action, recommendation, owner, due }) => ({
    owner: owner.slice(0, 400),
    entry: { type: 'ownTask', title: action.slice(0, 200).trim(), why: why(recommendation).slice(0, 4_000), phase: 'annual-cycle', dueOn: due, minutes: unknownMinutes, steps: [], yearly: false, fromRow: { runId, rowId } },
  }));
}
