/**
 * Checks the edition in assets/content/en: `npm run content`. With `-- --write` it also writes docs/coverage.md; with
 * `-- --quiet` it leaves out the reading figures of the sections.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { formatContentProblem } from '../../shared/content/contentProblem.ts';
import { checkContent } from './checkContent.ts';
import type { SectionReading } from './checkReading.ts';
import { contentFolder, coverageFile, coverageRowsFile, readContentFolder } from './readContentFolder.ts';

const flags = new Set(process.argv.slice(2));
const unknown = [...flags].filter((flag) => !['--write', '--quiet'].includes(flag));
if (unknown.length > 0) {
  process.stderr.write(`Unknown option ${unknown.join(' ')}. Use --write to renew docs/coverage.md, --quiet to leave out the figures.\n`);
  process.exit(2);
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const report = checkContent(readContentFolder(), readFileSync(coverageRowsFile, 'utf8'));
const { content, coverage } = report;
const problems = [...report.problems];

if (coverage && coverage.markdown !== '') {
  const current = existsSync(coverageFile) ? readFileSync(coverageFile, 'utf8') : '';
  if (flags.has('--write')) writeFileSync(coverageFile, coverage.markdown);
  else if (current !== coverage.markdown) problems.push({ file: 'docs/coverage.md', line: 0, message: 'The coverage table is not up to date', advice: 'Run npm run content -- --write' });
}

if (content && !flags.has('--quiet')) {
  say('Section  Words  Words/sentence  Longest  Reading ease');
  for (const reading of report.readings) say(figures(reading));
  say('');
}
for (const warning of report.warnings) say(`note: ${place(warning.file)}${formatContentProblem(warning)}`);
for (const problem of problems) say(`${place(problem.file)}${formatContentProblem(problem)}`);
if (content) {
  const items = content.toolkits.flatMap((toolkit) => toolkit.groups.flatMap((group) => group.items));
  say(`${content.sections.length} sections in ${content.chapters.length} chapters, ${sum(report.readings.map((reading) => reading.words))} words; ${content.programme.tasks.length} tasks; ${content.toolkits.length} toolkits with ${items.length} questions; ${content.templates.length} templates; ${content.glossary.length} terms; ${content.timeline.length} dates; ${content.cases.length} cases; ${content.figures.length} figures.`);
}
if (coverage) say(`Coverage: ${coverage.served.byContent} rows by content, ${coverage.served.byScreen} by a screen alone, ${coverage.served.notYet} by nothing yet; ${coverage.served.waiting} name a screen that is not yet built.`);
say(problems.length === 0 ? `The content is in order (${report.warnings.length} notes).` : `${problems.length} problems.`);
process.exitCode = problems.length === 0 ? 0 : 1;

function figures(reading: SectionReading): string {
  return `${reading.number.padEnd(7)}  ${String(reading.words).padStart(5)}  ${reading.averageSentence.toFixed(1).padStart(14)}  ${String(reading.longestSentence.words).padStart(7)}  ${reading.ease.toFixed(0).padStart(12)}  ${reading.id}`;
}

/** Files of the edition are named from the root of the project, so that an editor can open them. */
function place(file: string): string {
  return file.startsWith('docs/') || file.startsWith('build/') || file === '' ? '' : `${path.relative(process.cwd(), contentFolder).split(path.sep).join('/')}/`;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
