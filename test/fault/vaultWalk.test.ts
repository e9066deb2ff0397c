import fs from 'node:fs/promises';
import path from 'node:path';
import * as Y from 'yjs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { NoteDetail, NoteSummary } from '../../shared/domain/vault/note.ts';
import type { Profile, ProfileDraft } from '../../shared/domain/vault/profile.ts';
import type { ProgrammeProgress } from '../../shared/domain/vault/programmeProgress.ts';
import type { Situation } from '../../shared/domain/vault/situation.ts';
import type { VaultHealth } from '../../shared/domain/vault/vaultStatus.ts';
import { codeOf, passphrase, readOnce, valueOf, VaultRig } from './vaultRig.ts';

let rig: VaultRig;
beforeEach(async () => {
  rig = await VaultRig.make();
});
afterEach(() => rig.end());

const profile: Profile = { country: 'Arendelle', appointedOn: '2026-11-02', location: 'foreign-ministry', appointment: 'career', portfolio: 'broad', form: 'individual', capacity: 'low', riskHistory: true };

/** Types into a note as the editor would. */
function editor(state: Uint8Array) {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, state, 'vault');
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array, origin: unknown) => origin !== 'vault' && updates.push(update));
  const type = (text: string): Uint8Array => {
    const body = doc.getXmlFragment('body');
    const paragraph = new Y.XmlElement('paragraph');
    paragraph.insert(0, [new Y.XmlText(text)]);
    body.insert(body.length, [paragraph]);
    const update = updates.pop();
    if (update === undefined) throw new Error('nothing was typed');
    return update;
  };
  return { doc, type, text: () => doc.getXmlFragment('body').toJSON() };
}

