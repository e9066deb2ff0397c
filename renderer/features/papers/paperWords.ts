import type { DocumentHead } from '../../../shared/domain/documents/documentModel.ts';
import type { PaperFrame, PaperHandling } from '../../../shared/domain/papers/paperHead.ts';
import type { ValueWords } from '../../../shared/domain/papers/templateValues.ts';
import type { Profile } from '../../../shared/domain/vault/profile.ts';
import { today } from '../../i18n/nearDate.ts';
import type { TextTools } from '../../i18n/useText.ts';

/** A day in full, as a letter has it. */
export const dayInFull = (text: TextTools, day: string): string => (/^\d{4}-\d{2}-\d{2}$/.test(day) ? text.intl.formatDate(new Date(`${day}T12:00:00`), { day: 'numeric', month: 'long', year: 'numeric' }) : day);

/** The post as a letterhead says it. The holder's name is nowhere in the app, and so in no paper. */
export const postWords = (text: TextTools, profile: Profile | null | undefined): string => (profile == null ? text('paper.post') : text('paper.postOf', { country: profile.country }));

const place = (text: TextTools, { country, location }: Profile): string => (location === 'other' ? country : text('paper.issuer', { country, place: text(`profile.location.${location}`) }));

/** The same for a paper on a template, which says itself from whom it comes and when. */
export function templateFrame(text: TextTools, profile: Profile | null | undefined, handling: PaperHandling): PaperFrame {
  const frame = paperFrame(text, profile, handling);
  return { ...frame, head: { ...frame.head, facts: [] } };
}

/** Language, direction, handling line and letterhead of a paper that is made now. */
export function paperFrame(text: TextTools, profile: Profile | null | undefined, handling: PaperHandling, more: DocumentHead['facts'] = []): PaperFrame {
  const root = document.documentElement;
  return {
    language: root.lang === '' ? 'en' : root.lang,
    direction: root.dir === 'rtl' ? 'rtl' : 'ltr',
    handling: text(`paper.handling.${handling}.line`),
    head: { issuer: profile == null ? text('paper.post') : place(text, profile), facts: [{ label: text('paper.from'), value: postWords(text, profile) }, { label: text('paper.date'), value: dayInFull(text, today()) }, ...more] },
  };
}

export const valueWords = (text: TextTools, profile: Profile | null, handling: PaperHandling): ValueWords => ({
  date: (day) => dayInFull(text, day),
  post: postWords(text, profile),
  draft: (date) => text('paper.draft', { date }),
  until: (date) => text('paper.until', { date }),
  standing: (standing) => text(`paper.standing.${standing}`),
  handling: text(`paper.handling.${handling}.line`),
});
