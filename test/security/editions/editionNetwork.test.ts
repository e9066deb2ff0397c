import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EditionClient } from '../../../electron/editions/index.ts';
import { openLab, readingHash, type Lab } from './editionLab.ts';

let lab: Lab;
let client: EditionClient;
let before: string;
beforeEach(async () => {
  lab = await openLab();
  client = await lab.client();
  before = readingHash(client);
  await lab.publish('x'.repeat(3_000));
});
afterEach(() => lab.close());

const refresh = async (baseUrl = lab.baseUrl): Promise<string> => {
  const result = await client.refresh({ baseUrl });
  return result.ok ? `accepted ${result.value.number}` : result.error.code;
};
const isItem = (file: string): boolean => file.includes('/blobs/');
/** Sends chunk after chunk until the client hangs up; answers how much went out. */
const sendForever = (response: ServerResponse, chunk: Buffer, everyMs: number): { sent: () => number; closed: Promise<void> } => {
  let sent = 0;
  let open = true;
  const closed = new Promise<void>((resolve) => response.on('close', () => resolve(void (open = false))));
  const go = (): void => {
    if (!open || sent > 200_000_000) return;
    sent += chunk.length;
    const more = response.write(chunk);
    if (everyMs > 0) setTimeout(go, everyMs);
    else if (more) setImmediate(go);
    else response.once('drain', go);
  };
  go();
  return { sent: () => sent, closed };
};

describe('a server that sends too much or too slowly', () => {
  it.each([
    ['a root', 'metadata/2.root.json'],
    ['a timestamp', 'metadata/timestamp.json'],
    ['a snapshot', 'metadata/2.snapshot.json'],
    ['targets', 'metadata/2.targets.json'],
    ['an item', 'targets/blobs/'],
  ])('is cut off when %s never ends', async (_name, start) => {
    let stream: ReturnType<typeof sendForever> | null = null;
    lab.hook = (file, _request, response) => {
      if (!file.startsWith(start)) return false;
      response.writeHead(200);
      stream = sendForever(response, Buffer.alloc(16_384, 32), 0);
      return true;
    };
    expect(await refresh()).toBe('edition.tooLarge');
    const sender = stream as ReturnType<typeof sendForever> | null;
    await sender?.closed;
    expect(sender?.sent()).toBeLessThan(8_000_000);
    expect(readingHash(client)).toBe(before);
  });

  it('is not even listened to when it announces too much', async () => {
    lab.hook = (file, _request, response) => {
      if (!file.endsWith('timestamp.json')) return false;
      response.writeHead(200, { 'content-length': 200_000_000 }).write('{');
      return true;
    };
    expect(await refresh()).toBe('edition.tooLarge');
  });

  it.each([
    ['trickles', (response: ServerResponse) => void sendForever(response.writeHead(200), Buffer.from('     '), 50)],
    ['never begins to answer', () => undefined],
    ['stops in the middle', (response: ServerResponse) => void response.writeHead(200).write('{"signed":')],
  ])('is left when it %s', async (_name, answer) => {
    lab.hook = (file, _request, response) => {
      if (!file.endsWith('timestamp.json')) return false;
      answer(response);
      return true;
    };
    expect(await refresh()).toBe('edition.tooSlow');
    expect(client.state()).toMatchObject({ number: 1, refusal: { code: 'edition.tooSlow' } });
    expect(readingHash(client)).toBe(before);
  });

  it('may take any time in all, and be cut again and again, as long as something comes: nothing is fetched twice', async () => {
    let cuts = 0;
    let sentBytes = 0;
    lab.hook = async (file, request, response) => {
      if (!isItem(file)) return false;
      const bytes = await readFile(path.join(lab.repository, file));
      const start = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
      const part = bytes.subarray(start, start + 1_100);
      response.writeHead(start > 0 ? 206 : 200, { 'content-length': bytes.length - start, ...(start > 0 ? { 'content-range': `bytes ${start}-${bytes.length - 1}/${bytes.length}` } : {}) });
      for (let at = 0; at < part.length; at += 100) {
        sentBytes += Math.min(100, part.length - at);
        response.write(part.subarray(at, at + 100));
        await new Promise((resolve) => setTimeout(resolve, 45));
      }
      if (start + part.length === bytes.length) response.end();
      else {
        cuts += 1;
        response.destroy();
      }
      return true;
    };
    const item = client.active().manifest.items.length;
    expect(await refresh()).toBe('accepted 2');
    expect(item).toBeGreaterThan(0);
    expect(cuts).toBeGreaterThanOrEqual(2);
    const changed = client.active().manifest.items.find((entry) => entry.id === 'four-crimes');
    expect(sentBytes).toBe(changed?.bytes);
  });

  it('gives up on a server that cuts after a few bytes each time', async () => {
    let attempts = 0;
    lab.hook = (file, _request, response) => {
      if (!isItem(file)) return false;
      attempts += 1;
      response.writeHead(200, { 'content-length': 3_000 }).write('{', () => response.destroy());
      return true;
    };
    expect(await refresh()).toBe('edition.noNetwork');
    expect(attempts).toBe(3);
  });

  it('starts over when the server does not know ranges, or gives the wrong one', async () => {
    let answers = 0;
    lab.hook = async (file, _request, response) => {
      if (!isItem(file)) return false;
      answers += 1;
      const bytes = await readFile(path.join(lab.repository, file));
      if (answers === 1) response.writeHead(200, { 'content-length': bytes.length }).write(bytes.subarray(0, 2_000), () => setTimeout(() => response.destroy(), 50));
      else if (answers === 2) response.writeHead(206, { 'content-range': `bytes 0-9/${bytes.length}` }).write(bytes.subarray(0, 1_500), () => setTimeout(() => response.destroy(), 50));
      else response.writeHead(200).end(bytes);
      return true;
    };
    expect(await refresh()).toBe('accepted 2');
  });
});

