import { Menu, type MenuItemConstructorOptions } from 'electron';
import { type CommandId, commands } from '../../shared/domain/commands.ts';
import { messages } from '../../shared/messages/en.ts';

/** Builds the menu bar from the command registry and the roles that every desktop has. Developer tools are left out on purpose. */
export function setApplicationMenu(run: (id: CommandId) => void): void {
  const of = (menu: 'file' | 'edit' | 'go'): MenuItemConstructorOptions[] =>
    commands.filter((command) => command.menu === menu).map(({ id, messageId, shortcut }) => ({ id, label: messages[messageId], accelerator: shortcut, registerAccelerator: false, click: () => run(id) }));
  const mac = process.platform === 'darwin';
  const template: MenuItemConstructorOptions[] = [
    ...(mac ? [{ role: 'appMenu' } as const] : []),
    { label: messages['menu.file'], submenu: [...of('file'), { type: 'separator' }, mac ? { role: 'close' } : { role: 'quit' }] },
    {
      label: messages['menu.edit'],
      submenu: [{ role: 'undo' }, { role: 'redo' }, { type: 'separator' }, { role: 'cut' }, { role: 'copy' }, { role: 'paste' }, { role: 'selectAll' }, { type: 'separator' }, ...of('edit')],
    },
    { label: messages['menu.view'], submenu: [{ role: 'zoomIn' }, { role: 'zoomOut' }, { role: 'resetZoom' }, { type: 'separator' }, { role: 'togglefullscreen' }] },
    { label: messages['menu.go'], submenu: of('go') },
    { role: 'windowMenu' },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}
