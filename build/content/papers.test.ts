import path from 'node:path';
import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { parseContent } from '../../shared/content/parseContent.ts';
import { documentModelSchema } from '../../shared/domain/documents/documentModel.ts';
import { renderRun } from '../../shared/domain/runs/renderRun.ts';
import { type AnswerRow, fits, type ItemAnswers, noAnswers, type RunAnswers } from '../../shared/domain/runs/runAnswer.ts';
import { itemById, type RunDefinition } from '../../shared/domain/runs/runDefinition.ts';
import type { Profile } from '../../shared/domain/vault/profile.ts';
import { actorMapPaper } from '../../shared/domain/papers/actorMapPaper.ts';
import { type KnownFacts, noFacts } from '../../shared/domain/papers/knownFacts.ts';
import { outcomeTasks } from '../../shared/domain/papers/outcomeTasks.ts';
import type { PaperFrame } from '../../shared/domain/papers/paperHead.ts';
import { outcomeIds, planActions, planIds } from '../../shared/domain/papers/planRows.ts';
import { policyGaps } from '../../shared/domain/papers/policyGaps.ts';
import { fillIds, runFill } from '../../shared/domain/papers/runFill.ts';
import { runPaper, type RunPaperWords } from '../../shared/domain/papers/runPaper.ts';
import { templateBlocks } from '../../shared/domain/papers/templateBlocks.ts';
import { emptyFields, templateFields } from '../../shared/domain/papers/templateFields.ts';
import { templatePaper } from '../../shared/domain/papers/templatePaper.ts';
import { templateValues } from '../../shared/domain/papers/templateValues.ts';
import { readContentFolder } from './readContentFolder.ts';

const parsed = parseContent(readContentFolder(path.resolve(import.meta.dirname, '../../assets/content/en')));
const content = parsed.content!;
const toolkit = (id: string): RunDefinition => content.toolkits.find((one) => one.id === id)!;
const template = (id: string) => content.templates.find((one) => one.id === id)!;

const profile: Profile = { country: 'Ostania', appointedOn: '2026-11-01', location: 'interior-ministry', appointment: 'career', portfolio: 'broad', form: 'office', capacity: 'medium', riskHistory: true };
const actor = (name: string, over: Partial<KnownFacts['actors'][number]> = {}): KnownFacts['actors'][number] => ({ type: 'actor', id: '0'.repeat(32), createdAt: '2026-11-01T00:00:00.000Z', changedAt: '2026-11-01T00:00:00.000Z', trashedAt: null, name, kind: 'ministry', person: 'Head of unit', reach: 'extension 12', within48: 'yes', counterpart: 'none', note: 'Borders', ...over });
const facts: KnownFacts = { ...noFacts('2026-11-21'), profile, actors: [actor('Justice'), actor('Defence', { person: '' })], gaps: [{ sphere: 'At home', point: 'A point', standing: 'missing', remark: '' }], dates: [{ on: '2027-05-14', title: 'Annual meeting', kind: 'meeting', place: 'Ulmeria' }], situations: [{ name: 'Secret valley', reviewOn: null }] };
const valueWords = { date: (day: string) => day, post: 'The post', draft: (date: string) => `Draft of ${date}`, until: (date: string) => `by ${date}`, standing: (standing: string) => standing, handling: 'Office' };
const frame: PaperFrame = { language: 'en', direction: 'ltr', handling: 'For the office only.', head: { issuer: 'Ostania', facts: [{ label: 'From', value: 'The post' }] } };
const words: RunPaperWords = { answer: ({ value }) => String(value), date: (day) => day, yes: 'Yes', no: 'No', notAnswered: 'not answered', noRows: 'Nothing entered.', point: 'Point', standing: 'Standing', remark: 'Remark', sphere: 'Sphere', gaps: 'Gaps', noGaps: 'No gap', standingOf: (standing) => standing, stillOpen: 'Still open', progress: 'Progress', state: 'State', actions: 'Actions', noState: 'none', withoutOwner: 'Without owner' };
const given = (value: string | boolean): ItemAnswers => ({ ...noAnswers, values: [{ value, type: 'choice', rev: 1, under: '0'.repeat(64), at: '2026-11-21T00:00:00.000Z' }] });
const id = (n: number): string => n.toString(16).padStart(32, '0');

