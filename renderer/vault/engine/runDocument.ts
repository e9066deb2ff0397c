import * as v from 'valibot';
import type * as Y from 'yjs';
import { runPinSchema, runSummarySchema, type ItemChange, type RunDetail, type RunPin, type RunSummary } from '../../../shared/domain/runs/run.ts';
import { givenAnswerSchema, type EvidenceSide, type GivenAnswer, type ItemAnswers, type RunAnswers } from '../../../shared/domain/runs/runAnswer.ts';
import { dateSchema, instantSchema } from '../../../shared/domain/vault/storedText.ts';
import { readRegister, writeRegister } from './multiValueRegister.ts';
import type { ViewContext } from './viewContext.ts';

/**
 * One flat map of answers, because two devices that each make a nested map for the same item would lose one of them. Keys:
 * `<item>/value@<device>` and `<item>/remark@<device>` (registers), `<item>/evidence/<note>`, `<item>/row/<row>/order`,
 * `<item>/row/<row>/<column>@<device>`.
 */
const answersMap = 'answers';
const metaMap = 'meta';
export const runsParent = 'runs';

const pinValueSchema = v.looseObject({ pin: runPinSchema, before: v.nullable(runPinSchema) });
const aboutSchema = v.looseObject({
  toolkitId: v.string(), title: v.string(), kind: v.string(), situationId: v.nullable(v.string()), taskId: v.nullable(v.string()), createdAt: instantSchema, inheritedOn: v.optional(v.nullable(dateSchema), null),
});
/** A signed-off run is kept as it was, whole, so that what another device adds later cannot move it. */
const finalSchema = v.looseObject({ at: instantSchema, pin: runPinSchema, answers: v.record(v.string(), v.unknown()) });

export interface RunStart {
  readonly toolkitId: string;
  readonly title: string;
  readonly kind: string;
  readonly name: string;
  readonly situationId: string | null;
  readonly taskId: string | null;
  /** The day of the handover that it comes with. */
  readonly inheritedOn?: string;
}

export function startRunDocument(doc: Y.Doc, deviceId: string, about: RunStart, pin: RunPin, createdAt: string): void {
  const meta = doc.getMap<unknown>(metaMap);
  const { name, ...rest } = about;
  meta.set('about', { ...rest, createdAt });
  meta.set('name', name);
  writePin(doc, deviceId, pin, null);
}

export function writePin(doc: Y.Doc, deviceId: string, pin: RunPin, before: RunPin | null): void {
  writeRegister(doc.getMap<unknown>(metaMap), 'pin', deviceId, { pin, before });
}

export const writeRunName = (doc: Y.Doc, name: string): void => void doc.getMap<unknown>(metaMap).set('name', name);
export const writeRunTrashed = (doc: Y.Doc, trashedAt: string | null): void => void doc.getMap<unknown>(metaMap).set('trashedAt', trashedAt);

export function writeFinal(doc: Y.Doc, deviceId: string, at: string): void {
  const pin = pinsOf(doc)[0]?.pin;
  if (pin !== undefined) writeRegister(doc.getMap<unknown>(metaMap), 'final', deviceId, { at, pin, answers: draftAnswers(doc) });
}

/** Writes one change of the user. `given` says under which wording the value is given; it is used for values only. */
export function writeItemChange(doc: Y.Doc, deviceId: string, itemId: string, change: ItemChange, given: Omit<GivenAnswer, 'value'>): void {
  const map = doc.getMap<unknown>(answersMap);
  if (change.set === 'value') {
    if (change.value === null) clearRegister(map, `${itemId}/value`);
    else writeRegister(map, `${itemId}/value`, deviceId, { ...given, value: change.value });
  } else if (change.set === 'remark') {
    if (change.text === '') clearRegister(map, `${itemId}/remark`);
    else writeRegister(map, `${itemId}/remark`, deviceId, change.text);
  } else if (change.set === 'evidence') {
    const key = `${itemId}/evidence/${change.noteId}`;
    if (change.side === null) map.delete(key);
    else map.set(key, change.side);
  } else writeRow(map, deviceId, `${itemId}/row/`, change.rowId, change.cells);
}

