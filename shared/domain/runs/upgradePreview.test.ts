import { describe, expect, it } from 'vitest';
import { renderRun } from './renderRun.ts';
import type { AnswerValue, GivenAnswer, RunAnswers } from './runAnswer.ts';
import { itemsOf, type RunDefinition, type RunItem } from './runDefinition.ts';
import { upgradePreview, upgradeTone } from './upgradePreview.ts';

/** A small generator with a seed, so that a sequence that fails can be run again. */
function dice(seed: number): (below: number) => number {
  let state = seed * 2654435761 + 1;
  return (below) => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) | 0;
    return (((state ^ (state >>> 13)) >>> 0) % 1_000_003) % below;
  };
}

const types = ['check', 'text', 'longtext', 'choice', 'multi', 'date', 'number', 'indicator', 'judgement', 'measure', 'entries', 'hologram'] as const;
type Roll = (below: number) => number;
let minted = 0;
const mint = (): string => `i${(minted += 1).toString(36).padStart(7, '0')}`;
const optionsFor = (type: string) => (['choice', 'multi', 'judgement'].includes(type) ? { options: [1, 2, 3].map((n) => ({ id: mint(), label: `Option ${n}` })) } : {});
const makeItem = (roll: Roll, more: Partial<RunItem> = {}): RunItem => {
  const type = types[roll(types.length)]!;
  return { id: mint(), rev: 1, type, label: `Question ${minted}`, ...optionsFor(type), ...more };
};
const makeDefinition = (roll: Roll): RunDefinition => ({ id: 'made', title: 'Made', kind: 'form', groups: [1, 2, 3].map((n) => ({ id: mint(), title: `Group ${n}`, items: Array.from({ length: 1 + roll(4) }, () => makeItem(roll)) })) });

/** One edit of an editor, in the ways that the rules of editions allow. */
function edit(definition: RunDefinition, roll: Roll): RunDefinition {
  const next = structuredClone(definition);
  const group = next.groups[roll(next.groups.length)]!;
  const at = roll(group.items.length);
  const item = group.items[at];
  const carry = ['copy', 'copy-as-suggestion', 'ask', 'a-rule-of-tomorrow'][roll(4)]!;
  switch (roll(9)) {
    case 0:
      group.items.push(makeItem(roll));
      break;
    case 1:
      if (item) item.retired = true;
      break;
    case 2:
      if (item) item.label += ' (reworded)';
      break;
    case 3:
      if (item) Object.assign(item, { label: `${item.label} (of another meaning)`, rev: item.rev + 1 });
      break;
    case 4: // split
      if (item) group.items.splice(at, 1, makeItem(roll, { replaces: [item.id], carry, type: item.type, ...(item.options ? { options: item.options } : {}) }), makeItem(roll, { replaces: [item.id], carry: 'ask' }));
      break;
    case 5: // merge
      if (group.items.length > 1) group.items.splice(0, 2, makeItem(roll, { replaces: group.items.slice(0, 2).map(({ id }) => id), carry }));
      break;
    case 6:
      group.items.reverse();
      break;
    case 7: // translated anew
      for (const each of itemsOf(next)) each.label = `${each.label} `;
      break;
    default:
      if (item?.options) item.options = [...item.options.slice(1), { id: mint(), label: 'Another option' }];
  }
  if (group.items.length === 0) group.items.push(makeItem(roll));
  return next;
}

function valueFor(item: RunItem, roll: Roll): AnswerValue | null {
  if (item.options) return item.type === 'multi' ? [item.options[roll(item.options.length)]!.id] : item.options[roll(item.options.length)]!.id;
  const values: Readonly<Record<string, AnswerValue>> = { check: true, text: 'A line', longtext: 'Some lines', date: '2026-11-20', number: roll(100), indicator: ['not-observed', 'unclear', 'observed'][roll(3)]!, measure: 'consider' };
  return values[item.type] ?? null;
}

function answer(definition: RunDefinition, answers: RunAnswers, roll: Roll): RunAnswers {
  const items = itemsOf(definition);
  const item = items[roll(items.length)]!;
  const before = answers[item.id] ?? { values: [], remarks: [], evidence: {}, rows: [] };
  if (item.type === 'entries') return { ...answers, [item.id]: { ...before, rows: [...before.rows, { id: mint(), cells: { a: ['A cell'] } }] } };
  const value = valueFor(item, roll);
  if (value === null) return answers;
  const given: GivenAnswer = { value, type: item.type, rev: item.rev, under: '0'.repeat(64), at: '2026-11-20T10:00:00.000Z' };
  // Now and then another device has answered at the same time.
  return { ...answers, [item.id]: { ...before, remarks: ['Why'], values: roll(5) === 0 ? [...before.values, given] : [given] } };
}

/** Everything that can be read on screen when a run is drawn under a definition. */
function readable(definition: RunDefinition, answers: RunAnswers): Set<unknown> {
  const { groups, removed } = renderRun(definition, answers);
  const seen = new Set<unknown>();
  for (const { items } of groups) for (const { current, earlier, answers: own } of items) for (const it of [...current, ...earlier.map(({ given }) => given), ...own.values, ...own.rows]) seen.add(it);
  for (const { answers: own } of removed) for (const it of [...own.values, ...own.rows]) seen.add(it);
  return seen;
}

