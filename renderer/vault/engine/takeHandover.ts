import * as Y from 'yjs';
import { ownTaskId } from '../../../shared/domain/programme/ownTask.ts';
import { filesOf, writtenIn, type HandoverFile, type HandoverNote, type HandoverPackage } from '../../../shared/domain/handover/handoverPackage.ts';
import { packageIds, part } from '../../../shared/domain/handover/packageIds.ts';
import type { OpenedHandover } from '../../../shared/domain/handover/sealedHandover.ts';
import type { FrameReader } from '../../../shared/crypto/sealedFrames.ts';
import { entrySituation, type Entry } from '../../../shared/domain/vault/entry.ts';
import type { StoredFile } from '../../../shared/domain/vault/noteFile.ts';
import type { InheritedTask } from '../../../shared/domain/vault/programmeProgress.ts';
import type { Saved } from '../../../shared/domain/vault/vaultCommands.ts';
import { attempt, failure, FailureError, type Result } from '../../../shared/errors/result.ts';
import { only, situationsParent, type DocumentRef } from './documentKinds.ts';
import { writeEntry } from './entryDocument.ts';
import { noteFileList, writeNoteFile } from './noteFileList.ts';
import { startNote } from './noteDocument.ts';
import type { OpenVault } from './openVault.ts';
import { writeInherited } from './programmeDocument.ts';
import { startSituation } from './situationDocument.ts';
import { takeBriefing } from './takeBriefing.ts';
import { takeRun } from './takeRun.ts';
import type { RunningTransfer } from './transfers.ts';

/** Throws what failed, up to the one answer of the command. */
const done = <T>(result: Result<T>): T => {
  if (!result.ok) throw new FailureError(result.error);
  return result.value;
};

interface Taking {
  readonly vault: OpenVault;
  readonly idOf: (name: string) => string;
  /** The attached files, in order. */
  readonly files: FrameReader;
  readonly step: () => void;
}

/**
 * Puts an opened handover into the vault. All files are proved before anything is added. Every document gets an id that follows from the
 * package, so that taking it in again after a failure goes on where it stopped; the record that it was taken in is written last.
 */
export function takeHandoverIn(vault: OpenVault, { content, files }: OpenedHandover, transfer: RunningTransfer): Promise<Result<Saved>> {
  const idOf = packageIds(vault.sodium, content.packageId);
  const saveEntry = async (name: string, entry: Entry): Promise<string> => {
    const id = idOf(name);
    const situationId = entrySituation(entry);
    const compartment = situationId === null ? vault.personal : await vault.views.compartment(situationsParent, { kind: 'situation', id: situationId });
    if (compartment === undefined) throw new FailureError(failure('handover.truncated', 'never'));
    done(await vault.queue.edit({ kind: 'entry', id }, compartment, (doc) => writeEntry(doc, entry, vault.now())));
    return id;
  };
  return attempt(async () => {
    await vault.noteFiles.checkSpace(filesOf(content).reduce((sum, { bytes }) => sum + bytes, 0));
    const reader = await proved(content, files, transfer);
    const taking: Taking = { vault, idOf, files: reader, step: () => transfer.progress(reader.frames + reader.framesRead, reader.frames * 2 + 1) };
    for (const [at, situation] of content.situations.entries()) await takeSituation(taking, at, situation);
    for (const [at, { actor, line }] of content.contacts.entries()) await saveEntry(part.contact(at), { ...actor, note: [actor.note, line].filter((text) => text !== '').join('\n').slice(0, 4_000) });
    for (const [at, date] of content.dates.entries()) await saveEntry(part.date(at), date);
    const inherited: [string, InheritedTask][] = content.done.map(({ taskId, on }) => [taskId, { state: 'done', on, whom: null, dueOn: null, line: '' }]);
    for (const [at, { taskId, own, state, whom, dueOn, line }] of content.openItems.entries()) {
      const id = own === null ? taskId : ownTaskId(await saveEntry(part.ownTask(at), own));
      inherited.push([id, { state, on: null, whom, dueOn, line }]);
    }
    done(await vault.queue.edit({ kind: 'programme', id: only }, vault.personal, (doc) => {
      for (const [taskId, record] of inherited) writeInherited(doc, taskId, record);
    }));
    for (const [at, { paper }] of content.papers.entries()) await saveEntry(part.paper(at), paper);
    for (const [at, run] of content.runs.entries()) await takeRun(vault, idOf(part.run(at)), run, content);
    for (const [at, briefing] of content.briefings.entries()) await takeBriefing(vault, idOf(part.briefing(at)), idOf(part.situation(briefing.situation)), briefing, content.madeOn);
    for (const [at, entry] of content.kept.entries()) await saveEntry(part.kept(at), entry);
    return done(await vault.queue.edit({ kind: 'entry', id: idOf(part.received) }, vault.personal, (doc) => writeEntry(doc, receivedRecord(content), vault.now())));
  });
}