describe('a vault', () => {
  it('keeps everything through a restart', async () => {
    const first = await rig.startNew();
    const { commands } = first.client;
    valueOf(await commands.saveProfileDraft({ country: 'Arend', riskHistory: false }));
    expect(await readOnce<ProfileDraft>(first.client, { name: 'profileDraft' })).toEqual({ country: 'Arend', riskHistory: false });
    valueOf(await commands.saveProfile(profile));
    valueOf(await commands.setTaskState('wk-01', 'declined', { reason: 'Done by the office before me' }));
    valueOf(await commands.setStepDone('wk-02', '1', true));
    valueOf(await commands.moveTaskDate('wk-03', '2026-12-24'));
    const situation = valueOf(await commands.createSituation({ name: 'Northern border', stage: 'serious-concern' }));
    const note = valueOf(await commands.createNote(situation.id, { title: 'Call' }));
    const typing = editor(valueOf(await commands.openNote(note.id)).state);
    valueOf(await commands.pushNoteUpdate(note.id, typing.type('Three files were opened since October.')));
    valueOf(await commands.updateNoteFields(note.id, { title: 'Call with the prosecutor', reliability: 'B' }));
    valueOf(await commands.markSectionRead('01-commitment-2005', 'a'.repeat(64)));
    valueOf(await commands.setLastSeenEdition(3));
    valueOf(await commands.savePersonalSettings({ 'panel.open': true }));
    const identity = valueOf(await commands.deviceIdentity());
    await first.kill();

    const second = await rig.startOpen();
    const { client } = second;
    expect(await readOnce(client, { name: 'profile' })).toEqual(profile);
    expect(await readOnce(client, { name: 'profileDraft' })).toBeNull();
    const programme = await readOnce<ProgrammeProgress>(client, { name: 'programme' });
    expect(programme['wk-01']).toMatchObject({ state: 'declined', reason: 'Done by the office before me' });
    expect(programme['wk-02']).toMatchObject({ state: 'in-progress', stepsDone: ['1'] });
    expect(programme['wk-03']).toMatchObject({ state: 'todo', dueOn: '2026-12-24' });
    const situations = await readOnce<readonly Situation[]>(client, { name: 'situations' });
    expect(situations.map(({ name, stage }) => ({ name, stage }))).toEqual([{ name: 'Northern border', stage: 'serious-concern' }]);
    const notes = await readOnce<readonly NoteSummary[]>(client, { name: 'notes', situationId: situation.id });
    expect(notes).toHaveLength(1);
    expect(notes[0]).toMatchObject({ title: 'Call with the prosecutor', excerpt: 'Three files were opened since October.', reliability: 'B', situationId: situation.id });
    const again = editor(valueOf(await client.commands.openNote(note.id)).state);
    expect(again.text()).toContain('Three files were opened since October.');
    expect(await readOnce<NoteDetail>(client, { name: 'note', id: note.id })).toMatchObject({ fields: { title: 'Call with the prosecutor', reliability: 'B', handling: 'private' } });
    expect(await readOnce(client, { name: 'editionRead' })).toMatchObject({ lastSeenEdition: 3, sections: { '01-commitment-2005': { sha256: 'a'.repeat(64) } } });
    expect(await readOnce(client, { name: 'personalSettings' })).toEqual({ 'panel.open': true });
    expect(valueOf(await client.commands.deviceIdentity())).toEqual(identity);
    expect(identity.signKey).toMatch(/^[0-9a-f]{64}$/);
  });

  it('revives no document to unlock and to show its lists', async () => {
    const first = await rig.startNew();
    const situation = valueOf(await first.client.commands.createSituation({ name: 'S' }));
    for (let index = 0; index < 5; index++) valueOf(await first.client.commands.createNote(situation.id, { title: `Note ${index}` }));
    await first.kill();
    const second = rig.start();
    const report = valueOf(await second.client.unlock(passphrase));
    expect(report).toEqual({ restored: null, journalRewritten: null, tornBytes: 0, olderBy: 0, documentsRevived: 0 });
    expect(await readOnce<readonly NoteSummary[]>(second.client, { name: 'notes', situationId: situation.id })).toHaveLength(5);
  });

  it('tells a subscriber of each change and keeps a snapshot’s identity in between', async () => {
    const { client } = await rig.startNew();
    const seen: unknown[] = [];
    client.subscribe({ name: 'situations' }, () => seen.push(client.getSnapshot({ name: 'situations' })));
    const situation = valueOf(await client.commands.createSituation({ name: 'One' }));
    await readOnce<readonly Situation[]>(client, { name: 'situations' }, (list) => list.length === 1);
    expect(client.getSnapshot({ name: 'situations' })).toBe(client.getSnapshot({ name: 'situations' }));
    valueOf(await client.commands.archiveSituation(situation.id, true));
    const archived = await readOnce<readonly Situation[]>(client, { name: 'situations' }, (list) => list[0]?.archivedAt !== null);
    expect(archived[0]?.name).toBe('One');
    expect(seen.length).toBeGreaterThanOrEqual(2);
  });

  it('bins a note and brings it back', async () => {
    const { client } = await rig.startNew();
    const situation = valueOf(await client.commands.createSituation({ name: 'S' }));
    const note = valueOf(await client.commands.createNote(situation.id));
    valueOf(await client.commands.trashNote(note.id));
    const binned = await readOnce<readonly NoteSummary[]>(client, { name: 'notes', situationId: situation.id }, (list) => list[0]?.trashedAt !== null);
    expect(binned).toHaveLength(1);
    valueOf(await client.commands.restoreNote(note.id));
    await readOnce<readonly NoteSummary[]>(client, { name: 'notes', situationId: situation.id }, (list) => list[0]?.trashedAt === null);
  });

  it('folds a long log into a snapshot and loses no word of it', async () => {
    const first = await rig.startNew();
    const { commands } = first.client;
    const situation = valueOf(await commands.createSituation({ name: 'S' }));
    const note = valueOf(await commands.createNote(situation.id));
    const typing = editor(valueOf(await commands.openNote(note.id)).state);
    for (let index = 0; index < 90; index++) {
      const pushed = commands.pushNoteUpdate(note.id, typing.type(`word${index}.`));
      valueOf(await commands.flush());
      valueOf(await pushed);
    }
    const whileOpen = (await rig.databaseRows()).rows.length;
    valueOf(await commands.closeNote(note.id));
    const afterClose = (await rig.databaseRows()).rows.length;
    expect(whileOpen).toBeLessThan(60);
    expect(afterClose).toBeLessThan(12);
    await first.kill();
    const { client } = await rig.startOpen();
    const text = editor(valueOf(await client.commands.openNote(note.id)).state).text();
    for (let index = 0; index < 90; index++) expect(text).toContain(`word${index}.`);
  });

  it('refuses wrong arguments, unknown notes and unreadable updates', async () => {
    const { client } = await rig.startNew();
    const unknown = '0'.repeat(32);
    expect(codeOf(await client.commands.openNote(unknown))).toBe('vault.notFound');
    expect(codeOf(await client.commands.createNote(unknown))).toBe('vault.notFound');
    expect(codeOf(await client.commands.updateSituation(unknown, { name: 'x' }))).toBe('vault.notFound');
    expect(codeOf(await client.commands.openNote('../etc'))).toBe('vault.badArguments');
    expect(codeOf(await client.commands.saveProfile({ ...profile, appointedOn: 'soon' }))).toBe('vault.badArguments');
    const situation = valueOf(await client.commands.createSituation({ name: 'S' }));
    const note = valueOf(await client.commands.createNote(situation.id));
    expect(codeOf(await client.commands.pushNoteUpdate(note.id, Uint8Array.of(255, 1, 2, 3)))).toBe('vault.badArguments');
    expect(await readOnce(client, { name: 'note', id: unknown })).toBeNull();
  });
});

