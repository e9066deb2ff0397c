import { connect } from 'node:net';
import { readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { exchangeBytes } from './exchangeBytes.ts';
import { onEachDatabase } from './onEachDatabase.ts';

await onEachDatabase('the repository', (server) => {
  const get = (file: string, init?: RequestInit): Promise<Response> => fetch(`${server.running.listening}/repository/${file}`, init);
  const blob = async (): Promise<{ file: string; bytes: Buffer }> => {
    const names = await readdir(path.join(server.dataDir, 'repository', 'targets', 'blobs'), { recursive: true });
    const name = names.map((entry) => entry.replaceAll('\\', '/')).find((entry) => /\/[0-9a-f]{64}$/u.test(entry)) ?? '';
    return { file: `targets/blobs/${name}`, bytes: await readFile(path.join(server.dataDir, 'repository', 'targets', 'blobs', name)) };
  };

  it('is served byte for byte, for ever where the name says so', async () => {
    const { file, bytes } = await blob();
    const response = await get(file);
    expect(Buffer.from(await response.arrayBuffer())).toEqual(bytes);
    expect(response.headers.get('cache-control')).toContain('immutable');
    expect((await get('metadata/1.root.json')).headers.get('cache-control')).toContain('immutable');
    const timestamp = await get('metadata/timestamp.json');
    expect(timestamp.headers.get('cache-control')).toBe('no-cache');
    expect((await get('metadata/timestamp.json', { headers: { 'if-none-match': timestamp.headers.get('etag') ?? '' } })).status).toBe(304);
    const head = await get(file, { method: 'HEAD' });
    expect([head.status, head.headers.get('content-length')]).toEqual([200, String(bytes.length)]);
  });

  it('is served in parts', async () => {
    const { file, bytes } = await blob();
    const size = bytes.length;
    const part = async (range: string, more: Record<string, string> = {}): Promise<unknown[]> => {
      const response = await get(file, { headers: { range, 'accept-encoding': 'identity', ...more } });
      return [response.status, response.headers.get('content-range'), Buffer.from(await response.arrayBuffer())];
    };
    expect(await part('bytes=10-19')).toEqual([206, `bytes 10-19/${size}`, bytes.subarray(10, 20)]);
    expect(await part('bytes=10-')).toEqual([206, `bytes 10-${size - 1}/${size}`, bytes.subarray(10)]);
    expect(await part('bytes=-7')).toEqual([206, `bytes ${size - 7}-${size - 1}/${size}`, bytes.subarray(-7)]);
    expect(await part(`bytes=0-${size * 5}`)).toEqual([206, `bytes 0-${size - 1}/${size}`, bytes]);
    expect((await part(`bytes=${size}-`)).slice(0, 2)).toEqual([416, `bytes */${size}`]);
    for (const odd of ['bytes=5-2', 'bytes=-', 'bytes=a-b', 'bytes=0-1,4-5', 'lines=1-2']) expect(await part(odd)).toEqual([200, null, bytes]);
    expect((await part('bytes=10-19', { 'if-range': '"other"' }))[0]).toBe(200);
  });

  it('holds nothing but its own plain files', async () => {
    await writeFile(path.join(server.dataDir, 'repository', 'metadata', '.hidden'), 'x');
    await symlink(path.join(server.dataDir, 'keys'), path.join(server.dataDir, 'repository', 'metadata', 'keys'));
    await symlink(path.join(server.dataDir, 'secretariat.sqlite'), path.join(server.dataDir, 'repository', 'metadata', 'linked.json'));
    const keys = await readdir(path.join(server.dataDir, 'keys'));
    const { port } = new URL(server.running.listening);
    for (const url of ['', 'metadata', 'metadata/', 'metadata/.hidden', 'metadata/linked.json', `metadata/keys/${keys[0]}`, `../keys/${keys[0]}`, `metadata/../../keys/${keys[0]}`, `%2e%2e/keys/${keys[0]}`, `..%2fkeys/${keys[0]}`, `..\\keys\\${keys[0]}`, 'metadata//1.root.json', '/etc/passwd', 'metadata/1.root.json/', 'metadata/1.root.json%00', 'metadata/9.root.json', 'a'.repeat(500)]) {
      // By hand, because fetch would tidy the address up first.
      const answer = await exchangeBytes(Number(port), `GET /repository/${url} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`);
      expect(answer, url).toMatch(/^HTTP\/1\.1 40[04] /u);
      expect(answer, url).toMatch(/\{"code":"request\.[a-zA-Z]+"\}$/u);
    }
  });

  it('does not lose files to readers that go away', async () => {
    const { file } = await blob();
    const { port } = new URL(server.running.listening);
    for (let round = 0; round < 50; round += 1) {
      const socket = connect(Number(port), '127.0.0.1');
      socket.write(`GET /repository/${file} HTTP/1.1\r\nhost: x\r\n\r\n`);
      await wait(1);
      socket.destroy();
    }
    expect((await get(file)).status).toBe(200);
  });
});
