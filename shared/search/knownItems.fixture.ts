import type { Section } from '../content/content.schema.ts';
import { tokens } from './analyser.ts';
import { plainBody } from './plainBody.ts';
import { foldText } from './foldText.ts';

export interface KnownItem {
  readonly ask: string;
  readonly section: string;
}

/** Same numbers every time, so that a failure can be looked at again. */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const pick = <T>(list: readonly T[], random: () => number): T | undefined => list[Math.floor(random() * list.length)];

/** One letter left out, swapped with its neighbour or replaced; never the first. */
export function slip(word: string, random: () => number): string {
  const at = 1 + Math.floor(random() * (word.length - 2));
  const kind = Math.floor(random() * 3);
  if (kind === 0) return word.slice(0, at) + word.slice(at + 1);
  if (kind === 1 && word[at] !== word[at + 1]) return word.slice(0, at) + (word[at + 1] ?? '') + (word[at] ?? '') + word.slice(at + 2);
  const other = pick([...'abcdefghijklmnopqrstuvwxyz'].filter((letter) => letter !== word[at]), random) ?? 'x';
  return word.slice(0, at) + other + word.slice(at + 1);
}

/**
 * Questions whose answer is known: two words that few sections have, drawn from one section and spoilt by `spoil`.
 * @param mostSections how many sections may have a word for it to count as rare
 */
export function knownItems(sections: readonly Section[], count: number, spoil: (word: string, random: () => number) => string, seed = 7, mostSections = 6): KnownItem[] {
  const random = seededRandom(seed);
  const wordsOf = new Map(sections.map((section) => [section.id, new Set(tokens(foldText(`${section.title} ${section.summary} ${plainBody(section.body)}`)).map(({ term }) => term))]));
  const held = new Map<string, number>();
  for (const words of wordsOf.values()) for (const word of words) held.set(word, (held.get(word) ?? 0) + 1);
  const items: KnownItem[] = [];
  while (items.length < count) {
    const section = pick(sections, random)?.id ?? '';
    const rare = [...(wordsOf.get(section) ?? [])].filter((word) => word.length >= 4 && /^\p{L}+$/u.test(word) && (held.get(word) ?? 0) <= mostSections);
    const chosen = [pick(rare, random), pick(rare, random)];
    if (chosen[0] === undefined || chosen[1] === undefined || chosen[0] === chosen[1]) continue;
    items.push({ ask: chosen.map((word) => spoil(word ?? '', random)).join(' '), section });
  }
  return items;
}
