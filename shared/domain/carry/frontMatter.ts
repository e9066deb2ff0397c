import * as v from 'valibot';
import { parse } from 'yaml';
import { noteFieldsSchema, type NoteFieldsPatch } from '../vault/note.ts';
import { documentIdSchema } from '../vault/storedText.ts';

export interface FrontMatter {
  readonly text: string;
  readonly id: string | null;
  readonly title: string | null;
  readonly createdAt: string | null;
  readonly changedAt: string | null;
  readonly tags: readonly string[];
  readonly fields: NoteFieldsPatch;
}

const longest = 64 * 1024;
/** As `noteMarkdown` writes them. */
const ownNames = { observedOn: 'observedOn', observedPrecision: 'observedPrecision', place: 'place', source: 'source', reliability: 'reliability', credibility: 'credibility', populations: 'populations', riskFactors: 'riskFactorIds', handling: 'handling', reviewOn: 'reviewOn' } as const;

/** An instant in UTC of what a file gives as a date; null where it is none. */
export function instantOf(value: unknown): string | null {
  const text = typeof value === 'number' ? new Date(value) : typeof value === 'string' ? new Date(value.trim()) : value instanceof Date ? value : null;
  return text === null || Number.isNaN(text.getTime()) || text.getUTCFullYear() < 1900 || text.getUTCFullYear() > 2200 ? null : text.toISOString();
}

/** Takes what stands between `---` at the head of a Markdown file. What cannot be read stays in the text. */
export function readFrontMatter(file: string): FrontMatter {
  const nothing = { text: file, id: null, title: null, createdAt: null, changedAt: null, tags: [], fields: {} };
  const match = /^\uFEFF?---[ \t]*\r?\n([\s\S]*?)\r?\n---[ \t]*(?:\r?\n|$)/.exec(file);
  if (match === null || (match[1] ?? '').length > longest) return nothing;
  let read: unknown;
  try {
    read = parse(match[1] ?? '', { schema: 'core', maxAliasCount: 0, logLevel: 'error' });
  } catch {
    return nothing;
  }
  if (typeof read !== 'object' || read === null || Array.isArray(read)) return nothing;
  const values = new Map(Object.entries(read));
  const first = (...names: readonly string[]): unknown => names.map((name) => values.get(name)).find((value) => value !== undefined && value !== null);
  const text = (value: unknown): string | null => (typeof value === 'string' || typeof value === 'number' ? String(value).trim() : null);
  const tags = first('tags', 'keywords');
  const id = values.get('id');
  const fields: Record<string, unknown> = {};
  if (v.is(documentIdSchema, id)) {
    for (const [name, field] of Object.entries(ownNames)) {
      const value = values.get(name);
      const given = field === 'credibility' && typeof value === 'number' ? String(value) : value;
      if (v.is(noteFieldsSchema.entries[field], given) && given !== null) fields[field] = given;
    }
  }
  return {
    text: file.slice(match[0].length),
    id: v.is(documentIdSchema, id) ? id : null,
    title: text(first('title'))?.slice(0, 300) ?? null,
    createdAt: instantOf(first('created', 'created_at', 'date')),
    changedAt: instantOf(first('updated', 'updated_at', 'modified', 'lastmod')),
    tags: (Array.isArray(tags) ? tags : typeof tags === 'string' ? tags.split(',') : []).flatMap((tag) => text(tag) ?? []).filter((tag) => tag !== '').slice(0, 100),
    fields: fields as NoteFieldsPatch,
  };
}
