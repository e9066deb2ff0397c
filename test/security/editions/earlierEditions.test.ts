import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EditionClient } from '../../../electron/editions/index.ts';
import { withdraw } from '../../e2e/support/editionFiles.ts';
import { filesBelow, openLab, type Lab } from './editionLab.ts';

let lab: Lab;
let device: { storageDir: string };
let client: EditionClient;
const update = async (): Promise<string> => {
  const result = await client.refresh({ baseUrl: lab.baseUrl });
  return result.ok ? `accepted ${result.value.number}` : result.error.code;
};
const contentOf = async (number: number): Promise<string> => JSON.stringify(await client.edition(number));
const inForce = (): string => JSON.stringify({ manifest: client.active().manifest, texts: client.active().texts, withdrawn: null });

beforeEach(async () => {
  lab = await openLab();
  device = { storageDir: path.join(lab.folder, 'device') };
  client = await lab.client(device);
});
afterEach(() => lab.close());

describe('earlier editions', () => {
  it('stay on the device as they were published, byte by byte, through updates and restarts, and cost only what differs', async () => {
    const seen = new Map([[client.state().number, inForce()]]);
    for (const text of ['Second.', 'Third.', 'Fourth.', 'Fifth.']) {
      await lab.publish(text);
      expect(await update()).toMatch(/^accepted/);
      seen.set(client.state().number, inForce());
    }
    client = await lab.client(device);
    expect((await client.editions()).map(({ number, inForce: now }) => [number, now])).toEqual([[5, true], [4, false], [3, false], [2, false], [1, false]]);
    for (const [number, content] of seen) expect(await contentOf(number)).toBe(content);
    expect(new Set(seen.values()).size).toBe(5);
    const blobs = (await filesBelow(device.storageDir)).filter((file) => file.startsWith('blobs'));
    expect(blobs.length).toBe(new Set([...seen.values()].flatMap((content) => (JSON.parse(content) as { manifest: { items: { sha256: string }[] } }).manifest.items.map(({ sha256 }) => sha256))).size);
  });

  it('outlive the app that brought them', async () => {
    const first = inForce();
    await client.keepInForce();
    const before = await filesBelow(device.storageDir);
    await client.keepInForce();
    expect(await filesBelow(device.storageDir)).toEqual(before);
    await lab.publish('Shipped with the next app.');
    const { bundleEdition } = await import('../../../build/bundleEdition.ts');
    const bundledDir = path.join(lab.folder, 'next-app');
    await bundleEdition({ trustDir: lab.repository, outDir: bundledDir });
    client = await lab.client({ ...device, bundledDir });
    expect(client.state().number).toBe(2);
    expect(await contentOf(1)).toBe(first);
  });

  it('are not offered when they are damaged, and never with a changed text', async () => {
    await lab.publish('Second.');
    await update();
    await lab.publish('Third.');
    await update();
    const item = (await client.edition(2)).manifest.items.find(({ sha256 }) => !client.active().manifest.items.some((other) => other.sha256 === sha256));
    const file = path.join(device.storageDir, 'blobs', item?.sha256.slice(0, 2) ?? '', item?.sha256 ?? '');
    await writeFile(file, (await readFile(file, 'utf8')).replace(/e/, 'E'));
    await expect(client.edition(2)).rejects.toMatchObject({ failure: { code: 'edition.notKept' } });
    const set = (await filesBelow(path.join(device.storageDir, 'sets'))).find((name) => name.startsWith('2-')) ?? '';
    await rm(path.join(device.storageDir, 'sets', set));
    expect((await client.editions()).map(({ number }) => number)).toEqual([3, 1]);
    await expect(client.edition(99)).rejects.toMatchObject({ failure: { code: 'edition.notKept' } });
  });

  it('say that they were withdrawn, also when that was learnt after they were replaced', async () => {
    await withdraw(lab.dataDir, 'Section 1.1 names a wrong article.', lab.time);
    await update();
    expect(client.state().confirmation).toBe('withdrawn');
    await lab.publish('Corrected.');
    await update();
    expect(client.state().confirmation).toBe('current');
    expect((await client.editions()).map(({ number, withdrawn }) => [number, withdrawn?.reason])).toEqual([[2, undefined], [1, 'Section 1.1 names a wrong article.']]);
    expect((await client.edition(1)).withdrawn?.reason).toBe('Section 1.1 names a wrong article.');
  });
});
