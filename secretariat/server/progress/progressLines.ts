import { countNames, type SharedProgress } from '../../../shared/contracts/progressApi.ts';
import { phases } from '../../../shared/content/content.schema.ts';

/** Below this many people a group is not told, so that nobody is singled out. */
const smallest = 3;
const fewer = `fewer than ${smallest}`;
const words = { applies: 'apply', done: 'done', inProgress: 'in progress', waiting: 'waiting', declined: 'declined' } as const;

/**
 * Totals for a terminal. A figure stands only where at least three people are in it; and where a group is held back, the total is only
 * the sum of those that are shown, so that the one held back cannot be reckoned.
 */
export function progressLines(all: readonly SharedProgress[]): string[] {
  if (all.length < smallest) return [`People who let the Secretariat know: ${all.length === 0 ? 'none' : fewer}`];
  const groups = new Map<string, number>();
  for (const { edition } of all) {
    const name = `${edition.name} (number ${edition.number})`;
    groups.set(name, (groups.get(name) ?? 0) + 1);
  }
  const shown = [...groups.values()].filter((people) => people >= smallest).reduce((sum, people) => sum + people, 0);
  const lines = [`People who let the Secretariat know: ${shown === all.length ? shown : `at least ${Math.max(shown, smallest)}`}`, 'Edition in force on their devices:'];
  for (const [name, people] of groups) lines.push(`  ${name}: ${people < smallest ? fewer : people}`);
  lines.push('Tasks of the programme, all of these people together:');
  for (const phase of phases) {
    const cells = countNames.map((name) => {
      const counts = all.map((one) => one.phases[phase][name]).filter((count) => count > 0);
      const figure = counts.length === 0 ? '0' : counts.length < smallest ? `from ${fewer} people` : String(counts.reduce((sum, count) => sum + count, 0));
      return `${words[name]} ${figure}`;
    });
    lines.push(`  ${phase.padEnd(18)} ${cells.join(', ')}`);
  }
  return lines;
}
