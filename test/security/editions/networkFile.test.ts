/** What is published for the network: proved like an edition, apart from it, and readable with no server. */
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Command } from 'commander';
import type { EditionClient } from '../../../electron/editions/index.ts';
import { networkTargetPath } from '../../../shared/content/network.schema.ts';
import { targetFile } from '../../../shared/domain/editionRepository.ts';
import { networkCommand } from '../../../secretariat/publisher/index.ts';
import { readRepository } from '../../../secretariat/publisher/repositoryFolder.ts';
import { readNetworkInForce } from '../../../secretariat/publisher/network/networkInForce.ts';
import { ownNetworkDir } from '../../../secretariat/publisher/network/trialNetwork.ts';
import { flipBit } from './forgery.ts';
import { openLab, readingHash, type Lab } from './editionLab.ts';

let lab: Lab;
let client: EditionClient;
let source: string;
const said: string[] = [];

beforeEach(async () => {
  said.length = 0;
  lab = await openLab();
  client = await lab.client({ storageDir: path.join(lab.folder, 'device') });
  source = path.join(lab.folder, 'network');
  await cp(ownNetworkDir, source, { recursive: true });
});
afterEach(() => lab.close());

const run = async (...words: string[]): Promise<number> => {
  let exit = 0;
  const io = { out: (line: string) => void said.push(line), err: (line: string) => void said.push(line), env: {}, clock: () => lab.time, ask: () => Promise.resolve(null) };
  await new Command().addCommand(networkCommand(io, (code) => { exit = code; })).parseAsync(['network', ...words, '--data', lab.dataDir], { from: 'user' });
  return exit;
};
const change = async (file: string, from: string, to: string): Promise<void> => {
  const place = path.join(source, file);
  const text = await readFile(place, 'utf8');
  expect(text).toContain(from);
  await writeFile(place, text.replace(from, to));
};
const refresh = () => client.refresh({ baseUrl: lab.baseUrl });
const place = async (): Promise<string> => {
  const target = (await readRepository(lab.repository)).current?.targets.signed.targets[networkTargetPath('en')];
  return targetFile(target?.path ?? '', target?.hashes['sha256'] ?? '');
};

it('comes with the app, is renewed without a new edition, and stays after a restart with no server', async () => {
  expect(client.network()?.directory.map(({ id }) => id)).toContain('aldmere');
  const before = readingHash(client);
  const heard: number[] = [];
  client.onNetwork((network) => heard.push(network.number));
  await change('directory.yaml', 'Ines Calder', 'Ilse Calder');
  expect(await run('publish', source)).toBe(0);
  expect(said.join('\n')).toContain('CHANGED in directory: aldmere, name: Ines Calder -> Ilse Calder');
  expect(await refresh()).toMatchObject({ ok: true, value: { isNew: false, number: 1 } });
  expect(heard).toEqual([2]);
  expect(client.network()?.directory[0]?.name).toBe('Ilse Calder');
  expect(readingHash(client)).toBe(before);
  await refresh();
  expect(heard).toEqual([2]);
  const restarted = await lab.client({ storageDir: path.join(lab.folder, 'device') });
  expect(restarted.network()?.directory[0]?.name).toBe('Ilse Calder');
});

it('survives a new edition, and goes along in an update file', async () => {
  await change('announcements.yaml', 'Uvanda hosts', 'Tamira hosts');
  await run('publish', source);
  await lab.publish('One more sentence.');
  expect(await refresh()).toMatchObject({ ok: true, value: { isNew: true } });
  expect(client.network()?.announcements[0]?.title).toContain('Tamira');
  const other = await lab.client();
  expect(await other.importFile(await client.exportFile())).toMatchObject({ ok: true });
  expect(other.network()?.announcements[0]?.title).toContain('Tamira');
});

it('is refused when a bit was changed or the file is missing, and the one before stays', async () => {
  await change('desk.yaml', 'Room 4', 'Room 5');
  await run('publish', source);
  await flipBit(lab.repository, await place(), 40);
  expect(await refresh()).toMatchObject({ ok: false, error: { code: 'edition.tampered' } });
  expect(client.network()?.desk?.office).toContain('Room 4');
  expect(client.state()).toMatchObject({ confirmation: 'current', refusal: { code: 'edition.tampered' } });
  await flipBit(lab.repository, await place(), 40);
  expect(await refresh()).toMatchObject({ ok: true });
  expect(client.network()?.desk?.office).toContain('Room 5');
  const stored = path.join(lab.folder, 'device', 'network.json');
  await writeFile(stored, (await readFile(stored, 'utf8')).replace('Room 5', 'Room 6'));
  expect((await lab.client({ storageDir: path.join(lab.folder, 'device') })).network()?.desk?.office).toContain('Room 4');
});

it('says each fault with its file and line, and publishes nothing then', async () => {
  await change('meetings.yaml', 'endsOn: 2027-05-19', 'endsOn: 2027-05-01');
  await change('directory.yaml', 'email: prevention@foreign.aldmere.example', 'email: nowhere');
  await mkdir(path.join(source, 'photos'));
  await writeFile(path.join(source, 'photos', 'a.txt'), 'x');
  expect(await run('check', source)).toBe(1);
  const text = said.join('\n');
  expect(text).toMatch(/meetings\.yaml:\d+: .*ends before it begins/u);
  expect(text).toMatch(/directory\.yaml:\d+: "email"/u);
  expect(text).toContain('photos/a.txt');
  expect((await readNetworkInForce(lab.dataDir, 'en'))?.network.number).toBe(1);
});
