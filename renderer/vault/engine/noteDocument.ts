import * as v from 'valibot';
import * as Y from 'yjs';
import { emptyNoteFields, noteFieldsSchema, noteRelationSchema, noteSummaryForm, settledFields, type NoteDetail, type NoteFields, type NoteFieldsPatch, type NoteRelation, type NoteSummary } from '../../../shared/domain/vault/note.ts';
import { maxSearchedCharacters, noteTextForm, type NoteText } from '../../../shared/domain/vault/noteSearch.ts';
import { documentIdSchema, instantSchema } from '../../../shared/domain/vault/storedText.ts';
import { excerptOf, mentionsOf, plainText } from './noteBodyText.ts';
import { fileMarks, noteFileList } from './noteFileList.ts';
import { readRegister, writeRegister } from './multiValueRegister.ts';
import { noteKeptAt, noteOverlaps } from './noteMerging.ts';
import type { ViewContext } from './viewContext.ts';

/** The note's text, as the editor knows it. */
export const bodyFragment = 'body';
const fieldsMap = 'fields';
const metaMap = 'meta';
/** Each related note under its id, so that devices that relate different notes do not undo each other. */
const relationsMap = 'relations';

type SettledField = (typeof settledFields)[number];
const isSettled = (field: string): field is SettledField => (settledFields as readonly string[]).includes(field);

export const notesParent = (situationId: string): string => `notes/${situationId}`;

export function startNote(doc: Y.Doc, deviceId: string, situationId: string, fields: NoteFieldsPatch, createdAt: string): void {
  const meta = doc.getMap<unknown>(metaMap);
  meta.set('situationId', situationId);
  meta.set('createdAt', createdAt);
  patchNoteFields(doc, deviceId, fields);
}

export function patchNoteFields(doc: Y.Doc, deviceId: string, patch: NoteFieldsPatch): void {
  const map = doc.getMap<unknown>(fieldsMap);
  for (const [field, value] of Object.entries(patch)) {
    if (value === undefined) continue;
    if (isSettled(field)) writeRegister(map, field, deviceId, value);
    else map.set(field, value);
  }
}

export function writeNoteRelation(doc: Y.Doc, otherId: string, relation: NoteRelation | null): void {
  const map = doc.getMap<unknown>(relationsMap);
  if (relation === null) map.delete(otherId);
  else map.set(otherId, relation);
}

export function noteRelationsOf(doc: Y.Doc): Record<string, NoteRelation> {
  return Object.fromEntries([...doc.getMap<unknown>(relationsMap).entries()].flatMap(([id, relation]) => (v.is(documentIdSchema, id) && v.is(noteRelationSchema, relation) ? [[id, relation] as const] : [])));
}

export const isNoteTrashed = (doc: Y.Doc): boolean => metaInstant(doc, 'trashedAt') !== null;

export function writeNoteTrashed(doc: Y.Doc, trashedAt: string | null): void {
  doc.getMap<unknown>(metaMap).set('trashedAt', trashedAt);
}

/** What lies in the bin because it went to another situation says under which id it is there. */
export function writeNoteMoved(doc: Y.Doc, to: string, trashedAt: string): void {
  doc.getMap<unknown>(metaMap).set('movedTo', to);
  writeNoteTrashed(doc, trashedAt);
}

/** Makes of a note's whole state the note that it becomes in another situation. */
export function becomeMovedNote(doc: Y.Doc, situationId: string): void {
  const meta = doc.getMap<unknown>(metaMap);
  meta.set('situationId', situationId);
  meta.delete('movedTo');
  meta.delete('trashedAt');
}

/** null for a document that no note was started in, or whose first update is missing. */
export function noteSituationId(doc: Y.Doc): string | null {
  const value = doc.getMap<unknown>(metaMap).get('situationId');
  return v.is(documentIdSchema, value) ? value : null;
}

export function noteViewParent(doc: Y.Doc): string | null {
  const situationId = noteSituationId(doc);
  return situationId === null ? null : notesParent(situationId);
}