describe('opening', () => {
  it('says whether there is a vault, and refuses a wrong passphrase and a second vault', async () => {
    const first = rig.start();
    expect(codeOf(await first.client.unlock(passphrase))).toBe('vault.none');
    expect(first.client.status()).toBe('none');
    expect(codeOf(await first.client.create({ passphrase: '  ' }))).toBe('vault.passphraseEmpty');
    expect(codeOf(await first.client.create({ passphrase, kdf: { opsLimit: 2, memLimitBytes: 64 * 1024 * 1024 } }))).toBe('vault.kdfBelowFloor');
    valueOf(await first.client.create({ passphrase }));
    expect(first.client.status()).toBe('open');
    await first.kill();
    const second = rig.start();
    expect(codeOf(await second.client.unlock(`${passphrase}x`))).toBe('vault.wrongPassphrase');
    expect(second.client.status()).toBe('locked');
    expect(codeOf(await second.client.create({ passphrase }))).toBe('vault.exists');
    valueOf(await second.client.unlock(`  ${passphrase} `));
    expect(codeOf(await second.client.unlock(passphrase))).toBe('vault.alreadyOpen');
  });

  it('takes the same passphrase in another Unicode form', async () => {
    const first = rig.start();
    valueOf(await first.client.create({ passphrase: 'caf\u00e9 au lait \ufb01n' }));
    await first.kill();
    valueOf(await rig.start().client.unlock('cafe\u0301 au lait fin'));
  });

  it('works with the real Argon2id at its floor', async () => {
    const first = rig.start({ realKdf: true });
    valueOf(await first.client.create({ passphrase }));
    valueOf(await first.client.commands.saveProfile(profile));
    await first.kill();
    const second = rig.start({ realKdf: true });
    expect(codeOf(await second.client.unlock('anchor velvet orchard signal pebble lanterns'))).toBe('vault.wrongPassphrase');
    valueOf(await second.client.unlock(passphrase));
    expect(await readOnce(second.client, { name: 'profile' })).toEqual(profile);
  });
});

describe('locking', () => {
  it('saves what was typed, ends the worker, forgets every value and refuses commands', async () => {
    const { client } = await rig.startNew();
    const situation = valueOf(await client.commands.createSituation({ name: 'S' }));
    const note = valueOf(await client.commands.createNote(situation.id));
    const typing = editor(valueOf(await client.commands.openNote(note.id)).state);
    const statuses: string[] = [];
    client.subscribeStatus(() => statuses.push(client.status()));
    const stop = client.subscribe({ name: 'situations' }, () => undefined);
    await readOnce(client, { name: 'situations' });
    const pushed = client.commands.pushNoteUpdate(note.id, typing.type('Last words before the lock'));
    await client.lock();
    expect(codeOf(await pushed)).toBe('ok');
    expect(client.status()).toBe('locked');
    expect(client.getSnapshot({ name: 'situations' })).toEqual({ state: 'loading' });
    expect(codeOf(await client.commands.setTaskState('wk-01', 'done'))).toBe('vault.locked');
    valueOf(await client.unlock(passphrase));
    expect(statuses).toEqual(['locked', 'opening', 'open']);
    await readOnce<readonly Situation[]>(client, { name: 'situations' }, (list) => list.length === 1);
    stop();
    expect(editor(valueOf(await client.commands.openNote(note.id)).state).text()).toContain('Last words before the lock');
  });

  it('does not wait longer than its limit for a disk that does not answer', async () => {
    let stuck = false;
    const running = await rig.startNew({ wrapStorage: (storage) => ({ ...storage, journalAppend: (batch) => (stuck ? new Promise(() => undefined) : storage.journalAppend(batch)) }) });
    stuck = true;
    const command = running.client.commands.setTaskState('wk-01', 'done');
    const started = Date.now();
    await running.client.lock();
    expect(Date.now() - started).toBeLessThan(3_000);
    expect(codeOf(await command)).toBe('vault.locked');
  });
});

