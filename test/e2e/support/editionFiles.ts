import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { withdrawalRequest } from '../../../secretariat/publisher/desk/makeRequest.ts';
import { packEdition } from '../../../secretariat/publisher/desk/packEdition.ts';
import { publishRequest } from '../../../secretariat/publisher/desk/publishRequest.ts';
import { checkRequest } from '../../../secretariat/publisher/desk/requestFile.ts';
import { rolesForKey, signRequest } from '../../../secretariat/publisher/desk/signRequest.ts';
import type { SigningRequest } from '../../../secretariat/publisher/desk/signingRequest.ts';
import { generateRoleKey, signerFor, type RoleSigner } from '../../../secretariat/publisher/roleKeys.ts';
import { translationRequest, translationsInForce, translatorsRequest } from '../../../secretariat/publisher/translations/translationRequests.ts';
import { openTrialKeys } from '../../../secretariat/publisher/trialKeys.ts';

/** The edition in force of a Secretariat as an update file in `folder`; answers its path. */
export async function packTo(folder: string, dataDir: string): Promise<string> {
  const { edition, bytes } = await packEdition(dataDir, 'en');
  const file = path.join(folder, `manual-en-${edition}.fpedition`);
  await writeFile(file, bytes);
  return file;
}

interface Translated {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  /** Further files of the folder by path, as they stand in it. */
  readonly files?: Readonly<Record<string, string>>;
}

/** Gives a language to a translator of the test and publishes a translation of one section and of what else is given. */
export async function publishTranslation(dataDir: string, into: 'fr' | 'ar', section: Translated, now = new Date()): Promise<void> {
  const translator = (translatorKeys[`${dataDir} ${into}`] ??= signerFor(generateRoleKey()));
  const finish = async (request: SigningRequest): Promise<void> => signAll(dataDir, request, [translator], now);
  const key = { format: 1 as const, role: `translations-${into}` as const, holder: 'Translator', keyId: translator.keyId, publicKey: translator.publicKey };
  const options = { dataDir, language: 'en', into, now };
  const known = await translationsInForce(dataDir);
  if (!known.some(({ language }) => language === into)) await finish(await translatorsRequest({ ...options, keys: [key], threshold: 1 }));
  const folder = await mkdtemp(path.join(tmpdir(), 'translation-'));
  await mkdir(path.join(folder, 'manual'));
  await writeFile(path.join(folder, 'manual', `01-${section.id}.md`), `---\ntitle: ${JSON.stringify(section.title)}\nsummary: Résumé.\n---\n${section.text}\n`);
  for (const [file, text] of Object.entries(section.files ?? {})) {
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
    await writeFile(path.join(folder, file), text);
  }
  await finish(await translationRequest({ ...options, folder, stillRight: new Set() }));
  await rm(folder, { recursive: true });
}
const translatorKeys: Record<string, RoleSigner> = {};

/** Withdraws the edition in force of a trial Secretariat, whose keys all lie in its folder. */
export async function withdraw(dataDir: string, reason: string, now = new Date()): Promise<void> {
  await signAll(dataDir, await withdrawalRequest({ dataDir, language: 'en', reason, now }), [], now);
}

async function signAll(dataDir: string, request: SigningRequest, others: readonly RoleSigner[], now: Date): Promise<void> {
  const requestText = `${JSON.stringify(request)}\n`;
  const checked = checkRequest(requestText);
  const keys = [...Object.values(await openTrialKeys(path.join(dataDir, 'keys'))).flat(), ...others];
  const signatures = keys.filter(({ keyId }) => rolesForKey(checked, keyId).length > 0).map((key) => signRequest(checked, { holder: 'trial' }, key));
  await publishRequest({ dataDir, requestText, signatures, now });
}
