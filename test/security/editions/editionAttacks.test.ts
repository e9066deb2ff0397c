import { manifestTargetPath } from '../../../shared/contracts/edition.ts';
import { copyFile, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bundleEdition } from '../../../build/bundleEdition.ts';
import { fileFloorStore, type EditionClient } from '../../../electron/editions/index.ts';
import { readManifest, readRepository } from '../../../secretariat/publisher/repositoryFolder.ts';
import { blobFile, targetFile } from '../../../shared/domain/editionRepository.ts';
import { openLab, readingHash, type Lab } from './editionLab.ts';
import { flipBit, forgeEdition, forgeRoot, forgeSnapshot, forgeTimestamp, newSigner, type Forgery } from './forgery.ts';

let lab: Lab;
let client: EditionClient;
let device: { storageDir: string };
let before: string;
/** The repository as it was with edition 2 in force. */
let second: string;

/** The device holds edition 2, and edition 3 is out. `attack` changes what the server hands out. */
beforeEach(async () => {
  lab = await openLab();
  device = { storageDir: path.join(lab.folder, 'device') };
  client = await lab.client(device);
  await lab.publish('Second.');
  expect(await client.refresh({ baseUrl: lab.baseUrl })).toMatchObject({ ok: true, value: { number: 2 } });
  second = await lab.copy();
  lab.time = new Date('2026-11-23T09:00:00Z');
  await lab.publish('Third.');
  before = readingHash(client);
});
afterEach(() => lab.close());

const refused = async (): Promise<string> => {
  const result = await client.refresh({ baseUrl: lab.baseUrl });
  return result.ok ? `accepted ${result.value.number}` : result.error.code;
};

/** Which file the refusal was about: rollbacks are caught at the first file that goes back, not only at the edition. */
const refusedFile = async (): Promise<string> => {
  const result = await client.refresh({ baseUrl: lab.baseUrl });
  return result.ok ? `accepted ${result.value.number}` : `${result.error.code} ${String(result.error.details['file'])}`;
};

/** Nothing that is read has changed, now or after a restart, and an honest server is heard again. */
const expectUnharmed = async (code: string): Promise<void> => {
  expect(readingHash(client)).toBe(before);
  expect(client.state()).toMatchObject({ number: 2, refusal: { code }, checking: false, progress: null });
  const restarted = await lab.client(device);
  expect(readingHash(restarted)).toBe(before);
};
const expectRecovery = async (): Promise<void> => {
  lab.serve(lab.repository);
  lab.hook = () => false;
  expect(await client.refresh({ baseUrl: lab.baseUrl })).toMatchObject({ ok: true, value: { number: 3 } });
  expect(client.state()).toMatchObject({ confirmation: 'current', refusal: null });
};

/** A changed copy of the repository, served in its place. */
const forge = async (change: (forgery: Forgery) => Promise<void>, base?: string): Promise<void> => {
  const repository = base ?? (await lab.copy());
  await change({ repository, now: lab.time, signers: await lab.signers() });
  lab.serve(repository);
};
const newestItem = async (): Promise<string> => {
  const { current } = await readRepository(lab.repository);
  const manifest = current && (await readManifest(lab.repository, current, 'en'));
  return manifest?.items.find((item) => item.id === 'four-crimes')?.sha256 ?? '';
};