describe('what a run is begun with', () => {
  let next = 0;
  const newId = (): string => id(next++);

  it('names only items and columns that the edition has, and answers that fit', () => {
    for (const known of ['mandate-check', 'policy-review', 'national-action-plan', 'meeting-outcomes', 'actor-map', 'training-plan']) {
      const fill = runFill(toolkit(known), facts, newId);
      expect(fill.length, known).toBeGreaterThan(0);
      for (const { itemId, change } of fill) {
        const item = itemById(toolkit(known), itemId)!;
        if (change.set === 'value') expect(fits(item, change.value!)).toBe(true);
        else if (change.set === 'row') for (const column of Object.keys(change.cells!)) expect(item.columns?.some((each) => each.id === column), `${known}: ${column}`).toBe(true);
      }
    }
    const all = content.toolkits.flatMap((each) => each.groups.flatMap((group) => group.items.flatMap((item) => [item.id, ...(item.columns ?? []).map((column) => column.id), ...(item.columns ?? []).flatMap((column) => (column.options ?? []).map((option) => option.id))])));
    for (const known of [...Object.values(fillIds).flatMap((group) => Object.values(group)), ...Object.values(planIds), ...Object.values(outcomeIds)]) expect(all, known).toContain(known);
  });

  it('says of the post what the profile says', () => {
    const labels = runFill(toolkit('mandate-check'), facts, newId).map(({ itemId, change }) => itemById(toolkit('mandate-check'), itemId)?.options?.find((option) => change.set === 'value' && option.id === change.value)?.label);
    expect(labels).toEqual(['Interior or home ministry', 'Career', 'An office']);
  });

  it('brings back every word that was drafted while an appointment was considered', () => {
    const mandate = { reason: 'Near the cabinet', cover: 'The foreign ministry', rank: 'Director', duties: 'May convene six ministries', resources: 'Ten hours a month' };
    const drafted = { ...facts, mandate };
    const told = runFill(toolkit('mandate-check'), drafted, newId).flatMap(({ itemId, change }) => (itemById(toolkit('mandate-check'), itemId) === undefined ? [] : change.set === 'value' ? [change.value] : change.set === 'remark' ? [change.text] : []));
    expect(told).toEqual(expect.arrayContaining(Object.values(mandate)));
    expect(templateValues(template('handover-letter'), drafted, valueWords)['mandate']?.split('\n').sort()).toEqual(Object.values(mandate).sort());
    expect(runFill(toolkit('mandate-check'), { ...drafted, mandate: { reason: '', cover: '', rank: '', duties: '', resources: '' } }, newId)).toEqual(runFill(toolkit('mandate-check'), facts, newId));
  });

  it('is nothing where the app knows nothing, or the edition has no such item', () => {
    for (const one of content.toolkits) expect(runFill(one, noFacts('2026-11-21'), newId)).toEqual([]);
    for (const one of content.toolkits) expect(runFill({ ...one, groups: [] }, facts, newId)).toEqual([]);
  });
});

