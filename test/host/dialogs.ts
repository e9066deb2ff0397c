import type * as Electron from 'electron';
import { named } from './named.ts';

/** The options of a dialog call, with or without a window before them. */
const optionsOf = (args: readonly unknown[]): Record<string, unknown> => (args.at(-1) ?? {}) as Record<string, unknown>;
const answerTo = (options: Record<string, unknown>): number => (typeof options.cancelId === 'number' ? options.cancelId : typeof options.defaultId === 'number' ? options.defaultId : 0);

/**
 * Dialogs are answered at once as if they had been cancelled: nobody is there to click. A spec that needs an answer replaces the
 * method through `evaluate`, which works the same in Electron.
 */
export const dialog = named('dialog', {
  showOpenDialog: async () => ({ canceled: true, filePaths: [] as string[] }),
  showOpenDialogSync: () => undefined,
  showSaveDialog: async () => ({ canceled: true, filePath: '' }),
  showSaveDialogSync: () => '',
  showMessageBox: async (...args: unknown[]) => ({ response: answerTo(optionsOf(args)), checkboxChecked: false }),
  showMessageBoxSync: (...args: unknown[]) => answerTo(optionsOf(args)),
  showErrorBox: (title: string, content: string): void => console.error(`${title}: ${content}`),
} satisfies Partial<Electron.Dialog>);
