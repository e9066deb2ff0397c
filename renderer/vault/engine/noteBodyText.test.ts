import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { excerptOf, mentionsOf, plainText } from './noteBodyText.ts';

const element = (name: string, attributes: Record<string, string>, ...children: (Y.XmlElement | Y.XmlText)[]): Y.XmlElement => {
  const made = new Y.XmlElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.insert(0, children);
  return made;
};
const words = (text: string): Y.XmlText => new Y.XmlText(text);
const bodyOf = (...blocks: Y.XmlElement[]): Y.XmlFragment => {
  const fragment = new Y.Doc().getXmlFragment('body');
  fragment.insert(0, blocks);
  return fragment;
};
const cell = (...lines: string[]): Y.XmlElement => element('tableCell', {}, ...lines.map((line) => element('paragraph', {}, words(line))));

it('reads tables row by row, links by their label and dates by their day', () => {
  const body = bodyOf(
    element('paragraph', {}, words('See '), element('mention', { kind: 'note', target: 'a'.repeat(32), label: 'Radio, week 46' }), words(' of '), element('dateStamp', { on: '2026-11-18' }), words('.')),
    element('table', {}, element('tableRow', {}, cell('Village'), cell('Families')), element('tableRow', {}, cell('Kessa', 'lower part'), cell('12'))),
    element('paragraph', {}, words('After.')),
  );
  expect(plainText(body, Infinity)).toBe('See Radio, week 46 of 2026-11-18.\nVillage | Families\nKessa lower part | 12\nAfter.\n');
  expect(excerptOf(body)).toBe('See Radio, week 46 of 2026-11-18. Village | Families Kessa lower part | 12 After.');
});

it('names what is linked to, each once, and nothing that is not a link of ours', () => {
  const mention = (kind: string, target: string): Y.XmlElement => element('mention', { kind, target, label: 'x' });
  const body = bodyOf(element('paragraph', {}, mention('note', 'n1'), mention('note', 'n1'), mention('section', 'role'), mention('page', 'evil')), element('table', {}, element('tableRow', {}, element('tableCell', {}, element('paragraph', {}, mention('task', 'wk-01'))))));
  expect(mentionsOf(body)).toEqual([{ kind: 'note', id: 'n1' }, { kind: 'section', id: 'role' }, { kind: 'task', id: 'wk-01' }]);
});
