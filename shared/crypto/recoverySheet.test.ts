import { createHash } from 'node:crypto';
import fc from 'fast-check';
import sodium from 'libsodium-wrappers-sumo';
import { expect, it } from 'vitest';
import { passphraseWords } from './passphraseWords.ts';
import { recoveryKey, recoveryWords } from './recoverySheet.ts';

await sodium.ready;

const codeOf = (typed: string): string => {
  const read = recoveryKey(sodium, typed);
  return read.ok ? 'ok' : read.error.code;
};

it('gives every key back from its words, however they were typed', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (key) => {
      const words = recoveryWords(sodium, key);
      expect(words).toHaveLength(24);
      const typed = words.map((word, index) => `${index + 1}. ${index % 2 === 0 ? word.toUpperCase() : word}`).join('\n');
      expect(recoveryKey(sodium, typed)).toEqual({ ok: true, value: key });
    }),
    { examples: [[new Uint8Array(32)], [new Uint8Array(32).fill(255)]] },
  );
});

it('says which word is not one of the list, and how many are missing', () => {
  const words = [...recoveryWords(sodium, sodium.randombytes_buf(32))];
  expect(recoveryKey(sodium, words.with(4, 'qqqqq').join(' '))).toMatchObject({ error: { code: 'vault.sheetWordUnknown', details: { place: 5 } } });
  expect(recoveryKey(sodium, words.slice(1).join(' '))).toMatchObject({ error: { code: 'vault.sheetWordCount', details: { count: 23, expected: 24 } } });
});

it('notices nearly every misread or exchanged word', () => {
  const words = [...recoveryWords(sodium, new Uint8Array(32).fill(7))];
  let missed = 0;
  for (let place = 0; place < 24; place++) {
    for (const step of [1, 2, 500]) {
      const at = passphraseWords.indexOf(words[place] ?? '');
      if (codeOf(words.with(place, passphraseWords[(at + step) % passphraseWords.length] ?? '').join(' ')) !== 'vault.sheetChecksum') missed += 1;
    }
    if (place > 0 && words[place] !== words[place - 1] && codeOf(words.with(place, words[place - 1] ?? '').with(place - 1, words[place] ?? '').join(' ')) === 'ok') missed += 1;
  }
  expect(missed).toBe(0);
});

it('stands on a word list that may not change, because printed sheets depend on it', () => {
  expect(createHash('sha256').update(passphraseWords.join(' ')).digest('hex')).toBe('a6582d57df57a19faade9501d698f45246a2a7bc8e5ad5e249c1dbb9817229ad');
});
