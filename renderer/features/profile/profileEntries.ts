import { appointmentKinds, capacities, portfolios, postForms, postLocations, type Profile, type ProfileDraft } from '../../../shared/domain/vault/profile.ts';
import type { MessageId } from '../../../shared/messages/en.ts';
import { addDays } from '../../../shared/time/calendarDate.ts';

/** The questions with a fixed set of answers, in the order of the form. */
export const questions = [
  { name: 'location', values: postLocations },
  { name: 'appointment', values: appointmentKinds },
  { name: 'portfolio', values: portfolios },
  { name: 'form', values: postForms },
  { name: 'capacity', values: capacities },
  { name: 'riskHistory', values: ['yes', 'no'] },
] as const;

export type QuestionName = (typeof questions)[number]['name'];
/** What stands in the form: text, empty where nothing was entered yet. */
export type ProfileEntries = { country: string; appointedOn: string } & Record<QuestionName, string>;

export const emptyEntries: ProfileEntries = { country: '', appointedOn: '', location: '', appointment: '', portfolio: '', form: '', capacity: '', riskHistory: '' };

/** Takes from a draft what the form knows; anything else in it is left alone. */
export function entriesFrom(draft: ProfileDraft | Profile): Partial<ProfileEntries> {
  const entries: Partial<ProfileEntries> = {};
  for (const name of Object.keys(emptyEntries) as (keyof ProfileEntries)[]) {
    const value = (draft as Record<string, unknown>)[name];
    if (typeof value === 'string') entries[name] = value;
    else if (typeof value === 'boolean') entries[name] = value ? 'yes' : 'no';
  }
  return entries;
}

/** Only for entries that passed the form's rules. */
export const profileFrom = (entries: ProfileEntries): Profile => ({ ...entries, country: entries.country.trim(), riskHistory: entries.riskHistory === 'yes' }) as unknown as Profile;

const earliest = '2005-01-01';
const daysAhead = 731;

/** What is wrong with a date of appointment, as a message, or null. */
export function dateProblem(entered: string, today: string): MessageId | null {
  if (entered === '') return 'profile.appointedOn.missing';
  if (!/^\d{4}-\d{2}-\d{2}$/.test(entered) || Number.isNaN(Date.parse(entered))) return 'profile.appointedOn.invalid';
  if (entered < earliest) return 'profile.appointedOn.tooEarly';
  return entered > addDays(today, daysAhead) ? 'profile.appointedOn.tooFar' : null;
}