/**
 * Writes answers as another vault had them, into a run that has none. Values that differ stand beside each other, as if each were of a device
 * of its own.
 */
export function writeAnswers(doc: Y.Doc, deviceId: string, answers: RunAnswers): void {
  const map = doc.getMap<unknown>(answersMap);
  if (map.size > 0) return;
  const beside = (key: string, values: readonly unknown[]): void => {
    for (const [at, value] of values.entries()) map.set(`${key}@${at === 0 ? deviceId : at.toString(16).padStart(deviceId.length, '0')}`, value);
  };
  for (const [itemId, { values, remarks, evidence, rows }] of Object.entries(answers)) {
    beside(`${itemId}/value`, values);
    beside(`${itemId}/remark`, remarks);
    for (const [noteId, side] of Object.entries(evidence)) map.set(`${itemId}/evidence/${noteId}`, side);
    for (const [at, row] of rows.entries()) {
      map.set(`${itemId}/row/${row.id}/order`, at + 1);
      for (const [column, texts] of Object.entries(row.cells)) beside(`${itemId}/row/${row.id}/${column}`, texts);
    }
  }
}

function writeRow(map: Y.Map<unknown>, deviceId: string, prefix: string, rowId: string, cells: Readonly<Record<string, string>> | null): void {
  const row = `${prefix}${rowId}/`;
  if (cells === null) {
    for (const key of [...map.keys()]) if (key.startsWith(row)) map.delete(key);
    return;
  }
  if (!map.has(`${row}order`)) {
    const orders = [...map.keys()].filter((key) => key.startsWith(prefix) && key.endsWith('/order')).map((key) => Number(map.get(key)));
    map.set(`${row}order`, Math.max(0, ...orders.filter(Number.isFinite)) + 1);
  }
  for (const [column, text] of Object.entries(cells)) writeRegister(map, `${row}${column}`, deviceId, text);
}

const clearRegister = (map: Y.Map<unknown>, field: string): void => {
  for (const key of [...map.keys()]) if (key.startsWith(`${field}@`)) map.delete(key);
};

const pinsOf = (doc: Y.Doc) => readRegister(doc.getMap<unknown>(metaMap), 'pin').flatMap((value) => (v.is(pinValueSchema, value) ? [value] : []));
const finalOf = (doc: Y.Doc) => readRegister(doc.getMap<unknown>(metaMap), 'final').find((value) => v.is(finalSchema, value)) as v.InferOutput<typeof finalSchema> | undefined;
const aboutOf = (doc: Y.Doc) => {
  const value = doc.getMap<unknown>(metaMap).get('about');
  return v.is(aboutSchema, value) ? value : null;
};
const metaText = (doc: Y.Doc, name: string): string | null => {
  const value = doc.getMap<unknown>(metaMap).get(name);
  return typeof value === 'string' ? value : null;
};

export const isFinal = (doc: Y.Doc): boolean => finalOf(doc) !== undefined;
export const currentPin = (doc: Y.Doc): RunPin | null => pinsOf(doc)[0]?.pin ?? null;
export const pinBefore = (doc: Y.Doc): RunPin | null => pinsOf(doc)[0]?.before ?? null;

export const runViewParent = (doc: Y.Doc): string | null => (aboutOf(doc) === null || currentPin(doc) === null ? null : runsParent);

interface Collected {
  values: GivenAnswer[];
  remarks: string[];
  evidence: Record<string, EvidenceSide>;
  rows: Map<string, { order: number; cells: Record<string, string[]> }>;
}