describe('content and signatures', () => {
  const cases: [name: string, code: string, change: (forgery: Forgery) => Promise<void>][] = [
    ['an item with one bit changed', 'edition.tampered', async ({ repository }) => flipBit(repository, blobFile(await newestItem()), 40)],
    ['a manifest with one bit changed', 'edition.tampered', async ({ repository }) => {
      const { current } = await readRepository(repository);
      const target = current?.targets.signed.targets[manifestTargetPath('en')];
      await flipBit(repository, targetFile(target?.path ?? '', target?.hashes['sha256'] ?? ''), 30);
    }],
    ['targets with one bit changed', 'edition.tampered', ({ repository }) => flipBit(repository, 'metadata/3.targets.json', 500)],
    ['a snapshot with one bit changed', 'edition.tampered', ({ repository }) => flipBit(repository, 'metadata/3.snapshot.json', 300)],
    ['a timestamp whose text was changed', 'edition.tampered', async ({ repository }) => {
      const file = path.join(repository, 'metadata/timestamp.json');
      await writeFile(file, (await readFile(file, 'utf8')).replace('2026-12-07', '2036-12-07'));
    }],
    ['an edition signed by one editor of two', 'edition.notEnoughSignatures', (forgery) => forgeEdition(forgery, {}, forgery.signers.targets.slice(0, 1))],
    ['an edition signed by strangers', 'edition.notEnoughSignatures', (forgery) => forgeEdition(forgery, {}, [newSigner(), newSigner()])],
    ['a timestamp with a high version and no key', 'edition.notEnoughSignatures', (forgery) => forgeTimestamp(forgery, 99_999, 3, [newSigner()])],
    ['a new root signed by one key of two', 'edition.notEnoughSignatures', (forgery) => forgeRoot(forgery, 2, forgery.signers, forgery.signers.root.slice(0, 1))],
    ['a new root signed by its own new keys alone', 'edition.notEnoughSignatures', (forgery) => {
      const root = [newSigner(), newSigner(), newSigner()];
      return forgeRoot(forgery, 2, { ...forgery.signers, root }, root);
    }],
    ['an old root under the next number', 'edition.rolledBack', ({ repository }) => copyFile(path.join(repository, 'metadata/1.root.json'), path.join(repository, 'metadata/2.root.json'))],
    ['targets of another time under the new name', 'edition.tampered', ({ repository }) => copyFile(path.join(repository, 'metadata/2.targets.json'), path.join(repository, 'metadata/3.targets.json'))],
    ['a snapshot of another time under the new name', 'edition.tampered', ({ repository }) => copyFile(path.join(repository, 'metadata/2.snapshot.json'), path.join(repository, 'metadata/3.snapshot.json'))],
    ['another valid, shorter file in the place of an item', 'edition.damaged', async ({ repository }) => {
      const wanted = await newestItem();
      const { current } = await readRepository(repository);
      const other = current && (await readManifest(repository, current, 'en'))?.items.find((item) => item.id === 'mandate');
      await copyFile(path.join(repository, blobFile(other?.sha256 ?? '')), path.join(repository, blobFile(wanted)));
    }],
    ['an edition in a format of the future', 'edition.newerFormat', (forgery) => forgeEdition(forgery, { minReader: 2, items: 'of another form' }, forgery.signers.targets)],
    ['a manifest of another language', 'edition.tampered', (forgery) => forgeEdition(forgery, { language: 'fr' }, forgery.signers.targets)],
    ['a manifest with an id that climbs out of its folder', 'edition.damaged', (forgery) => forgeEdition(forgery, { items: [{ kind: 'section', id: '../../etc', title: 'x', order: 0, sha256: 'a'.repeat(64), bytes: 10 }] }, forgery.signers.targets)],
  ];
  it.each(cases)('refuses %s', async (name, code, change) => {
    await forge(change);
    expect(await refused()).toBe(code);
    await expectUnharmed(code);
    // What the true keys of the timestamp signed is the newest that the device knows of: an honest server has to go beyond it.
    const isSignedByTimestamp = /^an edition|^a manifest of another|^a manifest with an id/.test(name);
    if (!isSignedByTimestamp) await expectRecovery();
  });

  it('refuses another Secretariat and says so', async () => {
    const other = await openLab();
    try {
      await other.publish('Theirs.');
      lab.serve(other.repository);
      expect(await refused()).toBe('edition.foreignRepository');
      await expectUnharmed('edition.foreignRepository');
      await expectRecovery();
    } finally {
      await other.close();
    }
  });
});

describe('going back', () => {
  it('refuses an older timestamp with a valid signature', async () => {
    await client.refresh({ baseUrl: lab.baseUrl });
    before = readingHash(client);
    lab.serve(second);
    expect(await refusedFile()).toBe('edition.rolledBack metadata/timestamp.json');
    expect(readingHash(client)).toBe(before);
    expect(client.state().number).toBe(3);
  });

  it('refuses it after the profile was wiped, by the floor kept elsewhere', async () => {
    const floors = [fileFloorStore(path.join(lab.folder, 'elsewhere/floor.json'))];
    client = await lab.client({ ...device, floors });
    await client.refresh({ baseUrl: lab.baseUrl });
    expect(client.state().number).toBe(3);
    await rm(device.storageDir, { recursive: true });
    client = await lab.client({ ...device, floors });
    expect(client.state()).toMatchObject({ number: 1, confirmation: 'bundled' });
    lab.serve(second);
    expect(await refusedFile()).toBe('edition.rolledBack metadata/timestamp.json');
    lab.serve(lab.repository);
    expect(await client.refresh({ baseUrl: lab.baseUrl })).toMatchObject({ ok: true, value: { number: 3 } });
  });

  it('refuses it after the floors were wiped with the profile, by the floor that ships in the app', async () => {
    const bundledDir = path.join(lab.folder, 'newer-app');
    await bundleEdition({ trustDir: lab.repository, outDir: bundledDir });
    client = await lab.client({ bundledDir });
    expect(client.state().number).toBe(3);
    lab.serve(second);
    expect(await refusedFile()).toBe('edition.rolledBack metadata/timestamp.json');
  });

  it('is the control of the two above: without any floor the same server is believed', async () => {
    client = await lab.client();
    lab.serve(second);
    expect(await refused()).toBe('accepted 2');
  });

  it('does not let a thief of the timestamp key go back to an older snapshot', async () => {
    await client.refresh({ baseUrl: lab.baseUrl });
    await forge((forgery) => forgeTimestamp(forgery, 50, 2));
    expect(await refusedFile()).toBe('edition.rolledBack metadata/2.snapshot.json');
  });

  it('does not let a thief of the timestamp and snapshot keys go back to older targets', async () => {
    await client.refresh({ baseUrl: lab.baseUrl });
    await forge(async (forgery) => {
      await forgeSnapshot(forgery, 50, 2);
      await forgeTimestamp(forgery, 50, 50);
    });
    expect(await refusedFile()).toBe('edition.rolledBack metadata/2.targets.json');
  });

  it('refuses an edition whose number does not rise', async () => {
    await client.refresh({ baseUrl: lab.baseUrl });
    await forge((forgery) => forgeEdition(forgery, { number: 3 }, forgery.signers.targets));
    expect(await refused()).toBe('edition.rolledBack');
  });
});

