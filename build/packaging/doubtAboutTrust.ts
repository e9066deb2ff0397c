import { access, readFile } from 'node:fs/promises';
import path from 'node:path';
import { rootFile } from '../../shared/domain/editionRepository.ts';

/**
 * Whether the app that is about to be packed trusts the keys of an official Secretariat; a sentence that says why not, or null.
 *
 * The first root says nothing of where its keys lie, so what cannot be shown to be official counts as a trial: the official repository
 * must be named, be no trial's, and begin with the very root that the app would carry.
 * @param editionDir the bundled edition
 * @param trustDir the official repository, as for the build
 */
export async function doubtAboutTrust(editionDir: string, trustDir: string | undefined): Promise<string | null> {
  const bundled = await readFile(path.join(editionDir, rootFile(1))).catch(() => null);
  if (bundled === null) return 'The app has no bundled edition, so it would trust nobody.';
  if (trustDir === undefined || trustDir === '') return 'No official repository is named, so the app trusts the trial Secretariat of this machine.';
  for (const folder of [trustDir, path.dirname(path.resolve(trustDir))]) {
    const trial = await access(path.join(folder, 'trial.json')).then(
      () => true,
      () => false,
    );
    if (trial) return `${trustDir} belongs to a trial Secretariat, whose keys lie on this machine without a passphrase.`;
  }
  const official = await readFile(path.join(trustDir, rootFile(1))).catch(() => null);
  if (official === null) return `${trustDir} is no repository: it has no first root.`;
  return official.equals(bundled) ? null : 'The app was built with another root than that of the official repository.';
}
