import fc from 'fast-check';
import sodium from 'libsodium-wrappers-sumo';
import { beforeAll, describe, expect, it } from 'vitest';
import { frameBytes } from '../../crypto/sealedFrames.ts';
import { emptyNoteFields } from '../vault/note.ts';
import type { StoredEntry } from '../vault/entry.ts';
import type { TaskProgress } from '../vault/programmeProgress.ts';
import type { Situation } from '../vault/situation.ts';
import { composeHandover, type HandoverMaterial, maskText } from './composeHandover.ts';
import type { HandoverChoice } from './handoverChoice.ts';
import { emptyHandover, sealedBytes } from './handoverFile.fixture.ts';
import { filesOf, type HandoverPackage, type KeptType } from './handoverPackage.ts';
import { packageIds } from './packageIds.ts';
import type { RunMaterial } from './packRun.ts';
import { leastHandoverCost, openHandover, spokenWords } from './sealedHandover.ts';

beforeAll(() => sodium.ready);

const words = 'aardvark abacus abbey absorb accent acorn';
const secret = { words, cost: leastHandoverCost };
const at = '2026-11-20T10:00:00.000Z';
const id = (n: number): string => n.toString(16).padStart(32, '0');
const stored = { createdAt: at, changedAt: at, trashedAt: null };
/** Marks that cannot occur by chance: what goes carries `go`, what stays carries `stay`. */
const mark = (kind: string, n: number): string => `${kind}~${n}~`;

const situation = (n: number): Situation => ({ id: id(n), name: mark('situation', n), area: mark('area', n), populations: [mark('people', n)], stage: 'watching', priority: 'normal', reviewOn: null, concurrentStages: [], createdAt: at, changedAt: at, archivedAt: null }) as Situation;
const file = (n: number) => ({ id: id(5000 + n), name: `${mark('file', n)} by ${mark('source', n)}.bin`, type: 'application/octet-stream', bytes: 1_000 + n, sha256: 'a'.repeat(64), addedAt: at, writtenAt: null });
const note = (n: number, situationId: string) => ({ id: id(1000 + n), situationId, files: [file(n)], text: `${mark('text', n)} said ${mark('source', n)} yesterday`, fields: { ...emptyNoteFields, title: mark('title', n), place: mark('place', n), source: mark('source', n) } });
const contact = (n: number) => ({ ...stored, id: id(2000 + n), type: 'actor', name: mark('contact', n), kind: 'ministry', person: mark('person', n), reach: mark('reach', n), within48: 'yes', counterpart: 'none', note: mark('remark', n) }) as StoredEntry<'actor'>;
const progress = (n: number): TaskProgress => ({ state: 'done', changedAt: at, reason: mark('reason', n), whom: mark('whom', n), evidence: mark('evidence', n), stepsDone: [], dueOn: null, concurrentStates: [], plannedOn: null, until: null, title: null, stepsDoneAt: {}, doneOn: [], evidenceLinks: [{ id: id(n), kind: 'text', label: mark('proof', n), target: null, situationId: null, addedAt: at }], inherited: null }) as TaskProgress;
const paper = (n: number) => ({ ...stored, id: id(3000 + n), type: 'paper', title: mark('paper', n), taskId: null, template: { id: 'convening-note', title: 'Convening note', body: '{{country}}', placeholders: [] }, values: { country: `${mark('value', n)} as ${mark('source', n)} says` }, handling: 'office' }) as StoredEntry<'paper'>;
const definition = { id: 'policy-review', title: 'Policy review', kind: 'form', groups: [{ id: 'a', title: 'A', items: [{ id: 'item0001', rev: 1, type: 'text', label: 'Question' }] }] };
const run = (n: number): RunMaterial => ({
  definition,
  summary: { id: id(4000 + n), toolkitId: 'policy-review', title: 'Policy review', kind: 'form', name: mark('run', n), situationId: id(n), taskId: null, pin: { hash: 'a'.repeat(64), edition: 1, editionName: '2026.1' }, answered: 1, unsettled: 0, judgements: {}, observed: [], createdAt: at, changedAt: at, finalAt: null, inheritedOn: null, trashedAt: null },
  answers: { item0001: { values: [{ value: `${mark('answer', n)} by ${mark('source', n)}`, type: 'text', rev: 1, under: 'a'.repeat(64), at }], remarks: [mark('aside', n)], evidence: { [id(1000 + n)]: 'for' }, rows: [{ id: id(6000 + n), cells: { what: [mark('cell', n)] } }] } },
});
const kept = (n: number): StoredEntry<KeptType>[] => [
  { ...stored, id: id(7000 + n), type: 'threshold', situationId: id(n), title: mark('threshold', n), tier: 'warning', rule: { kind: 'stage', stage: 'watching' }, agreedWith: '', agreedOn: null, reviewOn: null, mustKnow: [{ actorId: id(2000 + n), who: mark('reader', n), withinHours: 4, route: '' }], note: '' },
  { ...stored, id: id(7100 + n), type: 'alarm', situationId: id(n), thresholdId: id(7000 + n), title: mark('alarm', n), tier: 'warning', because: `${mark('source', n)} called`, runId: id(4000 + n), openedAt: at, closedAt: null, outcome: '' },
  { ...stored, id: id(7200 + n), type: 'alarmStep', situationId: id(n), alarmId: id(7100 + n), at, text: mark('step', n) },
  { ...stored, id: id(7300 + n), type: 'option', situationId: id(n), toolkitId: 'measures', itemId: null, label: mark('option', n), pillar: 1, state: 'compare', reason: '', notKnown: '', actorId: id(2000 + n), who: '', followUpOn: null, taskId: null, dateId: null, outcome: '' },
];

