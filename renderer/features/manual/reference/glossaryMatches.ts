import type { GlossaryEntry } from '../../../../shared/content/content.schema.ts';
import { foldText } from '../../../../shared/search/foldText.ts';

const folded = (text: string): string => foldText(text).folded;

/** The entries in the order of the alphabet of their language, or those of them that answer what is typed: in the term or another name for it first, then in the meaning. */
export function glossaryMatches(entries: readonly GlossaryEntry[], typed: string, language: string): GlossaryEntry[] {
  const { compare } = new Intl.Collator(language, { sensitivity: 'base' });
  const sorted = [...entries].sort((a, b) => compare(a.term, b.term));
  const words = folded(typed).trim().split(/\s+/).filter((word) => word !== '');
  if (words.length === 0) return sorted;
  const has = (text: string): boolean => words.every((word) => folded(text).includes(word));
  const named = sorted.filter(({ term, also }) => has([term, ...also].join(' ')));
  return [...named, ...sorted.filter((entry) => !named.includes(entry) && has(`${entry.term} ${entry.definition}`))];
}

export interface LetterGroup {
  readonly letter: string;
  readonly entries: readonly GlossaryEntry[];
}

/** Sorted entries under their first letters. */
export function underLetters(entries: readonly GlossaryEntry[], language: string): LetterGroup[] {
  const groups: { letter: string; entries: GlossaryEntry[] }[] = [];
  for (const entry of entries) {
    const letter = ([...entry.term.normalize('NFD')][0] ?? '').toLocaleUpperCase(language);
    const last = groups.at(-1);
    if (last?.letter === letter) last.entries.push(entry);
    else groups.push({ letter, entries: [entry] });
  }
  return groups;
}
