import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import type { EntryOf } from '../../../shared/domain/vault/entry.ts';
import { entryOf, entryView, writeEntry } from './entryDocument.ts';
import { paperConcurrent, writePaperValue } from './paperDocument.ts';

const at = '2026-11-20T10:00:00.000Z';
const id = 'a'.repeat(32);
const paper: EntryOf<'paper'> = {
  type: 'paper', title: 'Convening note', taskId: null, handling: 'office',
  template: { id: 'convening-note', title: 'Convening note', body: 'In {{place}}, for {{country}}\n\n{{purpose}}', placeholders: [] },
  values: { place: 'Hall', purpose: 'We meet to compare. We part with a list.' },
};
/** Two devices that have the same paper and do not hear of each other until `meet`. */
function twoDevices() {
  const one = new Y.Doc();
  one.transact(() => writeEntry(one, paper, at));
  const other = new Y.Doc();
  Y.applyUpdate(other, Y.encodeStateAsUpdate(one));
  const meet = (): void => {
    const [a, b] = [Y.encodeStateAsUpdate(one), Y.encodeStateAsUpdate(other)];
    Y.applyUpdate(one, b);
    Y.applyUpdate(other, a);
  };
  return { one, other, meet };
}
const valuesOf = (doc: Y.Doc): Record<string, string> => (entryOf(doc) as EntryOf<'paper'>).values;

describe('a paper on two devices at once', () => {
  it('keeps what each wrote in a field of its own', () => {
    const { one, other, meet } = twoDevices();
    writePaperValue(one, 'one', 'place', 'Hall', 'Room 4');
    writePaperValue(other, 'other', 'country', '', 'Ostania');
    meet();
    for (const doc of [one, other]) {
      expect(valuesOf(doc)).toEqual({ ...paper.values, place: 'Room 4', country: 'Ostania' });
      expect(paperConcurrent(doc)).toEqual({});
    }
  });

  it('keeps both values of a short field, the same way round on each side, until somebody chooses', () => {
    const { one, other, meet } = twoDevices();
    writePaperValue(one, 'one', 'place', 'Hall', 'Room 4');
    writePaperValue(other, 'other', 'place', 'Hall', 'Library');
    meet();
    const shown = [one, other].map((doc) => entryView(doc, { id, changedAt: at })?.entry);
    expect(shown[0]).toMatchObject({ values: { place: 'Room 4' }, concurrent: { place: ['Room 4', 'Library'] } });
    expect(shown[1]).toEqual(shown[0]);
    writePaperValue(other, 'other', 'place', 'Room 4', 'Library');
    meet();
    for (const doc of [one, other]) {
      expect(valuesOf(doc)['place']).toBe('Library');
      expect(paperConcurrent(doc)).toEqual({});
    }
  });

  it('merges a paragraph by character, also where one side wrote on before it saw what had come', () => {
    const { one, other, meet } = twoDevices();
    const before = paper.values['purpose'] ?? '';
    writePaperValue(one, 'one', 'purpose', before, `First, ${before}`);
    writePaperValue(other, 'other', 'purpose', before, `${before} Bring figures.`);
    meet();
    for (const doc of [one, other]) expect(valuesOf(doc)['purpose']).toBe(`First, ${before} Bring figures.`);
    // What the user had on screen when they wrote is older than what is there.
    writePaperValue(one, 'one', 'purpose', `First, ${before}`, `First, ${before.replace('compare', 'compare and agree')}`);
    meet();
    for (const doc of [one, other]) expect(valuesOf(doc)['purpose']).toBe('First, We meet to compare and agree. We part with a list. Bring figures.');
  });

  it('of the first form is read, and a field that is written anew keeps the others', () => {
    const doc = new Y.Doc();
    const { type, ...fields } = paper;
    doc.getMap<unknown>('meta').set('type', type);
    for (const [field, value] of Object.entries(fields)) doc.getMap<unknown>('fields').set(field, value);
    expect(valuesOf(doc)).toEqual(paper.values);
    writePaperValue(doc, 'one', 'purpose', paper.values['purpose'] ?? '', 'Anew');
    expect(valuesOf(doc)).toEqual({ ...paper.values, purpose: 'Anew' });
  });
});
