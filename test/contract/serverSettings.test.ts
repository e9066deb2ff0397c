/** Configuration by file and environment, TLS by the server itself, and metrics that hold no content. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { issueInvitation } from '../../secretariat/server/invitations.ts';
import { readSettings, SettingError } from '../../secretariat/server/settings.ts';
import { startSecretariat } from '../../secretariat/server/startSecretariat.ts';
import { testFolders, testSettings, type TestFolders } from './secretariatFixture.ts';
import { joined, push, record } from './syncFixture.ts';

let folder: string;
let folders: TestFolders;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'focalpoint-settings-'));
  folders = await testFolders();
});
afterAll(async () => {
  await folders.remove();
  await rm(folder, { recursive: true });
});
const config = async (value: unknown): Promise<string> => {
  const file = path.join(folder, 'secretariat.json');
  await writeFile(file, typeof value === 'string' ? value : JSON.stringify(value));
  return file;
};

describe('a configuration file', () => {
  it('is weaker than the environment, and that is weaker than an option', async () => {
    const file = await config({ port: 1111, host: '0.0.0.0', name: 'From the file', limits: { quotaMegabytes: 5 } });
    expect(readSettings({ config: file }, {}, folder)).toMatchObject({ port: 1111, host: '0.0.0.0', name: 'From the file', limits: { quotaMegabytes: 5 } });
    expect(readSettings({ config: file }, { FOCALPOINT_PORT: '2222', FOCALPOINT_NAME: 'From outside' }, folder)).toMatchObject({ port: 2222, host: '0.0.0.0', name: 'From outside' });
    expect(readSettings({ port: '3333' }, { FOCALPOINT_CONFIG: file, FOCALPOINT_PORT: '2222' }, folder)).toMatchObject({ port: 3333, name: 'From the file' });
  });

  it.each([
    ['not JSON', '{port: 1}', /not valid JSON/u],
    ['an unknown setting', { ports: 1 }, /"ports" is not a setting/u],
    ['a wrong value', { limits: { quotaMegabytes: -1 } }, /limits\.quotaMegabytes/u],
    ['half of TLS', { tlsCert: 'a.pem' }, /needs both files/u],
    ['a token that is too short', { metricsToken: 'short' }, /at least 16 characters/u],
  ])('says in a sentence what is wrong: %s', async (_what, value, sentence) => {
    const file = await config(value);
    expect(() => readSettings({ config: file }, {}, folder)).toThrow(SettingError);
    expect(() => readSettings({ config: file }, {}, folder)).toThrow(sentence);
  });
});

it('speaks TLS itself where it is given a certificate, and stops with open connections', async () => {
  const [cert, key] = [path.join(folder, 'cert.pem'), path.join(folder, 'key.pem')];
  const made = await promisify(execFile)('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2', '-subj', '/CN=localhost', '-keyout', key, '-out', cert]).then(() => true, () => false);
  if (!made) throw new Error('openssl is needed for this test');
  const dataDir = await folders.make();
  const running = await startSecretariat({ ...testSettings(dataDir), tls: { certFile: cert, keyFile: key }, address: 'https://secretariat.example.org' });
  const answer = await new Promise<{ status: number; body: string }>((resolve, reject) => {
    request(`${running.listening}/v1/health`, { rejectUnauthorized: false }, (response) => {
      let body = '';
      response.on('data', (chunk: Buffer) => { body += chunk.toString('utf8'); });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
    }).on('error', reject).end();
  });
  expect(answer).toEqual({ status: 200, body: '{"status":"ok"}' });
  const stream = request(`${running.listening}/v1/events`, { rejectUnauthorized: false });
  await new Promise((resolve) => stream.on('response', resolve).on('error', () => undefined).end());
  await running.stop();
});

it('counts without content, and only for who has the token', async () => {
  const dataDir = await folders.make();
  const token = 'metrics-token-of-the-test';
  const running = await startSecretariat({ ...testSettings(dataDir), metricsToken: token });
  const device = await joined(running, (await issueInvitation(running.db, () => new Date(), 'Ministry of Lanterns')).code);
  await push(running, device, [record(1, 'plover-quartz')]);
  for (const authorization of ['', 'Bearer x', `Bearer ${token}x`, `Basic ${token}`]) expect((await fetch(`${running.listening}/v1/metrics`, { headers: { authorization } })).status).toBe(401);
  const response = await fetch(`${running.listening}/v1/metrics`, { headers: { authorization: `Bearer ${token}` } });
  const text = await response.text();
  expect(response.headers.get('content-type')).toMatch(/^text\/plain/u);
  expect(text).toMatch(/^focalpoint_accounts 1$/mu);
  expect(text).toMatch(/^focalpoint_requests_total\{route="\/v1\/sync\/push",method="POST",status="200"\} 1$/mu);
  expect(text).toMatch(/^focalpoint_log_bytes 13$/mu);
  for (const secret of [device.accountId, device.deviceId, device.signKey, device.token, 'Lanterns', 'Laptop', 'plover']) expect(text).not.toContain(secret);
  await running.stop();
  const without = await startSecretariat(testSettings(dataDir));
  expect((await fetch(`${without.listening}/v1/metrics`, { headers: { authorization: `Bearer ${token}` } })).status).toBe(404);
  await without.stop();
});
