import type { handlingRules } from '../vault/note.ts';

export const exportFormats = ['markdown', 'pdf', 'archive'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** `leaves`: may go. `ask`: goes only if it is chosen by itself. `stays`: must not leave in this form. */
export type ExportRule = 'leaves' | 'ask' | 'stays';

/**
 * What a note's handling rule says of an export. A sealed archive is read only by whoever has the words, so nothing is forbidden there; a file
 * that anyone can open takes nothing that is for the writer alone.
 */
export function exportRule(handling: (typeof handlingRules)[number], format: ExportFormat): ExportRule {
  if (format === 'archive') return handling === 'private' || handling === 'named-people' ? 'ask' : 'leaves';
  if (handling === 'private') return 'stays';
  return handling === 'public' ? 'leaves' : 'ask';
}
