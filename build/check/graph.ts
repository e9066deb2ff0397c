import path from 'node:path';
import * as v from 'valibot';
import { root, runNodeTool, type CheckStep } from './checkStep.ts';
import { compareWithFixture, type Reported } from './proof.ts';

const folders = ['electron', 'renderer', 'shared', 'secretariat', 'build', 'test'];

const graphSchema = v.object({
  modules: v.array(v.object({ source: v.string(), dependencies: v.array(v.object({ resolved: v.string(), dependencyTypes: v.array(v.string()) })) })),
  summary: v.object({
    totalCruised: v.number(),
    violations: v.array(v.object({ from: v.string(), to: v.string(), rule: v.object({ name: v.string() }), cycle: v.optional(v.array(v.object({ name: v.string() })), []) })),
    ruleSetUsed: v.object({ forbidden: v.array(v.object({ name: v.string(), comment: v.optional(v.string(), '') })) }),
  }),
});
type Graph = v.InferOutput<typeof graphSchema>;

async function cruise(cwd: string, what: readonly string[]): Promise<Graph> {
  const config = path.join(root, 'build/dependency-cruiser.cjs');
  const { stdout, stderr } = await runNodeTool('dependency-cruiser/bin/dependency-cruiser.mjs', ['--config', config, '--output-type', 'json', ...what], cwd);
  if (!stdout.startsWith('{')) throw new Error(`dependency-cruiser gave no graph: ${stdout} ${stderr}`);
  return v.parse(graphSchema, JSON.parse(stdout));
}

const featureOf = (file: string): string | undefined => /^renderer\/features\/([^/]+)\//.exec(file)?.[1];

/** Features that import each other in a circle, also where no single file does. Each circle once, as the features along it. */
export function featureCircles(modules: Graph['modules']): string[][] {
  const next = new Map<string, Set<string>>();
  for (const { source, dependencies } of modules) {
    const from = featureOf(source);
    if (from === undefined) continue;
    for (const { resolved } of dependencies) {
      const to = featureOf(resolved);
      if (to !== undefined && to !== from) next.set(from, (next.get(from) ?? new Set()).add(to));
    }
  }
  const circles = new Map<string, string[]>();
  const walk = (way: string[]): void => {
    for (const feature of next.get(way.at(-1) ?? '') ?? []) {
      const at = way.indexOf(feature);
      if (at < 0) walk([...way, feature]);
      else circles.set(way.slice(at).sort().join(' '), [...way.slice(at), feature]);
    }
  };
  for (const feature of next.keys()) walk([feature]);
  return [...circles.values()];
}

export const graph: CheckStep = {
  name: 'Imports',
  async run() {
    const { modules, summary } = await cruise(root, folders);
    const comments = new Map(summary.ruleSetUsed.forbidden.map(({ name, comment }) => [name, comment]));
    const faults = new Set(
      summary.violations.map(({ from, to, rule, cycle }) => `${from}  ${rule.name}: ${cycle.length > 0 ? cycle.map(({ name }) => name).join(' > ') : to}. ${comments.get(rule.name) ?? ''}`),
    );
    for (const circle of featureCircles(modules)) faults.add(`renderer/features  features-in-a-circle: ${circle.join(' > ')}`);
    return { faults: [...faults].sort(), looked: `${summary.totalCruised} files` };
  },
};

export const graphProof: CheckStep = {
  name: 'Imports: every rule bites',
  async run() {
    const fixture = path.join(root, 'build/check/fixtures/graph');
    const { modules, summary } = await cruise(fixture, folders.filter((folder) => folder !== 'build'));
    const reported: Reported[] = summary.violations.map(({ from, rule }) => ({ file: from, rule: rule.name }));
    const faults = compareWithFixture(fixture, reported);
    for (const { name } of summary.ruleSetUsed.forbidden) if (!reported.some(({ rule }) => rule === name)) faults.push(`no file of the fixture breaks the rule ${name}`);
    if (featureCircles(modules).length !== 1) faults.push(`the circle of features was reported ${featureCircles(modules).length} times`);
    return { faults, looked: `${summary.ruleSetUsed.forbidden.length} rules, ${reported.length} planted faults` };
  },
};
