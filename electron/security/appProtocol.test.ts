import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAppProtocol } from './appProtocol.ts';

let folder: string;
let answer: (request: Request) => Promise<Response>;
const ask = (address: string, method = 'GET'): Promise<Response> => answer(new Request(address, { method }));

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'app-protocol-'));
  await mkdir(path.join(folder, 'renderer/assets'), { recursive: true });
  await writeFile(path.join(folder, 'secret.json'), '{}');
  await writeFile(path.join(folder, 'renderer/index.html'), '<!doctype html>');
  await writeFile(path.join(folder, 'renderer/assets/vault.worker-abc.js'), '0');
  await writeFile(path.join(folder, 'renderer/assets/key.pem'), 'key');
  answer = createAppProtocol(path.join(folder, 'renderer'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the app’s own protocol', () => {
  it('serves its files with a policy that allows the window no network', async () => {
    const page = await ask('app://bundle/');
    expect(page.status).toBe(200);
    expect(page.headers.get('content-security-policy')).toContain("connect-src 'none'");
    expect(page.headers.get('content-security-policy')).not.toContain('wasm-unsafe-eval');
    expect(page.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('allows WebAssembly to worker scripts only', async () => {
    expect((await ask('app://bundle/assets/vault.worker-abc.js')).headers.get('content-security-policy')).toContain("'wasm-unsafe-eval'");
  });

  it.each(['app://bundle/../secret.json', 'app://bundle/%2e%2e/secret.json', 'app://bundle/..%2fsecret.json', 'app://bundle/assets/..%5c..%5csecret.json', 'app://bundle/%00index.html', 'app://bundle/%ff', 'app://bundle/assets/key.pem', 'app://other/index.html', 'app://bundle/missing.html'])('refuses %s', async (address) => {
    const refused = await ask(address);
    expect([403, 404]).toContain(refused.status);
    expect(await refused.text()).toBe('');
    expect(refused.headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  it('answers no other method', async () => {
    expect((await ask('app://bundle/', 'POST')).status).toBe(405);
  });
});
