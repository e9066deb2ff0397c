import { describe, expect, it } from 'vitest';
import { documentWords } from '../documents/documentModel.ts';
import { emptyNoteFields, type NoteDetail, type NoteFields } from '../vault/note.ts';
import { briefingParts, type Briefing } from './briefing.ts';
import { briefingDocument, sourceLetters, type BriefingWords } from './briefingDocument.ts';
import { briefingFaults } from './briefingFaults.ts';

const note = (n: number, fields: Partial<NoteFields>, more: Partial<NoteDetail> = {}): NoteDetail => ({
  id: String(n).padStart(32, '0'), situationId: 'f'.repeat(32), fields: { ...emptyNoteFields, ...fields }, concurrent: {}, overlaps: [], keptAt: null, relations: {}, createdAt: '2026-11-20T10:00:00.000Z', changedAt: '2026-11-20T10:00:00.000Z', trashedAt: null, movedTo: null, files: [], ...more,
});
const open = { handling: 'office', reliability: 'B', credibility: '2' } as const;
const words: BriefingWords = {
  handling: 'Office only', parts: Object.fromEntries(briefingParts.map((part) => [part, part])) as BriefingWords['parts'],
  to: (x) => `To ${x}`, from: (x) => `From ${x}`, date: '21 November', ask: (x) => `We ask: ${x}`, decideBy: (x) => `By ${x}`, sources: 'Sources',
  source: (letter, { fields }) => `Source ${letter}, ${fields.reliability}${fields.credibility}`, missing: 'Not on this device', language: 'en', direction: 'ltr',
};
const briefing = (lines: readonly (readonly [string, readonly NoteDetail[]])[], more: Partial<Briefing['fields']> = {}): Briefing => ({
  id: '1'.repeat(32), kind: 'minister', situationId: 'f'.repeat(32), runId: null, concurrentHandling: [], sent: [], changedAt: '',
  fields: { title: 'North', reader: 'The minister', author: '', ask: 'Call', decideBy: '', handling: 'office', ...more },
  lines: lines.map(([text, notes], at) => ({ id: String(at), part: at === 0 ? 'changeMind' : 'happening', text, others: [], noteIds: notes.map(({ id }) => id) })),
});
const faultsOf = (page: Briefing, notes: readonly NoteDetail[]): string[] => {
  const byId = new Map(notes.filter(({ trashedAt }) => trashedAt === null).map((each) => [each.id, each]));
  return briefingFaults(page, briefingDocument(page, byId, words), byId, notes).map(({ code, forbids }) => (forbids ? code.toUpperCase() : code));
};

describe('a page', () => {
  it('names sources by letters that are no grades, one letter for each source', () => {
    const notes = [note(1, { source: 'Falcon' }), note(2, { source: 'Heron' }), note(3, { source: 'falcon ' }), note(4, {}), note(5, {})];
    expect([...sourceLetters(notes).values()]).toEqual(['K', 'L', 'K', 'M', 'N']);
    const many = [...sourceLetters(Array.from({ length: 40 }, (_, at) => note(at, { source: `s${at}` }))).values()];
    expect(new Set(many).size).toBe(40);
    expect(many.join('')).not.toMatch(/[A-F]/);
  });
  it('footnotes each claim, and keeps the number of a note that is not here', () => {
    const [one, two] = [note(1, { ...open, source: 'Falcon' }), note(2, { ...open, source: 'Heron' })];
    const model = briefingDocument(briefing([['Would change it', []], ['Columns moved', [one, two]]]), new Map([[one.id, one]]), words);
    expect(model.notes).toEqual(['Source K, B2', 'Not on this device']);
    expect(model.blocks.at(-3)).toMatchObject({ kind: 'list', items: [[{ text: 'Columns moved', note: 0 }, { text: '\u2009', note: 1 }]] });
    expect(documentWords(model)).not.toMatch(/falcon|heron/i);
  });
});