/** Reads every file to its end and compares it with what the package says of it. Answers a reader that begins anew. */
async function proved(content: HandoverPackage, files: () => FrameReader, transfer: RunningTransfer): Promise<FrameReader> {
  const named = filesOf(content);
  const reader = files();
  if (named.length === 0) return reader;
  for (const file of named) await takeFile(reader, file, () => transfer.progress(reader.framesRead, reader.frames * 2 + 1));
  await reader.finish((frame) => transfer.progress(frame, reader.frames * 2 + 1));
  return files();
}

async function takeFile(reader: FrameReader, { bytes, sha256 }: HandoverFile, step: () => void): Promise<Uint8Array<ArrayBuffer>> {
  const taken = new Uint8Array(await reader.take(bytes));
  step();
  const hash = [...new Uint8Array(await crypto.subtle.digest('SHA-256', taken))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  if (hash !== sha256) throw new FailureError(failure('handover.truncated', 'never'));
  return taken;
}

/** What the successor keeps of it, so that "where things stand" can be read later. */
function receivedRecord(content: HandoverPackage): Entry {
  const { packageId, madeOn, post, letter, done: doneTasks, situations, contacts, openItems } = content;
  return {
    type: 'received', packageId, madeOn, post, letter, tasksDone: doneTasks.length, files: filesOf(content).length,
    situations: situations.map(({ facts, line }) => ({ name: facts.name, line })),
    contacts: contacts.map(({ actor, line }) => ({ name: actor.name, line: [actor.person, line].filter((text) => text !== '').join(' · ') })),
    openItems: openItems.map(({ title, line, dueOn }) => ({ name: title, line, dueOn })),
    papers: writtenIn(content),
  };
}

async function takeSituation({ vault, idOf, files, step }: Taking, place: number, { facts, notes, line }: HandoverPackage['situations'][number]): Promise<void> {
  const ref: DocumentRef = { kind: 'situation', id: idOf(part.situation(place)) };
  const compartment = (await vault.views.compartment(situationsParent, ref)) ?? done(await vault.keyring.addCompartment());
  done(await vault.queue.edit(ref, compartment, (doc) => startSituation(doc, vault.deviceId, facts, vault.now())));
  if (line !== '') await takeNote(vault, idOf(part.line(place)), ref.id, compartment, lineNote(facts.name, line));
  for (const [at, note] of notes.entries()) {
    const id = idOf(part.note(place, at));
    await takeNote(vault, id, ref.id, compartment, note);
    const known = new Set(noteFileList((await vault.queue.document({ kind: 'note', id })).doc).map((file) => file.id));
    for (const [index, file] of note.files.entries()) {
      const bytes = await takeFile(files, file, step);
      const fileId = idOf(part.file(place, at, index));
      if (known.has(fileId)) continue;
      const placed: StoredFile = await vault.noteFiles.place(compartment, id, fileId, { source: new Blob([bytes]), name: file.name, writtenAt: file.writtenAt }, () => undefined);
      done(await vault.queue.edit({ kind: 'note', id }, null, (doc) => writeNoteFile(doc, fileId, placed)));
      await vault.noteFiles.placed([fileId]);
    }
  }
}

async function takeNote(vault: OpenVault, id: string, situationId: string, compartment: string, note: HandoverNote): Promise<void> {
  const { text, line: about, sourceConsent, files: _taken, ...fields } = note;
  const paragraphs = [...(about === '' ? [] : [about]), ...(sourceConsent === null ? [] : [sourceConsent]), ...text.split('\n')];
  done(await vault.queue.edit({ kind: 'note', id }, compartment, (doc) => {
    startNote(doc, vault.deviceId, situationId, fields, vault.now());
    const body = doc.getXmlFragment('body');
    if (body.length > 0) return;
    body.insert(0, paragraphs.map((words) => {
      const paragraph = new Y.XmlElement('paragraph');
      if (words !== '') paragraph.insert(0, [new Y.XmlText(words)]);
      return paragraph;
    }));
  }));
}

/** What the leaver said of a situation becomes its first note, so that it is found where the work is. */
const lineNote = (title: string, line: string): HandoverNote => ({
  title, text: line, line: '', sourceConsent: null, source: '', observedOn: null, observedPrecision: 'unknown', place: '', reliability: null, credibility: null, files: [],
  populations: [], riskFactorIds: [], tagWords: {}, gender: 'not-asked', genderNote: '', handling: 'private', reviewOn: null, deleteOn: null,
});
