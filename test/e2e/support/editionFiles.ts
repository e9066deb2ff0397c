import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { withdrawalRequest } from '../../../secretariat/publisher/desk/makeRequest.ts';
import { packEdition } from '../../../secretariat/publisher/desk/packEdition.ts';
import { publishRequest } from '../../../secretariat/publisher/desk/publishRequest.ts';
import { checkRequest } from '../../../secretariat/publisher/desk/requestFile.ts';
import { rolesForKey, signRequest } from '../../../secretariat/publisher/desk/signRequest.ts';
import { openTrialKeys } from '../../../secretariat/publisher/trialKeys.ts';

/** The edition in force of a Secretariat as an update file in `folder`; answers its path. */
export async function packTo(folder: string, dataDir: string): Promise<string> {
  const { edition, bytes } = await packEdition(dataDir, 'en');
  const file = path.join(folder, `manual-en-${edition}.fpedition`);
  await writeFile(file, bytes);
  return file;
}

/** Withdraws the edition in force of a trial Secretariat, whose keys all lie in its folder. */
export async function withdraw(dataDir: string, reason: string, now = new Date()): Promise<void> {
  const requestText = `${JSON.stringify(await withdrawalRequest({ dataDir, language: 'en', reason, now }))}\n`;
  const checked = checkRequest(requestText);
  const keys = Object.values(await openTrialKeys(path.join(dataDir, 'keys'))).flat();
  const signatures = keys.filter(({ keyId }) => rolesForKey(checked, keyId).length > 0).map((key) => signRequest(checked, { holder: 'trial' }, key));
  await publishRequest({ dataDir, requestText, signatures, now });
}
