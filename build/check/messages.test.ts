import { expect, test } from 'vitest';
import { catalogueFaults } from './messages.ts';

const file = (text: string) => [{ file: 'renderer/a.tsx', text }];

test('a message that is used, with all its values, is no fault', () => {
  const catalogue = { 'a.hello': 'Hello {name}', 'a.count': '{count, plural, one {# note} other {# notes by {name}}}', 'failure.vault.full': 'The disk has {free} left.' };
  const code = `text('a.hello', { name }); text('a.count', { count: 2, name }); fail('vault.full', 'later', { free: 1, file });`;
  expect(catalogueFaults(catalogue, file(code))).toEqual([]);
});

test('a message that nothing uses is reported', () => {
  expect(catalogueFaults({ 'a.idle': 'Idle' }, file(''))).toEqual(['a.idle  is used nowhere']);
});

test('a template uses every message that it can name, and no other', () => {
  const catalogue = { 'stage.open': 'Open', 'stage.shut': 'Shut', 'stage.shut.why': 'Because' };
  expect(catalogueFaults(catalogue, file('text(`stage.${stage}`)'))).toEqual(['stage.shut.why  is used nowhere']);
});

test('an id that the catalogue does not have is reported where it stands', () => {
  expect(catalogueFaults({}, file(`\n\nopen({ messageId: 'a.gone' }); text(x ? 'b.gone' : 'c.gone'); fail('d.gone', 'never');`))).toEqual([
    'renderer/a.tsx:3  no message is named a.gone',
    'renderer/a.tsx:3  no message is named b.gone',
    'renderer/a.tsx:3  no message is named c.gone',
    'renderer/a.tsx:3  no message is named failure.d.gone',
  ]);
});

test('a missing value and one that the message does not use are reported', () => {
  expect(catalogueFaults({ 'a.hello': 'Hello {name}' }, file(`text('a.hello', { nmae: 1 })`))).toEqual(['renderer/a.tsx:1  a.hello needs name', 'renderer/a.tsx:1  a.hello does not use nmae']);
});

test('values that are not written out are left alone', () => {
  expect(catalogueFaults({ 'a.hello': 'Hello {name}' }, file(`text('a.hello', values); text('a.hello', { ...values })`))).toEqual([]);
});

test('a message that no ICU parser reads is reported', () => {
  expect(catalogueFaults({ 'a.torn': 'Hello {name' }, file(`text('a.torn', values)`))).toEqual([expect.stringContaining('a.torn  is not in ICU message format')]);
});
