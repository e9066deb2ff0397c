import * as Y from 'yjs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { expiredNotes } from '../../renderer/vault/engine/noteBin.ts';
import type { NoteSummary } from '../../shared/domain/vault/note.ts';
import { codeOf, readOnce, valueOf, VaultRig, type RunningVault } from './vaultRig.ts';

let rig: VaultRig;
let now = 0;
beforeEach(async () => {
  rig = await VaultRig.make();
  now = Date.parse('2026-11-02T09:00:00Z');
});
afterEach(() => rig.end());
const clock = { now: () => new Date((now += 1_000)).toISOString() };

/** Opens the note, adds a paragraph as the editor would, leaves it. Answers the text that was there on opening. */
async function visit({ client }: RunningVault, id: string, paragraph: string | null): Promise<string> {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, valueOf(await client.commands.openNote(id)).state);
  const before = doc.getXmlFragment('body').toJSON();
  if (paragraph !== null) {
    const from = Y.encodeStateVector(doc);
    const element = new Y.XmlElement('paragraph');
    element.insert(0, [new Y.XmlText(paragraph)]);
    doc.getXmlFragment('body').push([element]);
    const pushed = client.commands.pushNoteUpdate(id, Y.encodeStateAsUpdate(doc, from));
    valueOf(await client.commands.flush());
    valueOf(await pushed);
  }
  valueOf(await client.commands.closeNote(id));
  return before;
}

describe('versions of a note', () => {
  it('are kept with each visit that changed it, can be read, and come back without losing what was there', async () => {
    const first = await rig.startNew(clock);
    const situation = valueOf(await first.client.commands.createSituation({ name: 'S' })).id;
    const id = valueOf(await first.client.commands.createNote(situation, { title: 'First title' })).id;
    await visit(first, id, 'one');
    await visit(first, id, 'two');
    await visit(first, id, null);
    valueOf(await first.client.commands.updateNoteFields(id, { title: 'Second title', reliability: 'B' }));
    await visit(first, id, 'three');
    await first.kill();

    const { client } = await rig.startOpen(clock);
    const versions = valueOf(await client.commands.noteVersions(id));
    const texts = await Promise.all(
      versions.map(async ({ position }) => {
        const version = valueOf(await client.commands.readNoteVersion(id, position));
        const doc = new Y.Doc();
        Y.applyUpdate(doc, version.state);
        return `${version.title}: ${doc.getXmlFragment('body').toJSON()}`;
      }),
    );
    const [one, two, three] = ['one', 'two', 'three'].map((word) => `<paragraph>${word}</paragraph>`);
    expect(texts).toEqual([`Second title: ${one}${two}${three}`, `Second title: ${one}${two}`, `First title: ${one}${two}`, `First title: ${one}`, 'First title: ']);

    valueOf(await client.commands.restoreNoteVersion(id, versions[3]?.position ?? ''));
    expect(await visit({ client } as RunningVault, id, null)).toBe(one);
    expect((await readOnce<readonly NoteSummary[]>(client, { name: 'notes', situationId: situation }))[0]).toMatchObject({ title: 'First title', excerpt: 'one', reliability: 'B' });
    const after = valueOf(await client.commands.noteVersions(id));
    expect(after.map(({ title, characters }) => `${title} ${characters}`)).toContain('Second title 13');
    expect(codeOf(await client.commands.readNoteVersion(id, '0'.repeat(32)))).toBe('vault.notFound');
  });

  it('do not grow without end', async () => {
    const running = await rig.startNew(clock);
    const situation = valueOf(await running.client.commands.createSituation({ name: 'S' })).id;
    const id = valueOf(await running.client.commands.createNote(situation, { title: 'T' })).id;
    for (let index = 0; index < 60; index++) await visit(running, id, `paragraph ${index}`);
    const versions = valueOf(await running.client.commands.noteVersions(id));
    expect(versions.length).toBeLessThan(45);
    expect(versions[0]?.characters).toBeGreaterThan(versions.at(-1)?.characters ?? Infinity);
  });
});

describe('the bin', () => {
  it('gives a note up for good only from there, and every record of it goes', async () => {
    const running = await rig.startNew(clock);
    const { client } = running;
    const situation = valueOf(await client.commands.createSituation({ name: 'S' })).id;
    const kept = valueOf(await client.commands.createNote(situation, { title: 'Kept' })).id;
    await visit(running, kept, 'kept');
    valueOf(await client.commands.flush());
    const before = (await rig.databaseRows()).rows.map(({ id }) => id).sort();
    const id = valueOf(await client.commands.createNote(situation, { title: 'Gone' })).id;
    await visit(running, id, 'granary');
    await visit(running, id, 'bridge');
    expect(codeOf(await client.commands.purgeNote(id))).toBe('vault.notInBin');
    valueOf(await client.commands.trashNote(id));
    valueOf(await client.commands.purgeNote(id));
    expect((await rig.databaseRows()).rows.map((row) => row.id).sort()).toEqual(before);
    expect(valueOf(await running.journal.state()).records).toBe(before.length);
    const titles = async (from: RunningVault) => (await readOnce<readonly NoteSummary[]>(from.client, { name: 'notes', situationId: situation }, (list) => list.length === 1)).map(({ title }) => title);
    expect(await titles(running)).toEqual(['Kept']);
    expect(codeOf(await client.commands.openNote(id))).toBe('vault.notFound');
    expect(valueOf(await client.commands.searchNotes('granary', {}, 5)).total).toBe(0);
    await running.kill();
    expect(await titles(await rig.startOpen(clock))).toEqual(['Kept']);
  });

  it('is emptied after 30 days, and not on the word of a clock that is far ahead', () => {
    const note = (id: string, trashedAt: string | null): NoteSummary => ({ id, trashedAt }) as NoteSummary;
    const notes = [note('a', null), note('b', '2026-10-01T00:00:00Z'), note('c', '2026-10-20T00:00:00Z')];
    expect(expiredNotes(notes, '2026-11-05T00:00:00Z', '2026-11-04T00:00:00Z').map(({ id }) => id)).toEqual(['b']);
    expect(expiredNotes(notes, '2026-10-30T00:00:00Z', '2026-10-29T00:00:00Z')).toEqual([]);
    expect(expiredNotes(notes, '2050-01-01T00:00:00Z', '2026-11-04T00:00:00Z')).toEqual([]);
  });
});
