/**
 * What the app reads out of two toolkits that it knows by name: the actions of a national action plan and the decisions of a meeting. Ids of
 * items and columns are minted once and never reused, so they may stand here; where an edition has none of them, nothing is found.
 */
import { isEmpty, type RenderedRun } from '../runs/renderRun.ts';
import type { AnswerRow } from '../runs/runAnswer.ts';
import type { RunItem } from '../runs/runDefinition.ts';

export const toolkitIds = { actorMap: 'actor-map', mandate: 'mandate-check', review: 'policy-review', plan: 'national-action-plan', outcomes: 'meeting-outcomes', training: 'training-plan' } as const;

export const planIds = { actions: 'etj2gxpn', action: 'yudb6dyq', gap: 'q55lqfvh', priority: 't4aj7ndx', owner: 'jmxbdqlk', resources: 'wscne63t', due: 'jp0mb7wg', state: 'kvouksrg', consultation: 'k8qr6x6o', consultedOn: 'spjzwea9', consulted: 'mpmzj83u', changed: 'bj136rbw', adoptedBy: 'grtdjigi', from: 'xs4xgjjp', until: 'i7qc5qcf', aim: 'uqoe7zak' } as const;
export const outcomeIds = { meeting: 'fhqdc5zq', firstDay: 'e0xdmqcd', decisions: 'nascvoep', recommendation: 'q81wt46s', decision: 'j72jn25q', declined: 'mrnv7bzu', reason: 'muqvruvc', action: 'jb2ljfzc', owner: 'afx19gcv', due: 'qx9u6wlx', done: 'xenq4m3i' } as const;

export interface PlanAction {
  readonly action: string;
  readonly owner: string;
  readonly resources: string;
  readonly due: string;
  /** Label of the priority and of the state, as the toolkit words them; empty where not chosen. */
  readonly priority: string;
  readonly state: string;
}

/** The first text of a cell, trimmed; where devices differ the others stay in the run. */
export const cellOf = (row: AnswerRow, column: string): string => (row.cells[column]?.[0] ?? '').trim();

export const itemOf = (run: RenderedRun, id: string) => run.groups.flatMap(({ items }) => items).find(({ item }) => item.id === id);

const optionOf = (item: RunItem, column: string, id: string): string => item.columns?.find((each) => each.id === column)?.options?.find((option) => option.id === id)?.label ?? '';

export function planActions(run: RenderedRun): PlanAction[] {
  const found = itemOf(run, planIds.actions);
  if (found === undefined || isEmpty(found.answers)) return [];
  return found.answers.rows.flatMap((row): PlanAction[] => {
    const [action, gap] = [cellOf(row, planIds.action), cellOf(row, planIds.gap)];
    if (action === '' && gap === '') return [];
    return [{
      action: action === '' ? gap : action, owner: cellOf(row, planIds.owner), resources: cellOf(row, planIds.resources), due: cellOf(row, planIds.due),
      priority: optionOf(found.item, planIds.priority, cellOf(row, planIds.priority)), state: optionOf(found.item, planIds.state, cellOf(row, planIds.state)),
    }];
  });
}

export interface OutcomeAction {
  readonly rowId: string;
  readonly action: string;
  readonly recommendation: string;
  readonly owner: string;
  /** YYYY-MM-DD; null where no date, or something that is none, was entered. */
  readonly due: string | null;
}

const isDay = (text: string): boolean => /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/.test(text);

/** Decisions of a meeting that lead to something that is still to be done: not declined, not ticked as done, and with words to go by. */
export function outcomeActions(run: RenderedRun): OutcomeAction[] {
  const rows = itemOf(run, outcomeIds.decisions)?.answers.rows ?? [];
  return rows.flatMap((row): OutcomeAction[] => {
    const [action, recommendation, due] = [cellOf(row, outcomeIds.action), cellOf(row, outcomeIds.recommendation), cellOf(row, outcomeIds.due)];
    const words = action === '' ? recommendation : action;
    if (words === '' || cellOf(row, outcomeIds.done) === 'yes' || cellOf(row, outcomeIds.decision) === outcomeIds.declined) return [];
    return [{ rowId: row.id, action: words, recommendation: action === '' ? '' : recommendation, owner: cellOf(row, outcomeIds.owner), due: isDay(due) ? due : null }];
  });
}

/** What the meeting is called, where that was answered. */
export function meetingName(run: RenderedRun): string | null {
  const value = itemOf(run, outcomeIds.meeting)?.current[0]?.value;
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}
