import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type BrowserWindow, dialog } from 'electron';
import type { EditionFileTaken } from '../../shared/contracts/edition.ts';
import { editionFileEnding } from '../../shared/domain/editionFile.ts';
import { attempt, fail, ok, type Result } from '../../shared/errors/result.ts';
import { messages } from '../../shared/messages/en.ts';
import { type EditionClient, readUpdateFile } from '../editions/index.ts';

export interface EditionFileDialogs {
  /** Lets the user choose an update file and takes it; null where they chose none. */
  open(): Promise<Result<EditionFileTaken | null>>;
  /** Takes an update file that was dropped into the window. */
  take(bytes: Uint8Array): Promise<Result<EditionFileTaken>>;
  /** Saves the edition in force as an update file; the name of the file, null where the user gave none. */
  save(): Promise<Result<string | null>>;
}

const filters = [{ name: messages['editions.file.filter'], extensions: [editionFileEnding] }];

/** Editions by file: the paths stay with the main process, and what a file holds goes through the edition client's checks. */
export function createEditionFileDialogs(editions: EditionClient, window: () => BrowserWindow | undefined): EditionFileDialogs {
  const take = async (bytes: Uint8Array): Promise<Result<EditionFileTaken>> => {
    const taken = await editions.importFile(bytes);
    return taken.ok ? ok({ isNew: taken.value.isNew, edition: taken.value.edition, state: editions.state() }) : taken;
  };
  return {
    take,
    async open() {
      const parent = window();
      const options = { title: messages['editions.file.open'], filters, properties: ['openFile' as const] };
      const { canceled, filePaths } = await (parent ? dialog.showOpenDialog(parent, options) : dialog.showOpenDialog(options));
      const [file] = filePaths;
      if (canceled || file === undefined) return ok(null);
      const bytes = await attempt(() => readUpdateFile(file));
      return bytes.ok ? take(bytes.value) : bytes;
    },
    async save() {
      const parent = window();
      const { language, edition } = editions.state();
      const options = { title: messages['editions.file.save'], filters, defaultPath: `manual-${language}-${edition}.${editionFileEnding}` };
      const { canceled, filePath } = await (parent ? dialog.showSaveDialog(parent, options) : dialog.showSaveDialog(options));
      if (canceled || filePath === '') return ok(null);
      try {
        await writeFile(filePath, await editions.exportFile());
      } catch {
        return fail('edition.fileNotSaved', 'now');
      }
      return ok(path.basename(filePath));
    },
  };
}
