import sodium from 'libsodium-wrappers-sumo';
import { describe, expect, it } from 'vitest';
import { generatePassphrase, isGeneratedPassphrase, normalisePassphrase, passphraseSuffices } from './passphrase.ts';
import { passphraseWords } from './passphraseWords.ts';

await sodium.ready;

describe('the word list', () => {
  it('holds at least 2048 short plain words, each once', () => {
    expect(passphraseWords.length).toBeGreaterThanOrEqual(2_048);
    expect(new Set(passphraseWords).size).toBe(passphraseWords.length);
    for (const word of passphraseWords) expect(word).toMatch(/^[a-z]{3,8}$/);
  });
});

describe('a generated passphrase', () => {
  it('has six words, drawn from the whole list', () => {
    const drawn = new Set<string>();
    for (let index = 0; index < 4_000; index++) {
      const words = generatePassphrase(sodium).split(' ');
      expect(words).toHaveLength(6);
      for (const word of words) drawn.add(word);
    }
    expect(drawn.size).toBeGreaterThan(passphraseWords.length * 0.98);
    const bounds: number[] = [];
    const edges = [0, passphraseWords.length - 1, 1, 2, 3, 4];
    const phrase = generatePassphrase({ randombytes_uniform: (bound) => edges[bounds.push(bound) - 1] ?? 0 });
    expect(phrase.split(' ').slice(0, 2)).toEqual([passphraseWords[0], passphraseWords.at(-1)]);
    expect(new Set(bounds)).toEqual(new Set([passphraseWords.length]));
  });

  it('is known as one, and other texts are not', () => {
    expect(isGeneratedPassphrase('anchor velvet orchard signal pebble lantern')).toBe(true);
    expect(isGeneratedPassphrase('  anchor velvet orchard signal pebble lantern ')).toBe(true);
    expect(isGeneratedPassphrase('anchor velvet orchard signal pebble')).toBe(false);
    expect(isGeneratedPassphrase('anchor anchor anchor anchor anchor anchor')).toBe(false);
    expect(isGeneratedPassphrase('anchor velvet orchard signal pebble zzzyx')).toBe(false);
  });
});

describe('a passphrase', () => {
  it('gives the same key in any Unicode form and with spaces around it, and keeps those within', () => {
    expect(normalisePassphrase(' cafe\u0301\u00a0x ')).toBe('caf\u00e9 x');
    expect(normalisePassphrase('a  b')).toBe('a  b');
    expect(normalisePassphrase('A b')).not.toBe(normalisePassphrase('a b'));
  });

  it('of one’s own must be hard to guess', () => {
    expect(passphraseSuffices('anything', 2)).toBe(false);
    expect(passphraseSuffices('anything', 3)).toBe(true);
    expect(passphraseSuffices('anchor velvet orchard signal pebble lantern', 0)).toBe(true);
  });
});
