import { execFile } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { filesBelow, openLab, type Lab } from './editionLab.ts';

const root = path.resolve(import.meta.dirname, '../../..');
let lab: Lab;
beforeEach(async () => {
  lab = await openLab();
});
afterEach(() => lab.close());

it('the script of docs/editions.md drives the client without Electron', async () => {
  const page = await readFile(path.join(root, 'docs/editions.md'), 'utf8');
  const script = /```ts\n([\s\S]*?)```/.exec(page)?.[1] ?? '';
  const file = path.join(lab.folder, `edition-script-${process.pid}.ts`);
  await writeFile(file, script.replace("'./electron/editions/index.ts'", JSON.stringify(path.join(root, 'electron/editions/index.ts'))));
  lab.time = new Date();
  await lab.publish('Second.');
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [file, lab.bundledDir, path.join(lab.folder, 'script'), lab.baseUrl]);
    expect(stdout).toMatch(/open \{"number":1,/);
    expect(stdout).toMatch(/refresh \{"ok":true,"value":\{"isNew":true,"number":2,/);
    expect(stdout).toMatch(/reading 2026\.2 \d+ items/);
  } finally {
    await rm(file);
  }
});

it('the bundled edition holds what is in force and nothing older', async () => {
  await lab.publish('Second.');
  const { bundleEdition } = await import('../../../build/bundleEdition.ts');
  await bundleEdition({ trustDir: lab.repository, outDir: lab.bundledDir });
  const files = await filesBelow(lab.bundledDir);
  expect(files.filter((name) => name.startsWith('metadata'))).toEqual(['metadata/1.root.json', 'metadata/2.snapshot.json', 'metadata/2.targets.json', 'metadata/timestamp.json']);
  expect(files.filter((name) => name.endsWith('.manifest.json'))).toHaveLength(1);
  const client = await lab.client();
  expect(client.state()).toMatchObject({ number: 2, confirmation: 'bundled' });
  expect(files.filter((name) => name.includes('blobs'))).toHaveLength(client.active().manifest.items.length);
});
