import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openLab, readingHash, type Lab } from './editionLab.ts';

let lab: Lab;
beforeEach(async () => {
  lab = await openLab();
});
afterEach(() => lab.close());

const dayMs = 86_400_000;
/** Ten years back to ten years ahead, closer together around the days on which something runs out. */
const offsets = [-3_650, -2_000, -900, -365, -30, -15, -14, -13, -1, 0, 1, 12, 13, 14, 15, 60, 365, 396, 800, 1_100, 2_000, 3_650];

it('reads the same at every time of the clock, and says how far the edition is confirmed', async () => {
  const right = lab.time;
  const device = { storageDir: path.join(lab.folder, 'device') };
  await lab.publish('Second.');
  const first = await lab.client(device);
  expect(await first.refresh({ baseUrl: lab.baseUrl })).toMatchObject({ ok: true });
  const reading = readingHash(first);
  const confirmedAt = first.state().confirmedAt;
  for (const days of offsets) {
    lab.time = new Date(right.getTime() + days * dayMs);
    const client = await lab.client(device);
    expect([days, readingHash(client)]).toEqual([days, reading]);
    // A clock that is behind what signatures prove is not believed; one that is ahead ends the confirmation after its 14 days.
    expect([days, client.state().confirmation]).toEqual([days, days < 14 ? 'current' : 'last-confirmed']);
    expect(client.state().confirmedAt).toBe(confirmedAt);
    const asked = await client.refresh({ baseUrl: lab.baseUrl });
    expect([days, asked.ok ? 'confirmed' : asked.error.code]).toEqual([days, days < 14 ? 'confirmed' : 'edition.expired']);
    expect(readingHash(client)).toBe(reading);
  }
  lab.time = right;
  const after = await lab.client(device);
  expect(after.state()).toMatchObject({ confirmation: 'current', refusal: null });
  expect(await after.refresh({ baseUrl: lab.baseUrl })).toMatchObject({ ok: true });
});
