import { spawn } from 'node:child_process';
import type * as Electron from 'electron';
import { headed } from './hostState.ts';
import { named } from './named.ts';

/** The desktop's own opener; used only when a person sits in front of the window. */
function openOutside(target: string): void {
  if (!headed) return;
  const [command, args] = process.platform === 'darwin' ? ['open', [target]] as const : process.platform === 'win32' ? ['explorer', [target]] as const : ['xdg-open', [target]] as const;
  spawn(command, args, { stdio: 'ignore', detached: true }).on('error', () => undefined).unref();
}

export const shell = named('shell', {
  openExternal: async (url: string): Promise<void> => openOutside(url),
  openPath: async (file: string): Promise<string> => {
    openOutside(file);
    return '';
  },
  showItemInFolder: (file: string): void => openOutside(file.replace(/[^/\\]+$/, '')),
  beep: (): void => undefined,
} satisfies Partial<Electron.Shell>);
