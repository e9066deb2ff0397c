import { expect, it } from 'vitest';
import { briefingKindParts, briefingKinds, briefingParts } from './briefing.ts';
import { fillKind, type BriefingMaterial, type KindWords } from './fillKind.ts';

const words: KindWords = { option: ({ label }) => label, forum: ({ forum, aim }) => `${forum}: ${aim}`, scenario: (name, path) => `${name}: ${path}`, sign: (sign, on) => `${sign} ${on}`, threshold: ({ title, rule }) => `${title} (${rule})` };
const noteId = 'a'.repeat(32);
const material: BriefingMaterial = {
  assessed: [{ part: 'happening', text: 'Columns moved', noteIds: [noteId] }, { part: 'judgement', text: 'Triggers: acute', noteIds: [noteId] }, { part: 'changes', text: 'Rose', noteIds: [] }],
  resilience: 'Elders who calm',
  scenarios: [{ name: 'Revenge', path: 'At night', signs: [{ sign: 'Buses hired', seenOn: '2026-11-20', noteIds: [noteId] }, { sign: 'Radio', seenOn: null, noteIds: [] }] }],
  options: [{ label: 'Quiet diplomacy', chosen: true, facts: null, notKnown: 'Whom it reaches' }, { label: 'Demarche', chosen: false, facts: null, notKnown: '' }],
  forums: [{ forum: 'human-rights-council', aim: 'Session', on: null }],
  alarm: { title: 'Triggers strong', because: '', rule: 'factor 8', agreedWith: 'Director' },
};
const nothing: BriefingMaterial = { assessed: [], resilience: '', scenarios: [], options: [], forums: [], alarm: null };
const parts = (kind: (typeof briefingKinds)[number], from = material): Record<string, string[]> => {
  const by: Record<string, string[]> = {};
  for (const { part, text } of fillKind(kind, from, words)) (by[part] ??= []).push(text);
  return by;
};

it('puts each thing where its kind has a place, footnotes with it', () => {
  expect(parts('minister')).toEqual({ happening: ['Columns moved'], judgement: ['Triggers: acute'], changes: ['Rose'], options: ['Quiet diplomacy', 'Demarche'] });
  expect(parts('alarm')).toEqual({ threshold: ['Triggers strong (factor 8)'], happening: ['Columns moved'], next: ['Buses hired 2026-11-20'], options: ['Quiet diplomacy', 'Demarche'], notKnown: ['Whom it reaches'] });
  expect(parts('analysis')).toMatchObject({ scenarios: ['Revenge: At night', 'Buses hired 2026-11-20'], resilience: ['Elders who calm'], forums: ['human-rights-council: Session'] });
  expect(parts('points')).toMatchObject({ points: ['Triggers: acute'] });
  expect(parts('joint')).toMatchObject({ concern: ['Triggers: acute'], calls: ['Quiet diplomacy'] });
  expect(fillKind('alarm', material, words).find(({ part }) => part === 'next')?.noteIds).toEqual([noteId]);
});

it('begins with nothing where nothing is known, for every kind', () => {
  for (const kind of briefingKinds) expect(fillKind(kind, nothing, words), kind).toEqual([]);
});

it('ends every kind with what would change the judgement, and has a place for every part somewhere', () => {
  for (const kind of briefingKinds) expect(briefingKindParts[kind].at(-1), kind).toBe('changeMind');
  expect(new Set(briefingKinds.flatMap((kind) => briefingKindParts[kind]))).toEqual(new Set(briefingParts));
});
