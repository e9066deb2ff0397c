import type { Content } from '../../shared/content/content.schema.ts';
import type { ContentProblem } from '../../shared/content/contentProblem.ts';
import { placeKey, type ContentPlaces } from '../../shared/content/places.ts';
import { readingFigures, type ReadingFigures } from './readingEase.ts';

/** Up to `warn` a text is as we want it; beyond `fail` it goes back to its author. */
export const readingLimits = {
  words: { min: 250, max: 700 },
  averageSentence: { warn: 20, fail: 24 },
  longestSentence: { warn: 40, fail: 55 },
  ease: { warn: 45, fail: 32 },
};

export interface SectionReading extends ReadingFigures {
  number: string;
  id: string;
  file: string;
}

export function checkReading(content: Content, places: ContentPlaces): { readings: SectionReading[]; problems: ContentProblem[]; warnings: ContentProblem[] } {
  const problems: ContentProblem[] = [];
  const warnings: ContentProblem[] = [];
  const readings = content.sections.map((section): SectionReading => {
    const place = places.get(placeKey('section', section.id));
    const file = place?.file ?? '';
    const line = place?.bodyLine ?? 1;
    const figures = readingFigures(section.body, line);
    const judge = (value: number, warn: boolean, fail: boolean, message: string, advice: string, at = line): void => {
      if (warn || fail) (fail ? problems : warnings).push({ file, line: at, message: `${message} ${Math.round(value * 10) / 10}`, advice });
    };
    const { averageSentence, longestSentence, ease } = readingLimits;
    if (figures.words < readingLimits.words.min || figures.words > readingLimits.words.max) problems.push({ file, line, message: `The section has ${figures.words} words`, advice: `Keep it between ${readingLimits.words.min} and ${readingLimits.words.max}; split it, or say more` });
    judge(figures.averageSentence, figures.averageSentence > averageSentence.warn, figures.averageSentence > averageSentence.fail, 'Words to a sentence on average:', 'Cut long sentences in two');
    judge(figures.longestSentence.words, figures.longestSentence.words > longestSentence.warn, figures.longestSentence.words > longestSentence.fail, 'Words in the longest sentence:', 'Cut it in two', figures.longestSentence.line);
    judge(figures.ease, figures.ease < ease.warn, figures.ease < ease.fail, 'Reading ease (Flesch; 60 is plain English):', 'Use shorter words and sentences');
    return { ...figures, number: section.number, id: section.id, file };
  });
  return { readings, problems, warnings };
}
