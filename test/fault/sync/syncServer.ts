import { afterAll, beforeAll } from 'vitest';
import type { RunningSecretariat } from '../../../secretariat/server/startSecretariat.ts';
import { start, testFolders, type TestFolders } from '../../contract/secretariatFixture.ts';

/** The real server for all tests of a file, without limits that many devices on one machine would meet. */
export function syncServer(): { readonly running: RunningSecretariat } {
  let folders: TestFolders | null = null;
  let running: RunningSecretariat | null = null;
  beforeAll(async () => {
    folders = await testFolders();
    running = await start(await folders.make(), undefined, { limits: { sessionsPerMinute: 100_000, syncPerMinute: 100_000 } });
  });
  afterAll(async () => {
    await running?.stop();
    await folders?.remove();
  });
  return {
    get running() {
      if (running === null) throw new Error('the server has not been started yet');
      return running;
    },
  };
}
