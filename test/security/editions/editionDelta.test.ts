import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { brotliCompressSync, brotliDecompressSync, deflateRawSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EditionClient } from '../../../electron/editions/index.ts';
import { bundleEdition } from '../../../build/bundleEdition.ts';
import { makeDelta } from '../../../shared/domain/editionDelta.ts';
import { openDesk } from './deskFixture.ts';
import { openLab, readingHash, type Lab } from './editionLab.ts';
import { measureEditionBytes, measureFirstInstall } from './measureEditionBytes.ts';

let lab: Lab;
beforeEach(async () => {
  lab = await openLab();
  lab.servesDeltas = true;
});
afterEach(() => lab.close());

const deltas = async (): Promise<string[]> => (await readdir(path.join(lab.repository, 'targets/deltas/en'))).map((name) => path.join(lab.repository, 'targets/deltas/en', name));
const asked = (part: string): number => lab.requests.filter(({ file }) => file.includes(part)).length;

async function newest(client: EditionClient, number: number): Promise<void> {
  expect(await client.refresh({ baseUrl: lab.baseUrl })).toMatchObject({ ok: true, value: { isNew: true, number } });
}

describe('a delta', () => {
  it('brings an edition in two answers, and it is the same as without it, byte by byte', async () => {
    const [small, plain] = [await lab.client(), await lab.client()];
    await lab.publish('One sentence.');
    lab.requests.length = 0;
    await newest(small, 2);
    expect(lab.requests.filter(({ sentBytes }) => sentBytes > 0).map(({ file }) => file.replace(/[0-9a-f]{16}/, '*'))).toEqual(['metadata/timestamp.json', 'targets/deltas/en/*.2.delta']);
    lab.servesDeltas = false;
    await newest(plain, 2);
    expect(readingHash(small)).toBe(readingHash(plain));
  });
  it('reaches back over several editions, and from further back the texts come one by one', async () => {
    const old = await lab.client();
    for (const text of ['Two.', 'Three.', 'Four.', 'Five.', 'Six.']) await lab.publish(text);
    const recent = await lab.client();
    lab.requests.length = 0;
    await newest(recent, 6);
    expect(asked('blobs/')).toBe(0);
    await lab.publish('Seven.');
    lab.requests.length = 0;
    await newest(old, 7);
    expect(asked('blobs/')).toBeGreaterThan(0);
  });
  it('is no more than a wasted download when it is wrong in any way', async () => {
    await lab.publish('One sentence.');
    const [file = ''] = await deltas();
    const good = await readFile(file);
    const bomb = deflateRawSync(Buffer.alloc(30_000_000));
    const wrong = [
      ...[0, 3, 5, 9, 40, good.length - 1].map((length) => good.subarray(0, length)),
      ...[2, 5, 8, 30, 200, good.length - 4].map((at) => { const bytes = Buffer.from(good); bytes[at]! ^= 1; return bytes; }),
      Buffer.concat([Buffer.from('FPD1'), Buffer.from([0, 1, 0, 0, 0, 200]), Buffer.from([bomb.length >> 8, bomb.length & 255]), bomb]),
      Buffer.concat([Buffer.from('FPD1'), Buffer.from([0, 1, 255, 255, 255, 255])]),
      Buffer.alloc(500_000),
    ];
    for (const bytes of wrong) {
      await writeFile(file, bytes);
      const client = await lab.client();
      await newest(client, 2);
      expect(client.active().manifest.number).toBe(2);
    }
  }, 60_000);
  it('cannot bring what the Secretariat did not sign', async () => {
    const client = await lab.client();
    await lab.publish('One sentence.');
    const read = async (name: string): Promise<Uint8Array> => readFile(path.join(lab.repository, name));
    const manifests = await readdir(path.join(lab.repository, 'targets/editions/en'));
    const [fromManifest, manifest] = await Promise.all([0, 1].map(async (which) => {
      for (const name of manifests) {
        const bytes = await read(`targets/editions/en/${name}`);
        if (JSON.parse(Buffer.from(bytes).toString()).number === which + 1) return bytes;
      }
      throw new Error('no manifest');
    }));
    const forged = Buffer.from(Buffer.from(manifest!).toString().replace('"title":"', '"title":"Forged '));
    const items: { text: Uint8Array; base: Uint8Array }[] = [];
    const delta = makeDelta({ rootVersion: 1, root: await read('metadata/1.root.json'), snapshot: await read('metadata/2.snapshot.json'), targets: await read('metadata/2.targets.json'), manifest: forged, fromManifest: fromManifest!, items }, (piece, dictionary) => deflateRawSync(piece, dictionary.length > 0 ? { dictionary } : {}));
    const [file = ''] = await deltas();
    await writeFile(file, delta);
    await newest(client, 2);
    expect(client.active().manifest.title).not.toContain('Forged');
  });
  it('of the publishing desk serves its editions too, and a poll without news costs one small answer', async () => {
    const desk = await openDesk(lab.folder, () => lab.time);
    await desk.publish(path.join(lab.folder, 'content'));
    const bundledDir = path.join(lab.folder, 'desk-bundle');
    await bundleEdition({ trustDir: desk.repository, outDir: bundledDir });
    await lab.publish('Only to have an edited folder.');
    await desk.publish(path.join(lab.folder, 'edited'));
    lab.serve(desk.repository);
    const client = await lab.client({ bundledDir });
    lab.requests.length = 0;
    await newest(client, 2);
    expect(asked('blobs/') + asked('.targets.json') + asked('.snapshot.json')).toBe(0);
    lab.requests.length = 0;
    expect(await client.refresh({ baseUrl: lab.baseUrl })).toMatchObject({ ok: true, value: { isNew: false } });
    expect(lab.requests.map(({ file }) => file)).toEqual(['metadata/2.root.json', 'metadata/timestamp.json']);
  });
});

