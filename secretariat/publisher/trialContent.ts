import { createHash } from 'node:crypto';
import type { ContentProblem } from '../../shared/content/contentProblem.ts';
import type { Content } from '../../shared/content/content.schema.ts';
import { parseContent } from '../../shared/content/parseContent.ts';

/** Shown by a build whose content folder holds nothing readable at all, so that the app still starts. */
const standIn: ReadonlyMap<string, string> = new Map([
  ['manual/01-manual/01-not-written-yet.md', '# Not written yet\n\nThe content folder of this build holds no section that can be read. Run "npm run content" to see what to put right.\n'],
]);

export interface TrialContent {
  readonly content: Content;
  /** Everything wrong with the folder. Files named here were left out of `content`. */
  readonly problems: readonly ContentProblem[];
}

/**
 * Reads assets/content for the trial edition. A fault must not stop a build while authors are at work, so files with faults are left
 * out and reported; \`npm run content\` is the gate that refuses them.
 */
export function readTrialContent(files: ReadonlyMap<string, string>, now: Date): TrialContent {
  const strict = parseContent(files);
  if (strict.content) return { content: strict.content, problems: [] };
  const cover = { edition: `${now.getUTCFullYear()}.1`, publishedOn: now.toISOString().slice(0, 10) };
  const kept = new Map(files);
  for (let round = 0; round < 8; round += 1) {
    const parsed = parseContent(kept, { partial: true, cover });
    if (parsed.content) return { content: parsed.content, problems: strict.problems };
    for (const problem of parsed.problems) kept.delete(problem.file);
  }
  const content = parseContent(standIn, { partial: true, cover }).content;
  if (!content) throw new Error('The stand-in section cannot be parsed');
  return { content, problems: strict.problems };
}

/** Tells whether the folder changed since an edition was made from it. */
export function contentHash(files: ReadonlyMap<string, string>): string {
  const hash = createHash('sha256');
  for (const [file, text] of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) hash.update(`${file}\0${text}\0`);
  return hash.digest('hex');
}