export function noteFields(doc: Y.Doc): NoteFields {
  const map = doc.getMap<unknown>(fieldsMap);
  const fields: Record<string, unknown> = { ...emptyNoteFields };
  for (const [field, schema] of Object.entries(noteFieldsSchema.entries)) {
    const value = isSettled(field) ? readRegister(map, field)[0] : map.get(field);
    if (value !== undefined && v.is(schema, value)) fields[field] = value;
  }
  return fields as NoteFields;
}

const metaInstant = (doc: Y.Doc, name: string): string | null => {
  const value = doc.getMap<unknown>(metaMap).get(name);
  return v.is(instantSchema, value) ? value : null;
};

const movedTo = (doc: Y.Doc): string | null => {
  const to = doc.getMap<unknown>(metaMap).get('movedTo');
  return metaInstant(doc, 'trashedAt') !== null && v.is(documentIdSchema, to) ? to : null;
};

export function noteSummary(doc: Y.Doc, context: ViewContext): NoteSummary {
  const { title, observedOn, observedPrecision, place, source, sourceId, reliability, credibility, riskFactorIds, handling, reviewOn, deleteOn } = noteFields(doc);
  const files = fileMarks(doc);
  return {
    id: context.id,
    situationId: noteSituationId(doc) ?? '',
    title,
    excerpt: excerptOf(doc.getXmlFragment(bodyFragment)),
    observedOn,
    observedPrecision,
    place,
    source,
    sourceId,
    reliability,
    credibility,
    riskFactorIds,
    handling,
    reviewOn,
    deleteOn,
    form: noteSummaryForm,
    createdAt: metaInstant(doc, 'createdAt') ?? context.changedAt,
    changedAt: context.changedAt,
    trashedAt: metaInstant(doc, 'trashedAt'),
    ...(files.length === 0 ? {} : { files }),
  };
}

export function noteDetail(doc: Y.Doc, context: ViewContext): NoteDetail | null {
  const situationId = noteSituationId(doc);
  if (situationId === null) return null;
  const map = doc.getMap<unknown>(fieldsMap);
  const concurrent = settledFields.flatMap((field) => {
    const values = readRegister(map, field);
    return values.length > 1 ? [[field, values.map(String)] as const] : [];
  });
  return {
    id: context.id,
    situationId,
    fields: noteFields(doc),
    concurrent: Object.fromEntries(concurrent),
    overlaps: noteOverlaps(doc),
    keptAt: noteKeptAt(doc),
    relations: noteRelationsOf(doc),
    createdAt: metaInstant(doc, 'createdAt') ?? context.changedAt,
    changedAt: context.changedAt,
    trashedAt: metaInstant(doc, 'trashedAt'),
    movedTo: movedTo(doc),
    files: noteFileList(doc),
  };
}

export const noteBody = (doc: Y.Doc): Y.XmlFragment => doc.getXmlFragment(bodyFragment);

/** Puts title and text of another state in place of those there are. A change like any other: undone, merged and kept as such. */
export function replaceNoteContent(doc: Y.Doc, from: Y.Doc): void {
  const body = noteBody(doc);
  body.delete(0, body.length);
  body.insert(0, noteBody(from).toArray().map((node) => node.clone() as Y.XmlElement));
  const { title } = noteFields(from);
  if (noteFields(doc).title !== title) doc.getMap<unknown>(fieldsMap).set('title', title);
}

export const noteTextsParent = (situationId: string): string => `noteTexts/${situationId}`;

export function noteTextRecord(doc: Y.Doc, context: ViewContext): { readonly parent: string; readonly value: NoteText } | null {
  const situationId = noteSituationId(doc);
  if (situationId === null) return null;
  const { title, place, source, sourceId, populations, riskFactorIds, reliability, credibility, observedOn, handling } = noteFields(doc);
  const text = plainText(doc.getXmlFragment(bodyFragment), maxSearchedCharacters).slice(0, maxSearchedCharacters).trimEnd();
  return {
    parent: noteTextsParent(situationId),
    value: {
      id: context.id, situationId, title, text, place, source, sourceId, populations, riskFactorIds, reliability, credibility, observedOn, handling,
      mentions: mentionsOf(doc.getXmlFragment(bodyFragment)), relations: noteRelationsOf(doc), form: noteTextForm, changedAt: context.changedAt, trashedAt: metaInstant(doc, 'trashedAt'),
    },
  };
}
