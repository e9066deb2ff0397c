import { mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';
import { rootFile } from '../../../shared/domain/editionRepository.ts';
import { writeDurably } from '../durableFile.ts';
import { PublishingError } from '../publishingError.ts';
import { repositoryDir, rootVersions, sha256Of } from '../repositoryFolder.ts';
import { withRepositoryLock } from '../repositoryLock.ts';
import { generateRoleKey, roleNames, signerFor, type RoleKeyPair, type RoleName, type SigningRole } from '../roleKeys.ts';
import { rootBody, signMetadata, type RoleKeys } from '../signedMetadata.ts';
import { keysDir } from '../trialSecretariat.ts';
import { newPassphrase, type DeskIo } from './deskIo.ts';
import { deskKdfCost, publicPart, sealKeyFile } from './keyFile.ts';

export const deskRoles = {
  official: { root: { keys: 5, threshold: 3 }, targets: { keys: 3, threshold: 2 }, snapshot: { keys: 2, threshold: 1 }, timestamp: { keys: 1, threshold: 1 } },
  pilot: { root: { keys: 3, threshold: 2 }, targets: { keys: 3, threshold: 2 }, snapshot: { keys: 2, threshold: 1 }, timestamp: { keys: 1, threshold: 1 } },
} as const satisfies Record<string, Readonly<Record<RoleName, { keys: number; threshold: number }>>>;

/** Where `init` leaves the key files that go to people. */
export const handOutDir = (dataDir: string): string => path.join(dataDir, 'keys-to-hand-out');

/**
 * Makes the keys of a Secretariat and its first root. Nothing is published yet. All keys but that of the timestamp are sealed with a
 * passphrase each and lie in one folder, to be carried to the people who hold them and removed from there.
 * @throws PublishingError `publish.exists` where the data folder holds a repository already
 */
export async function initDesk(dataDir: string, kind: keyof typeof deskRoles, io: DeskIo): Promise<{ fingerprint: string; files: string[] }> {
  return withRepositoryLock(dataDir, async () => {
    if ((await rootVersions(repositoryDir(dataDir))).length > 0) throw new PublishingError('publish.exists', `${dataDir} holds a Secretariat already (a trial one is made by itself at the first start). Name an empty folder with --data.`);
    if ((await readdir(handOutDir(dataDir)).catch(() => [])).length > 0) throw new PublishingError('publish.exists', `${handOutDir(dataDir)} is not empty. Its keys belong to a Secretariat whose making was cut off. Remove that folder and begin again.`);
    const made = Object.fromEntries(roleNames.map((role) => [role, Array.from({ length: deskRoles[kind][role].keys }, generateRoleKey)])) as unknown as Record<RoleName, RoleKeyPair[]>;
    const roles = Object.fromEntries(roleNames.map((role) => [role, { keys: made[role], threshold: deskRoles[kind][role].threshold }])) as unknown as Record<RoleName, RoleKeys>;
    const root = signMetadata('root', 1, rootBody(roles), io.clock(), made.root.map(signerFor), deskRoles[kind].root.threshold);
    const fingerprint = sha256Of(root);
    await mkdir(handOutDir(dataDir), { recursive: true, mode: 0o700 });
    const files: string[] = [];
    for (const role of roleNames) {
      for (const [at, pair] of made[role].entries()) {
        const name = `${role}-${at + 1}`;
        if (role === 'timestamp') await writeOnlineKey(dataDir, name, pair);
        else files.push(await writeSealedKey(handOutDir(dataDir), name, role, name, pair, fingerprint, io));
      }
    }
    await writeDurably(path.join(handOutDir(dataDir), 'README.txt'), handOutText(kind));
    await writeDurably(path.join(repositoryDir(dataDir), rootFile(1)), root); // last: until now there is no Secretariat
    return { fingerprint, files };
  });
}

/** Writes a sealed key file and, beside it, its public part. Answers the name of the key file. */
export async function writeSealedKey(folder: string, name: string, role: SigningRole, holder: string, pair: RoleKeyPair, repository: string, io: DeskIo): Promise<string> {
  const sealed = await sealKeyFile(role, holder, pair, repository, await newPassphrase(io, name), io.kdf ?? deskKdfCost);
  const file = path.join(folder, `${name}.key.json`);
  await writeDurably(file, `${JSON.stringify(sealed, null, 1)}\n`, 0o600);
  await writeDurably(path.join(folder, `${name}.public.json`), `${JSON.stringify(publicPart(sealed), null, 1)}\n`);
  return file;
}

/** The key that the server signs with by itself, every day; whoever steals it can hide news for two weeks and nothing else. */
export async function writeOnlineKey(dataDir: string, name: string, pair: RoleKeyPair): Promise<void> {
  await mkdir(keysDir(dataDir), { recursive: true, mode: 0o700 });
  await writeDurably(path.join(keysDir(dataDir), `${name}.json`), `${JSON.stringify({ format: 1, trial: false, role: 'timestamp', ...pair }, null, 1)}\n`, 0o600);
}

const handOutText = (kind: keyof typeof deskRoles): string => `Keys of the Secretariat. Carry them to the people who hold them, then remove this folder.

root-1 to root-${deskRoles[kind].root.keys}      ${deskRoles[kind].root.threshold} of them together can replace any key. Needed once a year or when a key is
                     lost. Give each to another person in another place.
targets-1 to -3      editors. 2 of them sign each edition.
snapshot-1 and -2    one of them signs each edition as well; give them to two of the editors.

Each .key.json file opens with its own passphrase. Keep passphrase and file apart, and a copy
of the file in a safe. The .public.json files hold no secret.
`;
