import { createHash } from 'node:crypto';
import { symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readUpdateFile, type EditionClient } from '../../../electron/editions/index.ts';
import { packEdition } from '../../../secretariat/publisher/desk/packEdition.ts';
import { makeEditionFile, openEditionFile } from '../../../shared/domain/editionFile.ts';
import { blobFile, timestampFile } from '../../../shared/domain/editionRepository.ts';
import { ensureTrialSecretariat } from '../../../secretariat/publisher/index.ts';
import { filesBelow, openLab, readingHash, type Lab } from './editionLab.ts';

let lab: Lab;
beforeEach(async () => {
  lab = await openLab();
});
afterEach(() => lab.close());

const pack = async (): Promise<Uint8Array> => (await packEdition(lab.dataDir, 'en')).bytes;
const deflate = (bytes: Uint8Array): Uint8Array => deflateRawSync(bytes);
const yearLater = (): void => void (lab.time = new Date(lab.time.getTime() + 365 * 86_400_000));

/** The same file with some of its contents changed. */
async function repack(bytes: Uint8Array, change: (files: Map<string, Uint8Array>) => void): Promise<Uint8Array> {
  const opened = openEditionFile(bytes);
  if ('fault' in opened) throw new Error(opened.fault);
  const { inflateRawSync } = await import('node:zlib');
  const files = new Map(opened.paths.map((file) => [file, new Uint8Array(inflateRawSync(opened.body(file)?.stored ?? new Uint8Array()))]));
  change(files);
  return makeEditionFile(files, deflate);
}
/** A file whose index says whatever is wanted. */
function handmade(index: unknown, bodies: Uint8Array): Uint8Array {
  const json = Buffer.from(typeof index === 'string' ? index : JSON.stringify(index));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(json.length);
  return Buffer.concat([Buffer.from('FPEDITION1\n'), length, json, bodies]);
}

async function refused(client: EditionClient, bytes: Uint8Array, code: string): Promise<void> {
  const before = readingHash(client);
  const state = client.state();
  expect(await client.importFile(bytes)).toMatchObject({ ok: false, error: { code } });
  expect(readingHash(client)).toBe(before);
  expect(client.state()).toEqual(state);
}

describe('an update file', () => {
  it('brings an edition a year after it was signed, which is then last confirmed on the day of its signature', async () => {
    const device = { storageDir: `${lab.folder}/device` };
    const client = await lab.client(device);
    await lab.publish('By hand.');
    const bytes = await pack();
    const signed = lab.time.toISOString();
    yearLater();
    lab.requests.length = 0;
    expect(await client.importFile(bytes)).toEqual({ ok: true, value: { isNew: true, number: 2, edition: '2026.2' } });
    expect(client.state()).toMatchObject({ number: 2, confirmation: 'last-confirmed', confirmedAt: signed, refusal: null });
    expect(lab.requests).toEqual([]);
    const restarted = await lab.client(device);
    expect(restarted.state()).toMatchObject({ number: 2, confirmation: 'last-confirmed' });
    expect(readingHash(restarted)).toBe(readingHash(client));
  });

  it('goes from device to device, and the third has what the first had, byte by byte', async () => {
    const first = await lab.client();
    await lab.publish('Passed on.');
    await first.refresh({ baseUrl: lab.baseUrl });
    const second = await lab.client();
    expect(await second.importFile(await first.exportFile())).toMatchObject({ ok: true, value: { isNew: true } });
    yearLater();
    const third = await lab.client();
    expect(await third.importFile(await second.exportFile())).toMatchObject({ ok: true, value: { isNew: true } });
    expect(readingHash(third)).toBe(readingHash(first));
    expect(await third.importFile(await first.exportFile())).toMatchObject({ ok: true, value: { isNew: false } });
  });

  it('never makes an edition current, also while its confirmation still holds', async () => {
    const client = await lab.client();
    await lab.publish('Fresh.');
    await client.importFile(await pack());
    expect(client.state().confirmation).toBe('last-confirmed');
    await client.refresh({ baseUrl: lab.baseUrl });
    expect(client.state().confirmation).toBe('current');
  });

  it('is refused when it is older than what is here', async () => {
    const old = await pack();
    const client = await lab.client();
    await lab.publish('Newer.');
    await client.refresh({ baseUrl: lab.baseUrl });
    await refused(client, old, 'edition.updateFileOlder');
  });
});