const briefing = (n: number): HandoverMaterial['briefings'][number] => ({
  id: id(8000 + n), kind: 'minister', situationId: id(n), runId: id(4000 + n), createdAt: at, changedAt: at, concurrentHandling: [],
  fields: { title: mark('page', n), reader: mark('minister', n), author: '', ask: mark('ask', n), decideBy: '', handling: 'office' },
  lines: [{ id: id(8100 + n), part: 'happening', text: `${mark('said', n)} by ${mark('source', n)}`, others: [mark('other', n)], noteIds: [id(1000 + n)] }],
  sent: [{ id: id(8200 + n), at, to: mark('recipient', n), route: '', format: 'pdf', fileName: 'page.pdf', model: { title: '', language: 'en', direction: 'ltr', blocks: [] } as never }],
});

const material: HandoverMaterial = {
  situations: [0, 1, 2].map(situation),
  notes: Array.from({ length: 6 }, (_, n) => note(n, id(n % 3))),
  contacts: [0, 1, 2].map(contact),
  ownTasks: [],
  dates: [],
  papers: [0, 1].map(paper),
  runs: [0, 1].map(run),
  runCount: 2,
  briefings: [0, 1, 2].map(briefing),
  kept: [0, 1, 2].flatMap(kept),
  progress: { 't-0': progress(0), 't-1': progress(1) },
  sources: Array.from({ length: 6 }, (_, n) => mark('source', n)),
};
const anyChoice = fc.record({
  situations: fc.subarray([0, 1, 2]), notes: fc.subarray([0, 1, 2, 3, 4, 5]), sources: fc.subarray([0, 1, 2, 3, 4, 5]), files: fc.subarray([0, 1, 2, 3, 4, 5]), contacts: fc.subarray([0, 1, 2]), tasks: fc.subarray([0, 1]),
  papers: fc.subarray([0, 1]), runs: fc.subarray([0, 1]), briefings: fc.subarray([0, 1, 2]), warning: fc.subarray([0, 1, 2]), options: fc.subarray([0, 1, 2]), withDone: fc.boolean(),
});
type Chosen = typeof anyChoice extends fc.Arbitrary<infer T> ? T : never;
const nothing: Chosen = { situations: [], notes: [], sources: [], files: [], contacts: [], tasks: [], papers: [], runs: [], briefings: [], warning: [], options: [], withDone: false };
const choiceOf = (chosen: Chosen): HandoverChoice => ({
  post: 'Focal point', letter: 'How things stand', withDone: chosen.withDone, dates: [], withThresholds: false,
  papers: chosen.papers.map((n) => ({ id: id(3000 + n), line: '' })),
  runs: chosen.runs.map((n) => ({ id: id(4000 + n), line: '' })),
  situations: chosen.situations.map((n) => ({
    id: id(n), line: 'line', briefings: chosen.briefings.filter((one) => one === n).map((one) => ({ id: id(8000 + one), line: '' })), kept: [...(chosen.warning.includes(n) ? (['warning'] as const) : []), ...(chosen.options.includes(n) ? (['options'] as const) : [])],
    notes: chosen.notes.filter((one) => one % 3 === n).map((one) => ({ id: id(1000 + one), line: '', sourceConsent: chosen.sources.includes(one) ? 'Agreed by telephone' : null, files: chosen.files.includes(one) ? [id(5000 + one)] : [] })),
  })),
  contacts: chosen.contacts.map((n) => ({ id: id(2000 + n), line: '' })),
  openItems: chosen.tasks.map((n) => ({ taskId: `t-${n}`, title: `Task ${n}`, dueOn: null, line: '' })),
});
const about = { packageId: id(9), madeOn: '2026-11-20' };
const compose = (choice: HandoverChoice) => {
  const composed = composeHandover(choice, material, about, packageIds(sodium, about.packageId));
  if (!composed.ok) throw new Error(composed.error.code);
  return composed.value;
};
const open = async (bytes: Uint8Array, spoken = words) => openHandover(sodium, new Blob([new Uint8Array(bytes)]), spoken);
/** Through a file that is sealed to a key: words cost too much time to be tried often. */
const inside = async (content: HandoverPackage, files: readonly Uint8Array[] = []): Promise<HandoverPackage> => {
  const { publicKey, privateKey } = sodium.crypto_box_keypair();
  const opened = await openHandover(sodium, new Blob([await sealedBytes(sodium, content, { device: publicKey }, files)]), '', { publicKey, secretKey: privateKey });
  if (!opened.ok) throw new Error(opened.error.code);
  return opened.value.content;
};

