/** Choosing a passage step by step: by whole sentences, then word by word at either end. */
export interface PassageRange {
  readonly start: number;
  readonly end: number;
}

export type PassageStep = 'next' | 'previous' | 'longer' | 'shorter' | 'startLater' | 'startEarlier';

const trimmed = (text: string, start: number, end: number): PassageRange => {
  const piece = text.slice(start, end);
  return { start: start + (piece.length - piece.trimStart().length), end: end - (piece.length - piece.trimEnd().length) };
};

/** Sentences of the text; a line break always ends one. */
export function sentencesIn(text: string, language: string): PassageRange[] {
  const segmenter = new Intl.Segmenter(language, { granularity: 'sentence' });
  const found: PassageRange[] = [];
  let lineAt = 0;
  for (const line of text.split('\n')) {
    for (const { index, segment } of segmenter.segment(line)) {
      const range = trimmed(text, lineAt + index, lineAt + index + segment.length);
      if (range.start < range.end) found.push(range);
    }
    lineAt += line.length + 1;
  }
  return found;
}

function wordsIn(text: string, language: string): PassageRange[] {
  return [...new Intl.Segmenter(language, { granularity: 'word' }).segment(text)].filter(({ isWordLike }) => isWordLike).map(({ index, segment }) => ({ start: index, end: index + segment.length }));
}

/** The passage after one step; the same where there is no further. */
export function stepPassage(text: string, language: string, range: PassageRange, step: PassageStep): PassageRange {
  if (step === 'next' || step === 'previous') {
    const sentences = sentencesIn(text, language);
    return (step === 'next' ? sentences.find(({ start }) => start > range.start) : sentences.findLast(({ start }) => start < range.start)) ?? range;
  }
  const words = wordsIn(text, language);
  switch (step) {
    case 'longer': {
      const word = words.find(({ end }) => end > range.end);
      return word === undefined ? range : { ...range, end: word.end };
    }
    case 'shorter': {
      const word = words.findLast(({ end }) => end < range.end);
      return word === undefined || word.end <= range.start ? range : { ...range, end: word.end };
    }
    case 'startLater': {
      const word = words.find(({ start }) => start > range.start);
      return word === undefined || word.start >= range.end ? range : { ...range, start: word.start };
    }
    case 'startEarlier': {
      const word = words.findLast(({ start }) => start < range.start);
      return word === undefined ? range : { ...range, start: word.start };
    }
  }
}
