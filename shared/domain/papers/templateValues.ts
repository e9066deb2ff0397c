import type { CalendarDate } from '../../time/calendarDate.ts';
import type { KnownFacts } from './knownFacts.ts';
import type { PlanAction } from './planRows.ts';
import { type PaperTemplate, templateFields } from './templateFields.ts';

/** What the values need in the language of the paper. */
export interface ValueWords {
  readonly date: (date: CalendarDate) => string;
  /** The post as a letterhead says it, without the holder's name. */
  readonly post: string;
  readonly draft: (date: string) => string;
  readonly until: (date: string) => string;
  readonly standing: (standing: 'partly' | 'missing' | 'not-known') => string;
  readonly handling: string;
}

const lines = (list: readonly string[], most = 20): string => list.filter((line) => line !== '').slice(0, most).join('\n');
const joined = (...parts: readonly string[]): string => parts.filter((part) => part !== '').join(', ');

/**
 * Values for the fields of a template that the app can answer, by name. Only fields that the template has are answered, and only with
 * what this kind of paper may hold: names of situations go into the handover letter and nowhere else.
 */
export function templateValues(template: PaperTemplate, facts: KnownFacts, words: ValueWords): Record<string, string> {
  const asked = new Set(templateFields(template).map(({ name }) => name));
  const known = { ...commonValues(facts, words), ...(template.id === 'handover-letter' ? letterValues(facts, words) : {}) };
  return Object.fromEntries(Object.entries(known).filter(([name, value]) => asked.has(name) && value !== ''));
}

function commonValues(facts: KnownFacts, words: ValueWords): Record<string, string> {
  const { profile, actors, plan } = facts;
  const offices = actors.filter(({ kind }) => kind === 'ministry' || kind === 'agency');
  const meeting = facts.dates.find(({ kind }) => kind === 'meeting');
  const today = words.date(facts.today);
  const action = ({ action: what, owner, due }: PlanAction): string => joined(what, owner, due === '' ? '' : words.date(due));
  return {
    country: profile?.country ?? '',
    author: words.post,
    pen: words.post,
    date: today,
    version: words.draft(today),
    handling: words.handling,
    invited: lines(offices.map(({ name }) => name)),
    whyYou: lines(offices.filter(({ note }) => note !== '').map(({ name, note }) => `${name}: ${note}`)),
    meetingAt: meeting === undefined ? '' : words.date(meeting.on),
    place: meeting?.place ?? '',
    gaps: lines(facts.gaps.map(({ sphere, point, standing }) => `${sphere}: ${point} (${words.standing(standing)})`)),
    period: plan === null || plan.from === '' || plan.until === '' ? '' : `${words.date(plan.from)} – ${words.date(plan.until)}`,
    sponsor: plan?.adoptedBy ?? '',
    commitment: plan?.aim ?? '',
    priorities: lines((plan?.actions ?? []).map(action), 5),
    domesticActions: lines((plan?.actions ?? []).map(action)),
    resources: lines((plan?.actions ?? []).filter(({ resources }) => resources !== '').map(({ action: what, resources }) => `${what}: ${resources}`)),
    consulted: lines((plan?.consulted ?? []).map(({ on, who, changed }) => joined(on === '' ? '' : words.date(on), who, changed))),
    nextDates: lines(facts.dates.map(({ on, title }) => `${words.date(on)}: ${title}`), 10),
  };
}

function letterValues(facts: KnownFacts, words: ValueWords): Record<string, string> {
  const promises = facts.waiting.map(({ title, whom, until }) => joined(title, whom, until === null ? '' : words.until(words.date(until))));
  return {
    situations: lines(facts.situations.map(({ name, reviewOn }) => joined(name, reviewOn === null ? '' : words.until(words.date(reviewOn))))),
    firstCalls: lines([...facts.actors].sort((a, b) => Number(b.within48 === 'yes') - Number(a.within48 === 'yes')).map(({ name, person }) => joined(name, person)), 5),
    promises: lines(promises),
    dates: lines(facts.dates.map(({ on, title }) => `${words.date(on)}: ${title}`)),
    done: lines([...facts.doneTasks, ...facts.declinedTasks.map(({ title, reason }) => (reason === '' ? title : `${title}: ${reason}`))], 60),
    mandate: facts.mandate === null ? '' : lines([facts.mandate.duties, facts.mandate.rank, facts.mandate.resources, facts.mandate.reason, facts.mandate.cover]),
  };
}
