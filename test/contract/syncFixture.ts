/** A device of a test: real keys, a real session, bytes as records. */
import { randomBytes, sign, type KeyObject } from 'node:crypto';
import { sessionText, syncContentType, syncPaths } from '../../shared/contracts/syncApi.ts';
import { decodePull, encodePush, type PullPage, type PushRecord } from '../../shared/contracts/syncWire.ts';
import type { RunningSecretariat } from '../../secretariat/server/startSecretariat.ts';
import { post, redeemRequest, signingKeys } from './secretariatFixture.ts';

export interface SyncDevice {
  readonly deviceId: string;
  readonly accountId: string;
  readonly signKey: string;
  readonly secret: KeyObject;
  token: string;
}

export async function joined(running: RunningSecretariat, code: string): Promise<SyncDevice> {
  const { signKey, secret } = signingKeys();
  const answer = await post(running, redeemRequest(running, code, { signKey }));
  const { deviceId, accountId } = answer.body as { deviceId: string; accountId: string };
  const device: SyncDevice = { deviceId, accountId, signKey, secret, token: '' };
  device.token = await session(running, device);
  return device;
}

/** A second device in the account of the first, as pairing makes one. */
export async function sibling(running: RunningSecretariat, first: SyncDevice): Promise<SyncDevice> {
  const { signKey, secret } = signingKeys();
  const deviceId = randomBytes(16).toString('hex');
  await running.db.insertInto('devices').values({ id: deviceId, account_id: first.accountId, sign_key: signKey, box_key: signKey, name: 'Second', created_at: new Date().toISOString(), revoked_at: null, seen_on: null }).execute();
  const device: SyncDevice = { deviceId, accountId: first.accountId, signKey, secret, token: '' };
  device.token = await session(running, device);
  return device;
}

export async function json(running: RunningSecretariat, path: string, body: unknown, token?: string): Promise<{ readonly status: number; readonly body: Record<string, unknown> }> {
  const headers = { 'content-type': 'application/json', ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) };
  const response = await fetch(running.listening + path, body === undefined ? { headers } : { method: 'POST', headers, body: JSON.stringify(body) });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

export const challengeOf = async (running: RunningSecretariat, deviceId: string): Promise<string> => String((await json(running, syncPaths.challenge, { deviceId })).body['challenge']);

export const signed = (running: RunningSecretariat, device: SyncDevice, challenge: string): string => sign(null, Buffer.from(sessionText(running.server.id, device.deviceId, challenge)), device.secret).toString('hex');

export async function session(running: RunningSecretariat, device: SyncDevice): Promise<string> {
  const challenge = await challengeOf(running, device.deviceId);
  const answer = await json(running, syncPaths.session, { deviceId: device.deviceId, challenge, signature: signed(running, device, challenge) });
  if (answer.status !== 200) throw new Error(`no session: ${answer.status} ${JSON.stringify(answer.body)}`);
  return String(answer.body['token']);
}

export async function push(running: RunningSecretariat, device: SyncDevice, records: readonly PushRecord[] | Uint8Array): Promise<{ readonly status: number; readonly body: Record<string, unknown> }> {
  const body = records instanceof Uint8Array ? records : encodePush(records);
  const response = await fetch(running.listening + syncPaths.push, { method: 'POST', headers: { 'content-type': syncContentType, authorization: `Bearer ${device.token}` }, body: Buffer.from(body) });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

export async function pull(running: RunningSecretariat, device: SyncDevice, after = 0, query = ''): Promise<PullPage> {
  const response = await fetch(`${running.listening}${syncPaths.pull}?after=${after}${query}`, { headers: { authorization: `Bearer ${device.token}` } });
  const page = response.status === 200 ? decodePull(new Uint8Array(await response.arrayBuffer()), after) : null;
  if (page === null) throw new Error(`no page: ${response.status}`);
  return page;
}

export const record = (clock: number, text: string | Uint8Array): PushRecord => ({ clock, bytes: typeof text === 'string' ? Buffer.from(text) : text });
export const texts = (page: PullPage): string[] => page.records.map((entry) => Buffer.from(entry.bytes).toString('utf8'));
