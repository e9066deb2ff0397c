/**
 * How hard a passphrase would be to guess. The judge and its word lists are large, so they are loaded when first asked for. Nothing typed
 * leaves the function.
 */
import { isGeneratedPassphrase, generatedWordCount, normalisePassphrase } from '../../shared/crypto/passphrase.ts';
import { passphraseWords } from '../../shared/crypto/passphraseWords.ts';
import type { ZxcvbnFactory } from '@zxcvbn-ts/core';

export interface PassphraseStrength {
  /** 0: guessed at once, to 4: very hard to guess. From 3 on it may be used. */
  readonly score: 0 | 1 | 2 | 3 | 4;
  /** Power of ten of the guesses that it withstands. */
  readonly guessesLog10: number;
  /** `strength.0` to `strength.4` in the message catalogue. */
  readonly messageId: `strength.${0 | 1 | 2 | 3 | 4}`;
}

/** The judge's work grows fast with the length; what lies behind this many characters is not needed to call a passphrase strong. */
const maxJudgedCharacters = 128;

let judge: Promise<ZxcvbnFactory> | null = null;

async function loadJudge(): Promise<ZxcvbnFactory> {
  const [core, common, english] = await Promise.all([import('@zxcvbn-ts/core'), import('@zxcvbn-ts/language-common'), import('@zxcvbn-ts/language-en')]);
  // Words of the app and of the office it is made for, which a guesser would try first.
  const ownWords = ['focal', 'point', 'companion', 'focalpoint', 'r2p', 'secretariat', 'manual', 'vault', 'passphrase', 'atrocity', 'prevention'];
  return new core.ZxcvbnFactory({ dictionary: { ...common.dictionary, ...english.dictionary, ownWords }, graphs: common.adjacencyGraphs, useLevenshteinDistance: false });
}

/** `userWords`: what is known of the user, such as the country, so that it counts for nothing. */
export async function estimateStrength(typed: string, userWords: readonly string[] = []): Promise<PassphraseStrength> {
  const passphrase = normalisePassphrase(typed);
  if (isGeneratedPassphrase(passphrase)) return strength(4, generatedWordCount * Math.log10(passphraseWords.length));
  judge ??= loadJudge().catch((error: unknown) => {
    judge = null;
    throw error;
  });
  const result = (await judge).check(passphrase.slice(0, maxJudgedCharacters), [...userWords]);
  return strength(result.score, result.guessesLog10);
}

const strength = (score: PassphraseStrength['score'], guessesLog10: number): PassphraseStrength => ({ score, guessesLog10, messageId: `strength.${score}` });
