import { expect, test } from 'vitest';
import { addTotals, closingLine, endToEndTotals, unitTotals } from './testTotals.ts';

test('tests of vitest are counted, and a file that could not be loaded counts as one that failed', () => {
  const report = {
    testResults: [
      { name: 'x/shared/a.test.ts', status: 'failed', assertionResults: [{ fullName: 'one', status: 'passed' }, { fullName: 'two', status: 'failed' }, { fullName: 'three', status: 'skipped' }, { fullName: 'four', status: 'todo' }] },
      { name: 'x/shared/b.test.ts', status: 'failed', assertionResults: [] },
      { name: 'x/shared/c.test.ts', status: 'passed', assertionResults: [{ fullName: 'five', status: 'passed' }] },
    ],
  };
  expect(unitTotals(report)).toEqual({ passed: 2, failed: ['shared/a.test.ts: two', 'shared/b.test.ts: the file could not be run'], skipped: 2 });
});

test('specs of Playwright are counted at any depth, and neither luck nor a torn file hides a failure', () => {
  const spec = (title: string, ...statuses: string[]) => ({ title, file: 'a.e2e.ts', tests: statuses.map((status) => ({ status })) });
  const report = { suites: [{ specs: [spec('one', 'expected')], suites: [{ specs: [spec('two', 'unexpected', 'expected'), spec('three', 'skipped'), spec('four', 'flaky')] }] }], errors: [{ message: 'Cannot find module x\nat y' }] };
  expect(endToEndTotals(report)).toEqual({ passed: 3, failed: ['a.e2e.ts: two', 'end-to-end tests: Cannot find module x'], skipped: 1, shaky: ['a.e2e.ts: four'] });
});

test('a report of another shape is not read as no failure', () => {
  expect(() => unitTotals({})).toThrow();
  expect(() => endToEndTotals({ suites: [] })).toThrow();
});

test('the closing line names what was skipped only when something was', () => {
  const totals = [{ passed: 3, failed: [], skipped: 0 }, { passed: 2, failed: ['a'], skipped: 0 }];
  expect(closingLine(addTotals(totals))).toBe('5 passed, 1 failed');
  expect(closingLine(addTotals([...totals, { passed: 0, failed: [], skipped: 4 }]))).toBe('5 passed, 1 failed, 4 skipped');
});
