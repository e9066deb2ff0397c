import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { manifestFormat, type Manifest } from '../contracts/edition.ts';
import { editionChanges } from './editionChanges.ts';

interface Given {
  id: string;
  number: string;
  text: string;
  title?: string;
  chapterId?: string;
}
const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
const manifest = (sections: readonly Given[]): Manifest => ({
  format: manifestFormat,
  minReader: 1,
  number: 1,
  edition: '2026.1',
  language: 'en',
  title: 'Manual',
  publisher: 'Test',
  publishedOn: '2026-11-21',
  notice: 'For tests.',
  chapters: [],
  items: [
    ...sections.map(({ id, number, text, title = id, chapterId = 'one' }, order) => {
      const json = JSON.stringify({ body: text, id });
      return { kind: 'section', id, title, number, chapterId, order, sha256: hash(json), bytes: json.length };
    }),
    { kind: 'glossary', id: 'glossary', title: 'Glossary', order: 0, sha256: hash(sections.map((one) => one.text).join()), bytes: 2 },
  ],
});
const ids = (changes: ReturnType<typeof editionChanges>): Record<string, string[]> => Object.fromEntries(Object.entries(changes).map(([kind, list]: [string, readonly { id: string }[]]) => [kind, list.map((one) => one.id)]));

const before = manifest([{ id: 'a', number: '1.1', text: 'A' }, { id: 'b', number: '1.2', text: 'B' }, { id: 'c', number: '1.3', text: 'C', title: 'Old title' }]);
const after = manifest([{ id: 'new', number: '1.1', text: 'N' }, { id: 'a', number: '1.2', text: 'A' }, { id: 'c', number: '1.3', text: 'C2', title: 'New title' }]);

describe('editionChanges', () => {
  it('tells added, changed, removed and moved sections apart, in the order of the newer edition', () => {
    const changes = editionChanges(before, after);
    expect(ids(changes)).toEqual({ added: ['new'], changed: ['c'], removed: ['b'], moved: ['a'] });
    expect(changes.moved[0]).toEqual({ id: 'a', title: 'a', number: '1.2', previousNumber: '1.1' });
    expect(changes.changed[0]).toEqual({ id: 'c', title: 'New title', number: '1.3', previousTitle: 'Old title' });
    expect(changes.removed[0]).toEqual({ id: 'b', title: 'b', number: '1.2' });
  });
  it('finds nothing in the same edition, and nothing new in the first one', () => {
    const nothing = { added: [], changed: [], removed: [], moved: [] };
    expect(editionChanges(before, before)).toEqual(nothing);
    expect(editionChanges(null, after)).toEqual(nothing);
  });
});
