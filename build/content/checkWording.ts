import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { ContentProblem } from '../../shared/content/contentProblem.ts';
import { sentences } from './prose.ts';
import { comparableWords, runLength, SourceHashes } from './sourceHashes.ts';
import type { TextPiece } from './textPieces.ts';

const shingles = new SourceHashes(readFileSync(path.join(import.meta.dirname, 'source-shingles.bin')));
const names = new SourceHashes(readFileSync(path.join(import.meta.dirname, 'source-names.bin')));

/** Fixed names and legal formulas of eight words or more, which cannot be said otherwise. */
const formulas = [
  'genocide, war crimes, ethnic cleansing and crimes against humanity',
  'genocide, ethnic cleansing, war crimes and crimes against humanity',
  'Argentina, Chile, Colombia, Paraguay, Peru and Canada',
  'Australia, Denmark, Ghana, Lithuania, Slovenia and the Global Centre for the Responsibility to Protect',
  'the Special Advisers on the Prevention of Genocide and the Responsibility to Protect',
  'UN Special Adviser on the Prevention of Genocide',
  'the Global Centre for the Responsibility to Protect',
  'of the Global Network of R2P Focal Points',
].map((formula) => ` ${comparableWords(formula).join(' ')} `);

/** Our own words: no run of eight words in common with the founding documents, outside a quotation that is marked as one. */
export function checkOverlap(pieces: readonly TextPiece[]): ContentProblem[] {
  const problems: ContentProblem[] = [];
  for (const piece of pieces) {
    if (piece.kind === 'quote' || piece.kind === 'footnote') continue;
    const located = piece.lines.flatMap((line) => comparableWords(line.text).map((word) => ({ word, line: line.line })));
    for (let start = 0; start + runLength <= located.length; start += 1) {
      const run = located.slice(start, start + runLength);
      const list = run.map(({ word }) => word);
      if (!shingles.has(list) || isFormula(list)) continue;
      problems.push({ file: piece.file, line: run[0]?.line ?? piece.line, message: `"${list.join(' ')}" stands so in a source`, advice: 'Say it in other words, or mark it as a quotation with > and name the source' });
      start += runLength - 1;
    }
  }
  return problems;
}

function isFormula(list: readonly string[]): boolean {
  const text = ` ${list.join(' ')} `;
  return formulas.some((formula) => formula.includes(text.trim()) || containsMost(list, formula));
}

/** A run that is a formula but for one or two words at an end. */
function containsMost(list: readonly string[], formula: string): boolean {
  return formula.includes(` ${list.slice(1).join(' ')} `) || formula.includes(` ${list.slice(0, -1).join(' ')} `) || formula.includes(` ${list.slice(2).join(' ')} `) || formula.includes(` ${list.slice(0, -2).join(' ')} `);
}

/** Offices are named, living persons are not. */
export function checkNames(pieces: readonly TextPiece[]): ContentProblem[] {
  const problems: ContentProblem[] = [];
  for (const piece of pieces) {
    for (const { text, line } of piece.lines) {
      const list = comparableWords(text);
      const known = list.some((_word, index) => [1, 2, 3].some((length) => index + length <= list.length && names.has(list.slice(index, index + length))));
      const titled = /\b(?:Mr|Mrs|Ms|Dr|Prof|Professor|Ambassador|Sir|Dame|Madam)\.? \p{Lu}\p{Ll}+/u.exec(text);
      if (known || titled) problems.push({ file: piece.file, line, message: titled ? `"${titled[0]}" names a person` : 'The line names a living person', advice: 'Name the office and not its holder' });
    }
  }
  return problems;
}

interface Rule {
  pattern: RegExp;
  /** Sentences that deny the thing are what we want to say. */
  unlessDenied?: boolean;
  message: string;
  advice: string;
}

const denial = /\b(?:not?|never|nor|none|nothing|nobody|without|cannot|neither|isn't|don't|refuse[sd]?|avoid|forbid[s]?|instead of|rather than)\b/i;

const rules: Rule[] = [
  { pattern: /\b[Tt]he (?:official )?Manual (?:says|states|requires|recommends|tells|asks|advises|sets out|explains|contains|lists)\b/, message: 'The sentence speaks for the official Manual', advice: 'Speak of this edition, or name another source' },
  { pattern: /\b(?:risk|total|overall) (?:score|percentage|index|points)\b|\bscor(?:e|es|ed|ing)\b/i, unlessDenied: true, message: 'The sentence speaks of a score', advice: 'Describe a judgement made by a person' },
  { pattern: /\brank(?:s|ed|ing)? (?:of )?(?:the )?(?:countries|states|governments|situations|members)\b|\bleague table\b|\b(?:worst|best) (?:countries|states|governments|offenders|performers)\b/i, unlessDenied: true, message: 'The sentence ranks countries', advice: 'Describe each by itself' },
  { pattern: /!(?!\[)/, message: 'The text holds an exclamation mark', advice: 'End the sentence with a full stop' },
  { pattern: /\p{Extended_Pictographic}/u, message: 'The text holds a picture sign', advice: 'Use words' },
  { pattern: /\b(?!(?:size|sized|sizes|sizing|seize|seized|seizes|seizing|prize|prizes|capsize|capsized)\b)\p{Ll}+(?:iz(?:e|es|ed|ing)|ization|izations|yze|yzes|yzed|yzing)\b/u, message: 'The word has an American ending', advice: 'Write -ise, -isation or -yse' },
  { pattern: /\b(?:click here|simply (?:put|do|click|add|ask|write)|obviously|(?<!matter )of course|very unique|utilise|leverag(?:ed|ing)|stakeholder engagement|going forward)\b/i, message: 'The phrase is empty or belittles', advice: 'Leave it out or say the thing' },
];

const namesWithCapitals = /R2P Focal Points?(?= Recommendations)|National Focal Points? Recommendations|Global Network of R2P Focal Points|Focal Point Companion|Manual for R2P Focal Points|National R2P Focal Points/g;

export function checkRules(pieces: readonly TextPiece[]): ContentProblem[] {
  const problems: ContentProblem[] = [];
  for (const piece of pieces) {
    if (piece.kind === 'quote' || piece.kind === 'footnote' || piece.kind === 'code') continue;
    for (const { text, line } of piece.lines) {
      for (const sentence of sentences(text)) {
        for (const rule of rules) {
          const match = rule.pattern.exec(sentence);
          // A denial may stand on the line before; look at the whole piece around the sentence.
          if (match && !(rule.unlessDenied && denial.test(sentenceAround(piece.text, sentence)))) problems.push({ file: piece.file, line, message: `${rule.message}: "${match[0]}"`, advice: rule.advice });
        }
      }
      if (/\bFocal Points?\b/.test(text.replace(namesWithCapitals, ''))) problems.push({ file: piece.file, line, message: '"Focal Point" is written with capitals', advice: 'Write "focal point", except in the name of a document or of the Network' });
    }
  }
  return problems;
}

function sentenceAround(whole: string, part: string): string {
  return sentences(whole).find((sentence) => sentence.includes(part) || part.includes(sentence)) ?? part;
}
