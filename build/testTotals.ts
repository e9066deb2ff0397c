import * as v from 'valibot';

export interface Totals {
  readonly passed: number;
  /** The names of what failed. */
  readonly failed: readonly string[];
  readonly skipped: number;
  /** Names of what passed only when tried again: counted as passed, and said aloud, since each hides a fault of the app or of the test. */
  readonly shaky?: readonly string[];
}

const unitSchema = v.object({
  testResults: v.array(v.object({ name: v.string(), status: v.string(), assertionResults: v.array(v.object({ fullName: v.string(), status: v.string() })) })),
});

/** Counts vitest's report. A file that could not be loaded has no tests to fail, so it counts as one itself. */
export function unitTotals(report: unknown): Totals {
  const { testResults } = v.parse(unitSchema, report);
  const tests = testResults.flatMap(({ name, assertionResults }) => assertionResults.map((test) => ({ ...test, file: name })));
  const failedTests = tests.filter(({ status }) => status === 'failed').map(({ file, fullName }) => `${fileName(file)}: ${fullName}`);
  const failedFiles = testResults.filter(({ status, assertionResults }) => status === 'failed' && !assertionResults.some((test) => test.status === 'failed')).map(({ name }) => `${fileName(name)}: the file could not be run`);
  const passed = tests.filter(({ status }) => status === 'passed').length;
  return { passed, failed: [...failedTests, ...failedFiles], skipped: tests.length - passed - failedTests.length };
}

interface Suite {
  readonly file?: string | undefined;
  readonly specs?: readonly { readonly title: string; readonly file: string; readonly tests: readonly { readonly status: string }[] }[] | undefined;
  readonly suites?: readonly Suite[] | undefined;
}
const suiteSchema: v.GenericSchema<Suite> = v.object({
  file: v.optional(v.string()),
  specs: v.optional(v.array(v.object({ title: v.string(), file: v.string(), tests: v.array(v.object({ status: v.string() })) }))),
  suites: v.optional(v.array(v.lazy(() => suiteSchema))),
});
const endToEndSchema = v.object({ suites: v.array(suiteSchema), errors: v.array(v.object({ message: v.optional(v.string(), '') })) });

/** Counts Playwright's report. A test that passed only when tried again (CI tries once more) is named, so that nobody takes it for sound. */
export function endToEndTotals(report: unknown): Totals {
  const { suites, errors } = v.parse(endToEndSchema, report);
  const specs = (list: readonly Suite[]): NonNullable<Suite['specs']>[number][] => list.flatMap((suite) => [...(suite.specs ?? []), ...specs(suite.suites ?? [])]);
  const tests = specs(suites).flatMap(({ title, file, tests: runs }) => runs.map(({ status }) => ({ status, name: `${file}: ${title}` })));
  const failed = tests.filter(({ status }) => status === 'unexpected').map(({ name }) => name);
  const shaky = tests.filter(({ status }) => status === 'flaky').map(({ name }) => name);
  return {
    passed: tests.filter(({ status }) => status === 'expected').length + shaky.length,
    failed: [...failed, ...errors.map(({ message }) => `end-to-end tests: ${message.split('\n', 1)[0] ?? ''}`)],
    skipped: tests.filter(({ status }) => status === 'skipped').length,
    shaky,
  };
}

export const addTotals = (list: readonly Totals[]): Totals => ({
  passed: list.reduce((sum, { passed }) => sum + passed, 0),
  failed: list.flatMap(({ failed }) => failed),
  skipped: list.reduce((sum, { skipped }) => sum + skipped, 0),
  shaky: list.flatMap(({ shaky = [] }) => shaky),
});

/** The last line of `npm test`, for people and for programs that read it. */
export const closingLine = ({ passed, failed, skipped }: Totals): string => `${passed} passed, ${failed.length} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;

const fileName = (file: string): string => file.replace(/^.*\/(?=(?:electron|renderer|shared|secretariat|build|test)\/)/, '');
