import { describe, expect, it } from 'vitest';
import type { Section } from '../content/content.schema.ts';
import { buildManualIndex, replaceSections, searchManual, type ManualIndex } from './manualSearch.ts';

const section = (id: string, title: string, body: string, keywords: string[] = [], summary = '-'): Section => ({
  id, title, summary, keywords, body, sources: ['s'], tasks: [], toolkits: [], templates: [], covers: [], chapterId: 'c', number: '1.1',
});
const ask = (index: ManualIndex, query: string, limit = 10): string[] => searchManual(index, query, { limit }).map(({ id }) => id);

const english = buildManualIndex(
  [
    section('ladder', 'The range of measures', 'From a word in private to **sanctions** and [force](section:unseen-target).', ['toolbox']),
    section('brief', 'One page for the minister', 'Write a page that is read in two minutes. Mention sanctions once.'),
    section('week', 'The first week', 'Make your notes safe.\n\n| Day | Task |\n| --- | --- |\n| One | Lock |'),
    section('grading', 'Grading sources', 'Reliability from A to F: B2 is usually reliable. Resolution 1325 is another matter.'),
  ],
  'en',
);

describe('searchManual', () => {
  it.each([
    ['a slip', 'sanctoins', 'ladder'],
    ['a missing letter', 'relibility', 'grading'],
    ['a swap in a short word', 'wrod', 'ladder'],
    ['half a word', 'minis', 'brief'],
    ['half a word with a slip', 'relaib', 'grading'],
    ['another form', 'sanctioning privately', 'ladder'],
    ['a whole question', 'What do I do in the first week?', 'week'],
    ['words that no section has beside one that has', 'xylophone quartz week', 'week'],
    ['a keyword', 'toolbox', 'ladder'],
    ['accents that the text has not', 'sóurcés', 'grading'],
  ])('finds %s', (_, query, id) => expect(ask(english, query)[0]).toBe(id));

  it('puts a title before a passing word', () => expect(ask(english, 'page')).toEqual(['brief']));
  it('takes numbers at their word', () => {
    expect(ask(english, '1325')).toEqual(['grading']);
    expect(ask(english, '1326')).toEqual([]);
    expect(ask(english, 'b3')).toEqual([]);
  });
  it('reads the text and not the link targets', () => expect(ask(english, 'unseen')).toEqual([]));
  it('answers an empty question, signs and a limit of none with none', () => {
    for (const query of ['', '   ', '?!', '…', '😀']) expect(ask(english, query)).toEqual([]);
    expect(ask(english, 'week', 0)).toEqual([]);
    expect(ask(buildManualIndex([], 'en'), 'week')).toEqual([]);
  });
  it('survives a pasted text of 10,000 characters, words or not', () => {
    expect(ask(english, 'a'.repeat(10_000))).toEqual([]);
    expect(ask(english, 'first week sanctions '.repeat(500))[0]).toBe('week');
    expect(() => ask(english, Array.from({ length: 1_500 }, (_, at) => `wrod${String.fromCharCode(97 + (at % 26))}${at}`).join(' '))).not.toThrow();
    expect(() => ask(english, '~'.repeat(5_000) + '\ud800'.repeat(5_000))).not.toThrow();
  });
  it('orders by score and respects the limit', () => {
    const hits = searchManual(english, 'sanctions', { limit: 10 });
    expect(hits).toHaveLength(2);
    expect(hits.map(({ score }) => score)).toEqual(hits.map(({ score }) => score).toSorted((a, b) => b - a));
    expect(searchManual(english, 'sanctions', { limit: 1 })).toEqual(hits.slice(0, 1));
  });
});

describe('other languages', () => {
  it('finds French and Spanish with and without accents, singular and plural', () => {
    const french = buildManualIndex([section('eval', "L'évaluation des risques", "Système d'alerte précoce."), section('x', 'Réunion', 'Convoquer les ministères.')], 'fr');
    for (const query of ['évaluations', 'evaluation', 'Comment évaluer le risque ?', 'alerte precose', 'alertes']) expect(ask(french, query)[0]).toBe('eval');
    expect(ask(french, "l'œuvre du ministere")[0]).toBe('x');
    const spanish = buildManualIndex([section('rec', 'Recomendaciones', 'La alerta temprana.'), section('x', 'Reunión', 'Los ministerios.')], 'es');
    for (const query of ['recomendación', 'recomendacion', 'alertas tempranas', 'recomendasion']) expect(ask(spanish, query)[0]).toBe('rec');
  });
  it('finds Arabic with vowel marks, article, endings and other letter forms', () => {
    const arabic = buildManualIndex([section('resp', 'المسؤولية عن الحماية', 'تمنع الإبادة الجماعية'), section('warn', 'الإنذار المبكر', 'جمع المعلومات عن الأخطار')], 'ar');
    for (const query of ['مسؤولية', 'المَسْؤُولِيَّة', 'والحماية', 'حمايه', 'ابادة', 'للحماية']) expect(ask(arabic, query)[0]).toBe('resp');
    for (const query of ['انذار', 'إنْذار', 'معلومة', 'الاخطار', 'المبكـــر']) expect(ask(arabic, query)[0]).toBe('warn');
  });
  it('finds Chinese by pairs and single characters', () => {
    const chinese = buildManualIndex([section('resp', '保护责任', '国家有责任保护人民。'), section('warn', '预警', '收集信息。')], 'zh');
    expect(ask(chinese, '保护责任')).toEqual(['resp']);
    expect(ask(chinese, '警')).toEqual(['warn']);
    expect(ask(chinese, '信息收集')).toEqual(['warn']);
  });
});

describe('replaceSections', () => {
  it('ends where a fresh index would', () => {
    const index = buildManualIndex([section('a', 'Alarm', 'Old text about beacons.'), section('b', 'Border', 'Notes.'), section('c', 'Council', 'Veto.')], 'en');
    expect(ask(index, 'beakons')).toEqual(['a']);
    const changed = [section('a', 'Alarm', 'New text about telephones.'), section('d', 'Debate', 'Assembly.')];
    replaceSections(index, changed, ['b', 'never-there']);
    expect(ask(index, 'beacons')).toEqual([]);
    expect(ask(index, 'border')).toEqual([]);
    const fresh = buildManualIndex([...changed, section('c', 'Council', 'Veto.')], 'en');
    for (const query of ['telephone', 'telefones', 'alarm', 'assembly', 'council veto', 'beakons']) {
      expect(searchManual(index, query, { limit: 10 })).toEqual(searchManual(fresh, query, { limit: 10 }));
    }
    expect(ask(index, 'telephons')).toEqual(['a']);
  });
});
