import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { check } from './check.ts';
import { shareCompileCache } from './compileCache.ts';
import { root } from './check/checkStep.ts';
import { ensureChromium } from './ensureChromium.ts';
import { ensurePostgres } from './ensurePostgres.ts';
import { addTotals, closingLine, endToEndTotals, unitTotals, type Totals } from './testTotals.ts';

const reports = { unit: 'build/out/unit-report.json', endToEnd: 'build/out/e2e-report.json' };
const minuteMs = 60_000;

interface Ended {
  readonly code: number;
  /** The program was stopped because it took longer than it may. */
  readonly late: boolean;
}

/** Runs a program of this checkout and lets it write to the terminal. */
function run(file: string, args: readonly string[], limitMs: number): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [path.join(root, file), ...args], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      child.kill('SIGTERM'); // Playwright and vitest then close what they started
      setTimeout(() => child.kill('SIGKILL'), 15_000).unref();
    }, limitMs);
    const end = (code: number | null): void => {
      clearTimeout(timer);
      resolve({ code: code ?? -1, late });
    };
    child.once('exit', end);
    child.once('error', () => end(-1));
  });
}

function heading(words: string): void {
  console.log(`\n== ${words}\n`);
}

/** One that passed or failed as a whole. */
async function single(name: string, file: string, args: readonly string[], limitMs: number): Promise<Totals> {
  heading(name);
  const { code, late } = await run(file, args, limitMs);
  return code === 0 && !late ? { passed: 1, failed: [], skipped: 0 } : { passed: 0, failed: [late ? `${name} took longer than ${limitMs / minuteMs} minutes` : name], skipped: 0 };
}

/** A test runner that writes a report; a runner that fails without a failed test is a failure as well. */
async function suite(name: string, file: string, args: readonly string[], limitMs: number, report: string, count: (report: unknown) => Totals): Promise<Totals> {
  heading(name);
  rmSync(path.join(root, report), { force: true });
  const { code, late } = await run(file, args, limitMs);
  const totals = readTotals(report, count) ?? { passed: 0, failed: [`${name} left no report`], skipped: 0 };
  if (late) return { ...totals, failed: [...totals.failed, `${name} took longer than ${limitMs / minuteMs} minutes`] };
  if (code !== 0 && totals.failed.length === 0) return { ...totals, failed: [`${name} ended with code ${code}`] };
  return totals.passed + totals.failed.length === 0 ? { ...totals, failed: [`${name} ran no test`] } : totals;
}

function readTotals(report: string, count: (report: unknown) => Totals): Totals | undefined {
  try {
    return count(JSON.parse(readFileSync(path.join(root, report), 'utf8')));
  } catch {
    return undefined;
  }
}

/** Installs what the tests need and this machine lacks. Answers whether there is a browser to run the app in. */
async function prepare(): Promise<Totals> {
  const failed: string[] = [];
  try {
    console.log(`Chromium: ${await ensureChromium({ pdftotext: true })}`);
  } catch (error) {
    console.log(error instanceof Error ? error.message : String(error));
    failed.push('Chromium could not be had');
  }
  const postgres = await ensurePostgres();
  if (postgres.available) await postgres.postgres.stop();
  console.log(postgres.available ? `PostgreSQL: ${postgres.version}` : `PostgreSQL is not here, so the server's tests run on SQLite only: ${postgres.reason}.`);
  return { passed: 0, failed, skipped: 0 };
}

/** The whole proof of the product: checks, content, unit tests, build, end-to-end tests. Goes on after a failure; the last line sums up. */
async function testAll(): Promise<void> {
  mkdirSync(path.join(root, 'build/out'), { recursive: true });
  heading('What the tests need, and checks');
  // One waits for the network and the other for the processor.
  const [prepared, checks] = await Promise.all([prepare(), check()]);
  const totals: Totals[] = [prepared, { passed: checks.passed, failed: checks.failed.map((name) => `check: ${name}`), skipped: 0 }];
  totals.push(await single('Content', 'build/content/main.ts', ['--quiet'], 5 * minuteMs));
  const build = await single('Build', 'build/build.ts', [], 5 * minuteMs);
  totals.push(build);
  totals.push(await suite('Unit tests', 'node_modules/vitest/vitest.mjs', ['run', '--config', 'build/vitest.config.ts', '--reporter=default', '--reporter=json', `--outputFile.json=${reports.unit}`], 30 * minuteMs, reports.unit, unitTotals));
  if (build.failed.length === 0) totals.push(await suite('End-to-end tests', 'node_modules/@playwright/test/cli.js', ['test', '--config', 'build/playwright.config.ts'], 45 * minuteMs, reports.endToEnd, endToEndTotals));
  else totals.push({ passed: 0, failed: ['End-to-end tests: there is no build to run'], skipped: 0 });
  if (build.failed.length === 0) totals.push(await single('Fault runs, 200 kills', 'test/fault/main.ts', ['--rounds', 'ci'], 15 * minuteMs));

  const all = addTotals(totals);
  heading('Result');
  for (const name of all.shaky ?? []) console.log(`passed only when tried again: ${name}`);
  for (const name of all.failed) console.log(`failed: ${name}`);
  if (all.failed.length > 0) process.exitCode = 1;
  console.log(closingLine(all));
}

if (import.meta.main) {
  shareCompileCache();
  await testAll();
}
