import type { Phase } from '../../../shared/content/content.schema.ts';
import { addDays } from '../../../shared/time/calendarDate.ts';
import type { TextTools } from '../../i18n/useText.ts';

const days: Readonly<Partial<Record<Phase, readonly [number, number]>>> = { 'first-week': [0, 6], 'first-month': [7, 30], 'first-100-days': [31, 100] };

/** The dates of a phase that is counted from appointment; null for one that is not. */
export function phaseDates(text: TextTools, phase: Phase, appointedOn: string): string | null {
  const span = days[phase];
  if (span === undefined) return null;
  const [from, to] = span.map((day) => text.intl.formatDate(new Date(`${addDays(appointedOn, day)}T12:00:00`), { day: 'numeric', month: 'short' }));
  return text('onboarding.dates', { from: from ?? '', to: to ?? '' });
}