describe('the check before export', () => {
  const good = note(1, { ...open, source: 'Falcon', title: 'Call with prosecutor' });
  it('finds nothing in a page that may leave', () => expect(faultsOf(briefing([['If they withdraw', []], ['Columns moved', [good]]]), [good])).toEqual([]));
  it('forbids an empty page', () => expect(faultsOf(briefing([['  ', []]], { ask: '' }), [])).toEqual(['EMPTY', 'no-ask', 'no-change-mind']));
  it('forbids private notes and those for fewer people than the page', () => {
    expect(faultsOf(briefing([['x y', []], ['Columns', [note(2, { ...open, handling: 'private' })]]]), [note(2, { ...open, handling: 'private' })])).toEqual(['PRIVATE-NOTE']);
    expect(faultsOf(briefing([['x y', []], ['Columns', [note(3, { ...open, handling: 'named-people' })]]]), [note(3, { ...open, handling: 'named-people' })])).toEqual(['NARROWER-NOTE']);
    expect(faultsOf(briefing([['x y', []], ['Columns', [good]]], { handling: 'public' }), [good])).toEqual(['NARROWER-NOTE']);
  });
  it('forbids a marking that two devices set differently', () => {
    const torn = note(4, open, { concurrent: { handling: ['office', 'private'] } });
    expect(faultsOf(briefing([['x y', []], ['Columns', [torn]]]), [torn])).toEqual(['UNSETTLED-NOTE']);
    expect(faultsOf({ ...briefing([['x y', []]]), concurrentHandling: ['office', 'public'] }, [])).toEqual(['UNSETTLED-HANDLING']);
  });
  it('finds a source named in the text, whatever its case and accents, and no word that only contains it', () => {
    for (const text of ['As FALCON said', 'fálcon', 'told by “Falcon”.']) expect(faultsOf(briefing([['x y', []], [text, []]]), [good]), text).toEqual(['no-note', 'SOURCE-NAMED']);
    expect(faultsOf(briefing([['x y', []], ['A falconer', [good]]]), [good])).toEqual([]);
    expect(faultsOf(briefing([['x y', []]], { title: 'From Falcon' }), [good]), 'in the title').toEqual(['SOURCE-NAMED']);
  });
  it('finds the title of a note that may not leave, copied into the text', () => {
    const secret = note(5, { handling: 'private', title: 'Meeting behind the mill' });
    expect(faultsOf(briefing([['x y', []], ['There was a meeting behind the mill.', []]]), [secret])).toEqual(['no-note', 'PRIVATE-WORDS']);
  });
  it('tells of a note in the bin and of one without a grade, and forbids neither', () => {
    const binned = note(6, open, { trashedAt: '2026-11-20T10:00:00.000Z' });
    expect(faultsOf(briefing([['x y', []], ['Columns', [binned]]]), [binned])).toEqual(['missing-note']);
    const ungraded = note(7, { handling: 'office' });
    expect(faultsOf(briefing([['x y', []], ['Columns', [ungraded]]]), [ungraded])).toEqual(['ungraded-note']);
    expect(faultsOf(briefing([['x y', []], ['Columns', []]]), []), 'a claim without a note').toEqual(['no-note']);
  });

  it('finds a name of the register that no note of this situation carries', () => {
    const page = briefing([['x y', []], ['Petrel was there', [good]]]);
    const byId = new Map([[good.id, good]]);
    expect(briefingFaults(page, briefingDocument(page, byId, words), byId, [good], ['Petrel']).map(({ code }) => code)).toEqual(['source-named']);
  });
  it('shows a line of a part that its kind has no place for, after the others', () => {
    const model = briefingDocument({ ...briefing([['If they withdraw', []], ['Columns moved', [good]]]), kind: 'points', lines: [{ id: '1', part: 'interest', text: 'Trade', others: [], noteIds: [] }, { id: '2', part: 'changeMind', text: 'If they withdraw', others: [], noteIds: [] }] }, new Map(), words);
    expect(model.blocks.flatMap((block) => (block.kind === 'heading' ? [block.text] : []))).toEqual(['changeMind', 'interest']);
  });
});
