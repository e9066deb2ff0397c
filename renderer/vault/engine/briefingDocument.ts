import * as v from 'valibot';
import type * as Y from 'yjs';
import { briefingFieldsSchema, briefingHandlings, briefingKinds, briefingParts, sentSchema, type Briefing, type BriefingFields, type BriefingKind, type BriefingLine, type BriefingPart, type BriefingPatch, type BriefingSummary, type LineChange, type NewLine, type Sent } from '../../../shared/domain/assessments/briefing.ts';
import { dateSchema, documentIdSchema, instantSchema } from '../../../shared/domain/vault/storedText.ts';
import { readRegister, writeRegister } from './multiValueRegister.ts';
import type { ViewContext } from './viewContext.ts';

/** Flat keys, so that two devices never lose each other's lines: `<line>/part`, `<line>/order`, `<line>/text@<device>`, `<line>/note/<note>`. */
const linesMap = 'lines';
const fieldsMap = 'fields';
const metaMap = 'meta';
const sentMap = 'sent';
export const briefingsParent = (situationId: string): string => `briefings/${situationId}`;

export function startBriefing(doc: Y.Doc, deviceId: string, about: { readonly situationId: string; readonly runId: string | null; readonly kind: BriefingKind; /** Day of the handover that it came with. */ readonly inheritedOn?: string }, createdAt: string): void {
  doc.getMap<unknown>(metaMap).set('about', { ...about, createdAt });
  writeRegister(doc.getMap<unknown>(fieldsMap), 'handling', deviceId, 'office' satisfies BriefingFields['handling']);
}

export function patchBriefing(doc: Y.Doc, deviceId: string, { handling, ...patch }: BriefingPatch): void {
  const map = doc.getMap<unknown>(fieldsMap);
  if (handling !== undefined) writeRegister(map, 'handling', deviceId, handling);
  for (const [field, value] of Object.entries(patch)) if (value !== undefined) map.set(field, value);
}

export function addLine(doc: Y.Doc, deviceId: string, lineId: string, line: NewLine): void {
  writeLine(doc, deviceId, lineId, { set: 'text', part: line.part, text: line.text });
  for (const noteId of line.noteIds) writeLine(doc, deviceId, lineId, { set: 'note', noteId, linked: true });
}

export function writeLine(doc: Y.Doc, deviceId: string, lineId: string, change: LineChange): void {
  const map = doc.getMap<unknown>(linesMap);
  if (change.set === 'removed') {
    for (const key of [...map.keys()]) if (key.startsWith(`${lineId}/`)) map.delete(key);
  } else if (change.set === 'note') {
    if (change.linked) map.set(`${lineId}/note/${change.noteId}`, true);
    else map.delete(`${lineId}/note/${change.noteId}`);
  } else {
    if (!map.has(`${lineId}/order`)) {
      const orders = [...map.entries()].flatMap(([key, value]) => (key.endsWith('/order') && typeof value === 'number' ? [value] : []));
      map.set(`${lineId}/order`, Math.max(0, ...orders) + 1);
    }
    if (map.get(`${lineId}/part`) !== change.part) map.set(`${lineId}/part`, change.part);
    writeRegister(map, `${lineId}/text`, deviceId, change.text);
  }
}

export const writeSent = (doc: Y.Doc, id: string, sent: Sent, at: string): void => void doc.getMap<unknown>(sentMap).set(id, { ...sent, at });
export const writeBriefingTrashed = (doc: Y.Doc, trashedAt: string | null): void => void doc.getMap<unknown>(metaMap).set('trashedAt', trashedAt);

const aboutSchema = v.looseObject({ situationId: documentIdSchema, runId: v.nullable(documentIdSchema), kind: v.optional(v.picklist(briefingKinds), 'minister'), createdAt: instantSchema, inheritedOn: v.optional(v.nullable(dateSchema), null) });
const aboutOf = (doc: Y.Doc) => {
  const value = doc.getMap<unknown>(metaMap).get('about');
  const parsed = v.safeParse(aboutSchema, value);
  return parsed.success ? parsed.output : null;
};

export function briefingViewParent(doc: Y.Doc): string | null {
  const about = aboutOf(doc);
  return about === null ? null : briefingsParent(about.situationId);
}

export function briefingSummary(doc: Y.Doc, context: ViewContext): BriefingSummary {
  const about = aboutOf(doc);
  const title = doc.getMap<unknown>(fieldsMap).get('title');
  const trashedAt = doc.getMap<unknown>(metaMap).get('trashedAt');
  return {
    id: context.id,
    situationId: about?.situationId ?? '',
    kind: about?.kind ?? 'minister',
    title: typeof title === 'string' ? title : '',
    sentCount: doc.getMap(sentMap).size,
    inheritedOn: about?.inheritedOn ?? null,
    createdAt: about?.createdAt ?? context.changedAt,
    changedAt: context.changedAt,
    trashedAt: typeof trashedAt === 'string' ? trashedAt : null,
  };
}

export function briefingDetail(doc: Y.Doc, context: ViewContext): Briefing | null {
  const about = aboutOf(doc);
  if (about === null) return null;
  const map = doc.getMap<unknown>(fieldsMap);
  const handlings = readRegister(map, 'handling').flatMap((value) => (v.is(v.picklist(briefingHandlings), value) ? [value] : []));
  const fieldOf = (name: Exclude<keyof BriefingFields, 'handling'>): string => {
    const value = map.get(name);
    return v.is(briefingFieldsSchema.entries[name], value) ? value : '';
  };
  const sent = Object.entries(doc.getMap(sentMap).toJSON()).flatMap(([id, value]) => {
    const { at, ...rest } = value as { at?: unknown };
    const parsed = v.safeParse(sentSchema, rest);
    return parsed.success && typeof at === 'string' ? [{ ...parsed.output, id, at }] : [];
  });
  return {
    id: context.id,
    kind: about.kind,
    situationId: about.situationId,
    runId: about.runId,
    fields: { title: fieldOf('title'), reader: fieldOf('reader'), author: fieldOf('author'), ask: fieldOf('ask'), decideBy: fieldOf('decideBy'), handling: handlings[0] ?? 'named-people' },
    concurrentHandling: new Set(handlings).size > 1 ? handlings : [],
    lines: linesOf(doc),
    sent: sent.sort((a, b) => b.at.localeCompare(a.at)),
    changedAt: context.changedAt,
  };
}

function linesOf(doc: Y.Doc): BriefingLine[] {
  const map = doc.getMap<unknown>(linesMap);
  const lines = new Map<string, { part: BriefingPart; order: number; texts: string[]; noteIds: string[] }>();
  for (const key of [...map.keys()].sort()) {
    const [id = '', field = '', noteId = ''] = key.split('/');
    const line = lines.get(id) ?? { part: 'happening', order: Number.MAX_SAFE_INTEGER, texts: [], noteIds: [] };
    lines.set(id, line);
    const value = map.get(key);
    if (field === 'part') line.part = briefingParts.find((part) => part === value) ?? 'happening';
    else if (field === 'order' && typeof value === 'number') line.order = value;
    else if (field === 'note') line.noteIds.push(noteId);
    else if (field.startsWith('text@') && typeof value === 'string' && !line.texts.includes(value)) line.texts.push(value);
  }
  return [...lines].sort(([a, x], [b, y]) => x.order - y.order || (a < b ? -1 : 1)).map(([id, { part, texts, noteIds }]) => ({ id, part, text: texts[0] ?? '', others: texts.slice(1), noteIds }));
}