describe('a hostile update file', () => {
  const bodyOf = (text: string): Uint8Array => deflateRawSync(Buffer.from(text));
  it('of another Secretariat is refused', async () => {
    const other = `${lab.folder}/other`;
    await ensureTrialSecretariat(other, { contentDir: `${lab.folder}/content`, clock: () => lab.time });
    await refused(await lab.client(), (await packEdition(other, 'en')).bytes, 'edition.updateFileForeign');
  });
  it('with a changed text, a missing text or a changed timestamp is refused', async () => {
    await lab.publish('Second.');
    const client = await lab.client();
    const good = await pack();
    const blob = (files: Map<string, Uint8Array>): string => {
      const held = new Set(Object.keys(client.active().texts).map(blobFile));
      return [...files.keys()].find((file) => file.includes('blobs/') && !held.has(file)) ?? '';
    };
    await refused(client, await repack(good, (files) => { const text = files.get(blob(files))!; text[10]! ^= 1; }), 'edition.tampered');
    await refused(client, await repack(good, (files) => void files.delete(blob(files))), 'edition.updateFileDamaged');
    await refused(client, await repack(good, (files) => void files.delete(timestampFile)), 'edition.updateFileDamaged');
    await refused(client, await repack(good, (files) => { const text = Buffer.from(files.get(timestampFile)!).toString().replace(/"version":\d+/, '"version":99'); files.set(timestampFile, Buffer.from(text)); }), 'edition.tampered');
  });
  it('cut anywhere is refused', async () => {
    await lab.publish('Second.');
    const client = await lab.client();
    const good = await pack();
    for (const length of [0, 5, 11, 13, 15, 40, 2_000, good.length - 1]) {
      const cut = good.subarray(0, length);
      await refused(client, cut, length < 11 ? 'edition.notAnUpdateFile' : 'edition.updateFileDamaged');
    }
    await refused(client, Buffer.concat([good, Buffer.from('x')]), 'edition.updateFileDamaged');
  });
  it('with a path out of its folder, a drive, a twin or an unknown place is refused and writes nothing', async () => {
    const device = `${lab.folder}/device`;
    const client = await lab.client({ storageDir: device });
    const before = await filesBelow(lab.folder);
    const body = bodyOf('x');
    const file = (name: string) => ({ path: name, size: 1, stored: body.length });
    for (const name of ['../escape', 'metadata/../../escape.json', '/etc/passwd', 'C:/x', 'metadata\\x.json', 'targets/blobs/aa/../../../x', 'metadata/\u0000.json', 'metadata/é.json', 'links/x']) {
      await refused(client, handmade({ format: 1, files: [file(name)] }, body), 'edition.updateFileDamaged');
    }
    await refused(client, handmade({ format: 1, files: [file(timestampFile), file(timestampFile)] }, Buffer.concat([body, body])), 'edition.updateFileDamaged');
    await refused(client, handmade({ format: 1, files: [{ ...file(timestampFile), link: '../x' }] }, body), 'edition.updateFileDamaged');
    expect(await filesBelow(lab.folder)).toEqual(before);
  });
  it('that would swell is stopped at what it states, and what it may state is bounded', async () => {
    const client = await lab.client();
    const bomb = deflateRawSync(Buffer.alloc(50_000_000));
    const small = handmade({ format: 1, files: [{ path: timestampFile, size: 900, stored: bomb.length }] }, bomb);
    const memory = process.memoryUsage().arrayBuffers;
    await refused(client, small, 'edition.updateFileDamaged');
    expect(process.memoryUsage().arrayBuffers - memory).toBeLessThan(5_000_000);
    const stated = { path: timestampFile, size: 15_000_000, stored: bomb.length };
    await refused(client, handmade({ format: 1, files: [stated] }, bomb), 'edition.tooLarge');
    const many = Array.from({ length: 17 }, (_, at) => ({ path: `metadata/${at + 1}.root.json`, size: 15_000_000, stored: 0 }));
    await refused(client, handmade({ format: 1, files: many }, Buffer.alloc(0)), 'edition.tooLarge');
    const long = handmade('[]', Buffer.alloc(0));
    Buffer.from(long.buffer, long.byteOffset).writeUInt32BE(0xffffffff, 11);
    await refused(client, long, 'edition.updateFileDamaged');
  });
  it('that is a link, a folder or something else altogether is not read', async () => {
    const good = path.join(lab.folder, 'good.fpedition');
    await writeFile(good, await pack());
    const link = path.join(lab.folder, 'link.fpedition');
    await symlink(good, link);
    await expect(readUpdateFile(link)).rejects.toMatchObject({ failure: { code: 'edition.notAnUpdateFile' } });
    await expect(readUpdateFile(lab.folder)).rejects.toMatchObject({ failure: { code: 'edition.notAnUpdateFile' } });
    expect(createHash('sha256').update(await readUpdateFile(good)).digest('hex')).toHaveLength(64);
    const client = await lab.client();
    await refused(client, Buffer.from('PK\u0003\u0004 a zip file'), 'edition.notAnUpdateFile');
    await refused(client, Buffer.from('FPEDITION2\nwhatever'), 'edition.newerFormat');
  });
});
