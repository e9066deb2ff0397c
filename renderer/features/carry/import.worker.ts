/** Reads foreign exports away from the window and away from the vault's keys. It has no network. Ending it is how an import is stopped. */
import { failure, FailureError } from '../../../shared/errors/result.ts';
import type { ImportedNote } from '../../../shared/domain/carry/carriedNote.ts';
import type { FromImporter, ToImporter } from './importMessages.ts';
import { readNotes } from './reading/readNotes.ts';

const scope = self as unknown as DedicatedWorkerGlobalScope;
const post = (message: FromImporter): void => scope.postMessage(message);
let notes: readonly ImportedNote[] = [];
let told = 0;

async function read({ files, words }: Extract<ToImporter, { type: 'read' }>): Promise<void> {
  try {
    const result = await readNotes(files, words, (done, total) => {
      if (Date.now() - told < 100) return;
      told = Date.now();
      post({ type: 'progress', done, total });
    });
    notes = result.notes;
    post({ type: 'found', found: { kind: result.kind, notes: notes.length, files: notes.reduce((sum, note) => sum + note.files.length, 0), titles: notes.slice(0, 200).map(({ fields }) => fields.title ?? ''), losses: result.losses } });
  } catch (error) {
    post({ type: 'failed', failure: error instanceof FailureError ? error.failure : failure('import.notKnown', 'never') });
  }
}

scope.addEventListener('message', ({ data }: MessageEvent<ToImporter>) => {
  if (data.type === 'read') void read(data);
  else post({ type: 'notes', notes: notes.slice(data.from, data.from + data.count) });
});
