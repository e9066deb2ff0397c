import { issuedAt, readRepository, repositoryDir, resignTimestamp } from './repositoryFolder.ts';
import { withRepositoryLock } from './repositoryLock.ts';
import { keysDir } from './trialSecretariat.ts';
import { openTrialKeys } from './trialKeys.ts';

const dayMs = 86_400_000;

/**
 * Signs the timestamp anew when it is older than a day, so that readers see the edition confirmed. The server calls it at its start and
 * once an hour; a call that comes too early does nothing.
 * @returns instant at which the timestamp in force expires, and whether it was renewed
 * @throws PublishingError where there is no repository, no edition or no timestamp key
 */
export async function renewTimestamp(dataDir: string, clock: () => Date): Promise<{ renewed: boolean; expiresAt: Date | null }> {
  return withRepositoryLock(dataDir, async () => {
    const repository = repositoryDir(dataDir);
    const { current } = await readRepository(repository);
    if (!current) return { renewed: false, expiresAt: null };
    const { signed } = current.timestamp;
    const now = clock();
    const issued = issuedAt(signed);
    const isFresh = issued !== null && now.getTime() - issued.getTime() < dayMs && now < new Date(signed.expires);
    if (isFresh) return { renewed: false, expiresAt: new Date(signed.expires) };
    await resignTimestamp(repository, current, await openTrialKeys(keysDir(dataDir)), now);
    const renewed = await readRepository(repository);
    return { renewed: true, expiresAt: renewed.current ? new Date(renewed.current.timestamp.signed.expires) : null };
  });
}
