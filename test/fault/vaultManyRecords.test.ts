import fs from 'node:fs/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createJournal } from '../../electron/vault/journal.ts';
import type { NoteDetail, NoteSummary } from '../../shared/domain/vault/note.ts';
import type { VaultHealth } from '../../shared/domain/vault/vaultStatus.ts';
import { codeOf, passphrase, readOnce, valueOf, VaultRig } from './vaultRig.ts';

let rig: VaultRig;
beforeEach(async () => {
  rig = await VaultRig.make();
});
afterEach(() => rig.end());

const records = 10_000;
/** Each note has its log, its place in the list and its text for the search. */
const others = Math.ceil(records / 3);

it('one damaged record among 10,000, damaged in both stores, is set aside, shown, and stops nothing', async () => {
  const first = await rig.startNew();
  const { commands } = first.client;
  const situationId = valueOf(await commands.createSituation({ name: 'Border' })).id;
  const before = new Set((await rig.databaseRows()).rows.map(({ id }) => id));
  const hurtNote = valueOf(await commands.createNote(situationId, { title: 'Hurt', place: 'Kessa' })).id;
  const own = (await rig.databaseRows()).rows.filter(({ id }) => !before.has(id));
  const [other] = (await Promise.all(Array.from({ length: others }, (_, index) => commands.createNote(situationId, { title: `Note ${index}`, place: 'Kessa' })))).map((made) => valueOf(made).id);
  await first.client.lock();
  await first.kill();
  const { rows, generation } = await rig.databaseRows();
  expect(rows.length, 'control: that many records').toBeGreaterThanOrEqual(records);
  // Its log alone has a bucket of its own; the list and the search share theirs with all other notes.
  const [victim, ...more] = own.filter(({ bucket }) => rows.filter((row) => row.bucket === bucket).length === 1);
  expect(more).toEqual([]);
  const hurt = rows.map((row) => (row.id === victim?.id ? { ...row, blob: row.blob.map((byte, at) => (at === 100 ? byte ^ 1 : byte)) } : row));
  for (const name of await rig.journalFiles()) await fs.rm(name);
  const journal = createJournal({ directory: rig.directory });
  valueOf(await journal.append({ generation, entries: hurt.map((row) => ({ op: 'put', ...row })) }));
  await journal.close();
  await rig.replaceDatabase(hurt, generation);

  const { client } = rig.start();
  valueOf(await client.unlock(passphrase));
  expect(await readOnce<readonly NoteSummary[]>(client, { name: 'notes', situationId })).toHaveLength(others + 1);
  expect(valueOf(await client.commands.searchNotes('kessa', {}, 5)).total).toBe(others + 1);
  expect(codeOf(await client.commands.openNote(hurtNote))).toBe('vault.documentDamaged');
  expect((await readOnce<VaultHealth>(client, { name: 'health' }, (health) => health.setAside.length > 0)).setAside).toHaveLength(1);
  expect(await readOnce<NoteDetail>(client, { name: 'note', id: other ?? '' })).toMatchObject({ id: other });
  valueOf(await client.commands.createNote(situationId, { title: 'Written after' }));
  expect(await readOnce<readonly NoteSummary[]>(client, { name: 'notes', situationId }, (notes) => notes.length === others + 2)).toHaveLength(others + 2);
}, 240_000);