describe('keys that change', () => {
  const rotate = async (repository: string, keys: Partial<Record<'root' | 'timestamp', ReturnType<typeof newSigner>[]>>): Promise<void> => {
    const signers = await lab.signers();
    const next = { ...signers, ...keys };
    await forgeRoot({ repository, now: lab.time, signers }, 2, next, [...signers.root.slice(0, 2), ...(keys.root ?? [])]);
  };

  it('follows a root whose keys were all replaced, and learns it again after its copy was damaged', async () => {
    const repository = await lab.copy();
    await rotate(repository, { root: [newSigner(), newSigner(), newSigner()] });
    lab.serve(repository);
    expect(await refused()).toBe('accepted 3');
    await writeFile(path.join(device.storageDir, 'roots/2.root.json'), '{"signed":');
    client = await lab.client(device);
    expect(client.state()).toMatchObject({ number: 3, confirmation: 'current' });
    expect(await refused()).toBe('accepted 3');
    lab.serve(lab.repository);
    expect(await refused()).toBe('accepted 3'); // root 2 is known again and still signs for the same timestamp key
  });

  it('refuses a server that hides the newest root after both copies of it were lost', async () => {
    const repository = await lab.copy();
    await rotate(repository, { root: [newSigner(), newSigner(), newSigner()] });
    lab.serve(repository);
    expect(await refused()).toBe('accepted 3');
    await rm(path.join(device.storageDir, 'roots'), { recursive: true });
    client = await lab.client(device);
    lab.serve(lab.repository);
    expect(await refused()).toBe('edition.rolledBack');
  });

  it('drops a stolen timestamp key, and recovers from the version that its thief had signed', async () => {
    const stolen = (await lab.signers()).timestamp;
    await forge((forgery) => forgeTimestamp(forgery, 2_147_483_647, 3));
    expect(await refused()).toBe('accepted 3');
    lab.serve(lab.repository);
    expect(await refused()).toBe('edition.rolledBack');

    const repository = await lab.copy();
    const timestamp = [newSigner()];
    await rotate(repository, { timestamp });
    const forgery = { repository, now: lab.time, signers: await lab.signers() };
    await forgeTimestamp(forgery, 10, 3, stolen);
    lab.serve(repository);
    expect(await refused()).toBe('edition.notEnoughSignatures');
    await forgeTimestamp(forgery, 10, 3, timestamp);
    expect(await refused()).toBe('accepted 3');
    expect(client.state().confirmation).toBe('current');
  });
});

describe('time', () => {
  it('goes on reading when the confirmation has run out, and says since when', async () => {
    lab.serve(second);
    lab.time = new Date('2026-12-20T09:00:00Z');
    expect(await refused()).toBe('edition.expired');
    expect(client.state()).toMatchObject({ number: 2, confirmation: 'last-confirmed', confirmedAt: '2026-11-21T09:00:00.000Z' });
    await expectUnharmed('edition.expired');
  });

  it('reads with a clock that is ten years behind, and is not fooled by it into taking an old confirmation', async () => {
    await client.refresh({ baseUrl: lab.baseUrl });
    lab.time = new Date('2016-01-01T00:00:00Z');
    client = await lab.client(device);
    expect(client.state()).toMatchObject({ number: 3, confirmation: 'current' });
    expect(await refused()).toBe('accepted 3');
  });

  it('judges a confirmation by what signatures prove of the time, where the clock is behind that', async () => {
    await client.refresh({ baseUrl: lab.baseUrl });
    lab.time = new Date('2016-01-01T00:00:00Z');
    await forge((forgery) => forgeTimestamp({ ...forgery, now: new Date('2026-11-01T00:00:00Z') }, 50, 3));
    expect(await refused()).toBe('edition.expired');
  });

  it('reads with a clock that is ten years ahead', async () => {
    lab.time = new Date('2036-01-01T00:00:00Z');
    client = await lab.client(device);
    expect(client.state()).toMatchObject({ number: 2, confirmation: 'last-confirmed' });
    expect(await refused()).toBe('edition.expired');
    await expectUnharmed('edition.expired');
    lab.time = new Date('2026-11-23T10:00:00Z');
    await expectRecovery(); // a wrong clock leaves no trace
  });
});
