/**
 * The attacks that an edition has to withstand: how each is staged, by which code it is refused, and so which sentence is on screen.
 * `attackSentences.test.ts` stages all of them against the client, `test/e2e/attacks.e2e.ts` one for each sentence against the app.
 */
import { copyFile, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { fileFloorStore, readUpdateFile } from '../../../electron/editions/index.ts';
import { packEdition } from '../../../secretariat/publisher/desk/packEdition.ts';
import { readManifest, readRepository } from '../../../secretariat/publisher/repositoryFolder.ts';
import { attempt } from '../../../shared/errors/result.ts';
import { blobFile, snapshotFile, targetsFile, timestampFile } from '../../../shared/domain/editionRepository.ts';
import { filesBelow } from './editionLab.ts';
import { flipBit, forgeEdition, forgeTimestamp, newSigner } from './forgery.ts';
import { newestVersions, newItem, changed, answered, carried, endless, refresh, newRoot, handmade, item, newest, type AttackRow } from './attackStaging.ts';

export const attackTable: readonly AttackRow[] = [
  {
    attack: 'Arbitrary content',
    stagings: [
      changed('one bit of a text', 'edition.tampered', async ({ repository }, before) => flipBit(repository, blobFile(await newItem(repository, before)), 40)),
      changed('one bit of targets', 'edition.tampered', async ({ repository }) => flipBit(repository, targetsFile('targets', (await newestVersions(repository)).targets), 500)),
    ],
  },
  { attack: 'Forged metadata', stagings: [changed('a timestamp of version 99,999 and no key', 'edition.notEnoughSignatures', async (forgery) => forgeTimestamp(forgery, 99_999, (await newestVersions(forgery.repository)).snapshot, [newSigner()]))] },
  { attack: 'Below threshold', stagings: [changed('an edition signed by one editor of two', 'edition.notEnoughSignatures', (forgery) => forgeEdition(forgery, {}, forgery.signers.targets.slice(0, 1)))] },
  { attack: 'Unauthorised root', stagings: [changed('the next root signed by one old key', 'edition.notEnoughSignatures', (forgery) => newRoot(forgery, {}, ({ root }) => root.slice(0, 1)))] },
  {
    attack: 'Root rotation',
    stagings: [
      changed('all three keys replaced, signed by two old and three new: this is no attack', null, async (forgery) => {
        const old = forgery.signers.root.slice(0, 2);
        await newRoot(forgery, { root: [newSigner(), newSigner(), newSigner()] }, ({ root }) => [...old, ...root]);
      }),
    ],
  },
  {
    attack: 'Online key stolen',
    stagings: [
      changed('the timestamp key replaced by root, and a timestamp of the old key', 'edition.notEnoughSignatures', async (forgery) => {
        const stolen = forgery.signers.timestamp;
        const { timestamp, snapshot } = await newestVersions(forgery.repository);
        await newRoot(forgery, { timestamp: [newSigner()] }, ({ root }) => root.slice(0, 2));
        await forgeTimestamp(forgery, timestamp + 7, snapshot, stolen);
      }),
    ],
  },
  { attack: 'Rollback', stagings: [{ how: 'the timestamp of the edition before', code: 'edition.rolledBack', holds: 'newest', stage: async (server) => server.serve(server.before) }] },
  {
    attack: 'Rollback after wipe or restore',
    stagings: [
      {
        how: 'the profile wiped, then the edition before',
        code: 'edition.rolledBack',
        async run(lab, _client, before) {
          const device = { storageDir: path.join(lab.folder, 'wiped'), floors: [fileFloorStore(path.join(lab.folder, 'elsewhere/floor.json'))] };
          await refresh(lab, await lab.client(device));
          await rm(device.storageDir, { recursive: true });
          lab.serve(before);
          return refresh(lab, await lab.client(device));
        },
      },
    ],
  },
  {
    attack: 'Freeze',
    stagings: [
      changed('a timestamp that ran out', 'edition.expired', async (forgery) => {
        const { timestamp, snapshot } = await newestVersions(forgery.repository);
        await forgeTimestamp({ ...forgery, now: new Date(forgery.now.getTime() - 20 * 86_400_000) }, timestamp + 1, snapshot);
      }),
      {
        how: 'the same timestamp for 15 days',
        code: 'edition.expired',
        async run(lab, client) {
          lab.time = new Date(lab.time.getTime() + 15 * 86_400_000);
          return refresh(lab, client);
        },
      },
    ],
  },
  {
    attack: 'Fast-forward',
    stagings: [
      {
        how: 'a stolen key signs version 2,147,483,647; then the true server',
        code: 'edition.rolledBack',
        async run(lab) {
          const repository = await lab.copy();
          await forgeTimestamp({ repository, now: lab.time, signers: await lab.signers() }, 2_147_483_647, (await newestVersions(repository)).snapshot);
          lab.serve(repository);
          await refresh(lab, await lab.client({ storageDir: path.join(lab.folder, 'forward') }));
          lab.serve(lab.repository);
          return refresh(lab, await lab.client({ storageDir: path.join(lab.folder, 'forward') }));
        },
      },
      {
        how: 'and after root replaced the key, the true server is heard again',
        code: null,
        async run(lab) {
          const storageDir = path.join(lab.folder, 'forward');
          const repository = await lab.copy();
          const forgery = { repository, now: lab.time, signers: await lab.signers() };
          const { snapshot } = await newestVersions(repository);
          await forgeTimestamp(forgery, 2_147_483_647, snapshot);
          lab.serve(repository);
          await refresh(lab, await lab.client({ storageDir }));
          const timestamp = [newSigner()];
          await newRoot(forgery, { timestamp }, ({ root }) => root.slice(0, 2));
          await forgeTimestamp(forgery, 10, snapshot, timestamp);
          return refresh(lab, await lab.client({ storageDir }));
        },
      },
    ],
  },
  {
    attack: 'Mix and match',
    stagings: [
      changed('an old snapshot under the new name', 'edition.tampered', async ({ repository }) => {
        const { snapshot } = await newestVersions(repository);
        await copyFile(path.join(repository, snapshotFile(snapshot - 1)), path.join(repository, snapshotFile(snapshot)));
      }),
      changed('old targets under the new name', 'edition.tampered', async ({ repository }) => {
        const { targets } = await newestVersions(repository);
        await copyFile(path.join(repository, targetsFile('targets', targets - 1)), path.join(repository, targetsFile('targets', targets)));
      }),
    ],
  },
  {
    attack: 'Endless data',
    stagings: [/timestamp\.json$/, /blobs\//].map((start) => answered(`without end: ${start.source}`, 'edition.tooLarge', endless(start))),
  },
  {
    attack: 'Slow retrieval',
    stagings: [
      answered('a few bytes a second for ever', 'edition.tooSlow', () => (file, _request, response) => {
        if (!file.endsWith('timestamp.json')) return false;
        response.writeHead(200).write(' ');
        const timer = setInterval(() => response.write(' '), 200);
        response.on('close', () => clearInterval(timer));
        return true;
      }),
    ],
  },
  {
    attack: 'Honest slow link',
    stagings: [
      answered('cut after every 500 bytes: this is no attack', null, (server) => async (file, request, response) => {
        if (!file.includes('/blobs/')) return false;
        const bytes = await readFile(path.join(await newest(server), file));
        const start = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
        const part = bytes.subarray(start, start + 1_100);
        response.writeHead(start > 0 ? 206 : 200, { 'content-length': bytes.length - start, ...(start > 0 ? { 'content-range': `bytes ${start}-${bytes.length - 1}/${bytes.length}` } : {}) });
        response.write(part, () => (start + part.length === bytes.length ? response.end() : setTimeout(() => response.destroy(), 20)));
        return true;
      }),
    ],
  },
  {
    attack: 'Captive portal',
    stagings: [
      answered('a web page for everything', 'edition.captivePortal', () => (_file, _request, response) => Boolean(response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Welcome</html>'))),
      answered('a web page that calls itself JSON', 'edition.captivePortal', () => (_file, _request, response) => Boolean(response.writeHead(200, { 'content-type': 'application/json' }).end(' <!doctype html><title>Welcome</title>'))),
      answered('sent elsewhere', 'edition.captivePortal', () => (_file, _request, response) => Boolean(response.writeHead(302, { location: 'http://127.0.0.1:9/' }).end())),
    ],
  },
  {
    attack: 'Malicious mirror',
    stagings: [
      answered('503 for everything', 'edition.noNetwork', () => (_file, _request, response) => Boolean(response.writeHead(503).end())),
      answered('404 for a text', 'edition.damaged', () => (file, _request, response) => (file.includes('/blobs/') ? Boolean(response.writeHead(404).end()) : false)),
      answered('a snapshot without its end', 'edition.damaged', (server) => async (file, _request, response) => {
        if (!file.endsWith('snapshot.json')) return false;
        response.writeHead(200).end((await readFile(path.join(await newest(server), file))).subarray(0, 300));
        return true;
      }),
    ],
  },
  {
    attack: 'Power cut',
    stagings: [
      {
        how: 'each file of the device that proves or names an edition cut short: read on, and mended',
        code: null,
        async run(lab, client, _before, storageDir) {
          await refresh(lab, client);
          const files = (await filesBelow(storageDir)).filter((file) => file.endsWith('.json'));
          if (files.length < 4) throw new Error(`not what a device holds: ${files.join(' ')}`);
          for (const file of files) {
            const whole = await readFile(path.join(storageDir, file));
            await writeFile(path.join(storageDir, file), whole.subarray(0, 40));
            const mended = await refresh(lab, await lab.client({ storageDir }));
            if (!mended.ok) return mended;
          }
          for (const file of files) await writeFile(path.join(storageDir, file), (await readFile(path.join(storageDir, file))).subarray(0, 40));
          return refresh(lab, await lab.client({ storageDir }));
        },
      },
    ],
  },
  {
    attack: 'Link, escape or bomb in an update file',
    stagings: [
      carried('a path out of its folder', 'edition.updateFileDamaged', async () => handmade('targets/blobs/aa/../../../x', 1, deflateRawSync(Buffer.from('x')))),
      carried('a file that swells beyond what it states', 'edition.updateFileDamaged', async () => handmade(timestampFile, 900, deflateRawSync(Buffer.alloc(50_000_000)))),
      carried('one that states more than an edition can hold', 'edition.tooLarge', async () => handmade(timestampFile, 15_000_000, deflateRawSync(Buffer.alloc(50_000_000)))),
      {
        how: 'a link in the place of the file',
        code: 'edition.notAnUpdateFile',
        async run(lab, client) {
          const [good, link] = [path.join(lab.folder, 'good.fpedition'), path.join(lab.folder, 'link.fpedition')];
          await writeFile(good, (await packEdition(lab.dataDir, 'en')).bytes);
          await symlink(good, link);
          const read = await attempt(() => readUpdateFile(link));
          return read.ok ? client.importFile(read.value) : read;
        },
      },
    ],
  },
  {
    attack: 'Wrong document',
    stagings: [
      changed('another valid text in the place of one', 'edition.damaged', async ({ repository }, before) => {
        const { current } = await readRepository(repository);
        const wanted = await newItem(repository, before);
        const items = (current === null ? null : await readManifest(repository, current, 'en'))?.items ?? [];
        const size = items.find(({ sha256 }) => sha256 === wanted)?.bytes ?? 0;
        await copyFile(path.join(repository, blobFile(items.find(({ bytes }) => bytes < size)?.sha256 ?? '')), path.join(repository, blobFile(wanted)));
      }),
      changed('a manifest of another language', 'edition.tampered', (forgery) => forgeEdition(forgery, { language: 'fr' }, forgery.signers.targets)),
    ],
  },
  {
    attack: 'Unicode and path tricks in ids',
    stagings: ['../../etc', 'cafe\u0301', 'a\u202eb', 'CON'].map((id) => changed(`an id of ${JSON.stringify(id)}`, 'edition.damaged', (forgery) => forgeEdition(forgery, { items: [{ ...item, id }] }, forgery.signers.targets))),
  },
  { attack: 'Older app, newer format', stagings: [changed('an edition that needs a later reader', 'edition.newerFormat', (forgery) => forgeEdition(forgery, { minReader: 2, items: 'of another form' }, forgery.signers.targets))] },
];
