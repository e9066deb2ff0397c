import { expect, test } from 'vitest';
import { pageFaults, screenFaults } from './screens.ts';

const faults = (text: string) => screenFaults({ file: 'renderer/a.tsx', text: `export const A = () => (${text});` });

test('messages, values, symbols and classes are no fault', () => {
  expect(faults(`<p title={text('a.b')} className="wide" data-x="some words">{text('a.b')} · {count} {open ? <b /> : null} {state === 'done' && <i />} – {'·'} x</p>`)).toEqual([]);
});

test.each([
  ['text in an element', '<p>Hello there</p>'],
  ['text in braces', `<p>{'Hello there'}</p>`],
  ['text of a condition', `<p>{open ? 'Hello there' : text('a')}</p>`],
  ['text behind a condition', `<p>{open && 'Hello there'}</p>`],
  ['text of a template', '<p>{`Hello ${name} there`}</p>'],
  ['text joined to a value', `<p>{'Hello ' + name}</p>`],
  ['a name for the screen reader', '<p aria-label="Hello there" />'],
  ['a name in braces', `<Field label={'Hello there'} />`],
])('%s that is no message is reported', (_, markup) => {
  expect(faults(markup).length).toBeGreaterThan(0);
  expect(faults(markup)[0]).toMatch(/^renderer\/a\.tsx:1 {2}bare text "(Hello|there)/);
});

test('inline style and markup from a string are reported', () => {
  expect(faults(`<p style={{ color: 'red' }} dangerouslySetInnerHTML={{ __html: x }} />`)).toEqual(['renderer/a.tsx:1  inline style: use a class', 'renderer/a.tsx:1  markup from a string']);
});

test('what the content security policy would refuse in the page is reported', () => {
  const page = '<html>\n<script type="module" src="./main.tsx"></script>\n<script>go()</script>\n<p style="x" onclick="go()">\n<link href="//fonts.example/a.css">';
  expect(pageFaults({ file: 'i.html', text: page })).toEqual(['i.html:3  inline script', 'i.html:4  inline style', 'i.html:4  inline handler', 'i.html:5  something from another host']);
});
