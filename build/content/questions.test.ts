import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { parseContent } from '../../shared/content/parseContent.ts';
import { buildManualIndex, searchManual } from '../../shared/search/manualSearch.ts';
import { readContentFolder } from './readContentFolder.ts';

const questionsSchema = v.array(v.strictObject({ kind: v.picklist(['plain', 'typo', 'half']), ask: v.string(), section: v.string() }));
const questions = v.parse(questionsSchema, parse(readFileSync(path.join(import.meta.dirname, 'questions.yaml'), 'utf8')));
const { content } = parseContent(readContentFolder());

/** Of 60 questions, how many must show the right section among the first three. */
const needed = 57;

describe('search in the Manual', () => {
  it('has sixty different questions, each with a section that exists', () => {
    expect(questions).toHaveLength(60);
    expect(new Set(questions.map((question) => question.ask)).size).toBe(60);
    const ids = new Set(content?.sections.map((section) => section.id));
    expect(questions.filter((question) => !ids.has(question.section))).toEqual([]);
    expect(questions.filter((question) => question.kind === 'typo').length).toBeGreaterThanOrEqual(12);
    expect(questions.filter((question) => question.kind === 'half').length).toBeGreaterThanOrEqual(8);
  });

  it(`finds the right section among the first three for ${needed} of them`, () => {
    const sections = content?.sections ?? [];
    const index = buildManualIndex(sections, 'en');
    const results = questions.map((question) => {
      const found = searchManual(index, question.ask, { limit: 10 }).map((hit) => hit.id);
      return { ...question, place: found.indexOf(question.section) + 1, instead: found.slice(0, 3) };
    });
    const inFirst = (count: number): number => results.filter(({ place }) => place > 0 && place <= count).length;
    const missed = results.filter(({ place }) => place === 0 || place > 3);
    const lines = missed.map(({ ask, section, place, instead }) => `  "${ask}": ${section} ${place === 0 ? 'not found' : `in place ${place}`}, first are ${instead.join(', ')}`);
    process.stdout.write(`Manual search: right section first ${inFirst(1)}, in the first three ${inFirst(3)}, in the first ten ${inFirst(10)} of ${results.length}\n${lines.join('\n')}\n`);
    expect(inFirst(3)).toBeGreaterThanOrEqual(needed);
  });
});
