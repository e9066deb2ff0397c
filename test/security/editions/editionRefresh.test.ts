import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openLab, readingHash, type Lab } from './editionLab.ts';

let lab: Lab;
beforeEach(async () => {
  lab = await openLab();
});
afterEach(() => lab.close());

describe('an honest server', () => {
  it('confirms the bundled edition, brings the next one, and it is there after a restart without a network', async () => {
    const device = { storageDir: `${lab.folder}/device` };
    const client = await lab.client(device);
    expect(client.state()).toMatchObject({ number: 1, edition: '2026.1', confirmation: 'bundled', refusal: null });
    expect(await client.refresh({ baseUrl: lab.baseUrl })).toEqual({ ok: true, value: { isNew: false, number: 1, edition: '2026.1' } });
    expect(client.state()).toMatchObject({ number: 1, confirmation: 'current', confirmedAt: '2026-11-21T09:00:00.000Z' });

    lab.time = new Date('2026-11-22T09:00:00Z');
    await lab.publish('One more sentence.');
    lab.requests.length = 0;
    expect(await client.refresh({ baseUrl: lab.baseUrl })).toMatchObject({ ok: true, value: { isNew: true, number: 2, edition: '2026.2' } });
    expect(lab.requests.filter((request) => request.file.includes('blobs/'))).toHaveLength(1);
    expect(client.state()).toMatchObject({ number: 2, confirmation: 'current', confirmedAt: '2026-11-22T09:00:00.000Z', checking: false, progress: null });
    expect(client.previousManifest()?.number).toBe(1);
    const before = readingHash(client);

    lab.requests.length = 0;
    const restarted = await lab.client(device);
    expect(lab.requests).toEqual([]);
    expect(restarted.state()).toMatchObject({ number: 2, confirmation: 'current' });
    expect(Object.values(restarted.active().texts).some((text) => text.includes('One more sentence.'))).toBe(true);
    expect({ ...restarted.active(), state: null }).toEqual({ ...client.active(), state: null });
    expect(readingHash(restarted)).toBe(before);
    expect(restarted.previousManifest()?.number).toBe(1);
  });
});
