import { randomBytes } from 'node:crypto';
import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { type BrowserWindow, dialog } from 'electron';
import type { OutFile } from '../../shared/contracts/vaultStorage.ts';
import { fail, ok, type Result } from '../../shared/errors/result.ts';

interface Open {
  readonly handle: FileHandle;
  readonly part: string;
  readonly target: string;
}

const maxOpen = 4;

/** Files that the window writes piece by piece, each where the user said in the system's dialog. Until it is ended a file has another name. */
export function createOutFiles(window: () => BrowserWindow | undefined) {
  const files = new Map<string, Open>();
  const giveUp = async (token: string, file: Open): Promise<void> => {
    files.delete(token);
    await file.handle.close().catch(() => undefined);
    await rm(file.part, { force: true }).catch(() => undefined);
  };
  const notWritten = fail('file.notWritten', 'later');
  return {
    'files.begin': async (fileName: string, ending: string): Promise<Result<OutFile | null>> => {
      if (files.size >= maxOpen) return fail('file.tooManyOpen', 'later');
      const owner = window();
      const options = { defaultPath: fileName, ...(ending === '' ? {} : { filters: [{ name: ending.toUpperCase(), extensions: [ending] }] }) };
      const chosen = await (owner === undefined ? dialog.showSaveDialog(options) : dialog.showSaveDialog(owner, options));
      if (chosen.canceled || chosen.filePath === '') return ok(null);
      const target = ending === '' || path.extname(chosen.filePath).toLowerCase() === `.${ending}` ? chosen.filePath : `${chosen.filePath}.${ending}`;
      const token = randomBytes(16).toString('hex');
      const part = `${target}.${token.slice(0, 8)}.part`;
      try {
        files.set(token, { handle: await open(part, 'wx', 0o600), part, target });
        return ok({ token, name: path.basename(target) });
      } catch {
        return notWritten;
      }
    },
    'files.write': async (token: string, bytes: Uint8Array): Promise<Result<null>> => {
      const file = files.get(token);
      if (file === undefined) return notWritten;
      try {
        await file.handle.writeFile(bytes);
        return ok(null);
      } catch {
        await giveUp(token, file);
        return notWritten;
      }
    },
    'files.end': async (token: string, whole: boolean): Promise<Result<null>> => {
      const file = files.get(token);
      if (file === undefined) return whole ? notWritten : ok(null);
      if (!whole) {
        await giveUp(token, file);
        return ok(null);
      }
      try {
        await file.handle.sync();
        await file.handle.close();
        await rename(file.part, file.target);
        files.delete(token);
        return ok(null);
      } catch {
        await giveUp(token, file);
        return notWritten;
      }
    },
    /** What a lock or the end of the app leaves half written goes away again. */
    abandon: async (): Promise<void> => {
      for (const [token, file] of files) await giveUp(token, file);
    },
  };
}
export type OutFiles = ReturnType<typeof createOutFiles>;