describe('a paper on a template', () => {
  it('takes any words as words, keeps every one, and is a document that can be written', () => {
    fc.assert(
      fc.property(fc.constantFrom(...content.templates), fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }).filter((text) => text.trim() !== '' && !/[\uE000\uE001\u0000-\u001F]/.test(text)), (one, typed) => {
        const fields = templateFields(one);
        const model = templatePaper('Title', one, Object.fromEntries(fields.map(({ name }) => [name, typed])), frame);
        expect(v.safeParse(documentModelSchema, model).issues).toBeUndefined();
        const shown = JSON.stringify(model.blocks);
        expect(shown.split(JSON.stringify(typed.trim()).slice(1, -1)).length - 1).toBeGreaterThanOrEqual(fields.length);
        expect(shown).not.toMatch(/\{\{|\uE000/);
      }),
    );
  });

  it('reads headings, lists, tables and bold, and no markup in what was typed', () => {
    const blocks = templateBlocks({ body: '## Part {{a}}\n\n| One | Two |\n|---|---|\n| {{a}} | **{{b}}** |\n\n1. {{a}}\n2. second\n\n**Bold:** {{b}}\n\n{{c}}', placeholders: [] }, { a: 'x | y', b: '**z** # {{a}}', c: 'first\nsecond' });
    expect(blocks).toEqual([
      { kind: 'heading', level: 1, text: 'Part x | y' },
      { kind: 'table', header: ['One', 'Two'], rows: [['x | y', 'z # {{a}}']] },
      { kind: 'list', ordered: true, items: [[{ text: 'x | y' }], [{ text: 'second' }]] },
      { kind: 'paragraph', runs: [{ text: 'Bold:', bold: true }, { text: ' **z** # {{a}}' }] },
      { kind: 'list', ordered: false, items: [[{ text: 'first' }], [{ text: 'second' }]] },
    ]);
  });

  it('prints a field without words between brackets, also one that the list of the template forgot', () => {
    const broken = { body: 'Dear {{reader}}, {{forgotten}}', placeholders: [{ name: 'reader', label: 'Reader' }, { name: 'nowhere', label: 'Nowhere' }] };
    expect(templateFields(broken).map(({ name }) => name)).toEqual(['reader', 'forgotten']);
    expect(emptyFields(broken, { reader: ' ' })).toHaveLength(2);
    expect(templateBlocks(broken, {})).toEqual([{ kind: 'paragraph', runs: [{ text: 'Dear [Reader], [forgotten]' }] }]);
    expect(templateBlocks({ body: '', placeholders: [] }, {})).toEqual([{ kind: 'paragraph', runs: [] }]);
  });

  it('is filled with what is known, and a situation is named in the handover letter only', () => {
    const note = templateValues(template('convening-note'), facts, valueWords);
    expect(note).toMatchObject({ author: 'The post', date: '2026-11-21', invited: 'Justice\nDefence', meetingAt: '2027-05-14', place: 'Ulmeria' });
    expect(templateValues(template('action-plan-outline'), facts, valueWords)).toMatchObject({ country: 'Ostania', gaps: 'At home: A point (missing)' });
    for (const one of content.templates) {
      const values = templateValues(one, facts, valueWords);
      expect(Object.keys(values).filter((name) => !templateFields(one).some((field) => field.name === name))).toEqual([]);
      expect(JSON.stringify(values).includes('Secret valley'), one.id).toBe(one.id === 'handover-letter');
    }
  });
});

describe('a run as a paper', () => {
  it('begins a policy review with its gaps, by sphere, and counts no point that nobody looked at', () => {
    const review = toolkit('policy-review');
    const points = review.groups.flatMap((group) => group.items).filter((item) => item.type === 'choice' && item.options?.length === 4);
    const answers: RunAnswers = Object.fromEntries(points.slice(0, 4).map((item, place) => [item.id, given(item.options![place]!.id)]));
    const rendered = renderRun(review, answers);
    expect(policyGaps(rendered).map(({ standing }) => standing)).toEqual(['partly', 'missing', 'not-known']);
    const model = runPaper('Review', review, rendered, words, frame);
    expect(model.blocks.slice(0, 2)).toMatchObject([{ kind: 'heading', text: 'Gaps' }, { kind: 'table', header: ['Sphere', 'Point', 'Standing'] }]);
    expect(model.blocks[1]).toHaveProperty('rows.length', 3);
  });

  it('turns a plan on its side, and names actions without owner or date', () => {
    const plan = toolkit('national-action-plan');
    const rows: AnswerRow[] = [{ id: id(1), cells: { [planIds.action]: ['Train police'], [planIds.owner]: ['Interior'], [planIds.due]: ['2027-03-01'], [planIds.state]: [plan.groups.flatMap((g) => g.items).find((i) => i.id === planIds.actions)!.columns!.find((c) => c.id === planIds.state)!.options![1]!.id] } }, { id: id(2), cells: { [planIds.gap]: ['No vetting'] } }, { id: id(3), cells: {} }];
    const rendered = renderRun(plan, { [planIds.actions]: { ...noAnswers, rows } });
    expect(planActions(rendered).map(({ action, state }) => [action, state])).toEqual([['Train police', 'Under way'], ['No vetting', '']]);
    const model = runPaper('Plan', plan, rendered, words, frame);
    expect(model.landscape).toBe(true);
    expect(model.blocks).toContainEqual({ kind: 'list', ordered: false, items: [[{ text: 'No vetting' }]] });
    expect(model.blocks).toContainEqual({ kind: 'table', header: ['State', 'Actions'], rows: [['Under way', '1'], ['none', '1']] });
  });

  it('is a document that can be written, for every toolkit of the edition, answered or not', () => {
    for (const one of content.toolkits) {
      const filled = Object.fromEntries(one.groups.flatMap((group) => group.items).map((item) => [item.id, item.type === 'entries' ? { ...noAnswers, rows: [{ id: id(1), cells: Object.fromEntries((item.columns ?? []).map((column) => [column.id, ['x'.repeat(4_000)]])) }] } : { ...given('x'.repeat(9_000)), remarks: ['r'.repeat(8_000)] }]));
      for (const answers of [{}, filled]) expect(v.safeParse(documentModelSchema, runPaper(one.title, one, renderRun(one, answers), words, frame)).issues, one.id).toBeUndefined();
    }
  });
});

