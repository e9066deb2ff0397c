import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ensureTrialSecretariat } from '../../secretariat/publisher/index.ts';

/** Names the folder of a trial Secretariat that was made once for a whole run of the tests. */
export const templateVariable = 'FOCALPOINT_TEST_TEMPLATE';

/** Called by vitest before the first file: makes what every test of the server begins with. Signing and compressing it anew took each file seconds. */
export async function setup(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(path.join(tmpdir(), 'focalpoint-template-'));
  await ensureTrialSecretariat(folder);
  process.env[templateVariable] = folder;
  return () => rm(folder, { recursive: true, force: true });
}
