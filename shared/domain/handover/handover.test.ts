import fc from 'fast-check';
import sodium from 'libsodium-wrappers-sumo';
import { beforeAll, describe, expect, it } from 'vitest';
import { emptyNoteFields } from '../vault/note.ts';
import type { StoredEntry } from '../vault/entry.ts';
import type { TaskProgress } from '../vault/programmeProgress.ts';
import type { Situation } from '../vault/situation.ts';
import { composeHandover, type HandoverMaterial, maskText } from './composeHandover.ts';
import type { HandoverChoice } from './handoverChoice.ts';
import { leastHandoverCost, openHandover, sealHandover, spokenWords } from './sealedHandover.ts';

beforeAll(() => sodium.ready);

const words = 'aardvark abacus abbey absorb accent acorn';
const at = '2026-11-20T10:00:00.000Z';
const id = (n: number): string => n.toString(16).padStart(32, '0');
const stored = { createdAt: at, changedAt: at, trashedAt: null };
/** Marks that cannot occur by chance: what goes carries `go`, what stays carries `stay`. */
const mark = (kind: string, n: number): string => `${kind}~${n}~`;

const situation = (n: number): Situation => ({ id: id(n), name: mark('situation', n), area: mark('area', n), populations: [mark('people', n)], stage: 'watching', priority: 'normal', reviewOn: null, concurrentStages: [], createdAt: at, changedAt: at, archivedAt: null }) as Situation;
const note = (n: number, situationId: string) => ({ id: id(1000 + n), situationId, text: `${mark('text', n)} said ${mark('source', n)} yesterday`, fields: { ...emptyNoteFields, title: mark('title', n), place: mark('place', n), source: mark('source', n) } });
const contact = (n: number) => ({ ...stored, id: id(2000 + n), type: 'actor', name: mark('contact', n), kind: 'ministry', person: mark('person', n), reach: mark('reach', n), within48: 'yes', counterpart: 'none', note: mark('remark', n) }) as StoredEntry<'actor'>;
const progress = (n: number): TaskProgress => ({ state: 'done', changedAt: at, reason: mark('reason', n), whom: mark('whom', n), evidence: mark('evidence', n), stepsDone: [], dueOn: null, concurrentStates: [], plannedOn: null, until: null, title: null, stepsDoneAt: {}, doneOn: [], evidenceLinks: [{ id: id(n), kind: 'text', label: mark('proof', n), target: null, situationId: null, addedAt: at }], inherited: null }) as TaskProgress;

const material: HandoverMaterial = {
  situations: [0, 1, 2].map(situation),
  notes: Array.from({ length: 6 }, (_, n) => note(n, id(n % 3))),
  contacts: [0, 1, 2].map(contact),
  ownTasks: [],
  dates: [],
  progress: { 't-0': progress(0), 't-1': progress(1) },
};
const anyChoice = fc.record({ situations: fc.subarray([0, 1, 2]), notes: fc.subarray([0, 1, 2, 3, 4, 5]), sources: fc.subarray([0, 1, 2, 3, 4, 5]), contacts: fc.subarray([0, 1, 2]), tasks: fc.subarray([0, 1]), withDone: fc.boolean() });
const choiceOf = (chosen: { situations: number[]; notes: number[]; sources: number[]; contacts: number[]; tasks: number[]; withDone: boolean }): HandoverChoice => ({
  post: 'Focal point', letter: 'How things stand', withDone: chosen.withDone, dates: [],
  situations: chosen.situations.map((n) => ({ id: id(n), line: 'line', notes: chosen.notes.filter((one) => one % 3 === n).map((one) => ({ id: id(1000 + one), line: '', sourceConsent: chosen.sources.includes(one) ? 'Agreed by telephone' : null })) })),
  contacts: chosen.contacts.map((n) => ({ id: id(2000 + n), line: '' })),
  openItems: chosen.tasks.map((n) => ({ taskId: `t-${n}`, title: `Task ${n}`, dueOn: null, line: '' })),
});

