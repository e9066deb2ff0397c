import type { ImportedNote } from '../../../shared/domain/carry/carriedNote.ts';
import type { ImportLosses } from '../../../shared/domain/carry/importLosses.ts';
import type { Failure } from '../../../shared/errors/result.ts';
import type { ImportWords } from './reading/readNotes.ts';

export type ToImporter =
  | { readonly type: 'read'; readonly files: readonly { readonly file: File; readonly path: string }[]; readonly words: ImportWords }
  | { readonly type: 'next'; readonly from: number; readonly count: number };

/** What was found, before anything is taken in. */
export interface ImportFound {
  readonly kind: 'markdown' | 'joplin' | 'enex';
  readonly notes: number;
  readonly files: number;
  /** The first two hundred. */
  readonly titles: readonly string[];
  readonly losses: ImportLosses;
}

export type FromImporter =
  | { readonly type: 'progress'; readonly done: number; readonly total: number }
  | { readonly type: 'found'; readonly found: ImportFound }
  | { readonly type: 'notes'; readonly notes: readonly ImportedNote[] }
  | { readonly type: 'failed'; readonly failure: Failure };
