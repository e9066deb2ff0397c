import path from 'node:path';
import { type BrowserWindow, dialog } from 'electron';
import { fail, ok, type Result } from '../../shared/errors/result.ts';
import { readAtMost } from './readAtMost.ts';
import { writeFileAtomically } from './writeFileAtomically.ts';

/** What a dialog for files offers: the kind's name and its ending without the dot. */
export interface FileKind {
  readonly name: string;
  readonly extensions: string[];
}

/** Asks where to, and writes. Answers null when the user thought better of it. */
export async function saveChosenFile(window: BrowserWindow | undefined, kind: FileKind, bytes: Uint8Array, fileName: string): Promise<Result<{ readonly name: string } | null>> {
  const options = { defaultPath: fileName, filters: [kind] };
  const chosen = window === undefined ? await dialog.showSaveDialog(options) : await dialog.showSaveDialog(window, options);
  if (chosen.canceled || chosen.filePath === '') return ok(null);
  try {
    await writeFileAtomically(chosen.filePath, bytes);
    return ok({ name: path.basename(chosen.filePath) });
  } catch {
    return fail('file.notWritten', 'later');
  }
}

/** Asks for a file and reads it, at most `maxBytes`. Answers null when the user thought better of it. */
export async function openChosenFile(window: BrowserWindow | undefined, kind: FileKind, maxBytes: number): Promise<Result<{ readonly name: string; readonly bytes: Uint8Array } | null>> {
  const options = { filters: [kind], properties: ['openFile' as const] };
  const chosen = window === undefined ? await dialog.showOpenDialog(options) : await dialog.showOpenDialog(window, options);
  const file = chosen.filePaths[0];
  if (chosen.canceled || file === undefined) return ok(null);
  const bytes = await readAtMost(file, maxBytes);
  return bytes.ok ? ok({ name: path.basename(file), bytes: bytes.value }) : bytes;
}