it('what was left out is nowhere in what is inside the file, whatever was chosen', () => {
  fc.assert(
    fc.property(anyChoice, (chosen) => {
      const composed = composeHandover(choiceOf(chosen), material, { packageId: id(9), madeOn: '2026-11-20' });
      if (!composed.ok) throw new Error(composed.error.code);
      const sealed = sealHandover(sodium, composed.value.content, words, leastHandoverCost);
      if (!sealed.ok) throw new Error(sealed.error.code);
      const opened = openHandover(sodium, sealed.value, words);
      if (!opened.ok) throw new Error(opened.error.code);
      const inside = JSON.stringify(opened.value);
      const goes = (kind: string, n: number): boolean => {
        const noteGoes = chosen.notes.includes(n) && chosen.situations.includes(n % 3);
        if (['situation', 'area', 'people'].includes(kind)) return chosen.situations.includes(n);
        if (['text', 'title', 'place'].includes(kind)) return noteGoes;
        if (kind === 'source') return noteGoes && chosen.sources.includes(n);
        if (kind === 'whom') return chosen.tasks.includes(n);
        return ['contact', 'person', 'reach', 'remark'].includes(kind) && chosen.contacts.includes(n);
      };
      for (const kind of ['situation', 'area', 'people', 'text', 'title', 'place', 'source', 'contact', 'person', 'reach', 'remark', 'reason', 'whom', 'evidence', 'proof']) {
        for (let n = 0; n < 6; n++) if (inside.includes(mark(kind, n)) !== goes(kind, n)) expect(`${mark(kind, n)} inside: ${inside.includes(mark(kind, n))}`).toBe(`chosen: ${goes(kind, n)}`);
      }
      for (const own of [...material.situations, ...material.notes, ...material.contacts]) expect(inside, 'ids of this vault stay in it').not.toContain(own.id);
    }),
    { numRuns: 25 },
  );
}, 60_000);

it('masks the name of a source that stays wherever it stands, and counts the places', () => {
  const chosen = choiceOf({ situations: [0], notes: [0], sources: [], contacts: [], tasks: [], withDone: false });
  const composed = composeHandover({ ...chosen, letter: `Ask ${mark('SOURCE', 0)} first` }, material, { packageId: id(9), madeOn: '2026-11-20' });
  expect(composed).toMatchObject({ ok: true, value: { masked: 2, content: { letter: `Ask ${maskText} first` } } });
});

describe('a handover file', () => {
  const content = { packageId: id(9), madeOn: '2026-11-20', post: 'Focal point', letter: 'Letter', situations: [], contacts: [], openItems: [], done: [], dates: [] };
  const file = (): Uint8Array => {
    const sealed = sealHandover(sodium, content, words, leastHandoverCost);
    if (!sealed.ok) throw new Error(sealed.error.code);
    return sealed.value;
  };
  const code = (bytes: Uint8Array, spoken = words): string => {
    const opened = openHandover(sodium, bytes, spoken);
    return opened.ok ? 'ok' : opened.error.code;
  };

  it('opens with the words however they were typed, and with no others', () => {
    const made = file();
    expect(openHandover(sodium, made, ' Aardvark-Abacus  ABBEY, absorb accent\nacorn ')).toEqual({ ok: true, value: content });
    expect(code(made, 'aardvark abacus abbey absorb accent actor')).toBe('handover.wrongWords');
    expect(code(made, '')).toBe('handover.wrongWords');
    expect(spokenWords('A – b')).toBe('a b');
  });

  it('says apart: cut off, changed, newer, something else', () => {
    const made = file();
    expect(code(made.subarray(0, made.length - 1))).toBe('handover.truncated');
    expect(code(made.subarray(0, 60))).toBe('handover.truncated');
    for (const place of [20, 70, 120, made.length - 1]) {
      const changed = made.slice();
      changed[place] = (changed[place] ?? 0) ^ 1;
      expect(code(changed)).toBe('handover.truncated');
    }
    const newer = made.slice();
    newer[8] = 2;
    expect(code(newer)).toBe('handover.newerFormat');
    expect(code(new TextEncoder().encode('BEGIN:VCALENDAR'))).toBe('handover.notHandover');
    expect(code(new Uint8Array())).toBe('handover.notHandover');
  });

  it('does not open when changed by someone who mends the digest, and takes no cheaper cost', () => {
    const changed = file();
    changed[100] = (changed[100] ?? 0) ^ 1;
    const mended = (bytes: Uint8Array): Uint8Array => {
      const body = bytes.subarray(0, bytes.length - 32);
      return Uint8Array.from([...body, ...sodium.crypto_generichash(32, body, null)]);
    };
    expect(code(mended(changed))).toBe('handover.wrongWords');
    const cheap = file();
    cheap[13] = 1;
    expect(code(mended(cheap))).toBe('handover.truncated');
  });

  it('takes only words that are hard to guess, and hides the length of what is inside', () => {
    expect(sealHandover(sodium, content, 'summer 2026')).toMatchObject({ ok: false, error: { code: 'handover.weakWords' } });
    const longer = sealHandover(sodium, { ...content, letter: 'Letter, a little longer' }, words, leastHandoverCost);
    expect(longer.ok && longer.value.length).toBe(file().length);
  });
});
