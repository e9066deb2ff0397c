import path from 'node:path';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import sodium from 'libsodium-wrappers-sumo';
import * as Y from 'yjs';
import type { JournalEntry } from '../../shared/contracts/vaultStorage.ts';
import { createJournal } from '../../electron/vault/journal.ts';
import { createSlotStore } from '../../electron/vault/slotStore.ts';
import { runCommand } from '../../renderer/vault/engine/commandHandlers.ts';
import { situationsParent } from '../../renderer/vault/engine/documentKinds.ts';
import type { OpenVault } from '../../renderer/vault/engine/openVault.ts';
import { startNote } from '../../renderer/vault/engine/noteDocument.ts';
import { unlockVault } from '../../renderer/vault/engine/vaultOpening.ts';
import type { VaultStorage } from '../../renderer/vault/vaultStorage.ts';
import { noteCorpus } from './noteCorpus.ts';

const perBatch = 250;

/** The vault of a profile whose app is not running, as the app itself would open it. Its IndexedDB is behind afterwards and is filled at the next unlock. */
export async function openProfile(profile: string, passphrase: string): Promise<{ readonly vault: OpenVault; readonly close: () => Promise<void> }> {
  await sodium.ready;
  const journal = createJournal({ directory: path.join(profile, 'journal') });
  const slots = createSlotStore({ directory: profile });
  const storage = { readSlots: slots.read, writeSlots: slots.write, journalAppend: journal.append, journalState: journal.state, journalRead: journal.read } as unknown as VaultStorage;
  const indexedDb = { indexedDB: new IDBFactory() as unknown as globalThis.IDBFactory, IDBKeyRange: IDBKeyRange as unknown as typeof globalThis.IDBKeyRange };
  const opened = await unlockVault({ sodium, storage, indexedDb, now: () => new Date().toISOString() }, passphrase);
  if (!opened.ok) throw new Error(opened.error.code);
  const { vault } = opened.value;
  return {
    vault,
    close: async () => {
      await vault.close();
      await journal.close();
    },
  };
}

/** Writes notes into the journal of such a profile. Answers the id of their situation. */
export async function fillVault(profile: string, passphrase: string, notes: number): Promise<string> {
  const { vault, close } = await openProfile(profile, passphrase);
  const made = await runCommand(vault, 'createSituation', [{ name: 'Ten thousand notes' }]);
  if (!made.ok) throw new Error(made.error.code);
  const { id: situationId } = made.value as { readonly id: string };
  const compartment = await vault.views.compartment(situationsParent, { kind: 'situation', id: situationId });
  if (compartment === undefined) throw new Error('no compartment');
  let entries: JournalEntry[] = [];
  const flush = async (): Promise<void> => {
    const saved = await vault.queue.records(entries);
    if (!saved.ok) throw new Error(saved.error.code);
    entries = [];
  };
  let written = 0;
  for (const { title, paragraphs, place, observedOn } of noteCorpus(notes)) {
    const document = vault.documents.start({ kind: 'note', id: vault.newId() }, compartment, vault.now());
    document.doc.transact(() => {
      startNote(document.doc, vault.deviceId, situationId, { title, place, observedOn, observedPrecision: 'day', reliability: 'B', credibility: '2' }, vault.now());
      document.doc.getXmlFragment('body').insert(0, paragraphs.map((words) => {
        const paragraph = new Y.XmlElement('paragraph');
        paragraph.insert(0, [new Y.XmlText(words)]);
        return paragraph;
      }));
    });
    const batch = vault.documents.batch(document, [Y.encodeStateAsUpdate(document.doc)], vault.now());
    entries.push(...batch.entries, ...vault.shownRecords.written([batch]).entries);
    vault.documents.drop(document.ref);
    written += 1;
    if (written % perBatch === 0) await flush();
  }
  if (entries.length > 0) await flush();
  await close();
  return situationId;
}
