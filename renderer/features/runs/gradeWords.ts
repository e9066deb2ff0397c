import type { NoteSummary } from '../../../shared/domain/vault/note.ts';
import type { TextTools } from '../../i18n/useText.ts';

/** The grade of a note, as "B2 (usually reliable, probably true)"; unknown is said as unknown and never as the worst. */
export function gradeWords(text: TextTools, note: Pick<NoteSummary, 'reliability' | 'credibility'>): string {
  const { reliability, credibility } = note;
  if (reliability === null && credibility === null) return text('run.grade.none');
  const words = [reliability === null ? text('run.grade.notJudged') : text(`run.reliability.${reliability}`), credibility === null ? text('run.grade.notJudged') : text(`run.credibility.${credibility}`)];
  return text('run.grade', { code: `${reliability ?? '–'}${credibility ?? '–'}`, words: words.join(', ') });
}

export const noteName = (text: TextTools, note: Pick<NoteSummary, 'title' | 'excerpt'>): string => (note.title !== '' ? note.title : note.excerpt !== '' ? note.excerpt : text('note.untitled'));
