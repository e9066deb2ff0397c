/** Whoever takes the whole database and the logs finds nothing of what two real devices exchanged, shared and compacted. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { devicesOfOnePerson, exchanged, noteOf } from '../fault/sync/simPerson.ts';
import { onEachDatabase } from './onEachDatabase.ts';

const canaries = ['Kestrelmoor', 'Ashgrovedene', 'Siltharrow'];

await onEachDatabase('a full dump', (server) => {
  it('of the database and the logs holds no word, title, key or name of a kind', async () => {
    const { devices, server: account } = await devicesOfOnePerson(server.running, ['desk', 'laptop']);
    const [desk, laptop] = devices;
    if (desk === undefined || laptop === undefined) throw new Error('there are two devices');
    const id = await noteOf(desk, canaries[0] ?? '', `${canaries[1] ?? ''} x`);
    for (const device of [desk, laptop]) await exchanged(device);
    expect(await laptop.type(id, 0, `${canaries[2] ?? ''} x`)).toBe(true);
    await laptop.compactsAtOnce(() => exchanged(laptop));
    for (const device of [desk, laptop, desk]) await exchanged(device);
    expect(await account.removedTo()).toBeGreaterThan(0);
    for (const word of canaries.slice(1)) expect((await desk.content()).get(`note/${id}`)).toContain(word);

    const secrets = [...canaries, id, 'situation/', 'changedAt', desk.vault?.exchanged.keys()[0]?.[2] ?? 'no key'].flatMap((text) => [Buffer.from(text, 'utf8'), Buffer.from(text, 'utf16le')]);
    const holds = (bytes: Buffer): boolean => secrets.some((secret) => bytes.includes(secret));
    const tables = await server.running.db.introspection.getTables();
    expect(tables.length).toBeGreaterThan(9);
    let looked = 0;
    for (const { name } of tables) {
      const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(name)}`.execute(server.running.db);
      for (const value of rows.flatMap((row) => Object.values(row))) {
        looked += 1;
        expect(holds(value instanceof Uint8Array ? Buffer.from(value) : Buffer.from(String(value))), name).toBe(false);
      }
    }
    expect(looked).toBeGreaterThan(50);
    // The files of SQLite hold what was deleted as well.
    for (const file of await readdir(server.dataDir, { recursive: true, withFileTypes: true })) {
      if (file.isFile() && !file.parentPath.includes('repository')) expect(holds(await readFile(path.join(file.parentPath, file.name))), file.name).toBe(false);
    }
  }, 120_000);
});
