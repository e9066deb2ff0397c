/**
 * A process with the vault's engine, the real journal and the real slot file, that is killed from outside. It says on its standard output what it
 * found, then what it is about to save and what was acknowledged: a line each, written before anything else happens.
 *
 *   node vaultChild.ts <folder> <tag>
 *
 * IndexedDB is in the memory of this process and ends with it: every start is one with a lost working store.
 */
import { writeSync } from 'node:fs';
import * as Y from 'yjs';
import type { NoteSummary } from '../../../shared/domain/vault/note.ts';
import type { Situation } from '../../../shared/domain/vault/situation.ts';
import { passphrase, readOnce, valueOf, VaultRig } from '../vaultRig.ts';

const [, , folder = '', tag = ''] = process.argv;
const say = (line: string): void => void writeSync(1, `${line}\n`);

const running = VaultRig.at(folder).start();
const { client } = running;
const opened = await client.unlock(passphrase);
if (!opened.ok) {
  if (opened.error.code !== 'vault.none') {
    say(`cannot ${opened.error.code}`);
    process.exit(3);
  }
  valueOf(await client.create({ passphrase }));
}
for (const { id, name } of await readOnce<readonly Situation[]>(client, { name: 'situations' })) {
  say(`found situation ${name}`);
  for (const note of await readOnce<readonly NoteSummary[]>(client, { name: 'notes', situationId: id })) {
    const doc = new Y.Doc();
    Y.applyUpdate(doc, valueOf(await client.commands.openNote(note.id)).state);
    say(`found note ${note.title}`);
    for (const word of String(JSON.stringify(doc.getXmlFragment('body').toJSON())).match(/w[0-9a-z]+x/g) ?? []) say(`found word ${word}`);
  }
}
say('ready');

let count = 0;
const next = (): string => `${tag}n${(count += 1)}`;
for (;;) {
  const name = next();
  const { id: situationId } = valueOf(await client.commands.createSituation({ name }));
  say(`saved situation ${name}`);
  for (let notes = 0; notes < 3; notes += 1) {
    const title = next();
    const { id } = valueOf(await client.commands.createNote(situationId, { title }));
    say(`saved note ${title}`);
    const doc = new Y.Doc();
    Y.applyUpdate(doc, valueOf(await client.commands.openNote(id)).state, 'vault');
    for (let words = 0; words < 8; words += 1) {
      const word = `w${next()}x`;
      let update: Uint8Array = new Uint8Array();
      doc.once('update', (bytes: Uint8Array) => { update = bytes; });
      doc.getXmlFragment('body').push([new Y.XmlText(`${word} `)]);
      const pushed = client.commands.pushNoteUpdate(id, update);
      void client.commands.flush();
      const saved = await pushed;
      if (!saved.ok) {
        say(`refused ${saved.error.code}`);
        process.exit(4);
      }
      say(`saved word ${word}`);
    }
    await client.commands.closeNote(id);
  }
}
