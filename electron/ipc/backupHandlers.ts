import { dialog, type BrowserWindow, type OpenDialogOptions } from 'electron';
import { fail, ok } from '../../shared/errors/result.ts';
import { messages } from '../../shared/messages/en.ts';
import type { Backups } from '../vault/backups.ts';
import type { IpcHandlers } from './registerIpc.ts';

type BackupHandlers = Pick<IpcHandlers, 'backups.state' | 'backups.make' | 'backups.chooseFolder' | 'backups.forgetFolder' | 'backups.chooseFile' | 'backups.restore'>;

/** Folders and files come from the system's own dialogs; the window never names a path. */
export function backupHandlers(backups: Backups, window: () => BrowserWindow | undefined): BackupHandlers {
  let chosen: string | null = null;
  const ask = async (options: OpenDialogOptions): Promise<string | null> => {
    const owner = window();
    const answer = await (owner === undefined ? dialog.showOpenDialog(options) : dialog.showOpenDialog(owner, options));
    return answer.canceled ? null : (answer.filePaths[0] ?? null);
  };
  return {
    'backups.state': async () => ok(await backups.state()),
    'backups.make': () => backups.make(),
    'backups.chooseFolder': async () => {
      const folder = await ask({ title: messages['backup.folder.choose'], properties: ['openDirectory', 'createDirectory'] });
      return folder === null ? ok(null) : backups.choose(folder);
    },
    'backups.forgetFolder': () => backups.choose(null),
    'backups.chooseFile': async () => {
      const file = await ask({ title: messages['backup.restore.choose'], properties: ['openFile'], filters: [{ name: messages['backup.title'], extensions: ['fpcbackup'] }] });
      if (file === null) return ok(null);
      const preview = await backups.preview(file);
      chosen = preview.ok ? file : null;
      return preview;
    },
    'backups.restore': async () => {
      if (chosen === null) return fail('ipc.badArguments', 'never');
      return backups.restore(chosen);
    },
  };
}
