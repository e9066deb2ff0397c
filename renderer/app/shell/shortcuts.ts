import { type CommandId, commands } from '../../../shared/domain/commands.ts';

const mac = navigator.userAgent.includes('Mac');

/** A shortcut as the user reads it: "Ctrl K", or "⌘K" on a Mac. */
export function shortcutText(id: CommandId): string {
  return keysText(commands.find((command) => command.id === id)?.shortcut ?? '');
}

/** Keys that are pressed with Ctrl or ⌘, such as `Shift+K`, as the user reads them. */
export function keysText(keys: string): string {
  const parts = keys.split('+');
  const [shift, alt, key = ''] = [parts.includes('Shift'), parts.includes('Alt'), parts.at(-1)];
  return mac ? `${alt ? '⌥' : ''}${shift ? '⇧' : ''}⌘${key}` : `Ctrl ${alt ? 'Alt ' : ''}${shift ? 'Shift ' : ''}${key}`;
}

/** The key of a shortcut, in lower case. On a keyboard of another script, such as Arabic or Cyrillic, it is the letter that stands in its place on a Latin one. */
export function latinKey({ key, code }: Pick<KeyboardEvent, 'key' | 'code'>): string {
  const inPlace = /^(?:Key|Digit)([A-Z0-9])$/u.exec(code)?.[1];
  return (key.length > 1 || /^[\u0020-\u007e]$/u.test(key) ? key : (inPlace ?? key)).toLowerCase();
}

/** Listens for the registry's shortcuts. Menus show them; the window acts on them, also on hosts without a menu bar. */
export function onShortcut(target: Window, run: (id: CommandId) => void): () => void {
  const pressed = (event: KeyboardEvent): void => {
    if (!(mac ? event.metaKey : event.ctrlKey) || event.altKey) return;
    const command = commands.find(({ shortcut }) => {
      const parts = shortcut.split('+');
      return parts.at(-1)?.toLowerCase() === latinKey(event) && parts.includes('Shift') === event.shiftKey;
    });
    if (command === undefined) return;
    event.preventDefault();
    run(command.id);
  };
  target.addEventListener('keydown', pressed);
  return () => target.removeEventListener('keydown', pressed);
}
