import * as v from 'valibot';
import type * as Y from 'yjs';
import { entrySchema, type Entry, type EntryType, type EntryView, entryTypes } from '../../../shared/domain/vault/entry.ts';
import { instantSchema } from '../../../shared/domain/vault/storedText.ts';
import { paperConcurrent, paperValues, writePaperValues } from './paperDocument.ts';
import type { ViewContext } from './viewContext.ts';

const fieldsMap = 'fields';
const metaMap = 'meta';

export const entriesParent = (type: EntryType): string => `entries/${type}`;

/** Sets the fields that differ, so that devices that change different fields do not undo each other. The type never changes. */
export function writeEntry(doc: Y.Doc, entry: Entry, now: string): void {
  const map = doc.getMap<unknown>(fieldsMap);
  const meta = doc.getMap<unknown>(metaMap);
  if (!meta.has('createdAt')) {
    meta.set('createdAt', now);
    meta.set('type', entry.type);
  }
  if (entry.type === 'paper') writePaperValues(doc, entry.template, entry.values);
  const apart = entry.type === 'paper' ? ['type', 'values', 'concurrent'] : ['type'];
  for (const [field, value] of Object.entries(entry)) if (!apart.includes(field) && JSON.stringify(map.get(field)) !== JSON.stringify(value)) map.set(field, value);
}

export const writeEntryTrashed = (doc: Y.Doc, trashedAt: string | null): void => void doc.getMap<unknown>(metaMap).set('trashedAt', trashedAt);

export function entryType(doc: Y.Doc): EntryType | null {
  const type = doc.getMap<unknown>(metaMap).get('type');
  return entryTypes.find((known) => known === type) ?? null;
}

/** null while the document holds no whole entry, or one of a newer version. */
export function entryOf(doc: Y.Doc): Entry | null {
  const type = entryType(doc);
  const fields = doc.getMap(fieldsMap).toJSON();
  const parsed = v.safeParse(entrySchema, { ...fields, ...(type === 'paper' ? { values: paperValues(doc) } : {}), type });
  return parsed.success ? parsed.output : null;
}

export function entryViewParent(doc: Y.Doc): string | null {
  const type = entryType(doc);
  return type === null || entryOf(doc) === null ? null : entriesParent(type);
}

export function entryView(doc: Y.Doc, context: ViewContext): EntryView | null {
  const entry = entryOf(doc);
  const instant = (name: string): string | null => {
    const value = doc.getMap<unknown>(metaMap).get(name);
    return v.is(instantSchema, value) ? value : null;
  };
  const concurrent = entry?.type === 'paper' ? paperConcurrent(doc) : {};
  const shown = entry?.type === 'paper' && Object.keys(concurrent).length > 0 ? { ...entry, concurrent } : entry;
  return shown === null ? null : { id: context.id, createdAt: instant('createdAt') ?? context.changedAt, changedAt: context.changedAt, trashedAt: instant('trashedAt'), entry: shown };
}