/** Bounds of the bodies received for edits of the real Manual, in bytes. */
const bounds = { E1: 2_000, E2: 4_000, E3: 12_000, poll: 600 } as const;

describe('bytes on the wire for the real Manual', () => {
  it('stay below the bounds: one sentence, a few sections, a word in many sections, no news', async () => {
    const { poll, E1, E2, E3, renamed, sections } = await measureEditionBytes(lab);
    const line = `bytes received: poll ${poll} (at most ${bounds.poll}), one sentence ${E1.received} (${bounds.E1}), six sections ${E2.received} (${bounds.E2}), a word in ${renamed} sections ${E3.received} (${bounds.E3}); ${sections} sections in all`;
    console.log(line);
    expect(E1.received, line).toBeLessThanOrEqual(bounds.E1);
    expect(E2.received, line).toBeLessThanOrEqual(bounds.E2);
    expect(E3.received, line).toBeLessThanOrEqual(bounds.E3);
    expect(poll, line).toBeLessThanOrEqual(bounds.poll);
  }, 60_000);
});

describe('a bundle', () => {
  const bundles = async (): Promise<string[]> => (await readdir(path.join(lab.repository, 'targets/bundles/en'))).map((name) => path.join(lab.repository, 'targets/bundles/en', name));

  beforeEach(() => {
    lab.servesDeltas = false;
    lab.servesBundles = true;
  });

  it('brings a whole edition in one answer where no delta leads to it, and it is the same as without it, byte by byte', async () => {
    const [one, plain] = [await lab.client(), await lab.client()];
    await lab.publish('One sentence.');
    lab.requests.length = 0;
    const seen: number[][] = [];
    expect(await one.refresh({ baseUrl: lab.baseUrl }, { onProgress: ({ receivedBytes, totalBytes }) => seen.push([receivedBytes, totalBytes]) })).toMatchObject({ ok: true, value: { isNew: true, number: 2 } });
    expect([asked('bundles/'), asked('blobs/'), asked('manifest.json')]).toEqual([1, 0, 0]);
    expect(seen[0]?.[1]).toBe(lab.requests.find(({ file: name }) => name.includes('bundles/'))?.sentBytes);
    lab.servesBundles = false;
    await newest(plain, 2);
    expect(readingHash(one)).toBe(readingHash(plain));
  });
  it('is no more than a wasted download when it is wrong in any way', async () => {
    await lab.publish('One sentence.');
    const files = await bundles();
    const good = await Promise.all(files.map((file) => readFile(file)));
    const plain = brotliDecompressSync(good[0]!);
    const forged = Buffer.from(plain);
    forged[forged.length - 3]! ^= 1;
    const changes: readonly ((bytes: Buffer) => Uint8Array)[] = [
      () => new Uint8Array(), (bytes) => bytes.subarray(0, 100), (bytes) => bytes.subarray(0, bytes.length - 1), () => Buffer.alloc(500_000), () => brotliCompressSync(forged), () => brotliCompressSync(plain.subarray(0, plain.length - 1)), () => brotliCompressSync(Buffer.concat([plain, Buffer.from('x')])),
      () => brotliCompressSync(Buffer.from([255, 255, 255, 255])), () => brotliCompressSync(Buffer.from([0])), () => brotliCompressSync(Buffer.alloc(250_000_000)),
    ];
    for (const change of changes) {
      for (const [at, file] of files.entries()) await writeFile(file, change(good[at]!));
      await newest(await lab.client(), 2);
    }
    expect(asked('blobs/'), 'the changed text came by itself instead').toBe(changes.length);
  });
  it('is taken up where it was broken off', async () => {
    const client = await lab.client();
    await lab.publish('One sentence.');
    lab.hook = (file, _request, response) => {
      if (!file.startsWith('targets/bundles/') || lab.requests.filter(({ file: name }) => name === file).length > 1) return false;
      void (async () => {
        const bytes = await readFile(path.join(lab.repository, file));
        response.writeHead(200, { 'content-length': bytes.length });
        response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => response.destroy());
      })();
      return true;
    };
    await newest(client, 2);
    expect(lab.requests.filter(({ file }) => file.startsWith('targets/bundles/')).map(({ range }) => range)).toEqual([undefined, expect.stringMatching(/^bytes=[1-9]/)]);
    expect(asked('blobs/')).toBe(0);
  });
  it('is not fetched again where the app was ended before its texts were on the disk', async () => {
    const storageDir = path.join(lab.folder, 'ended');
    const client = await lab.client({ storageDir });
    await lab.publish('One sentence.');
    lab.requests.length = 0;
    const ending = new AbortController();
    const cut = await client.refresh({ baseUrl: lab.baseUrl }, { signal: ending.signal, onProgress: ({ receivedBytes, totalBytes }) => receivedBytes === totalBytes && ending.abort() });
    expect(cut).toMatchObject({ ok: false, error: { code: 'edition.cancelled' } });
    await newest(await lab.client({ storageDir }), 2);
    expect([asked('bundles/'), asked('blobs/')]).toEqual([1, 0]);
  });
  it('makes the first installation cost at most a tenth more than the best single stream', async () => {
    const { received, best, requests } = await measureFirstInstall(lab);
    console.log(`first installation: ${received} bytes in ${requests} answers, best single stream ${best}`);
    expect(requests).toBeLessThanOrEqual(5);
    expect(received / best).toBeLessThan(1.1);
  });
});
