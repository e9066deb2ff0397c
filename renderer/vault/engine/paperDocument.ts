import * as v from 'valibot';
import * as Y from 'yjs';
import { longFields, type PaperTemplate } from '../../../shared/domain/papers/templateFields.ts';
import { boundedText } from '../../../shared/domain/vault/storedText.ts';
import { placeChange } from '../../../shared/text/placeChange.ts';
import { readRegister, writeRegister } from './multiValueRegister.ts';

/**
 * What is written in the fields of a paper. A paragraph is a shared text of its own, named after its field, so that two devices merge by
 * character; a shorter field is a register, so that of two values none is lost. Papers of the first form held all values in one place: of
 * those every field is a register, and what was there stands until it is written anew.
 */
const valuesMap = 'values';
const fieldsMap = 'fields';
const metaMap = 'meta';
const separate = 2;
const textName = (field: string): string => `value/${field}`;
/** Who wrote what a paper began with. */
const beginner = 'begun';
const wordsSchema = v.record(v.string(), boundedText(20_000));

const isSeparate = (doc: Y.Doc): boolean => doc.getMap<unknown>(metaMap).get('form') === separate;
const bodyOf = (doc: Y.Doc): string => {
  const template = doc.getMap<unknown>(fieldsMap).get('template');
  return typeof template === 'object' && template !== null && 'body' in template && typeof template.body === 'string' ? template.body : '';
};
const isText = (doc: Y.Doc, field: string): boolean => isSeparate(doc) && longFields({ body: bodyOf(doc) }).has(field);

/** Begins a paper with these values; of one that is there it writes those that differ. */
export function writePaperValues(doc: Y.Doc, template: Pick<PaperTemplate, 'body'>, values: Readonly<Record<string, string>>): void {
  const meta = doc.getMap<unknown>(metaMap);
  const fields = doc.getMap<unknown>(fieldsMap);
  if (!fields.has('template')) {
    meta.set('form', separate);
    fields.set('template', template);
  }
  const known = paperValues(doc);
  for (const [field, value] of Object.entries(values)) if ((known[field] ?? '') !== value) writePaperValue(doc, beginner, field, known[field] ?? '', value);
}

/** Writes one field. `before`: what the writer saw there, so that what came meanwhile stays. */
export function writePaperValue(doc: Y.Doc, deviceId: string, field: string, before: string, value: string): void {
  if (!isText(doc, field)) {
    writeRegister(doc.getMap<unknown>(valuesMap), field, deviceId, value);
    return;
  }
  const text = doc.getText(textName(field));
  const { at, remove, insert } = placeChange(before, value, text.toJSON());
  if (remove > 0) text.delete(at, remove);
  if (insert !== '') text.insert(at, insert);
}

/** The words of every field; of several values the first, in an order that is the same on every device. */
export function paperValues(doc: Y.Doc): Record<string, string> {
  const first = v.safeParse(wordsSchema, doc.getMap<unknown>(fieldsMap).get('values'));
  const values: Record<string, string> = first.success ? { ...first.output } : {};
  for (const [field, [value]] of registers(doc)) if (value !== undefined) values[field] = value;
  if (isSeparate(doc)) for (const field of longFields({ body: bodyOf(doc) })) {
    const words = doc.getText(textName(field)).toJSON();
    if (words !== '') values[field] = words;
  }
  return values;
}

/** Fields with more than one value in force. */
export const paperConcurrent = (doc: Y.Doc): Record<string, string[]> => Object.fromEntries([...registers(doc)].flatMap(([field, values]) => {
  const different = [...new Set(values)];
  return different.length > 1 ? [[field, different]] : [];
}));

function registers(doc: Y.Doc): Map<string, string[]> {
  const map = doc.getMap<unknown>(valuesMap);
  const fields = new Set([...map.keys()].map((key) => key.slice(0, key.lastIndexOf('@'))));
  return new Map([...fields].map((field) => [field, readRegister(map, field).filter((value) => typeof value === 'string')]));
}