it('what was left out is nowhere in what is inside the file, whatever was chosen', async () => {
  await fc.assert(
    fc.asyncProperty(anyChoice, async (chosen) => {
      const { content, files } = compose(choiceOf(chosen));
      const text = JSON.stringify(await inside(content, files.map(({ bytes }) => new Uint8Array(bytes))));
      const situationGoes = (n: number): boolean => chosen.situations.includes(n);
      const noteGoes = (n: number): boolean => chosen.notes.includes(n) && situationGoes(n % 3);
      const goes: Readonly<Record<string, (n: number) => boolean>> = {
        situation: situationGoes, area: situationGoes, people: situationGoes,
        text: noteGoes, title: noteGoes, place: noteGoes, source: (n) => noteGoes(n) && chosen.sources.includes(n), file: (n) => noteGoes(n) && chosen.files.includes(n),
        contact: (n) => chosen.contacts.includes(n), person: (n) => chosen.contacts.includes(n), reach: (n) => chosen.contacts.includes(n), remark: (n) => chosen.contacts.includes(n), whom: (n) => chosen.tasks.includes(n),
        paper: (n) => chosen.papers.includes(n), value: (n) => chosen.papers.includes(n),
        run: (n) => chosen.runs.includes(n), answer: (n) => chosen.runs.includes(n), aside: (n) => chosen.runs.includes(n), cell: (n) => chosen.runs.includes(n),
        page: (n) => situationGoes(n) && chosen.briefings.includes(n), minister: (n) => situationGoes(n) && chosen.briefings.includes(n), ask: (n) => situationGoes(n) && chosen.briefings.includes(n), said: (n) => situationGoes(n) && chosen.briefings.includes(n), other: (n) => situationGoes(n) && chosen.briefings.includes(n), recipient: () => false,
        threshold: (n) => situationGoes(n) && chosen.warning.includes(n), reader: (n) => situationGoes(n) && chosen.warning.includes(n), alarm: (n) => situationGoes(n) && chosen.warning.includes(n), step: (n) => situationGoes(n) && chosen.warning.includes(n),
        option: (n) => situationGoes(n) && chosen.options.includes(n),
        reason: () => false, evidence: () => false, proof: () => false,
      };
      // The name of a source stands in much that goes; it stays masked there.
      for (const [kind, gone] of Object.entries(goes)) for (let n = 0; n < 6; n++) if (text.includes(mark(kind, n)) !== gone(n)) expect(`${mark(kind, n)} inside: ${text.includes(mark(kind, n))}`).toBe(`chosen: ${gone(n)}`);
      const own = [...material.situations, ...material.notes, ...material.contacts, ...material.papers, ...material.kept, ...material.briefings, ...material.briefings.flatMap(({ lines }) => lines), ...material.runs.map(({ summary }) => summary), ...material.notes.flatMap((one) => one.files)];
      for (const record of own) expect(text, 'ids of this vault stay in it').not.toContain(record.id);
    }),
    { numRuns: 60 },
  );
}, 120_000);

it('masks the name of a source that stays wherever it stands, and counts the places', () => {
  const choice = choiceOf({ ...nothing, situations: [0], notes: [0], files: [0], papers: [0], runs: [0], warning: [0] });
  const { content, masked } = compose({ ...choice, letter: `Ask ${mark('SOURCE', 0)} first` });
  expect(content.letter).toBe(`Ask ${maskText} first`);
  // Letter, text, name of the file, paper, answer, alarm.
  expect(masked).toBe(6);
  expect(JSON.stringify(content)).not.toContain(mark('source', 0));
});

