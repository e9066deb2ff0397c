import { describe, expect, test } from 'vitest';
import { sectionNews } from './sectionNews.ts';

const quiet = { added: new Set<string>(), changed: new Set<string>() };
const news = { added: new Set(['fresh']), changed: new Set(['alarm']) };

describe('what is new to this reader', () => {
  test('never read and nothing happened to it: nothing', () => expect(sectionNews('alarm', 'a', undefined, quiet)).toBeNull());
  test('read as it stands: nothing, also where the edition changed it', () => expect(sectionNews('alarm', 'a', 'a', news)).toBeNull());
  test('read in an earlier form: changed since', () => expect(sectionNews('alarm', 'b', 'a', quiet)).toBe('changed-since-read'));
  test('never read and changed by the edition', () => expect(sectionNews('alarm', 'b', undefined, news)).toBe('changed'));
  test('brought by the edition', () => expect(sectionNews('fresh', 'b', undefined, news)).toBe('new'));
  test('read without a hash: only what the edition says counts', () => expect(sectionNews('alarm', 'b', null, quiet)).toBeNull());
  test('nothing is claimed before the hashes are there', () => expect(sectionNews('alarm', undefined, 'a', quiet)).toBeNull());
});
