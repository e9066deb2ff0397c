import type { CheckStep } from './check/checkStep.ts';
import { graph, graphProof } from './check/graph.ts';
import { licences } from './check/licences.ts';
import { lint, lintProof } from './check/lint.ts';
import { messages } from './check/messages.ts';
import { screens } from './check/screens.ts';
import { stylesheets } from './check/stylesheets.ts';
import { types } from './check/types.ts';
import { unused } from './check/unused.ts';
import { words } from './check/words.ts';

const steps: readonly CheckStep[] = [types, lint, lintProof, graph, graphProof, unused, messages, screens, stylesheets, words, licences];

export interface CheckTotals {
  readonly passed: number;
  readonly failed: readonly string[];
}

/** Runs every step, also after one that failed, and prints each with its faults. */
export async function check(only: readonly string[] = []): Promise<CheckTotals> {
  const chosen = steps.filter((step) => only.length === 0 || only.some((word) => step.name.toLowerCase().includes(word.toLowerCase())));
  const failed: string[] = [];
  for (const step of chosen) {
    const started = performance.now();
    const { faults, looked } = await step.run().catch((error: unknown) => ({ faults: [`the step itself failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`], looked: '' }));
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    console.log(`${faults.length === 0 ? 'passed' : 'FAILED'}  ${step.name} (${faults.length === 0 ? `${looked}, ` : ''}${seconds} s)`);
    for (const fault of faults) console.log(`        ${fault}`);
    if (faults.length > 0) failed.push(step.name);
  }
  console.log(failed.length === 0 ? `All ${chosen.length} checks passed.` : `${failed.length} of ${chosen.length} checks failed: ${failed.join(', ')}.`);
  return { passed: chosen.length - failed.length, failed };
}

if (import.meta.main) {
  const words = process.argv.slice(2);
  const { passed, failed } = await check(words);
  if (passed + failed.length === 0) console.log(`No check is named like that. There are: ${steps.map((step) => step.name).join(', ')}.`);
  process.exitCode = failed.length > 0 || passed === 0 ? 1 : 0;
}