describe('what a meeting decided', () => {
  const outcomes = toolkit('meeting-outcomes');
  const row = (n: number, cells: Record<string, string>) => ({ id: id(n), cells: Object.fromEntries(Object.entries(cells).map(([key, value]) => [key, [value]])) });
  const rendered = renderRun(outcomes, { [outcomeIds.decisions]: { ...noAnswers, rows: [
    row(1, { [outcomeIds.recommendation]: 'Share practice', [outcomeIds.action]: 'Write one page', [outcomeIds.owner]: 'Desk for the north', [outcomeIds.due]: '2027-01-10' }),
    row(2, { [outcomeIds.recommendation]: 'Join the group', [outcomeIds.due]: 'soon' }),
    row(3, { [outcomeIds.action]: 'Already done', [outcomeIds.done]: 'yes' }),
    row(4, { [outcomeIds.action]: 'Declined', [outcomeIds.decision]: outcomeIds.declined }),
    row(5, {}),
  ] } });

  it('becomes tasks with owner and date; what is done, declined or empty does not', () => {
    const made = outcomeTasks(id(9), rendered, [], (recommendation) => `Meeting. ${recommendation}`);
    expect(made.map(({ entry, owner }) => [entry.title, owner, entry.dueOn, entry.why])).toEqual([
      ['Write one page', 'Desk for the north', '2027-01-10', 'Meeting. Share practice'],
      ['Join the group', '', null, 'Meeting. '],
    ]);
  });

  it('makes no second task of a row, also where the first was reworded', () => {
    const [first] = outcomeTasks(id(9), rendered, [], () => '');
    const kept = { ...first!.entry, title: 'Reworded', id: id(7), createdAt: '2026-11-21T00:00:00.000Z', changedAt: '2026-11-21T00:00:00.000Z', trashedAt: null };
    expect(outcomeTasks(id(9), rendered, [kept], () => '').map(({ entry }) => entry.title)).toEqual(['Join the group']);
    expect(outcomeTasks(id(8), rendered, [kept], () => '')).toHaveLength(2);
  });
});

it('prints an actor map with its gaps and without ways to reach anyone', () => {
  const model = actorMapPaper('Map', facts.actors, { kind: (kind) => kind, counterpart: (agenda) => agenda, within48: (answer) => answer, institution: 'Institution', who: 'Who', holds: 'Holds', in48: 'In 48 hours', agenda: 'Agenda', nobody: 'nobody', gaps: 'Gaps', noGaps: 'No gap', nobodyIn48: 'Nobody', unnamed: (name) => `${name}: nobody known`, emptyKind: (kind) => `${kind}: empty` }, frame);
  expect(v.safeParse(documentModelSchema, model).issues).toBeUndefined();
  expect(JSON.stringify(model)).not.toContain('extension 12');
  expect(JSON.stringify(model)).toContain('Defence: nobody known');
});
