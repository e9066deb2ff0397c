/**
 * The commands that menus, shortcuts and the search box offer. One list, so that they cannot disagree.
 * `shortcut` is written as Electron writes accelerators; `messageId` is an entry of the message catalogue.
 */
export const commands = [
  { id: 'note.new', messageId: 'command.note.new', menu: 'file', shortcut: 'CommandOrControl+N' },
  { id: 'signal.catch', messageId: 'command.signal.catch', menu: 'file', shortcut: 'CommandOrControl+Shift+N' },
  { id: 'vault.lock', messageId: 'command.vault.lock', menu: 'file', shortcut: 'CommandOrControl+L' },
  { id: 'search.open', messageId: 'command.search.open', menu: 'edit', shortcut: 'CommandOrControl+K' },
  { id: 'go.today', messageId: 'command.go.today', menu: 'go', shortcut: 'CommandOrControl+1' },
  { id: 'go.onboarding', messageId: 'command.go.onboarding', menu: 'go', shortcut: 'CommandOrControl+2' },
  { id: 'go.manual', messageId: 'command.go.manual', menu: 'go', shortcut: 'CommandOrControl+3' },
  { id: 'go.toolkits', messageId: 'command.go.toolkits', menu: 'go', shortcut: 'CommandOrControl+4' },
  { id: 'go.situations', messageId: 'command.go.situations', menu: 'go', shortcut: 'CommandOrControl+5' },
  { id: 'go.settings', messageId: 'command.go.settings', menu: 'go', shortcut: 'CommandOrControl+,' },
] as const;

export type Command = (typeof commands)[number];
export type CommandId = Command['id'];

export const isCommandId = (value: string): value is CommandId => commands.some((command) => command.id === value);