it('records that go name each other, and what stays is named by none', () => {
  const idOf = packageIds(sodium, about.packageId);
  const { content } = compose(choiceOf({ ...nothing, situations: [1], notes: [1], contacts: [1], runs: [1], briefings: [1], warning: [1], options: [1] }));
  const [threshold, alarm, step, option] = content.kept;
  expect(threshold).toMatchObject({ type: 'threshold', situationId: idOf('situation/0'), mustKnow: [{ actorId: idOf('contact/0') }] });
  expect(alarm).toMatchObject({ type: 'alarm', thresholdId: idOf('kept/0'), runId: idOf('run/0') });
  expect(step).toMatchObject({ type: 'alarmStep', alarmId: idOf('kept/1') });
  expect(option).toMatchObject({ type: 'option', actorId: idOf('contact/0') });
  expect(content.runs).toMatchObject([{ situationId: idOf('situation/0'), answers: { item0001: { evidence: { [idOf('situation/0/note/0')]: 'for' } } } }]);
  expect(content.briefings).toMatchObject([{ situation: 0, runId: idOf('run/0'), lines: [{ noteIds: [idOf('situation/0/note/0')] }, { noteIds: [idOf('situation/0/note/0')] }] }]);
  const without = compose(choiceOf({ ...nothing, situations: [1], runs: [1], briefings: [1], warning: [1] })).content;
  expect(without.briefings).toMatchObject([{ runId: idOf('run/0'), lines: [{ noteIds: [] }, { noteIds: [] }] }]);
  expect(without.kept[0]).toMatchObject({ mustKnow: [{ actorId: null }] });
  expect(without.runs[0]?.answers).toMatchObject({ item0001: { evidence: {} } });
});

it('of two rules for a briefing that were chosen at once the one for fewer readers goes', () => {
  const choice = choiceOf({ ...nothing, situations: [1], briefings: [1] });
  const [first, chosen, last] = material.briefings as [HandoverMaterial['briefings'][number], HandoverMaterial['briefings'][number], HandoverMaterial['briefings'][number]];
  const torn = { ...chosen, fields: { ...chosen.fields, handling: 'public' as const }, concurrentHandling: ['public', 'named-people'] as const };
  const composed = composeHandover(choice, { ...material, briefings: [first, torn, last] }, about, packageIds(sodium, about.packageId));
  expect(composed.ok && composed.value.content.briefings[0]?.fields.handling).toBe('named-people');
});

it('takes a line of a briefing that many notes stand under', async () => {
  const noteIds = Array.from({ length: 40 }, (_, n) => id(9_000 + n));
  const content: HandoverPackage = { ...emptyHandover, briefings: [{ situation: 0, kind: 'minister', runId: null, createdAt: at, line: '', fields: { title: 'Page', reader: '', author: '', ask: '', decideBy: '', handling: 'office' }, lines: [{ part: 'happening', text: 'Roads closed', noteIds }] }] };
  expect((await inside(content)).briefings[0]?.lines[0]?.noteIds).toEqual(noteIds);
});

