import { mkdir, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import * as v from 'valibot';
import { writeDurably } from './durableFile.ts';
import { PublishingError } from './publishingError.ts';
import { generateRoleKey, roleNames, signerFor, type RoleName, type RoleSigner } from './roleKeys.ts';

/** How many keys a trial Secretariat has for each role, and how many of them must sign. */
export const trialRoles: Readonly<Record<RoleName, { keys: number; threshold: number }>> = {
  root: { keys: 3, threshold: 2 },
  targets: { keys: 3, threshold: 2 },
  snapshot: { keys: 1, threshold: 1 },
  timestamp: { keys: 1, threshold: 1 },
};

const keyFileSchema = v.object({
  format: v.literal(1),
  trial: v.boolean(),
  role: v.picklist(roleNames),
  keyId: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  publicKey: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  privateKey: v.pipe(v.string(), v.minLength(1)),
});

export type SignersByRole = Readonly<Record<RoleName, readonly RoleSigner[]>>;

/** Makes the keys of a trial Secretariat, unencrypted, each in a file that only its owner can read. */
export async function makeTrialKeys(keysDir: string): Promise<SignersByRole> {
  await mkdir(keysDir, { recursive: true, mode: 0o700 });
  for (const role of roleNames) {
    for (let number = 1; number <= trialRoles[role].keys; number += 1) {
      const file = { format: 1, trial: true, role, ...generateRoleKey() };
      await writeDurably(path.join(keysDir, `${role}-${number}.json`), `${JSON.stringify(file, null, 1)}\n`, 0o600);
    }
  }
  return openTrialKeys(keysDir);
}

/** @throws PublishingError `publish.missingKeys` where the folder or a file in it cannot be used */
export async function openTrialKeys(keysDir: string): Promise<SignersByRole> {
  const signers: Record<RoleName, RoleSigner[]> = { root: [], targets: [], snapshot: [], timestamp: [] };
  const names = await readdir(keysDir).catch(() => []);
  for (const name of names.filter((entry) => entry.endsWith('.json') && !entry.startsWith('.') && !entry.startsWith('inbox.')).sort()) {
    try {
      const key = v.parse(keyFileSchema, JSON.parse(await readFile(path.join(keysDir, name), 'utf8')));
      signers[key.role].push(signerFor(key));
    } catch {
      throw new PublishingError('publish.missingKeys', `The key file ${path.join(keysDir, name)} cannot be read. Restore it from a copy.`);
    }
  }
  return signers;
}
