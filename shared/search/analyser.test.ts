import { describe, expect, it } from 'vitest';
import { indexTerms, longestWord, queryWords, stemTerm } from './analyser.ts';
import { foldText } from './foldText.ts';

const stemOf = (word: string, language: string): string => stemTerm(foldText(word).folded, language);
const asked = (query: string, language = 'en'): string[] => queryWords(query, language).map(({ term }) => term);

describe('stems', () => {
  it.each([
    ['en', 'sanctions', 'sanctioned'],
    ['en-GB', 'recommendation', 'recommends'],
    ['fr', 'Évaluations', 'evaluation'],
    ['es', 'recomendación', 'recomendaciones'],
    ['ar', 'المسؤولية', 'مسؤولية'],
    ['ar', 'والحماية', 'حماية'],
    ['ar', 'للوزير', 'الوزير'],
    ['ar', 'التوصيات', 'توصية'],
    ['en', 'الوزارة', 'وزارات'],
  ])('%s: %s meets %s', (language, one, other) => expect(stemOf(one, language)).toBe(stemOf(other, language)));

  it('keeps apart what is not one word, and leaves numbers and unknown languages alone', () => {
    expect(stemOf('minister', 'en')).not.toBe(stemOf('ministry', 'en'));
    expect(stemOf('سلام', 'ar')).not.toBe(stemOf('سلاح', 'ar'));
    expect(stemOf('r2ps', 'en')).toBe('~r2ps');
    expect(stemOf('sanctions', 'xx')).toBe('~sanctions');
  });
});

describe('indexTerms', () => {
  it('holds every word twice', () => expect(indexTerms('Warning signs', 'en')).toEqual(['warning', '~warn', 'signs', '~sign']));
  it('separates joined words', () => expect(indexTerms("d'alerte inter-ministériel", 'xx').filter((term) => !term.startsWith('~'))).toEqual(['d', 'alerte', 'inter', 'ministeriel']));
  it('takes unspaced scripts by pairs and single characters, and words beside them as words', () => {
    expect(indexTerms('R2P保护责', 'xx')).toEqual(['r2p', '~r2p', '保护', '保', '护', '护责', '护', '责']);
    expect(indexTerms('人', 'zh')).toEqual(['人']);
  });
});

describe('queryWords', () => {
  it('leaves out what carries no subject', () => {
    expect(asked('What do I do in the first week?')).toEqual(['first', 'week']);
    expect(asked("Comment évaluer l'alerte ?", 'fr')).toEqual(['evaluer', 'alerte']);
    expect(asked('¿Qué es la alerta?', 'es')).toEqual(['alerta']);
    expect(asked('ما هي المسؤولية', 'ar')).toEqual(['المسووليه']);
  });
  it('keeps them where nothing else is asked', () => expect(asked('who does what')).toEqual(['who', 'does', 'what']));
  it('takes each word once', () => expect(asked('Risk risk RISK factors')).toEqual(['risk', 'factors']));
  it('reads no more than a question holds', () => {
    expect(asked('')).toEqual([]);
    expect(asked('?!… 😀')).toEqual([]);
    expect(asked('x'.repeat(10_000))).toEqual(['x'.repeat(longestWord)]);
    expect(asked(`${'the '.repeat(2_500)}risk`)).toEqual(['the']);
    expect(asked(Array.from({ length: 5_000 }, (_, word) => `word${word}`).join(' ')).length).toBeLessThanOrEqual(24);
  });
});
