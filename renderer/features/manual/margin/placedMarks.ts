import type { Section } from '../../../../shared/content/content.schema.ts';
import type { StoredEntry } from '../../../../shared/domain/vault/entry.ts';
import { type AnchorRange, findAnchor, holdsQuote, lettersOf, maxQuoteLength } from '../../../../shared/text/anchor.ts';
import { type ReadingText, readingText } from './readingText.ts';

export type Mark = StoredEntry<'mark'>;

/** A mark and where it stands now. */
export interface PlacedMark {
  readonly mark: Mark;
  readonly section: Section;
  /** Null for a bookmark. */
  readonly range: AnchorRange | null;
}

/** A mark whose words are not in its section any more, or whose section is gone. */
export interface LostMark {
  readonly mark: Mark;
  /** Its section, where the edition still has it. */
  readonly section: Section | null;
  /** Another section that has the very words now. */
  readonly movedTo: Section | null;
  /** True where the mark stands in a translation that is not on this device now: nothing is known to be gone. */
  readonly otherLanguage: boolean;
}

/** The sections of the translation that is on this device. */
export interface TranslatedText {
  readonly language: string;
  readonly sections: readonly Section[];
}

export interface MarksInEdition {
  /** In reading order. */
  readonly placed: readonly PlacedMark[];
  readonly lost: readonly LostMark[];
}

/** Finds every mark in the edition that is read. None is left out: what has no place is among the lost ones. */
export function placeMarks(marks: readonly Mark[], sections: readonly Section[], textOf: (section: Section) => ReadingText = readingText, translated: TranslatedText | null = null): MarksInEdition {
  const placed: PlacedMark[] = [];
  const lost: LostMark[] = [];
  const at = new Map(sections.map((section, index) => [section.id, index]));
  const inTranslation = new Map(translated?.sections.map((section) => [section.id, section]));
  for (const mark of marks) {
    const isTranslated = mark.language !== undefined && mark.anchor !== null;
    const otherLanguage = isTranslated && mark.language !== translated?.language;
    const searched = isTranslated ? (otherLanguage ? [] : (translated?.sections ?? [])) : sections;
    const section = (isTranslated ? (otherLanguage ? undefined : inTranslation.get(mark.sectionId)) : sections[at.get(mark.sectionId) ?? -1]) ?? null;
    const range = section === null || mark.anchor === null ? null : findAnchor(textOf(section).letters, mark.anchor);
    if (section !== null && (mark.anchor === null || range !== null)) placed.push({ mark, section, range });
    else lost.push({ mark, section, otherLanguage, movedTo: mark.anchor === null ? null : sectionWith(mark.anchor, searched, textOf) });
  }
  placed.sort((a, b) => (at.get(a.section.id) ?? 0) - (at.get(b.section.id) ?? 0) || (a.range?.start ?? -1) - (b.range?.start ?? -1));
  return { placed, lost };
}

function sectionWith(anchor: NonNullable<Mark['anchor']>, sections: readonly Section[], textOf: (section: Section) => ReadingText): Section | null {
  // A cheap look first, because most sections cannot have it: the longest word of the quotation.
  const [longest = ''] = anchor.quote.split(/\s+/).sort((a, b) => b.length - a.length);
  const sign = lettersOf(longest).letters;
  const holding = sections.filter((section) => sign !== '' && textOf(section).letters.letters.includes(sign) && holdsQuote(textOf(section).letters, anchor) !== null);
  return holding.length === 1 ? (holding[0] ?? null) : null;
}

/** The words on which the mark stands now; its own where they are not there. */
export const wordsNow = ({ mark, section, range }: PlacedMark): string => (range === null ? (mark.anchor?.quote ?? '') : readingText(section).text.slice(range.start, range.end));

/** A quotation on one line, cut short between words. */
export function shortQuote(quote: string, length = 160): string {
  const line = quote.replaceAll(/\s+/g, ' ').trim().slice(0, maxQuoteLength);
  if (line.length <= length) return line;
  const cut = line.slice(0, length);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), Math.floor(length / 2))).replace(/[\ud800-\udbff]$/u, '')}…`;
}
