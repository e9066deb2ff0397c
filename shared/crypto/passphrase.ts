import { passphraseWords } from './passphraseWords.ts';
import type { Sodium } from './sodium.ts';

/** More than eleven bits a word: 69 bits in all, before the cost of each guess. */
export const generatedWordCount = 6;
/** Estimated strength, 0 to 4, from which a passphrase of the user's own making is taken. */
export const minPassphraseScore = 3;

/** The form from which keys are made: the same text typed on another keyboard or system gives the same bytes. Nothing else is changed. */
export const normalisePassphrase = (typed: string): string => typed.normalize('NFKC').trim();

/** Six words drawn evenly from the list, joined by single spaces. */
export const generatePassphrase = (sodium: Pick<Sodium, 'randombytes_uniform'>): string =>
  Array.from({ length: generatedWordCount }, () => passphraseWords[sodium.randombytes_uniform(passphraseWords.length)]).join(' ');

const known = new Set(passphraseWords);

/** Whether this could have been generated here: at least six words, all of the list, not few repeated. */
export function isGeneratedPassphrase(typed: string): boolean {
  const words = normalisePassphrase(typed).split(' ');
  return words.length >= generatedWordCount && words.every((word) => known.has(word)) && new Set(words).size >= generatedWordCount - 1;
}

/** The least that a passphrase must be: six generated words, or one whose estimated score is enough. */
export const passphraseSuffices = (typed: string, score: number): boolean => isGeneratedPassphrase(typed) || score >= minPassphraseScore;
