import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { NoteSummary } from '../../../shared/domain/vault/note.ts';
import type { VaultHealth } from '../../../shared/domain/vault/vaultStatus.ts';
import { insist, type FaultSuite } from '../faultSuite.ts';
import { passphrase, readOnce, valueOf, VaultRig } from '../vaultRig.ts';

const wantedRecords = 10_000;

export const damagedRecords: FaultSuite = {
  name: 'damaged-record',
  about: `one record of ${wantedRecords} damaged in both stores: it is set aside and shown, and every note but its own opens as before`,
  rounds: { full: 10, ci: 1 },
  run: async ({ seed, rounds, random }) => {
    const folder = await mkdtemp(path.join(tmpdir(), 'fault-damage-'));
    const rig = VaultRig.at(folder);
    try {
      const first = await rig.startNew();
      const situationId = valueOf(await first.client.commands.createSituation({ name: 'Large' })).id;
      let notes = 0;
      while ((await rig.databaseRows()).rows.length < wantedRecords) {
        const made = await Promise.all(Array.from({ length: 500 }, (_, index) => first.client.commands.createNote(situationId, { title: `Note ${notes + index}` })));
        for (const each of made) valueOf(each);
        notes += made.length;
      }
      await first.client.lock();
      await first.kill();
      const clean = await rig.databaseRows();
      let aside = 0;
      let unopened = 0;
      for (let round = 0; round < rounds; round += 1) {
        const about = `seed ${seed}, round ${round}`;
        const victim = Math.floor(random() * clean.rows.length);
        const rows = clean.rows.map((row, index) => {
          if (index !== victim) return row;
          const blob = row.blob.slice();
          const at = Math.floor(random() * blob.length);
          blob[at] = (blob[at] ?? 0) ^ (1 << Math.floor(random() * 8));
          return { ...row, blob };
        });
        // The journal is lost, so it is written again from the damaged rows: neither store has the record whole.
        for (const file of await rig.journalFiles()) await rm(file);
        await rig.replaceDatabase(rows, clean.generation + 1_000 * (round + 1));
        const running = rig.start();
        const { client } = running;
        valueOf(await client.unlock(passphrase));
        const list = await readOnce<readonly NoteSummary[]>(client, { name: 'notes', situationId }, (found) => found.length >= notes - 1);
        insist(list.length >= notes - 1, `${about}: ${notes - list.length} of ${notes} notes are missing from the list`);
        insist(new Set(list.map(({ id }) => id)).size === list.length, `${about}: a note is listed twice`);
        let lost = 0;
        for (const note of list) {
          const opened = await client.commands.openNote(note.id);
          insist(opened.ok || opened.error.code === 'vault.documentDamaged' || opened.error.code === 'vault.notFound', `${about}: ${note.title} did not open: ${opened.ok ? '' : opened.error.code}`);
          if (!opened.ok) lost += 1;
          await client.commands.closeNote(note.id);
        }
        insist(lost <= 1, `${about}: one damaged record, and ${lost} notes do not open`);
        unopened += lost;
        valueOf(await client.commands.createNote(situationId, { title: 'Written after the damage' }));
        aside += (await readOnce<VaultHealth>(client, { name: 'health' })).setAside.length;
        await running.kill();
      }
      return { done: `${rounds} damaged records among ${clean.rows.length}, ${unopened} notes that do not open, ${aside} records set aside and shown; list entries were made again from their notes` };
    } finally {
      await rig.end();
      await rm(folder, { recursive: true, force: true });
    }
  },
};
