import * as v from 'valibot';
import type { CheckStep } from './checkStep.ts';
import { faultsOf, runNodeTool } from './checkStep.ts';
import { compareWithFixture, fixtureFiles, layOut, type Reported } from './proof.ts';
import { sourceFiles } from './sourceFiles.ts';

const folders = ['electron', 'renderer', 'shared', 'secretariat', 'build', 'test'];
const program = 'oxlint/bin/oxlint';

export const lint: CheckStep = {
  name: 'Lint',
  async run() {
    const count = sourceFiles(folders, (file) => /\.tsx?$/.test(file)).length;
    return { faults: faultsOf(await runNodeTool(program, ['--format', 'unix', ...folders]), 'oxlint'), looked: `${count} files` };
  },
};

const reportSchema = v.object({ diagnostics: v.array(v.object({ code: v.optional(v.string(), ''), filename: v.string() })) });

/** `typescript(no-explicit-any)` -> `no-explicit-any` */
const ruleOf = (code: string): string => /\(([^)]+)\)/.exec(code)?.[1] ?? code;

export const lintProof: CheckStep = {
  name: 'Lint reports what it must',
  async run() {
    const folder = layOut('lint', ['.oxlintrc.json']);
    // Each file by name: below an ignored folder oxlint looks at nothing else.
    const { stdout, stderr } = await runNodeTool(program, ['--no-ignore', '--format', 'json', ...fixtureFiles(folder)], folder);
    const parsed = v.safeParse(reportSchema, stdout.startsWith('{') ? JSON.parse(stdout) : stdout);
    if (!parsed.success) return { faults: [`oxlint gave no report: ${stdout} ${stderr}`], looked: '' };
    const reported: Reported[] = parsed.output.diagnostics.map(({ code, filename }) => ({ file: filename.replaceAll('\\', '/').replace(/^\.\//, ''), rule: ruleOf(code) }));
    return { faults: compareWithFixture(folder, reported), looked: `${reported.length} planted faults` };
  },
};