describe('the disk', () => {
  it('holds no readable word, id or kind of what was written', async () => {
    const canary = 'zqxcanaryvk';
    const running = await rig.startNew();
    const { commands } = running.client;
    valueOf(await commands.saveProfile({ ...profile, country: canary }));
    valueOf(await commands.setTaskState('canarytask01', 'waiting', { whom: canary, reason: canary }));
    const situation = valueOf(await commands.createSituation({ name: canary, area: canary }));
    const note = valueOf(await commands.createNote(situation.id, { title: canary, source: canary }));
    const typing = editor(valueOf(await commands.openNote(note.id)).state);
    valueOf(await commands.pushNoteUpdate(note.id, typing.type(`${canary} and more`)));
    await running.client.lock();
    const { rows } = await rig.databaseRows();
    const stored = Buffer.concat([
      ...rows.map((row) => Buffer.from(`${row.id}${row.bucket}`)),
      ...rows.map((row) => Buffer.from(row.blob)),
      ...(await Promise.all((await fs.readdir(rig.directory)).map((name) => fs.readFile(path.join(rig.directory, name))))),
    ]);
    expect(rows.length).toBeGreaterThan(5);
    for (const word of [canary, 'canarytask01', situation.id, note.id, 'situation', 'profile', 'waiting', 'Untitled', 'body', 'savedAt']) {
      expect(stored.includes(Buffer.from(word, 'utf8')), word).toBe(false);
      expect(stored.includes(Buffer.from(word, 'utf16le')), word).toBe(false);
    }
    for (const key of rows.map((row) => Object.keys(row).sort().join())) expect(key).toBe('blob,bucket,id');
  });

  it('that is full loses nothing typed, undoes the command and says so', async () => {
    let full = false;
    const running = await rig.startNew({ wrapStorage: (storage) => ({ ...storage, journalAppend: (batch) => (full ? Promise.resolve({ ok: false, error: { code: 'vault.diskFull', retry: 'later', messageId: 'failure.vault.diskFull', details: {} } }) : storage.journalAppend(batch)) }) });
    const { client } = running;
    const situation = valueOf(await client.commands.createSituation({ name: 'S' }));
    const note = valueOf(await client.commands.createNote(situation.id));
    const typing = editor(valueOf(await client.commands.openNote(note.id)).state);
    full = true;
    const pushed = client.commands.pushNoteUpdate(note.id, typing.type('typed on a full disk'));
    expect(codeOf(await client.commands.createSituation({ name: 'Not saved' }))).toBe('vault.diskFull');
    expect(codeOf(await client.commands.updateNoteFields(note.id, { title: 'Not saved' }))).toBe('vault.diskFull');
    expect(codeOf(await pushed)).toBe('vault.diskFull');
    expect(await readOnce<VaultHealth>(client, { name: 'health' }, (health) => health.unsaved > 0)).toMatchObject({ failureCode: 'vault.diskFull' });
    expect(await readOnce<readonly Situation[]>(client, { name: 'situations' })).toHaveLength(1);
    const onDisk = await rig.databaseRows();
    expect(onDisk.generation, 'the working store never runs ahead of the journal').toBe(valueOf(await running.journal.state()).generation);
    expect(onDisk.rows).toHaveLength(valueOf(await running.journal.state()).records);
    expect(await readOnce<NoteDetail>(client, { name: 'note', id: note.id })).toMatchObject({ fields: { title: '' } });
    full = false;
    valueOf(await client.commands.flush());
    expect(await readOnce<VaultHealth>(client, { name: 'health' }, (health) => health.unsaved === 0)).toMatchObject({ failureCode: null });
    await running.kill();
    const second = await rig.startOpen();
    expect(editor(valueOf(await second.client.commands.openNote(note.id)).state).text()).toContain('typed on a full disk');
    expect(await readOnce<NoteDetail>(second.client, { name: 'note', id: note.id })).toMatchObject({ fields: { title: '' } });
    expect(await readOnce<readonly NoteSummary[]>(second.client, { name: 'notes', situationId: situation.id })).toMatchObject([{ title: '', excerpt: 'typed on a full disk' }]);
    expect(await readOnce<readonly Situation[]>(second.client, { name: 'situations' })).toHaveLength(1);
  });
});
