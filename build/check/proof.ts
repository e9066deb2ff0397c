import { cpSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { root } from './checkStep.ts';

export interface Reported {
  readonly file: string;
  readonly rule: string;
}

/**
 * A guard that reports nothing looks like one that has nothing to report. So each has a small tree of files that break its rules: every
 * file says on its first line what must be reported of it (`// breaks: rule rule`, `// breaks: nothing`), no more and no less.
 */
export function compareWithFixture(fixture: string, reported: readonly Reported[]): string[] {
  const faults: string[] = [];
  const files = fixtureFiles(fixture);
  if (files.length === 0) faults.push(`${path.relative(root, fixture)} holds no file`);
  for (const file of files) {
    const [line = ''] = readFileSync(path.join(fixture, file), 'utf8').split('\n', 1);
    const said = /^\/\/ breaks: (.+)$/.exec(line)?.[1];
    if (said === undefined) {
      faults.push(`${file}: the first line must say "// breaks: ..."`);
      continue;
    }
    const expected = said === 'nothing' ? [] : said.split(' ').sort();
    const found = reported.filter((one) => one.file === file).map((one) => one.rule).sort();
    if (expected.join(' ') !== found.join(' ')) faults.push(`${file}: must be reported for ${expected.join(' ') || 'nothing'} and was reported for ${found.join(' ') || 'nothing'}`);
  }
  return faults;
}

/** The source files of a fixture, as paths from its top. */
export const fixtureFiles = (fixture: string): string[] =>
  readdirSync(fixture, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => file.replaceAll(path.sep, '/'))
    .sort();

/** Copies a fixture to build/out, where no rule leaves it out, with the configuration at its top as at the top of the checkout. */
export function layOut(name: string, configurations: readonly string[]): string {
  const folder = path.join(root, 'build/out/check', name);
  rmSync(folder, { recursive: true, force: true });
  cpSync(path.join(root, 'build/check/fixtures', name), folder, { recursive: true });
  for (const file of configurations) {
    const target = path.join(folder, file);
    cpSync(path.join(root, file), target);
    if (!statSync(target).isFile()) throw new Error(`${file} was not copied.`);
  }
  return folder;
}
