import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { retryOf } from '../../../electron/editions/editionFailure.ts';
import type { EditionClient } from '../../../electron/editions/index.ts';
import { messages } from '../../../shared/messages/en.ts';
import type { HostileServer } from './attackStaging.ts';
import { attackTable } from './attackTable.ts';
import { openLab, readingHash, type Lab } from './editionLab.ts';

let lab: Lab;
let client: EditionClient;
let server: HostileServer;
let storageDir: string;
const refresh = () => client.refresh({ baseUrl: lab.baseUrl });
/** The device holds edition 2, and edition 3 is out. */
beforeEach(async () => {
  lab = await openLab();
  storageDir = path.join(lab.folder, 'device');
  client = await lab.client({ storageDir });
  await lab.publish('Second.');
  await refresh();
  const before = await lab.copy();
  lab.time = new Date('2026-11-23T09:00:00Z');
  await lab.publish(`Third. ${'A text that takes more than one packet. '.repeat(60)}`);
  server = {
    before,
    copy: () => lab.copy(),
    serve: (folder) => lab.serve(folder),
    signers: () => lab.signers(),
    get now() {
      return lab.time;
    },
    set hook(hook: HostileServer['hook']) {
      lab.hook = hook;
    },
    get hook() {
      return lab.hook;
    },
  };
});
afterEach(() => lab.close());

const cases = attackTable.flatMap(({ attack, stagings }) => stagings.map((staging) => [attack, staging.how, staging] as const));

it('has every attack of the list once', () => {
  expect(attackTable).toHaveLength(21);
  expect(new Set(attackTable.map(({ attack }) => attack)).size).toBe(21);
  expect(attackTable.every(({ stagings }) => stagings.length > 0)).toBe(true);
});

describe('refuses, leaves what is read as it is, byte by byte, and has a sentence for it', () => {
  it.each(cases)('%s: %s', async (_attack, _how, staging) => {
    if ('stage' in staging && staging.holds === 'newest') await refresh();
    const [number, reading] = [client.state().number, readingHash(client)];
    let result;
    if ('stage' in staging) {
      await staging.stage(server);
      result = await refresh();
    } else result = await staging.run(lab, client, server.before, storageDir);
    if (staging.code === null) {
      expect(result).toMatchObject({ ok: true });
      return;
    }
    expect(result).toMatchObject({ ok: false, error: { code: staging.code, messageId: `failure.${staging.code}` } });
    expect(messages).toHaveProperty([`failure.${staging.code}`]);
    expect(client.state().number).toBe(number);
    expect(readingHash(client)).toBe(reading);
    expect(readingHash(await lab.client({ storageDir }))).toBe(reading);
  });
});

it('has a sentence of its own for every code by which an edition can be refused', () => {
  const sentences = Object.keys(retryOf).map((code) => [code, (messages as Readonly<Record<string, string>>)[`failure.${code}`]] as const);
  expect(sentences.filter(([, sentence]) => sentence === undefined)).toEqual([]);
  expect(new Set(sentences.map(([, sentence]) => sentence)).size).toBe(sentences.length);
});
