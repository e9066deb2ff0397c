import * as Y from 'yjs';
import { ownTaskId } from '../../../shared/domain/programme/ownTask.ts';
import type { HandoverNote, HandoverPackage } from '../../../shared/domain/handover/handoverPackage.ts';
import type { Entry } from '../../../shared/domain/vault/entry.ts';
import type { InheritedTask } from '../../../shared/domain/vault/programmeProgress.ts';
import type { Saved } from '../../../shared/domain/vault/vaultCommands.ts';
import { attempt, FailureError, type Result } from '../../../shared/errors/result.ts';
import { only, situationsParent, type DocumentRef } from './documentKinds.ts';
import { writeEntry } from './entryDocument.ts';
import { startNote } from './noteDocument.ts';
import type { OpenVault } from './openVault.ts';
import { writeInherited } from './programmeDocument.ts';
import { startSituation } from './situationDocument.ts';

/** Throws what failed, up to the one answer of the command. */
const done = <T>(result: Result<T>): T => {
  if (!result.ok) throw new FailureError(result.error);
  return result.value;
};

/**
 * Puts an opened handover into the vault. Every document gets an id that follows from the package, so that taking it in again after a
 * failure goes on where it stopped; the record that it was taken in is written last.
 */
export function takeHandoverIn(vault: OpenVault, content: HandoverPackage): Promise<Result<Saved>> {
  const idOf = (part: string): string => vault.sodium.to_hex(vault.sodium.crypto_generichash(16, vault.sodium.from_string(`${content.packageId}/${part}`), null));
  const saveEntry = async (part: string, entry: Entry): Promise<string> => {
    const id = idOf(part);
    done(await vault.queue.edit({ kind: 'entry', id }, vault.personal, (doc) => writeEntry(doc, entry, vault.now())));
    return id;
  };
  return attempt(async () => {
    for (const [at, situation] of content.situations.entries()) await takeSituation(vault, idOf, `situation/${at}`, situation);
    for (const [at, { actor, line }] of content.contacts.entries()) await saveEntry(`contact/${at}`, { ...actor, note: [actor.note, line].filter((text) => text !== '').join('\n').slice(0, 4_000) });
    for (const [at, date] of content.dates.entries()) await saveEntry(`date/${at}`, date);
    const inherited: [string, InheritedTask][] = content.done.map(({ taskId, on }) => [taskId, { state: 'done', on, whom: null, dueOn: null, line: '' }]);
    for (const [at, { taskId, own, state, whom, dueOn, line }] of content.openItems.entries()) {
      const id = own === null ? taskId : ownTaskId(await saveEntry(`task/${at}`, own));
      inherited.push([id, { state, on: null, whom, dueOn, line }]);
    }
    done(await vault.queue.edit({ kind: 'programme', id: only }, vault.personal, (doc) => {
      for (const [taskId, record] of inherited) writeInherited(doc, taskId, record);
    }));
    const record: Entry = {
      type: 'received', packageId: content.packageId, madeOn: content.madeOn, post: content.post, letter: content.letter, tasksDone: content.done.length,
      situations: content.situations.map(({ facts, line }) => ({ name: facts.name, line })),
      contacts: content.contacts.map(({ actor, line }) => ({ name: actor.name, line: [actor.person, line].filter((text) => text !== '').join(' · ') })),
      openItems: content.openItems.map(({ title, line, dueOn }) => ({ name: title, line, dueOn })),
    };
    return done(await vault.queue.edit({ kind: 'entry', id: idOf('received') }, vault.personal, (doc) => writeEntry(doc, record, vault.now())));
  });
}

async function takeSituation(vault: OpenVault, idOf: (part: string) => string, part: string, { facts, notes, line }: HandoverPackage['situations'][number]): Promise<void> {
  const ref: DocumentRef = { kind: 'situation', id: idOf(part) };
  const compartment = (await vault.views.compartment(situationsParent, ref)) ?? done(await vault.keyring.addCompartment());
  done(await vault.queue.edit(ref, compartment, (doc) => startSituation(doc, vault.deviceId, facts, vault.now())));
  const all = line === '' ? notes : [lineNote(facts.name, line), ...notes];
  for (const [at, note] of all.entries()) {
    const { text, line: about, sourceConsent, ...fields } = note;
    const paragraphs = [...(about === '' ? [] : [about]), ...(sourceConsent === null ? [] : [sourceConsent]), ...text.split('\n')];
    done(await vault.queue.edit({ kind: 'note', id: idOf(`${part}/note/${at}`) }, compartment, (doc) => {
      startNote(doc, vault.deviceId, ref.id, fields, vault.now());
      const body = doc.getXmlFragment('body');
      if (body.length > 0) return;
      body.insert(0, paragraphs.map((words) => {
        const paragraph = new Y.XmlElement('paragraph');
        if (words !== '') paragraph.insert(0, [new Y.XmlText(words)]);
        return paragraph;
      }));
    }));
  }
}

/** What the leaver said of a situation becomes its first note, so that it is found where the work is. */
const lineNote = (title: string, line: string): HandoverNote => ({
  title, text: line, line: '', sourceConsent: null, source: '', observedOn: null, observedPrecision: 'unknown', place: '', reliability: null, credibility: null,
  populations: [], riskFactorIds: [], tagWords: {}, gender: 'not-asked', genderNote: '', handling: 'private', reviewOn: null, deleteOn: null,
});
