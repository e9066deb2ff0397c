import type { SectionLag } from './translationContent.ts';

const mostLines = 30;

/** How far a translation is behind, for a terminal: counts first, then the sections that are not current. */
export function lagLines(language: string, lag: readonly SectionLag[]): string[] {
  const count = (state: SectionLag['lag']): number => lag.filter((one) => one.lag === state).length;
  const open = lag.filter((one) => one.lag !== 'current');
  const lines = open.slice(0, mostLines).map(({ number, title, lag: state }) => `  ${number.padEnd(6)}${state === 'behind' ? 'behind      ' : 'untranslated'}  ${title}`);
  return [`Translation  ${language}: ${count('current')} of ${lag.length} sections current, ${count('behind')} behind the original, ${count('missing')} not translated`, ...lines, ...(open.length > mostLines ? [`  and ${open.length - mostLines} more`] : [])];
}
