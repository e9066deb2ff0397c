import { readFileSync } from 'node:fs';
import path from 'node:path';
import dictionary from 'dictionary-en-gb';
import nspell from 'nspell';
import type { ContentProblem } from '../../shared/content/contentProblem.ts';
import type { TextPiece } from './textPieces.ts';

/** Names and terms that the dictionary lacks, one to a line; "#" begins a remark. */
export const wordsFile = path.join(import.meta.dirname, 'words.txt');

let loaded: ReturnType<typeof nspell> | undefined;

/** Reading the dictionary takes half a second, so it is read once. */
function speller(): ReturnType<typeof nspell> {
  if (loaded) return loaded;
  loaded = nspell(Buffer.from(dictionary.aff).toString('utf8'), Buffer.from(dictionary.dic).toString('utf8'));
  for (const line of readFileSync(wordsFile, 'utf8').split('\n')) {
    const word = line.replace(/#.*/, '').trim();
    if (word !== '') loaded.add(word);
  }
  return loaded;
}

export function checkSpelling(pieces: readonly TextPiece[]): ContentProblem[] {
  const verdicts = new Map<string, boolean>();
  const problems: ContentProblem[] = [];
  for (const piece of pieces) {
    if (piece.kind === 'code') continue;
    for (const { text, line } of piece.lines) {
      for (const word of text.normalize('NFC').match(/[\p{L}\p{M}\p{N}]+(?:['’][\p{L}]+)*/gu) ?? []) {
        const plain = word.replace(/’/g, "'").replace(/'s$/, '');
        if (/\p{N}/u.test(plain) || plain.length < 2) continue;
        let correct = verdicts.get(plain);
        if (correct === undefined) {
          correct = speller().correct(plain) || speller().correct(plain.toLowerCase());
          verdicts.set(plain, correct);
        }
        if (correct) continue;
        const near = speller().suggest(plain).slice(0, 3);
        problems.push({ file: piece.file, line, message: `"${plain}" is not in the dictionary`, advice: `${near.length > 0 ? `Perhaps ${near.join(', ')}; else` : 'Correct it, or'} add it to build/content/words.txt` });
      }
    }
  }
  return problems;
}
