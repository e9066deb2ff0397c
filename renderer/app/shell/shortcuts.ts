import { type CommandId, commands } from '../../../shared/domain/commands.ts';

const mac = navigator.userAgent.includes('Mac');

/** A shortcut as the user reads it: "Ctrl K", or "⌘K" on a Mac. */
export function shortcutText(id: CommandId): string {
  const shortcut = commands.find((command) => command.id === id)?.shortcut ?? '';
  const key = shortcut.split('+').at(-1) ?? '';
  return mac ? `⌘${key}` : `Ctrl ${key}`;
}

/** Listens for the registry's shortcuts. Menus show them; the window acts on them, also on hosts without a menu bar. */
export function onShortcut(target: Window, run: (id: CommandId) => void): () => void {
  const pressed = (event: KeyboardEvent): void => {
    if (!(mac ? event.metaKey : event.ctrlKey) || event.altKey || event.shiftKey) return;
    const command = commands.find(({ shortcut }) => shortcut.split('+').at(-1)?.toLowerCase() === event.key.toLowerCase());
    if (command === undefined) return;
    event.preventDefault();
    run(command.id);
  };
  target.addEventListener('keydown', pressed);
  return () => target.removeEventListener('keydown', pressed);
}
