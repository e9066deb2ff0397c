import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import type { ItemChange } from '../../../shared/domain/runs/run.ts';
import { isFinal, runDetail, startRunDocument, writeFinal, writeItemChange, writePin } from './runDocument.ts';

const at = '2026-11-20T10:00:00.000Z';
const pin = { hash: 'a'.repeat(64), edition: 1, editionName: '2026.1' };
const given = { type: 'indicator', rev: 1, under: pin.hash, at };
const row = '1'.repeat(32);

/** One run on two devices that do not see each other until `meet`. */
function twoDevices() {
  const docs = { one: new Y.Doc(), two: new Y.Doc() };
  startRunDocument(docs.one, 'one', { toolkitId: 'kit', title: 'Kit', kind: 'form', name: '', situationId: null, taskId: null }, pin, at);
  Y.applyUpdate(docs.two, Y.encodeStateAsUpdate(docs.one));
  const meet = (): void => {
    const [a, b] = [Y.encodeStateAsUpdate(docs.one), Y.encodeStateAsUpdate(docs.two)];
    Y.applyUpdate(docs.one, b);
    Y.applyUpdate(docs.two, a);
  };
  const change = (device: 'one' | 'two', itemId: string, itemChange: ItemChange): void => docs[device].transact(() => writeItemChange(docs[device], device, itemId, itemChange, given));
  const detail = (device: 'one' | 'two') => runDetail(docs[device], { id: 'f'.repeat(32), changedAt: at })!;
  return { docs, meet, change, detail };
}

describe('a run that two devices fill in apart', () => {
  it('merges item by item and keeps two different answers to one item', () => {
    const { meet, change, detail } = twoDevices();
    change('one', 'aaaaaaaa', { set: 'value', value: 'observed' });
    change('two', 'bbbbbbbb', { set: 'value', value: 'unclear' });
    change('one', 'cccccccc', { set: 'value', value: 'observed' });
    change('two', 'cccccccc', { set: 'value', value: 'not-observed' });
    change('one', 'dddddddd', { set: 'value', value: 'observed' });
    change('two', 'dddddddd', { set: 'value', value: 'observed' });
    meet();
    expect(detail('one')).toEqual(detail('two'));
    const values = (id: string) => detail('one').answers[id]?.values.map(({ value }) => value).sort();
    expect(values('aaaaaaaa')).toEqual(['observed']);
    expect(values('bbbbbbbb')).toEqual(['unclear']);
    expect(values('cccccccc')).toEqual(['not-observed', 'observed']);
    expect(values('dddddddd'), 'the same answer twice is one').toEqual(['observed']);
    expect(detail('one').summary).toMatchObject({ answered: 4, unsettled: 1 });
    change('two', 'cccccccc', { set: 'value', value: 'unclear' });
    meet();
    expect(values('cccccccc'), 'choosing settles it').toEqual(['unclear']);
  });

  it('keeps rows, remarks and evidence of both', () => {
    const { meet, change, detail } = twoDevices();
    change('one', 'aaaaaaaa', { set: 'row', rowId: row, cells: { x: 'from one' } });
    change('two', 'aaaaaaaa', { set: 'row', rowId: '2'.repeat(32), cells: { x: 'from two' } });
    change('one', 'bbbbbbbb', { set: 'remark', text: 'one says' });
    change('two', 'bbbbbbbb', { set: 'remark', text: 'two says' });
    change('one', 'bbbbbbbb', { set: 'evidence', noteId: '3'.repeat(32), side: 'for' });
    change('two', 'bbbbbbbb', { set: 'evidence', noteId: '4'.repeat(32), side: 'against' });
    meet();
    expect(detail('one').answers.aaaaaaaa?.rows.map(({ cells }) => cells.x)).toEqual([['from one'], ['from two']]);
    expect(detail('two').answers.bbbbbbbb).toMatchObject({ remarks: ['one says', 'two says'], evidence: { ['3'.repeat(32)]: 'for', ['4'.repeat(32)]: 'against' } });
  });

  it('does not move once it was signed off, whatever arrives later', () => {
    const { docs, meet, change, detail } = twoDevices();
    change('one', 'aaaaaaaa', { set: 'value', value: 'observed' });
    docs.one.transact(() => writeFinal(docs.one, 'one', at));
    change('two', 'aaaaaaaa', { set: 'value', value: 'not-observed' });
    docs.two.transact(() => writePin(docs.two, 'two', { ...pin, hash: 'b'.repeat(64), edition: 2 }, pin));
    const signed = detail('one');
    meet();
    expect(isFinal(docs.two)).toBe(true);
    for (const device of ['one', 'two'] as const) {
      expect(detail(device).answers).toEqual(signed.answers);
      expect(detail(device).summary).toMatchObject({ finalAt: at, pin });
      expect(detail(device).laterAnswers).toBe(true);
    }
  });
});
