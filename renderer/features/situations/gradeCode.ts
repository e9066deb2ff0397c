import type { NoteSummary } from '../../../shared/domain/vault/note.ts';

/** Both grades in two characters. Unknown grades are shown as unknown: a question mark, never as the worst of the scale. null where neither was given. */
export const gradeCode = ({ reliability, credibility }: Pick<NoteSummary, 'reliability' | 'credibility'>): string | null =>
  reliability === null && credibility === null ? null : `${reliability === null || reliability === 'F' ? '?' : reliability}${credibility === null || credibility === '6' ? '?' : credibility}`;