it('loses no answer in a thousand sequences of edits and answers, and draws every old run as before', () => {
  let edits = 0;
  let upgrades = 0;
  for (let seed = 1; seed <= 1_000; seed += 1) {
    const roll = dice(seed);
    let newest = makeDefinition(roll);
    let pinned = newest;
    let answers: RunAnswers = {};
    const signedOff: { definition: RunDefinition; answers: RunAnswers; drawn: string }[] = [];
    for (let step = 0; step < 24; step += 1) {
      const what = roll(10);
      if (what < 4) answers = answer(pinned, answers, roll);
      else if (what < 8) {
        newest = edit(newest, roll);
        edits += 1;
      } else if (what === 8) {
        const before = readable(pinned, answers);
        const lines = upgradePreview(pinned, newest, answers);
        expect(lines.every((line) => upgradeTone[line.outcome] !== undefined)).toBe(true);
        const undo = JSON.stringify(renderRun(pinned, answers));
        const kept = pinned;
        pinned = newest;
        upgrades += 1;
        for (const it of before) expect(readable(pinned, answers).has(it), `seed ${seed}`).toBe(true);
        expect(JSON.stringify(renderRun(kept, answers)), `seed ${seed}: undoing`).toBe(undo);
      } else signedOff.push({ definition: structuredClone(pinned), answers: structuredClone(answers), drawn: JSON.stringify(renderRun(pinned, answers)) });
      const all = Object.values(answers).flatMap((item) => [...item.values, ...item.rows]);
      const seen = readable(pinned, answers);
      for (const it of all) expect(seen.has(it), `seed ${seed}`).toBe(true);
    }
    for (const old of signedOff) expect(JSON.stringify(renderRun(old.definition, old.answers)), `seed ${seed}`).toBe(old.drawn);
  }
  expect(edits).toBeGreaterThan(5_000);
  expect(upgrades).toBeGreaterThan(1_000);
});

describe('what an upgrade says of an item', () => {
  const given = (value: AnswerValue, type = 'text', rev = 1): RunAnswers[string] => ({ values: [{ value, type, rev, under: '0'.repeat(64), at: '2026-11-20T10:00:00.000Z' }], remarks: [], evidence: {}, rows: [] });
  const one = (...items: RunItem[]): RunDefinition => ({ id: 'one', title: 'One', kind: 'form', groups: [{ id: 'g', title: 'G', items }] });
  const text: RunItem = { id: 'aaaaaaaa', rev: 1, type: 'text', label: 'Who decides' };
  const outcome = (to: RunDefinition, answers: RunAnswers, from = one(text)): string => upgradePreview(from, to, answers).map((line) => `${line.itemId} ${line.outcome}`).join(', ');

  it('keeps an answer under a new wording', () => expect(outcome(one({ ...text, label: 'Who takes the decision' }), { aaaaaaaa: given('The minister') })).toBe('aaaaaaaa reworded'));
  it('asks again where the meaning changed, and shows the earlier answer', () => {
    const to = one({ ...text, rev: 2 });
    expect(outcome(to, { aaaaaaaa: given('The minister') })).toBe('aaaaaaaa ask-again');
    expect(renderRun(to, { aaaaaaaa: given('The minister') }).groups[0]?.items[0]?.earlier[0]?.given.value).toBe('The minister');
  });
  it('carries, suggests or asks as the new item says', () => {
    for (const [carry, expected] of [['copy', 'carried'], ['copy-as-suggestion', 'suggested'], ['ask', 'ask-again'], ['unheard-of', 'ask-again']] as const)
      expect(outcome(one({ id: 'bbbbbbbb', rev: 1, type: 'text', label: 'New', replaces: ['aaaaaaaa'], carry }), { aaaaaaaa: given('The minister') })).toBe(`bbbbbbbb ${expected}`);
  });
  it('keeps an answer whose option is no longer offered', () => {
    const choice: RunItem = { id: 'cccccccc', rev: 1, type: 'choice', label: 'How', options: [{ id: 'o1', label: 'One' }, { id: 'o2', label: 'Two' }] };
    expect(outcome(one({ ...choice, options: [{ id: 'o2', label: 'Two' }] }), { cccccccc: given('o1', 'choice') }, one(choice))).toBe('cccccccc option-gone');
  });
  it('keeps a removed item readable', () => {
    const to = one({ ...text, id: 'dddddddd' });
    expect(outcome(to, { aaaaaaaa: given('The minister') })).toBe('dddddddd new, aaaaaaaa removed');
    expect(renderRun(to, { aaaaaaaa: given('The minister') }).removed[0]?.answers.values[0]?.value).toBe('The minister');
  });
  it('keeps what stands under a kind of question that it cannot put', () => {
    const to = one({ ...text, type: 'hologram' });
    expect(outcome(to, { aaaaaaaa: given('The minister') })).toBe('aaaaaaaa unsupported');
    expect(renderRun(to, { aaaaaaaa: given('The minister') }).groups[0]?.items[0]?.current[0]?.value).toBe('The minister');
  });
  it('hides by the rule of the toolkit without losing the answer', () => {
    const rule: RunItem = { id: 'eeeeeeee', rev: 1, type: 'text', label: 'Then', showWhen: { item: 'aaaaaaaa', in: ['yes'] } };
    const hidden = renderRun(one(text, rule), { aaaaaaaa: given('no'), eeeeeeee: given('kept') }).groups[0]?.items[1];
    expect(hidden).toMatchObject({ hidden: true, stand: 'answered' });
    expect(hidden?.current[0]?.value).toBe('kept');
  });
});
