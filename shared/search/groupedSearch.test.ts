import { describe, expect, it, vi } from 'vitest';
import type { Section } from '../content/content.schema.ts';
import { searchLanguages, sectionChanges } from './groupedSearch.ts';
import { buildManualIndex, replaceSections } from './manualSearch.ts';

const section = (id: string, title: string, body: string): Section => ({
  id, title, summary: '-', keywords: [], body, sources: ['s'], tasks: [], toolkits: [], templates: [], covers: [], chapterId: 'c', number: '1.1',
});
const byId = (sections: readonly Section[]): ReadonlyMap<string, Section> => new Map(sections.map((one) => [one.id, one]));

const original = [
  section('warn', 'Early warning', 'Signs of atrocity crimes.'),
  section('ladder', 'The range of measures', 'From a word in private to sanctions. Prevention of atrocity.'),
  section('week', 'The first week', 'Protection of your notes.'),
];
const french = [section('warn', "L'alerte précoce", 'Les signes des crimes. Prévention et sanctions.'), section('week', 'La première semaine', 'La protection des notes.')];
const english = buildManualIndex(original, 'en');
const translated = buildManualIndex(french, 'fr');
const ask = (query: string, limit = 10) => searchLanguages([translated, english], query, { limit }).map(({ language, hits }) => [language, hits.map(({ id }) => id)]);

describe('searchLanguages', () => {
  it('puts the chosen language first and the original after it', () => expect(ask('sanctions')).toEqual([['fr', ['warn']], ['en', ['ladder']]]));
  it('shows a section that both have in the chosen language only', () => expect(ask('protection')).toEqual([['fr', ['week']]]));
  it('shows what only the original has', () => expect(ask('atrocity')).toEqual([['en', expect.arrayContaining(['warn', 'ladder']) as unknown]]));
  it('stems each text by the rules of its language', () => {
    expect(ask('alertes précoces')[0]).toEqual(['fr', ['warn']]);
    expect(ask('sanctioning')).toContainEqual(['en', ['ladder']]);
  });
  it('reads Arabic with its vowel marks beside the original', () => {
    const arabic = buildManualIndex([section('warn', 'الإنذار المبكر', 'جمع المعلومات عن الأخطار')], 'ar');
    expect(searchLanguages([arabic, english], 'إنْذار', { limit: 5 }).map(({ language, hits }) => [language, hits.map(({ id }) => id)])).toEqual([['ar', ['warn']]]);
  });
  it('fills each list to its limit, also where the first one took sections from the second', () => {
    const many = Array.from({ length: 6 }, (_, at) => section(`s${String(at)}`, 'Protection', `Protection ${'word '.repeat(at)}`));
    const groups = searchLanguages([buildManualIndex(many.slice(0, 4), 'fr'), buildManualIndex(many, 'en')], 'protection', { limit: 3 });
    expect(groups.map(({ hits }) => hits.length)).toEqual([3, 3]);
    const ids = groups.flatMap(({ hits }) => hits.map(({ id }) => id));
    expect(new Set(ids).size).toBe(6);
  });
  it('answers as before where there is one language, and with nothing where nothing is found', () => {
    expect(searchLanguages([english], 'protection', { limit: 5 }).map(({ language, hits }) => [language, hits.map(({ id }) => id)])).toEqual([['en', ['week']]]);
    expect(ask('xylophone')).toEqual([]);
    expect(ask('')).toEqual([]);
  });
});

describe('sectionChanges', () => {
  it('has nothing to do for the same texts, also in other places of the Manual', () => {
    expect(sectionChanges(byId(original), original.map((one) => ({ ...one, number: '9.9', chapterId: 'z' })))).toBeNull();
  });
  it('names what is new, what has other words and what is gone', () => {
    const edited = { ...original[0]!, body: 'Other words.' };
    const added = section('new', 'New', 'New.');
    expect(sectionChanges(byId(original), [edited, original[1]!, added])).toEqual({ changed: [edited, added], removedIds: ['week'] });
    expect(sectionChanges(byId(original), [{ ...original[0]!, keywords: ['siren'] }, ...original.slice(1)])?.changed.map(({ id }) => id)).toEqual(['warn']);
  });
  it('is all that an index reads to follow a translation', () => {
    const index = buildManualIndex(french, 'fr');
    const put = vi.spyOn(index.engine, 'put');
    const next = [{ ...french[0]!, body: 'Le tocsin.' }];
    const changes = sectionChanges(byId(french), next)!;
    replaceSections(index, changes.changed, changes.removedIds);
    expect(put).toHaveBeenCalledTimes(1);
    const found = (query: string) => searchLanguages([index], query, { limit: 5 }).flatMap(({ hits }) => hits.map(({ id }) => id));
    expect(found('tocsin')).toEqual(['warn']);
    expect(found('crimes')).toEqual([]);
    expect(found('semaine')).toEqual([]);
  });
});
