import { practiceDatabaseName } from '../vault/engine/databaseNames.ts';

/** Whether this window plays with the sample vault. The main process decides; the page is replaced when that changes. */
export const inPractice = window.location.pathname === '/practice.html';

/** Longest wait for the database to go. */
const databaseWaitMs = 3_000;

/** Removes the working store of a practice, also one that a crash left behind. Does no harm where there is none. */
export const dropPracticeDatabase = (): Promise<void> =>
  Promise.race([
    new Promise<void>((resolve) => {
      const request = indexedDB.deleteDatabase(practiceDatabaseName);
      request.addEventListener('success', () => resolve());
      request.addEventListener('error', () => resolve());
    }),
    new Promise<void>((resolve) => setTimeout(resolve, databaseWaitMs)),
  ]);
