import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bundleEdition } from '../../../build/bundleEdition.ts';
import type { EditionClient } from '../../../electron/editions/index.ts';
import { lotOf } from '../../../electron/editions/rollout.ts';
import { wholeEdition } from '../../../shared/content/wholeEdition.fixture.ts';
import { openDesk, type TestDesk } from './deskFixture.ts';
import { openLab, type Lab } from './editionLab.ts';

/** An edition that reaches a share of devices first: published by the desk's commands, taken by clients over a socket. */
let lab: Lab;
let desk: TestDesk;
let bundledDir: string;
beforeAll(async () => {
  lab = await openLab();
  desk = await openDesk(lab.folder, () => lab.time);
  await desk.publish(await folderWith(null), '--edition', '2026.1');
  bundledDir = path.join(lab.folder, 'desk-bundled');
  await bundleEdition({ trustDir: desk.repository, outDir: bundledDir });
  lab.serve(desk.repository);
});
afterAll(() => lab.close());

async function folderWith(sentence: string | null): Promise<string> {
  const folder = await mkdtemp(path.join(lab.folder, 'source-'));
  const files = wholeEdition();
  files.delete('edition.yaml');
  const file = 'manual/01-commitment/01-four-crimes.md';
  if (sentence !== null) files.set(file, `${files.get(file) ?? ''}\n\n${sentence}\n`);
  for (const [name, text] of files) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), text);
  }
  return folder;
}

/** Seeds with which a device is within, or outside, the first `percent` for each of these editions. */
function seedFor(numbers: readonly number[], percent: number, isWithin: boolean): string {
  for (let at = 0; ; at += 1) {
    const seed = at.toString(16).padStart(32, '0');
    if (numbers.every((number) => lotOf(seed, number) < percent === isWithin)) return seed;
  }
}
let made = 0;
async function device(seed: string): Promise<{ client: EditionClient; storageDir: string }> {
  const storageDir = path.join(lab.folder, `staged-${(made += 1)}`);
  await mkdir(storageDir, { recursive: true });
  await writeFile(path.join(storageDir, 'lot.json'), JSON.stringify({ format: 1, seed }));
  return { client: await lab.client({ storageDir, bundledDir }), storageDir };
}
const ask = async (client: EditionClient, ahead = false) => client.refresh({ baseUrl: lab.baseUrl }, { ahead });
const nextHour = (): void => void (lab.time = new Date(lab.time.getTime() + 3_600_000));

it('reaches the share first, keeps the others current on the edition before, and everyone in the end', async () => {
  const first = await device(seedFor([2, 3], 20, true));
  const other = await device(seedFor([2, 3, 4], 20, false));
  nextHour();
  await desk.publish(await folderWith('Given to a few.'), '--percent', '20');
  expect(await ask(first.client)).toMatchObject({ ok: true, value: { isNew: true, number: 2 } });
  expect(await ask(other.client)).toMatchObject({ ok: true, value: { isNew: false, number: 1 } });
  expect(other.client.state()).toMatchObject({ number: 1, confirmation: 'current', ahead: { edition: '2026.2', percent: 20 } });
  expect(first.client.state()).toMatchObject({ number: 2, confirmation: 'current', ahead: null });

  // After a restart each is where it was, and still current.
  const restarted = await lab.client({ storageDir: other.storageDir, bundledDir });
  expect(restarted.state()).toMatchObject({ number: 1, confirmation: 'current', ahead: { edition: '2026.2' } });
  expect((await lab.client({ storageDir: first.storageDir, bundledDir })).state()).toMatchObject({ number: 2, confirmation: 'current' });

  // What is wrong in it is put right for the same share; those who had it get the new one whatever their lot is now.
  nextHour();
  await desk.publish(await folderWith('Put right.'), '--percent', '10');
  const early = await device(seedFor([3], 10, false));
  expect(await ask(early.client)).toMatchObject({ ok: true, value: { number: 1 } });
  expect(await ask(first.client)).toMatchObject({ ok: true, value: { isNew: true, number: 3 } });
  expect(await ask(other.client)).toMatchObject({ ok: true, value: { isNew: false, number: 1 } });

  nextHour();
  await desk.rollout(100);
  expect(await ask(other.client)).toMatchObject({ ok: true, value: { isNew: true, number: 3 } });
  expect(other.client.state()).toMatchObject({ confirmation: 'current', ahead: null });
  expect(await ask(first.client)).toMatchObject({ ok: true, value: { isNew: false, number: 3 } });
});

it('is given at once to a person who asks, and a file from a device outside the share carries the edition before', async () => {
  const outside = await device(seedFor([4], 5, false));
  expect(await ask(outside.client)).toMatchObject({ ok: true, value: { number: 3 } });
  nextHour();
  await desk.publish(await folderWith('In steps again.'), '--percent', '5');
  expect(await ask(outside.client)).toMatchObject({ ok: true, value: { isNew: false, number: 3 } });
  const carried = await outside.client.exportFile();
  const offline = await device(seedFor([4], 5, false));
  expect(await offline.client.importFile(carried)).toMatchObject({ ok: true, value: { isNew: true, number: 3 } });
  expect(await ask(outside.client, true)).toMatchObject({ ok: true, value: { isNew: true, number: 4 } });
  // A device that comes from far back gets the edition before, whole.
  const late = await device(seedFor([4], 5, false));
  expect(await ask(late.client)).toMatchObject({ ok: true, value: { isNew: true, number: 3 } });
  expect((await lab.client({ storageDir: late.storageDir, bundledDir })).state()).toMatchObject({ number: 3, confirmation: 'current', ahead: { percent: 5 } });
});

it('gives each edition another share, near to what was asked for', () => {
  const within = (number: number): Set<number> => new Set(Array.from({ length: 10_000 }, (_, at) => at).filter((at) => lotOf(`device ${at}`, number) < 20));
  const [a, b] = [within(7), within(8)];
  for (const share of [a, b]) expect(Math.abs(share.size - 2_000)).toBeLessThan(160); // four standard deviations of a binomial
  const both = [...a].filter((at) => b.has(at)).length;
  expect(Math.abs(both - 400)).toBeLessThan(80);
});

it('refuses a share that is none, and a first edition in steps', async () => {
  await expect(desk.rollout(0)).rejects.toThrow(/no share of devices/);
  await mkdir(path.join(lab.folder, 'fresh'));
  const fresh = await openDesk(path.join(lab.folder, 'fresh'), () => lab.time);
  await expect(fresh.publish(await folderWith(null), '--percent', '20')).rejects.toThrow(/first edition/);
});