/** What the answers map holds, in an order that is the same on every device. Reads the map once: a run may hold hundreds of keys. */
function draftAnswers(doc: Y.Doc): RunAnswers {
  const map = doc.getMap<unknown>(answersMap);
  const items = new Map<string, Collected>();
  const collected = (id: string): Collected => {
    const known = items.get(id) ?? { values: [], remarks: [], evidence: {}, rows: new Map() };
    items.set(id, known);
    return known;
  };
  for (const key of [...map.keys()].sort()) {
    const value = map.get(key);
    const [itemId = '', part = '', rowId = '', cell = ''] = key.split('/');
    const item = collected(itemId);
    if (part.startsWith('value@') && v.is(givenAnswerSchema, value)) {
      if (!item.values.some((known) => known.rev === value.rev && JSON.stringify(known.value) === JSON.stringify(value.value))) item.values.push(value);
    } else if (part.startsWith('remark@') && typeof value === 'string') {
      if (!item.remarks.includes(value)) item.remarks.push(value);
    } else if (part === 'evidence' && (value === 'for' || value === 'against')) item.evidence[rowId] = value;
    else if (part === 'row') {
      const row = item.rows.get(rowId) ?? { order: Number.MAX_SAFE_INTEGER, cells: {} };
      item.rows.set(rowId, row);
      if (cell === 'order' && typeof value === 'number') row.order = value;
      else if (typeof value === 'string') {
        const texts = (row.cells[cell.slice(0, cell.indexOf('@'))] ??= []);
        if (!texts.includes(value)) texts.push(value);
      }
    }
  }
  return Object.fromEntries([...items].map(([id, { rows, ...rest }]) => [id, { ...rest, rows: [...rows].sort(([a, x], [b, y]) => x.order - y.order || (a < b ? -1 : 1)).map(([rowId, { cells }]) => ({ id: rowId, cells })) } satisfies ItemAnswers]));
}

const isAnswered = ({ values, rows }: ItemAnswers): boolean => values.length > 0 || rows.length > 0;
const isUnsettled = ({ values, remarks, rows }: ItemAnswers): boolean => values.length > 1 || remarks.length > 1 || rows.some(({ cells }) => Object.values(cells).some((texts) => texts.length > 1));

export function runSummary(doc: Y.Doc, context: ViewContext): RunSummary {
  return summaryOf(doc, context, shownAnswers(doc));
}

const shownAnswers = (doc: Y.Doc): RunAnswers => {
  const final = finalOf(doc);
  return final === undefined ? draftAnswers(doc) : (final.answers as RunAnswers);
};

function summaryOf(doc: Y.Doc, context: ViewContext, answers: RunAnswers): RunSummary {
  const about = aboutOf(doc);
  const final = finalOf(doc);
  const all = Object.entries(answers);
  const judgements = all.flatMap(([id, { values }]) => {
    const given = values[0];
    return given?.type === 'judgement' && given.step !== undefined ? [[id, { step: given.step, rev: given.rev, open: values.length > 1 }] as const] : [];
  });
  return {
    id: context.id,
    toolkitId: about?.toolkitId ?? '',
    title: about?.title ?? '',
    kind: about?.kind ?? '',
    name: metaText(doc, 'name') ?? '',
    situationId: about?.situationId ?? null,
    taskId: about?.taskId ?? null,
    pin: final?.pin ?? currentPin(doc) ?? { hash: '0'.repeat(64), edition: 1, editionName: '' },
    answered: all.filter(([, item]) => isAnswered(item)).length,
    unsettled: all.filter(([, item]) => isUnsettled(item)).length,
    judgements: Object.fromEntries(judgements),
    observed: all.flatMap(([id, { values }]) => (values.some(({ type, value }) => type === 'indicator' && value === 'observed') ? [id] : [])),
    createdAt: about?.createdAt ?? context.changedAt,
    changedAt: context.changedAt,
    finalAt: final?.at ?? null,
    inheritedOn: about?.inheritedOn ?? null,
    trashedAt: metaText(doc, 'trashedAt'),
  };
}

export function runDetail(doc: Y.Doc, context: ViewContext): RunDetail | null {
  if (runViewParent(doc) === null) return null;
  const pins = pinsOf(doc).map(({ pin }) => pin);
  const answers = shownAnswers(doc);
  const summary = summaryOf(doc, context, answers);
  return {
    summary,
    answers,
    before: summary.finalAt === null ? pinBefore(doc) : null,
    concurrentPins: new Set(pins.map(({ hash }) => hash)).size > 1 ? pins : [],
    laterAnswers: summary.finalAt !== null && JSON.stringify(answers) !== JSON.stringify(draftAnswers(doc)),
  };
}

export const runViewSchema = runSummarySchema;
