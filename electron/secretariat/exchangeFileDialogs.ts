import path from 'node:path';
import { type BrowserWindow, dialog } from 'electron';
import { exchangeFileExtension, maxExchangeFileBytes } from '../../shared/contracts/exchangeCalls.ts';
import { fail, ok, type Result } from '../../shared/errors/result.ts';
import { readAtMost } from '../storage/readAtMost.ts';
import { writeFileAtomically } from '../storage/writeFileAtomically.ts';

const filters = [{ name: 'Exchange', extensions: [exchangeFileExtension] }];

/** Writes a sealed exchange file where the user says. Answers null when the user thought better of it. */
export async function saveExchangeFile(window: BrowserWindow | undefined, bytes: Uint8Array, fileName: string): Promise<Result<{ readonly name: string } | null>> {
  const options = { defaultPath: fileName, filters };
  const chosen = window === undefined ? await dialog.showSaveDialog(options) : await dialog.showSaveDialog(window, options);
  if (chosen.canceled || chosen.filePath === '') return ok(null);
  try {
    await writeFileAtomically(chosen.filePath, bytes);
    return ok({ name: path.basename(chosen.filePath) });
  } catch {
    return fail('file.notWritten', 'later');
  }
}

export async function openExchangeFile(window: BrowserWindow | undefined): Promise<Result<{ readonly name: string; readonly bytes: Uint8Array } | null>> {
  const options = { filters, properties: ['openFile' as const] };
  const chosen = window === undefined ? await dialog.showOpenDialog(options) : await dialog.showOpenDialog(window, options);
  const file = chosen.filePaths[0];
  if (chosen.canceled || file === undefined) return ok(null);
  const bytes = await readAtMost(file, maxExchangeFileBytes);
  return bytes.ok ? ok({ name: path.basename(file), bytes: bytes.value }) : bytes;
}
