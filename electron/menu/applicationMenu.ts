import { Menu, type MenuItemConstructorOptions } from 'electron';
import { type CommandId, commands } from '../../shared/domain/commands.ts';

/** Builds the menu bar from the command registry and the roles that every desktop has. Developer tools are left out on purpose. */
export function setApplicationMenu(run: (id: CommandId) => void): void {
  const of = (menu: 'file' | 'edit' | 'go'): MenuItemConstructorOptions[] =>
    commands.filter((command) => command.menu === menu).map(({ id, label, shortcut }) => ({ id, label, accelerator: shortcut, registerAccelerator: false, click: () => run(id) }));
  const mac = process.platform === 'darwin';
  const template: MenuItemConstructorOptions[] = [
    ...(mac ? [{ role: 'appMenu' } as const] : []),
    { label: 'File', submenu: [...of('file'), { type: 'separator' }, mac ? { role: 'close' } : { role: 'quit' }] },
    {
      label: 'Edit',
      submenu: [{ role: 'undo' }, { role: 'redo' }, { type: 'separator' }, { role: 'cut' }, { role: 'copy' }, { role: 'paste' }, { role: 'selectAll' }, { type: 'separator' }, ...of('edit')],
    },
    { label: 'View', submenu: [{ role: 'zoomIn' }, { role: 'zoomOut' }, { role: 'resetZoom' }, { type: 'separator' }, { role: 'togglefullscreen' }] },
    { label: 'Go', submenu: of('go') },
    { role: 'windowMenu' },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}