describe('a network that is not what it seems', () => {
  it.each([
    ['a page that asks to sign in', 'edition.captivePortal', (response: ServerResponse) => response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(`<html>${' '.repeat(100_000)}</html>`)],
    ['such a page that calls itself JSON', 'edition.captivePortal', (response: ServerResponse) => response.writeHead(200, { 'content-type': 'application/json' }).end('\n <!doctype html><title>Welcome</title>')],
    ['a redirect elsewhere', 'edition.captivePortal', (response: ServerResponse) => response.writeHead(302, { location: 'http://127.0.0.1:9/' }).end()],
    ['a proxy that is down', 'edition.noNetwork', (response: ServerResponse) => response.writeHead(503).end('later')],
    ['a connection that breaks', 'edition.noNetwork', (response: ServerResponse) => response.destroy()],
  ])('is no answer of the Secretariat: %s', async (_name, code, answer) => {
    lab.hook = (_file, _request, response) => {
      answer(response);
      return true;
    };
    expect(await refresh()).toBe(code);
    expect(readingHash(client)).toBe(before);
    lab.hook = () => false;
    expect(await refresh()).toBe('accepted 2');
  });

  it.each(['metadata/timestamp.json', 'metadata/2.snapshot.json', 'metadata/2.targets.json', 'targets/editions/', 'targets/blobs/'])('takes %s with its end missing for damaged', async (start) => {
    lab.hook = async (file, _request, response) => {
      if (!file.startsWith(start)) return false;
      const bytes = await readFile(path.join(lab.repository, file));
      response.writeHead(200).end(bytes.subarray(0, bytes.length - 20));
      return true;
    };
    expect(await refresh()).toBe('edition.damaged');
    expect(readingHash(client)).toBe(before);
    lab.hook = () => false;
    expect(await refresh()).toBe('accepted 2');
  });

  it('takes a file that is missing for a damaged repository', async () => {
    lab.hook = (file, _request, response) => (isItem(file) ? Boolean(response.writeHead(404).end()) : false);
    expect(await refresh()).toBe('edition.damaged');
  });

  it('says that there is no network when nothing answers', async () => {
    expect(await refresh('http://127.0.0.1:1/repository/')).toBe('edition.noNetwork');
  });

  it.each(['http://example.org/repository/', 'ftp://example.org/', 'file:///etc/', 'https://user:pass@example.org/', 'not an address'])('asks nothing of %s', async (address) => {
    let asked = 0;
    client = await lab.client({ fetcher: () => Promise.reject(new Error(`asked ${++asked}`)) });
    expect(await refresh(address)).toBe('edition.noNetwork');
    expect(asked).toBe(0);
  });
});

describe('a download in the hands of the user', () => {
  it('shows progress, is stopped at once, and keeps what it received', async () => {
    const stop = new AbortController();
    const seen: number[] = [];
    const states: boolean[] = [];
    client.onChange((state) => states.push(state.checking));
    lab.hook = async (file, _request, response) => {
      if (!isItem(file)) return false;
      const bytes = await readFile(path.join(lab.repository, file));
      response.writeHead(200, { 'content-length': bytes.length }).write(bytes.subarray(0, 1_000));
      setTimeout(() => stop.abort(), 60);
      return true;
    };
    const result = await client.refresh({ baseUrl: lab.baseUrl }, { signal: stop.signal, onProgress: ({ receivedBytes }) => void seen.push(receivedBytes) });
    expect(result).toMatchObject({ ok: false, error: { code: 'edition.cancelled' } });
    expect(seen.at(-1)).toBe(1_000);
    expect(states).toContain(true);
    expect(states.at(-1)).toBe(false);
    expect(client.state()).toMatchObject({ number: 1, refusal: null, progress: null, checking: false });
    expect(readingHash(client)).toBe(before);
    lab.hook = () => false;
    expect(await refresh()).toBe('accepted 2');
  });

  it('is one download when it is asked for twice', async () => {
    const [first, second] = await Promise.all([client.refresh({ baseUrl: lab.baseUrl }), client.refresh({ baseUrl: lab.baseUrl })]);
    expect(first).toEqual(second);
    expect(lab.requests.filter((request) => request.file.endsWith('timestamp.json'))).toHaveLength(1);
  });

  it('costs little when there is no news', async () => {
    await refresh();
    lab.requests.length = 0;
    await refresh();
    expect(lab.requests.map((request) => request.file)).toEqual(['metadata/2.root.json', 'metadata/timestamp.json']);
    expect(lab.requests.reduce((sum, request) => sum + request.sentBytes, 0)).toBeLessThan(600);
  });
});
