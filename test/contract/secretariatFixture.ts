/** A real Secretariat for tests: own data folder, real database, real socket. */
import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import { cp, mkdtemp, rm, writeFile, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { SecretariatClient } from '../../electron/secretariat/index.ts';
import { joinCodeText, joinText, type RedeemRequest } from '../../shared/contracts/secretariatApi.ts';
import type { SecretariatState } from '../../shared/contracts/secretariatState.ts';
import type { Result } from '../../shared/errors/result.ts';
import { ensureTrialSecretariat } from '../../secretariat/publisher/index.ts';
import type { DatabaseSetting } from '../../secretariat/server/database/openDatabase.ts';
import { readSettings, type Settings } from '../../secretariat/server/settings.ts';
import { startSecretariat, type RunningSecretariat, type StartOptions } from '../../secretariat/server/startSecretariat.ts';
import { templateVariable } from './trialTemplate.ts';

export interface TestFolders {
  /** A data folder with a first edition. */
  make(): Promise<string>;
  remove(): Promise<void>;
}

/** Copies the first edition for each test: made once for the whole run, or here where it is not. */
export async function testFolders(): Promise<TestFolders> {
  const base = await mkdtemp(path.join(tmpdir(), 'focalpoint-secretariat-'));
  const shared = process.env[templateVariable];
  const template = shared ?? path.join(base, 'template');
  if (shared === undefined) await ensureTrialSecretariat(template);
  let made = 0;
  return {
    async make() {
      made += 1;
      const folder = path.join(base, `data-${made}`);
      await cp(template, folder, { recursive: true });
      return folder;
    },
    remove: () => rm(base, { recursive: true, force: true }),
  };
}

export function testSettings(dataDir: string, database?: DatabaseSetting, port = 0): Settings {
  const settings = readSettings({ port: String(port) }, {}, dataDir);
  return { ...settings, database: database ?? settings.database };
}

export const start = (dataDir: string, database?: DatabaseSetting, options?: StartOptions, port?: number): Promise<RunningSecretariat> => startSecretariat(testSettings(dataDir, database, port), options);

/** Private halves of the keys that were made here, so that a request can be signed wherever its public half is named. */
const secrets = new Map<string, KeyObject>();

export function signingKeys(): { readonly signKey: string; readonly secret: KeyObject } {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const signKey = (publicKey.export({ format: 'der', type: 'spki' }) as Buffer).subarray(-32).toString('hex');
  secrets.set(signKey, privateKey);
  return { signKey, secret: privateKey };
}

export interface TestKeys {
  readonly signKey: string;
  readonly boxKey: string;
  readonly deviceName: string;
}
export const deviceKeys = (): TestKeys => ({ signKey: signingKeys().signKey, boxKey: randomBytes(32).toString('hex'), deviceName: 'Laptop' });

const proofOf = (serverId: string, codeHash: string, keys: TestKeys): string => {
  const secret = secrets.get(keys.signKey);
  if (secret === undefined) throw new Error('a key that was not made by signingKeys signs nothing');
  return sign(null, Buffer.from(joinText(serverId, codeHash, keys)), secret).toString('hex');
};

export function redeemRequest(running: RunningSecretariat, code: string, change: Partial<RedeemRequest> = {}): RedeemRequest {
  const request = { code, ...deviceKeys(), serverId: running.server.id, root: running.root, ...change };
  return { proof: change.proof ?? proofOf(request.serverId, createHash('sha256').update(joinCodeText(request.code)).digest('hex'), request), ...request };
}

/** Joins as the app does: meets the server, signs, redeems. */
export async function joinWith(client: SecretariatClient, text: string, keys: TestKeys = deviceKeys()): Promise<Result<SecretariatState>> {
  const met = await client.meet(text);
  return met.ok ? client.join(text, { ...keys, serverId: met.value.serverId, proof: proofOf(met.value.serverId, met.value.codeHash, keys) }) : met;
}

export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Headers;
}

export async function post(running: RunningSecretariat, body: unknown): Promise<Answer> {
  const response = await fetch(`${running.listening}/v1/invitations/redeem`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: typeof body === 'string' ? body : JSON.stringify(body) });
  return { status: response.status, body: await response.json(), headers: response.headers };
}

/** A folder with one section, ready to publish. */
export async function manualFolder(parent: string, title: string): Promise<string> {
  const folder = path.join(parent, 'my-manual');
  await mkdir(path.join(folder, '01-commitment'), { recursive: true });
  await writeFile(path.join(folder, '01-commitment', '01-what-was-agreed.md'), `# ${title}\n\nThe heads of state and government agreed on this in 2005, and it holds for every one of them.\n`);
  return folder;
}