describe('a handover file', () => {
  const content = emptyHandover;
  const made = () => sealedBytes(sodium, content, secret);
  const code = async (bytes: Uint8Array, spoken = words): Promise<string> => {
    const opened = await open(bytes, spoken);
    return opened.ok ? 'ok' : opened.error.code;
  };

  it('opens with the words however they were typed, and with no others', async () => {
    const bytes = await made();
    const opened = await open(bytes, ' Aardvark-Abacus  ABBEY, absorb accent\nacorn ');
    expect(opened.ok && opened.value.content).toEqual(content);
    expect(await code(bytes, 'aardvark abacus abbey absorb accent actor')).toBe('handover.wrongWords');
    expect(await code(bytes, '')).toBe('handover.wrongWords');
    expect(spokenWords('A – b')).toBe('a b');
  });

  it('says apart: cut off, changed, newer, something else', async () => {
    const bytes = await made();
    expect(await code(bytes.subarray(0, bytes.length - 1))).toBe('handover.truncated');
    expect(await code(bytes.subarray(0, 60))).toBe('handover.truncated');
    for (const place of [20, 70, 120, bytes.length - 1]) {
      const changed = bytes.slice();
      changed[place] = (changed[place] ?? 0) ^ 1;
      expect(await code(changed)).toBe('handover.truncated');
    }
    const newer = bytes.slice();
    newer[8] = 3;
    expect(await code(newer)).toBe('handover.newerFormat');
    expect(await code(new TextEncoder().encode('BEGIN:VCALENDAR'))).toBe('handover.notHandover');
    expect(await code(new Uint8Array())).toBe('handover.notHandover');
  });

  it('does not open when changed by someone who mends the digest, and takes no cheaper cost', async () => {
    const changed = await made();
    changed[100] = (changed[100] ?? 0) ^ 1;
    const mended = (bytes: Uint8Array): Uint8Array => {
      const body = bytes.subarray(0, bytes.length - 32);
      return Uint8Array.from([...body, ...sodium.crypto_generichash(32, body, null)]);
    };
    expect(await code(mended(changed))).toBe('handover.wrongWords');
    const cheap = await made();
    cheap[13] = 1;
    expect(await code(mended(cheap))).toBe('handover.truncated');
  });

  it('takes only words that are hard to guess, and hides the length of what is inside', async () => {
    await expect(sealedBytes(sodium, content, { words: 'summer 2026' })).rejects.toThrow('handover.weakWords');
    const [short, longer] = [await sealedBytes(sodium, { ...content, letter: 'a'.repeat(1_000) }, secret), await sealedBytes(sodium, { ...content, letter: 'a'.repeat(1_010) }, secret)];
    expect(longer.length).toBe(short.length);
  });

  it('of the first version still opens', async () => {
    const { papers: _papers, definitions: _definitions, runs: _runs, briefings: _briefings, kept: _kept, ...first } = content;
    const opened = await open(await sealedBytes(sodium, first as HandoverPackage, secret));
    expect(opened.ok && opened.value.content).toEqual(content);
  });
});

describe('attached files in a handover file', () => {
  const sizes = [3, frameBytes + 17, 0];
  const bytes = sizes.map((size, n) => Uint8Array.from({ length: size }, (_, place) => (place * 7 + n) % 251));
  const content = (): HandoverPackage => {
    const { content: composed } = compose(choiceOf({ ...nothing, situations: [0], notes: [0] }));
    const [first] = composed.situations;
    if (first === undefined) throw new Error('no situation');
    const files = sizes.map((size, n) => ({ name: `${n}.bin`, type: 'application/octet-stream', bytes: size, sha256: sodium.to_hex(sodium.crypto_hash_sha256(bytes[n] ?? new Uint8Array())), writtenAt: null }));
    return { ...composed, situations: [{ ...first, notes: first.notes.map((one) => ({ ...one, files })) }] };
  };

  it('come out as they went in, behind words and behind a key', async () => {
    const pair = sodium.crypto_box_keypair();
    for (const [by, device] of [[secret, null], [{ device: pair.publicKey }, { publicKey: pair.publicKey, secretKey: pair.privateKey }]] as const) {
      const sealed = await sealedBytes(sodium, content(), by, bytes);
      expect(sealed[8]).toBe(2);
      const opened = await openHandover(sodium, new Blob([sealed]), words, device);
      if (!opened.ok) throw new Error(opened.error.code);
      const reader = opened.value.files();
      for (const [n, named] of filesOf(opened.value.content).entries()) expect(Buffer.from(await reader.take(named.bytes)).equals(bytes[n] ?? new Uint8Array())).toBe(true);
      await reader.finish();
      expect(Buffer.from(sealed).includes(Buffer.from(bytes[1]?.subarray(0, 64) ?? []))).toBe(false);
    }
  });

  it('are told to be cut off or changed, also by someone who mends the digest', async () => {
    const sealed = await sealedBytes(sodium, content(), secret, bytes);
    for (const cut of [1, 100, frameBytes]) expect(await open(sealed.subarray(0, sealed.length - cut))).toMatchObject({ ok: false, error: { code: 'handover.truncated' } });
    const mend = (body: Uint8Array): Uint8Array => Uint8Array.from(Buffer.concat([body, sodium.crypto_generichash(32, body, null)]));
    const changed = sealed.slice(0, -32);
    changed[changed.length - 20] = (changed[changed.length - 20] ?? 0) ^ 1;
    const shorter = sealed.slice(0, -32 - 40);
    for (const forged of [mend(changed), mend(shorter)]) {
      const opened = await open(forged);
      if (!opened.ok) throw new Error(opened.error.code);
      await expect(opened.value.files().finish()).rejects.toMatchObject({ failure: { code: 'handover.truncated' } });
    }
  });
});
