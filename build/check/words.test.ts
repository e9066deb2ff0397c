import { expect, test } from 'vitest';
import { lockFaults, nameFaults, wordFaults } from './words.ts';

const faults = (line: string, file = 'electron/a.ts') => wordFaults({ file, text: `\n${line}` });
// Put together here, so that this file passes the check that it tests.
const join = (...parts: string[]): string => parts.join('');

test.each([join("'/wo", "rk/a.ts'"), join('"/ro', 'ot/.cache"'), join('/ho', 'me/ann/focal'), join('/Us', 'ers/Ann/focal'), join('C:\\Us', 'ers\\Ann'), join('https://regis', 'try.npmjs.org/x'), join('http://artifac', 'tory.example:80/npm'), join('// TO', 'DO later'), join('// @ts-', 'ignore'), join('test.on', "ly('x')"), join('<<<<<', '<< HEAD')])('%s is reported with its line', (line) => {
  expect(faults(line)).toEqual([expect.stringMatching(/^electron\/a\.ts:2 {2}/)]);
});

test.each(['https://www.un.org/work/programme', 'see test/root/a', "path.join(home, '.config')", 'the working group met /at home/', 'todo: nothing in capitals'])('%s is no fault', (line) => {
  expect(faults(line)).toEqual([]);
});

test('a clock inside shared is reported, and elsewhere not', () => {
  expect(faults(join('const now = new Da', 'te();'), 'shared/time/a.ts')).toHaveLength(1);
  expect(faults(join('const now = new Da', 'te();'))).toEqual([]);
  expect(faults('new Date(at)', 'shared/time/a.ts')).toEqual([]);
});

test('names that say nothing are reported', () => {
  expect(nameFaults(['shared/utils.ts', 'renderer/helpers/a.ts', 'shared/time/calendarDate.ts', 'docs/common.md'])).toEqual(['shared/utils.ts  says nothing in its name: name it after its main export', 'renderer/helpers/a.ts  says nothing in its name: name it after its main export']);
});

test('a lock that fetches from a mirror is reported', () => {
  expect(lockFaults('"resolved": "https://mirror.example/npm/a.tgz"')).toEqual(['package-lock.json  fetches from mirror.example']);
  expect(lockFaults('"integrity": "sha512-x"')).toEqual([]);
});
