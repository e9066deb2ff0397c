import type * as Electron from 'electron';
import { named } from './named.ts';

let started: Electron.CrashReporterStartOptions | undefined;
/** Writes no dumps and sends nothing; keeps what the app asked for, so that a spec can see that nothing would be uploaded. */
export const crashReporter = named('crashReporter', {
  start: (options: Electron.CrashReporterStartOptions): void => { started = options; },
  getUploadToServer: (): boolean => started?.uploadToServer ?? false,
  setUploadToServer: (uploadToServer: boolean): void => { started = { ...started, uploadToServer }; },
  getParameters: (): Record<string, string> => ({ ...started?.extra }),
  addExtraParameter: (): void => undefined,
  removeExtraParameter: (): void => undefined,
  getLastCrashReport: () => null,
  getUploadedReports: () => [],
} satisfies Partial<Electron.CrashReporter>);
