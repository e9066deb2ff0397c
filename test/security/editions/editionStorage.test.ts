import { cp, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bundleEdition } from '../../../build/bundleEdition.ts';
import { createEditionDisk } from '../../../electron/editions/editionDisk.ts';
import type { EditionClient } from '../../../electron/editions/index.ts';
import { filesBelow, openLab, readingHash, type Lab } from './editionLab.ts';

let lab: Lab;
let device: { storageDir: string };
let client: EditionClient;
const update = async (): Promise<string> => {
  const result = await client.refresh({ baseUrl: lab.baseUrl });
  return result.ok ? `accepted ${result.value.number}` : result.error.code;
};
/** The device holds editions 2 and 3, with 3 in force. */
beforeEach(async () => {
  lab = await openLab();
  device = { storageDir: path.join(lab.folder, 'device') };
  client = await lab.client(device);
  await lab.publish('Second.');
  await update();
  await lab.publish('Third.');
  await update();
});
afterEach(() => lab.close());

describe('files of the device that were damaged', () => {
  const damages: [name: string, damage: (file: string) => Promise<void>][] = [
    ['cut', async (file) => writeFile(file, (await readFile(file)).subarray(0, 40))],
    ['emptied', (file) => writeFile(file, '')],
    ['removed', (file) => rm(file)],
    ['changed in one letter', async (file) => writeFile(file, (await readFile(file, 'utf8')).replace(/e/, 'E'))],
  ];
  it.each(damages)('leave something to read and are mended by the next refresh: each file %s', async (_name, damage) => {
    const whole = path.join(lab.folder, 'whole');
    await cp(device.storageDir, whole, { recursive: true });
    const files = await filesBelow(whole);
    expect(files.length).toBeGreaterThanOrEqual(6);
    for (const file of files) {
      await rm(device.storageDir, { recursive: true });
      await cp(whole, device.storageDir, { recursive: true });
      await damage(path.join(device.storageDir, file));
      client = await lab.client(device);
      expect([1, 2, 3]).toContain(client.state().number);
      const { manifest, texts } = client.active();
      expect(manifest.items.every((item) => (texts[item.sha256] ?? '') !== '')).toBe(true);
      expect([file, await update()]).toEqual([file, 'accepted 3']);
      expect(client.state()).toMatchObject({ number: 3, confirmation: 'current', refusal: null });
      expect((await lab.client(device)).state().number).toBe(3);
    }
  });

  it('do not hide that the installation itself is damaged, as long as a stored edition is whole', async () => {
    const bundledDir = path.join(lab.folder, 'broken-app');
    await cp(lab.bundledDir, bundledDir, { recursive: true });
    await rm(path.join(bundledDir, 'targets'), { recursive: true });
    expect((await lab.client({ ...device, bundledDir })).state().number).toBe(3);
    await expect(lab.client({ bundledDir })).rejects.toMatchObject({ failure: { code: 'edition.damaged' } });
  });

  it('are not believed when another Secretariat proves them', async () => {
    const other = await openLab();
    try {
      const stranger = await other.client(device);
      expect(stranger.state()).toMatchObject({ number: 1, confirmation: 'bundled' });
      expect(stranger.fingerprint()).not.toBe(client.fingerprint());
    } finally {
      await other.close();
    }
  });
});

