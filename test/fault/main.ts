/**
 * `npm run fault` breaks the app on purpose, again and again: 2,000 kills, full disks, lost and damaged databases.
 *
 *   --seed N      repeats a run; without it a seed is chosen and printed
 *   --rounds N    of every suite, in place of its own; `--rounds ci` for the short run
 *   --only NAME   one suite; may be given more than once
 */
import { parseArgs } from 'node:util';
import { shareCompileCache } from '../../build/compileCache.ts';
import { seededRandom } from './faultSuite.ts';
import { faultSuites } from './faultSuites.ts';

const { values } = parseArgs({ options: { seed: { type: 'string' }, rounds: { type: 'string' }, only: { type: 'string', multiple: true } } });
const seed = values.seed === undefined ? Date.now() % 1_000_000 : Number(values.seed);
const unknown = (values.only ?? []).filter((name) => !faultSuites.some((suite) => suite.name === name));
if (!Number.isInteger(seed) || unknown.length > 0 || (values.rounds !== undefined && values.rounds !== 'ci' && !(Number(values.rounds) > 0))) {
  console.error(`Use --seed with a whole number, --rounds with a number or "ci", --only with one of: ${faultSuites.map(({ name }) => name).join(', ')}.`);
  process.exit(2);
}

shareCompileCache();
let failures = 0;
for (const suite of faultSuites) {
  if (values.only !== undefined && !values.only.includes(suite.name)) continue;
  const rounds = values.rounds === 'ci' ? suite.rounds.ci : values.rounds === undefined ? suite.rounds.full : Number(values.rounds);
  console.log(`\n${suite.name}: ${suite.about}\n  seed ${seed}, ${rounds} rounds`);
  const startedAt = Date.now();
  try {
    const result = await suite.run({ seed, rounds, random: seededRandom(seed), say: (line) => console.log(`  ${line}`) });
    console.log('done' in result ? `  held: ${result.done} (${Math.round((Date.now() - startedAt) / 1_000)} s)` : `  SKIPPED: ${result.skipped}`);
  } catch (error) {
    failures += 1;
    console.log(`  FAILED: ${error instanceof Error ? error.message : String(error)}\n  again: npm run fault -- --only ${suite.name} --seed ${seed} --rounds ${rounds}`);
  }
}
console.log(failures === 0 ? '\nEverything held.' : `\n${failures} failed.`);
process.exit(failures === 0 ? 0 : 1);
