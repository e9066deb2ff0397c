import * as v from 'valibot';
import { caseSchema, figureSchema, glossaryEntrySchema, programmeSchema, sectionTextSchema, templateSchema, timelineEntrySchema, toolkitSchema } from '../../shared/content/content.schema.ts';
import type { ActiveEdition, EarlierEdition } from '../../shared/contracts/edition.ts';
import { type ItemRow, published } from './publishedDatabase.ts';

const schemas: Readonly<Record<string, v.GenericSchema>> = {
  section: sectionTextSchema,
  toolkit: toolkitSchema,
  programme: programmeSchema,
  glossary: v.array(glossaryEntrySchema),
  timeline: v.array(timelineEntrySchema),
  cases: v.array(caseSchema),
  template: templateSchema,
  figure: figureSchema,
};

/** Parses one item's text. An item that this version cannot read is left out; the rest of the edition is not held up by it. */
function parseItem(kind: string, text: string): unknown {
  const schema = schemas[kind];
  if (schema === undefined) return undefined;
  const parsed = v.safeParse(schema, JSON.parse(text));
  return parsed.success ? parsed.output : undefined;
}

/**
 * Stores a verified edition and makes it the one that is read, in one transaction: a reader sees the old edition or the new one,
 * never parts of both. Answers how many items this version could not read. The edition before is kept, older ones go.
 */
export async function adoptEdition({ manifest, texts }: ActiveEdition): Promise<{ readonly unreadable: number }> {
  const { number } = manifest;
  const [active, stored] = await Promise.all([published.active.get('active'), published.editions.get(number)]);
  if (active?.number === number && stored !== undefined && sameItems(stored.manifest.items, manifest.items)) return { unreadable: 0 };
  const { rows, unreadable } = rowsOf(manifest, texts);
  await published.transaction('rw', published.editions, published.items, published.active, async () => {
    const previous = active === undefined || active.number === number ? (active?.previous ?? null) : active.number;
    await published.items.where('[edition+kind]').between([number, lowestKind], [number, highestKind]).delete();
    await published.items.bulkPut(rows);
    await published.editions.put({ number, manifest });
    await published.active.put({ key: 'active', number, previous });
    const kept = new Set([number, previous]);
    for (const old of await published.editions.toCollection().primaryKeys()) {
      if (kept.has(old)) continue;
      await published.editions.delete(old);
      await published.items.where('[edition+kind]').between([old, lowestKind], [old, highestKind]).delete();
    }
  });
  return { unreadable };
}

/** Puts an earlier edition beside the one in force, for reading. It stays until the next edition comes, and is asked for again after that. */
export async function keepEarlierEdition({ manifest, texts }: EarlierEdition): Promise<void> {
  const { rows } = rowsOf(manifest, texts);
  await published.transaction('rw', published.editions, published.items, async () => {
    await published.items.bulkPut(rows);
    await published.editions.put({ number: manifest.number, manifest });
  });
}

function rowsOf(manifest: ActiveEdition['manifest'], texts: ActiveEdition['texts']): { rows: ItemRow[]; unreadable: number } {
  const rows: ItemRow[] = [];
  let unreadable = 0;
  for (const item of manifest.items) {
    const text = texts[item.sha256];
    const parsed = text === undefined ? undefined : parseItem(item.kind, text);
    const value = item.kind === 'section' && parsed !== undefined ? { ...(parsed as object), number: item.number ?? '', chapterId: item.chapterId ?? '' } : parsed;
    if (value === undefined) unreadable += 1;
    else rows.push({ edition: manifest.number, kind: item.kind, id: item.id, order: item.order, sha256: item.sha256, value });
  }
  return { rows, unreadable };
}

const lowestKind = '';
const highestKind = '\uffff';

const sameItems = (a: ActiveEdition['manifest']['items'], b: ActiveEdition['manifest']['items']): boolean =>
  a.length === b.length && a.every((item, at) => item.sha256 === b[at]?.sha256 && item.id === b[at]?.id);
