import type { CalendarDate } from '../../time/calendarDate.ts';
import type { Actor } from '../people/actorMap.ts';
import type { EntryOf } from '../vault/entry.ts';
import type { Profile } from '../vault/profile.ts';
import type { PlanAction } from './planRows.ts';
import type { PolicyGap } from './policyGaps.ts';

/** Why this place, who covers its weak side, rank, duties and powers, time and money. */
export type MandateDraft = Pick<EntryOf<'mandate'>, 'reason' | 'cover' | 'rank' | 'duties' | 'resources'>;

/** What the app knows and may put into a working document. It is gathered when a document is begun; nothing of it follows later changes. */
export interface KnownFacts {
  readonly today: CalendarDate;
  readonly profile: Profile | null;
  /** What was drafted while an appointment was considered; null where nothing was. */
  readonly mandate: MandateDraft | null;
  readonly actors: readonly Actor[];
  /** Tasks that wait for someone. */
  readonly waiting: readonly { readonly title: string; readonly whom: string; readonly until: CalendarDate | null }[];
  readonly doneTasks: readonly string[];
  readonly declinedTasks: readonly { readonly title: string; readonly reason: string }[];
  /** Situations that are followed. Their names go into nothing that leaves the office; only the handover letter takes them. */
  readonly situations: readonly { readonly name: string; readonly reviewOn: CalendarDate | null }[];
  /** From today on, soonest first. */
  readonly dates: readonly { readonly on: CalendarDate; readonly title: string; readonly kind: string; readonly place: string }[];
  /** Of the policy review that was changed last. */
  readonly gaps: readonly PolicyGap[];
  /** Of the action plan that was changed last. */
  readonly plan: { readonly actions: readonly PlanAction[]; readonly consulted: readonly { readonly on: string; readonly who: string; readonly changed: string }[]; readonly aim: string; readonly adoptedBy: string; readonly from: string; readonly until: string } | null;
}

export const noFacts = (today: CalendarDate): KnownFacts => ({ today, profile: null, mandate: null, actors: [], waiting: [], doneTasks: [], declinedTasks: [], situations: [], dates: [], gaps: [], plan: null });
