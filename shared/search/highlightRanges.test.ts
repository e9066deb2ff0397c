import { describe, expect, it } from 'vitest';
import { highlightRanges } from './manualSearch.ts';

const marked = (text: string, query: string, language?: string): string[] => highlightRanges(text, query, language).map(({ start, end }) => text.slice(start, end));

describe('highlightRanges', () => {
  it('gives exact places in the middle of a sentence', () => {
    const text = 'The Council decides on sanctions, not the minister.';
    expect(highlightRanges(text, 'minister sanctions')).toEqual([
      { start: 23, end: 32 },
      { start: 42, end: 50 },
    ]);
  });

  it.each([
    ['half words', 'Your recommendations count', 'recom', ['recommendations']],
    ['stems', 'It sanctioned one sanction', 'sanctions', ['sanctioned', 'sanction']],
    ['swapped letters', 'No sanctions yet', 'sanctoins', ['sanctions']],
    ['a slip in a short word', 'The alarm route', 'alrm ruote', ['alarm', 'route']],
    ['accents typed or not', 'Une évaluation, une Evaluation', 'EVALUATIÓN', ['évaluation', 'Evaluation']],
    ['letters that fold into two', 'Die Straße', 'strasse', ['Straße']],
    ['text after surrogate pairs', '😀 the risk 😀 rises', 'risk', ['risk']],
    ['letters that are surrogate pairs', 'so 𝐫𝐢𝐬𝐤 it', 'risk', ['𝐫𝐢𝐬𝐤']],
    ['part of a joined word', 'an inter-ministerial group', 'ministerial', ['ministerial']],
  ])('finds %s', (_, text, query, expected) => expect(marked(text, query)).toEqual(expected));

  it('finds Arabic with marks, article and joined conjunction', () => {
    expect(marked('إنّ المَسؤوليّةَ والحِمايةَ معًا', 'مسؤولية حماية', 'ar')).toEqual(['المَسؤوليّةَ', 'والحِمايةَ']);
  });

  it('joins the pairs of an unspaced run into one mark', () => {
    expect(marked('国家的保护责任原则', '保护责任', 'zh')).toEqual(['保护责任']);
    expect(marked('国家的保护责任原则', '责', 'zh')).toEqual(['责']);
  });

  it('does not mark neighbours in spelling, stop words, or anything for an empty query', () => {
    expect(marked('Prices rise, the stage is set in 2004', 'risk state 2005')).toEqual([]);
    expect(marked('What is in the note', 'what is in the law')).toEqual([]);
    expect(marked('Any text', '')).toEqual([]);
    expect(marked('', 'risk')).toEqual([]);
  });

  it('keeps ranges in order and apart, for long texts and queries too', () => {
    const text = 'Straße risk évaluation 保护责任 sanctions. '.repeat(400);
    const ranges = highlightRanges(text, `${'risk sanction 保护责任 '.repeat(20)}${'x'.repeat(10_000)}`);
    expect(ranges).toHaveLength(1_200);
    for (const [index, range] of ranges.entries()) {
      expect(range.end).toBeGreaterThan(range.start);
      expect(range.start).toBeGreaterThanOrEqual(ranges[index - 1]?.end ?? 0);
    }
  });
});
