import { stringify } from 'yaml';
import type { CarriedNote } from './carriedNote.ts';
import { treeMarkdown } from './treeMarkdown.ts';

const left = (value: unknown): boolean => value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);

/** A note as a Markdown file: what is known of it in front, then its title and text, then its files as links. `id` lets an import know it again. */
export function noteMarkdown(note: CarriedNote, files: readonly { readonly name: string; readonly path: string }[]): string {
  const { title = '', observedOn, observedPrecision, place, source, reliability, credibility, populations, riskFactorIds, handling, reviewOn } = note.fields;
  const known = { title, id: note.id, created: note.createdAt, updated: note.changedAt, observedOn, observedPrecision: observedOn === null ? null : observedPrecision, place, source, reliability, credibility, populations, riskFactors: riskFactorIds, handling, reviewOn };
  const front = stringify(Object.fromEntries(Object.entries(known).filter(([name, value]) => name === 'title' || !left(value))));
  const links = files.map(({ name, path }) => `- [${name.replaceAll(/[\\[\]]/g, '\\$&')}](<${path.replaceAll(/[<>]/g, '\\$&')}>)`).join('\n');
  return `---\n${front}---\n\n${treeMarkdown(note.body)}${links === '' ? '' : `\n${links}\n`}`;
}
