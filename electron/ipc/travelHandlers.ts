import { dialog, type BrowserWindow } from 'electron';
import { ok } from '../../shared/errors/result.ts';
import { messages } from '../../shared/messages/en.ts';
import type { TravelStore } from '../vault/travelFile.ts';
import type { IpcHandlers } from './registerIpc.ts';

type TravelHandlers = Pick<IpcHandlers, 'vault.travelWrite' | 'vault.travelOpen' | 'vault.travelRead' | 'vault.travelFiles' | 'vault.travelScrub' | 'travel.choosePlace' | 'travel.chooseFile'>;

const filters = [{ name: messages['travel.file'], extensions: ['fpcbackup'] }];

/** The window never names a path: places and files come from the system's own dialogs. */
export function travelHandlers(travel: TravelStore, window: () => BrowserWindow | undefined): TravelHandlers {
  return {
    'vault.travelWrite': () => travel.write(),
    'vault.travelOpen': () => travel.open(),
    'vault.travelRead': (page) => travel.read(page),
    'vault.travelFiles': (compartments) => travel.files(compartments),
    'vault.travelScrub': (compartments) => travel.scrub(compartments),
    'travel.choosePlace': async () => {
      const owner = window();
      const options = { title: messages['travel.place.choose'], defaultPath: 'left-at-home.fpcbackup', filters };
      const answer = await (owner === undefined ? dialog.showSaveDialog(options) : dialog.showSaveDialog(owner, options));
      return answer.canceled || answer.filePath === '' ? ok(null) : travel.choosePlace(answer.filePath.endsWith('.fpcbackup') ? answer.filePath : `${answer.filePath}.fpcbackup`);
    },
    'travel.chooseFile': async () => {
      const owner = window();
      const options = { title: messages['travel.back.choose'], properties: ['openFile' as const], filters };
      const answer = await (owner === undefined ? dialog.showOpenDialog(options) : dialog.showOpenDialog(owner, options));
      const file = answer.canceled ? undefined : answer.filePaths[0];
      return file === undefined ? ok(null) : travel.chooseFile(file);
    },
  };
}
