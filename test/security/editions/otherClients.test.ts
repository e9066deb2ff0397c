/** Two readers and two writers that were made apart: what one signs, the other must be able to read. */
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Updater } from 'tuf-js';
import { initializeTUFRepo } from '@tufjs/repo-mock';
import { manifestTargetPath } from '../../../shared/contracts/edition.ts';
import { blobFile, rootFile, snapshotFile, targetFile, targetsFile, timestampFile } from '../../../shared/domain/editionRepository.ts';
import { bundleEdition } from '../../../build/bundleEdition.ts';
import { openDesk } from './deskFixture.ts';
import { openLab, readingHash, type Lab } from './editionLab.ts';

let lab: Lab;
beforeEach(async () => {
  lab = await openLab();
  lab.time = new Date(); // tuf-js cannot be given a clock
  await lab.publish('Read by another client.');
});
afterEach(() => lab.close());

async function otherClient(repository = lab.repository): Promise<Updater> {
  const folder = await mkdtemp(path.join(lab.folder, 'tuf-js-'));
  const targetDir = path.join(folder, 'targets');
  await mkdir(targetDir);
  await writeFile(path.join(folder, 'root.json'), await readFile(path.join(repository, rootFile(1))));
  return new Updater({ metadataDir: folder, metadataBaseUrl: `${lab.baseUrl}metadata`, targetDir, targetBaseUrl: `${lab.baseUrl}targets`, config: { prefixTargetsWithHash: true } });
}

describe('tuf-js, an independent client', () => {
  it('reads our repository and gets the same manifest as our client', async () => {
    const updater = await otherClient();
    await updater.refresh();
    const info = await updater.getTargetInfo(manifestTargetPath('en'));
    if (!info) throw new Error('the manifest is not found');
    const manifest: unknown = JSON.parse(await readFile(await updater.downloadTarget(info), 'utf8'));
    const client = await lab.client();
    await client.refresh({ baseUrl: lab.baseUrl });
    expect(client.active().manifest).toEqual(manifest);
    expect(client.state()).toMatchObject({ number: 2, confirmation: 'current' });
  });
  it('refuses what our client refuses', async () => {
    const client = await lab.client();
    const before = readingHash(client);
    lab.hook = (file, _request, response) => {
      if (!file.endsWith('.targets.json')) return false;
      void readFile(path.join(lab.repository, file), 'utf8').then((text) => response.end(text.replace(/"length":(\d)/, (_, digit: string) => `"length":${(Number(digit) % 8) + 1}`)));
      return true;
    };
    await expect((await otherClient()).refresh()).rejects.toThrow();
    expect(await client.refresh({ baseUrl: lab.baseUrl })).toMatchObject({ ok: false, error: { code: 'edition.tampered' } });
    expect(readingHash(client)).toBe(before);
  });
});

describe('a repository that the publishing desk signed', () => {
  it('is read by tuf-js and by our client, and a withdrawal reaches the reader and lasts', async () => {
    const desk = await openDesk(lab.folder, () => lab.time);
    await desk.publish(path.join(lab.folder, 'content'));
    await bundleEdition({ trustDir: desk.repository, outDir: path.join(lab.folder, 'desk-bundle') });
    lab.serve(desk.repository);
    const updater = await otherClient(desk.repository);
    await updater.refresh();
    expect(await updater.getTargetInfo(manifestTargetPath('en'))).toBeDefined();

    const device = { bundledDir: path.join(lab.folder, 'desk-bundle'), storageDir: path.join(lab.folder, 'desk-device') };
    const client = await lab.client(device);
    expect(await client.refresh({ baseUrl: lab.baseUrl })).toMatchObject({ ok: true });
    expect(client.state()).toMatchObject({ number: 1, confirmation: 'current', withdrawn: null });
    const before = readingHash(client);
    await desk.withdraw('A deadline in it is wrong.');
    expect(await client.refresh({ baseUrl: lab.baseUrl })).toMatchObject({ ok: true, value: { isNew: false } });
    expect(client.state()).toMatchObject({ confirmation: 'withdrawn', withdrawn: { number: 1, reason: 'A deadline in it is wrong.' } });
    expect(readingHash(client)).toBe(before);
    const restarted = await lab.client(device);
    expect(restarted.state()).toMatchObject({ confirmation: 'withdrawn', withdrawn: { reason: 'A deadline in it is wrong.' } });
  });
});

describe('a repository that another program signed', () => {
  it('is read by our client: one ECDSA key for all roles, and no field of ours', async () => {
    const bundled = await lab.client();
    await bundled.refresh({ baseUrl: lab.baseUrl });
    const { manifest, texts } = bundled.active();
    const ascii = (value: unknown): string => JSON.stringify(value).replaceAll(/[\u0080-\uffff]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`); // the mock counts letters for bytes
    const name = manifestTargetPath('en');
    const repository = path.join(lab.folder, 'foreign');
    const put = async (file: string, content: string): Promise<void> => {
      await mkdir(path.dirname(path.join(repository, file)), { recursive: true });
      await writeFile(path.join(repository, file), content);
    };
    const content = ascii(manifest);
    const made = initializeTUFRepo([{ name, content }]);
    await put(rootFile(1), JSON.stringify(made.rootMeta));
    await put(timestampFile, JSON.stringify(made.timestampMeta));
    await put(snapshotFile(1), JSON.stringify(made.snapshotMeta));
    await put(targetsFile('targets', 1), JSON.stringify(made.targetsMeta));
    await put(targetFile(name, createHash('sha256').update(content).digest('hex')), content);
    for (const [hash, text] of Object.entries(texts)) await put(blobFile(hash), text);

    lab.serve(repository);
    const client = await lab.client({ bundledDir: repository });
    expect(client.state()).toMatchObject({ number: 2, confirmation: 'bundled', confirmedAt: null });
    expect(await client.refresh({ baseUrl: lab.baseUrl })).toMatchObject({ ok: true, value: { isNew: false, number: 2 } });
    expect(client.state()).toMatchObject({ number: 2, confirmation: 'current' });
    expect(readingHash(client)).toBe(readingHash(bundled));

    await put(timestampFile, JSON.stringify(initializeTUFRepo([{ name, content }]).timestampMeta));
    expect(await client.refresh({ baseUrl: lab.baseUrl })).toMatchObject({ ok: false, error: { code: 'edition.notEnoughSignatures' } });
  });
});