describe('power that goes while an edition arrives', () => {
  it('leaves the old edition or the new one, whole, at every single step', async () => {
    const hashes = new Map([[3, readingHash(client)]]);
    await lab.publish('Fourth.');
    const whole = path.join(lab.folder, 'whole');
    await cp(device.storageDir, whole, { recursive: true });
    let steps = 0;
    const restore = async (): Promise<void> => {
      await rm(device.storageDir, { recursive: true, force: true });
      await cp(whole, device.storageDir, { recursive: true });
    };
    client = await lab.client({ ...device, disk: createEditionDisk(device.storageDir, () => void (steps += 1)) });
    steps = 0;
    expect(await update()).toBe('accepted 4');
    hashes.set(4, readingHash(client));
    const total = steps;
    expect(total).toBeGreaterThan(15);
    const outcomes = new Set<number>();
    for (let cut = 1; cut <= total; cut += 1) {
      await restore();
      let step = 0;
      const disk = createEditionDisk(device.storageDir, () => {
        step += 1;
        if (step >= cut) throw new Error('power cut');
      });
      // The start itself writes nothing here, so that the count begins with the refresh.
      client = await lab.client({ ...device, disk });
      step = 0;
      await client.refresh({ baseUrl: lab.baseUrl }).catch(() => undefined);
      const after = await lab.client(device);
      const { number } = after.state();
      outcomes.add(number);
      expect([cut, readingHash(after)]).toEqual([cut, hashes.get(number)]);
      client = after;
      expect(await update()).toBe('accepted 4');
    }
    expect([...outcomes].sort((a, b) => a - b)).toEqual([3, 4]);
  });
});

describe('an app that brings an edition', () => {
  it('takes it when it is newer than what is stored, and keeps what is stored when that is newer', async () => {
    await lab.publish('Fourth.');
    const bundledDir = path.join(lab.folder, 'newer-app');
    await bundleEdition({ trustDir: lab.repository, outDir: bundledDir });
    client = await lab.client({ ...device, bundledDir });
    expect(client.state()).toMatchObject({ number: 4, confirmation: 'bundled' });
    expect(client.previousManifest()?.number).toBe(3);
    await lab.publish('Fifth.');
    expect(await update()).toBe('accepted 5');
    // The app may be replaced by an older one: the new edition needs nothing of it.
    const older = await lab.client(device);
    expect(older.state()).toMatchObject({ number: 5, confirmation: 'current' });
  });
});

describe('an update carried by hand', () => {
  const carry = async (): Promise<string> => {
    await lab.publish('Fourth.');
    const stick = path.join(lab.folder, 'stick');
    await bundleEdition({ trustDir: lab.repository, outDir: stick });
    return stick;
  };
  const take = async (stick: string): Promise<string> => {
    const result = await client.importFrom(stick);
    return result.ok ? `accepted ${result.value.number}` : result.error.code;
  };

  it('is taken a year later, and never as current', async () => {
    const stick = await carry();
    lab.time = new Date('2027-11-01T00:00:00Z');
    expect(await take(stick)).toBe('accepted 4');
    expect(client.state()).toMatchObject({ number: 4, confirmation: 'last-confirmed', confirmedAt: '2026-11-21T09:00:00.000Z' });
    expect((await lab.client(device)).state()).toMatchObject({ number: 4, confirmation: 'last-confirmed' });
  });

  it('is refused when it is older than what is here, altered, incomplete, or of another Secretariat', async () => {
    const old = await lab.copy();
    const stick = await carry();
    expect(await update()).toBe('accepted 4');
    await lab.publish('Fifth.');
    expect(await update()).toBe('accepted 5');
    expect(await take(stick)).toBe('edition.rolledBack');
    expect(await take(old)).toBe('edition.rolledBack');
    expect(await take(path.join(lab.folder, 'no-such-folder'))).toBe('edition.damaged');
    const other = await openLab();
    expect(await take(other.repository)).toBe('edition.foreignRepository');
    await other.close();
    expect(client.state().number).toBe(5);
  });

  it('may not hold links', async () => {
    const stick = await carry();
    const timestamp = path.join(stick, 'metadata/timestamp.json');
    await rename(timestamp, path.join(lab.folder, 'elsewhere.json'));
    await symlink(path.join(lab.folder, 'elsewhere.json'), timestamp);
    expect(await take(stick)).toBe('edition.damaged');
    await rm(timestamp);
    await rename(path.join(lab.folder, 'elsewhere.json'), timestamp);
    await rename(path.join(stick, 'targets'), path.join(lab.folder, 'targets'));
    await symlink(path.join(lab.folder, 'targets'), path.join(stick, 'targets'));
    expect(await take(stick)).toBe('edition.damaged');
  });
});
