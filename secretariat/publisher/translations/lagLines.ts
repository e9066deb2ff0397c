import type { SectionLag } from './translationContent.ts';
import type { PartLag } from './translationWords.ts';

const mostLines = 30;

/** How far a translation is behind, for a terminal: counts first, then the sections that are not current. */
export function lagLines(language: string, lag: readonly SectionLag[]): string[] {
  const count = (state: SectionLag['lag']): number => lag.filter((one) => one.lag === state).length;
  const open = lag.filter((one) => one.lag !== 'current');
  const lines = open.slice(0, mostLines).map(({ number, title, lag: state }) => `  ${number.padEnd(6)}${state === 'behind' ? 'behind      ' : 'untranslated'}  ${title}`);
  return [`Translation  ${language}: ${count('current')} of ${lag.length} sections current, ${count('behind')} behind the original, ${count('missing')} not translated`, ...lines, ...(open.length > mostLines ? [`  and ${open.length - mostLines} more`] : [])];
}

/** Toolkits, programme and glossary: those of which anything is translated, passage by passage, and how many are not begun. */
export function partsLagLines(parts: readonly PartLag[]): string[] {
  const begun = parts.filter(({ current, behind }) => current + behind > 0);
  if (begun.length === 0) return ['  Toolkits, programme and glossary: not translated'];
  const lines = begun.map(({ title, total, current, behind }) => `  ${current === total ? 'current     ' : behind > 0 ? 'behind      ' : 'in part     '}  ${title}: ${current} of ${total} passages${behind > 0 ? `, ${behind} made from an earlier wording` : ''}`);
  return [`  Toolkits, programme and glossary: ${begun.length} of ${parts.length} begun`, ...lines];
}
