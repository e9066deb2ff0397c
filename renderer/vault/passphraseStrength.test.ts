import { describe, expect, it } from 'vitest';
import { estimateStrength } from './passphraseStrength.ts';

describe('the strength of a passphrase', () => {
  it('is judged on common passwords, patterns and own words', async () => {
    expect((await estimateStrength('password1')).score).toBe(0);
    expect((await estimateStrength('Qwerty2026')).score).toBeLessThan(3);
    expect((await estimateStrength('focalpoint2026')).score).toBeLessThan(3);
    expect((await estimateStrength('kT9#vw2Lq!zR7mXp')).score).toBe(4);
  });

  it('counts what is known of the user for nothing', async () => {
    expect((await estimateStrength('Ruritania-77', ['Ruritania'])).guessesLog10).toBeLessThan((await estimateStrength('Ruritania-77')).guessesLog10);
  });

  it('is full for six generated words, and names its message', async () => {
    expect(await estimateStrength('anchor velvet orchard signal pebble lantern')).toMatchObject({ score: 4, messageId: 'strength.4' });
    expect((await estimateStrength('anchor velvet orchard signal pebble lantern')).guessesLog10).toBeGreaterThan(19);
  });
});
