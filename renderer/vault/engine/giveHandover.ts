import * as v from 'valibot';
import type * as Y from 'yjs';
import type { BriefingSummary } from '../../../shared/domain/assessments/briefing.ts';
import { composeHandover, type HandoverMaterial } from '../../../shared/domain/handover/composeHandover.ts';
import { keyFingerprint, looksLikeKeyCode, parseDeviceKeyCode } from '../../../shared/domain/handover/deviceKeyCode.ts';
import type { HandoverChoice } from '../../../shared/domain/handover/handoverChoice.ts';
import { filesOf, handoverPackageSchema, keptTypes, writtenIn, type HandoverPackage } from '../../../shared/domain/handover/handoverPackage.ts';
import { handoverExtension } from '../../../shared/domain/handover/handoverLimits.ts';
import { packageIds } from '../../../shared/domain/handover/packageIds.ts';
import { writeHandover } from '../../../shared/domain/handover/sealedHandover.ts';
import type { EntryOf, StoredEntry } from '../../../shared/domain/vault/entry.ts';
import type { NoteFile } from '../../../shared/domain/vault/noteFile.ts';
import type { NoteSummary } from '../../../shared/domain/vault/note.ts';
import type { ProgrammeProgress } from '../../../shared/domain/vault/programmeProgress.ts';
import type { Situation } from '../../../shared/domain/vault/situation.ts';
import type { HandoverGiven } from '../../../shared/domain/vault/vaultCommands.ts';
import { attempt, fail, failure, FailureError, must, type Result } from '../../../shared/errors/result.ts';
import { outFileName } from '../../../shared/domain/carry/outFileName.ts';
import { briefingDetail, briefingsParent } from './briefingDocument.ts';
import { only, personalParent, situationsParent, type DocumentRef } from './documentKinds.ts';
import { readEntries } from './entryCommands.ts';
import { writeEntry } from './entryDocument.ts';
import { plainText } from './noteBodyText.ts';
import { notesParent, noteDetail } from './noteDocument.ts';
import type { OpenVault } from './openVault.ts';
import { runDetail, runsParent } from './runDocument.ts';
import type { RunningTransfer } from './transfers.ts';

const longestText = 2_000_000;

/** Composes what was chosen and writes it sealed where the user says; the receipt is kept once the file is whole. */
export async function giveHandover(vault: OpenVault, choice: HandoverChoice, words: string, fileName: string, transferId: string): Promise<Result<HandoverGiven | null>> {
  const device = looksLikeKeyCode(words) ? parseDeviceKeyCode(vault.sodium, words) : null;
  if (device === null && looksLikeKeyCode(words)) return fail('handover.badKey', 'never');
  return attempt(async () => {
    const about = { packageId: vault.newId(), madeOn: vault.now().slice(0, 10) };
    const { content, files, masked, leftOut } = must(composeHandover(choice, await materialFor(vault, choice), about, packageIds(vault.sodium, about.packageId)));
    // What the other end would not read is found here, where something can be left out.
    if (!v.safeParse(handoverPackageSchema, content).success) throw new FailureError(failure('handover.tooLarge', 'never'));
    const out = must(await vault.storage.fileBegin(outFileName(`${fileName}.${handoverExtension}`), handoverExtension));
    if (out === null) return null;
    await vault.transfers.run({ id: transferId, kind: 'export', name: out.name, noteId: '' }, async (transfer) => {
      try {
        const write = async (bytes: Uint8Array): Promise<void> => {
          for (let from = 0; from < bytes.byteLength; from += writtenAtOnce) must(await vault.storage.fileWrite(out.token, bytes.subarray(from, from + writtenAtOnce)));
        };
        must(await writeHandover(vault.sodium, content, device === null ? { words } : { device }, files.length === 0 ? null : bytesOf(vault, files, transfer), write));
        must(await vault.storage.fileEnd(out.token, true));
      } catch (error) {
        await vault.storage.fileEnd(out.token, false);
        throw error;
      }
    });
    const receipt = { ...receiptOf(content, leftOut), ...(device === null ? {} : { sealedTo: keyFingerprint(vault.sodium, device) }) };
    must(await vault.queue.edit({ kind: 'entry', id: vault.newId() }, vault.personal, (doc) => writeEntry(doc, receipt, vault.now())));
    return { name: out.name, masked, receipt };
  });
}

const writtenAtOnce = 2 ** 20;

async function* bytesOf(vault: OpenVault, files: readonly NoteFile[], transfer: RunningTransfer): AsyncGenerator<Uint8Array> {
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  let given = 0;
  for (const file of files) {
    for await (const piece of vault.noteFiles.pieces.read(file.id, file.bytes)) {
      if (piece.damaged) throw new FailureError(failure('handover.fileDamaged', 'never'));
      yield piece.bytes;
      given += piece.bytes.byteLength;
      transfer.progress(given, total);
    }
  }
}

async function materialFor(vault: OpenVault, choice: HandoverChoice): Promise<HandoverMaterial> {
  const situations = [...((await vault.views.all(situationsParent)).values() as IterableIterator<Situation>)];
  const chosen = new Set(choice.situations.map(({ id }) => id));
  const notes: HandoverMaterial['notes'][number][] = [];
  const sources = (await readEntries(vault, 'source')).map(({ name }) => name);
  for (const { id: situationId } of situations) {
    for (const { id, trashedAt, source } of (await vault.views.all(notesParent(situationId))).values() as IterableIterator<NoteSummary>) {
      sources.push(source);
      if (!chosen.has(situationId)) continue;
      const { doc, changedAt } = await vault.queue.document({ kind: 'note', id });
      const detail = noteDetail(doc, { id, changedAt });
      if (detail !== null) notes.push({ id, situationId, fields: detail.fields, files: trashedAt === null ? detail.files : [], text: trashedAt === null ? plainText(doc.getXmlFragment('body') as Y.XmlFragment, longestText).trim() : '' });
    }
  }
  const briefings: HandoverMaterial['briefings'][number][] = [];
  for (const situationId of chosen) {
    for (const { id, createdAt, trashedAt } of (await vault.views.all(briefingsParent(situationId))).values() as IterableIterator<BriefingSummary>) {
      const { doc, changedAt } = await vault.queue.document({ kind: 'briefing', id });
      const detail = trashedAt === null ? briefingDetail(doc, { id, changedAt }) : null;
      if (detail !== null) briefings.push({ ...detail, createdAt });
    }
  }
  const kept: HandoverMaterial['kept'][number][] = [];
  for (const type of keptTypes) kept.push(...((await readEntries(vault, type)) as HandoverMaterial['kept']));
  return {
    situations, notes, briefings, sources, kept,
    contacts: await readEntries(vault, 'actor'),
    ownTasks: await readEntries(vault, 'ownTask'),
    dates: (await readEntries(vault, 'date')) as readonly StoredEntry<'date'>[],
    papers: (await readEntries(vault, 'paper')) as readonly StoredEntry<'paper'>[],
    runs: await runsFor(vault, choice.runs.map(({ id }) => id)),
    runCount: (await vault.views.all(runsParent)).size,
    progress: ((await vault.views.one(personalParent, { kind: 'programme', id: only })) ?? {}) as ProgrammeProgress,
  };
}

async function runsFor(vault: OpenVault, ids: readonly string[]): Promise<HandoverMaterial['runs']> {
  const runs: HandoverMaterial['runs'][number][] = [];
  for (const id of ids) {
    const ref: DocumentRef = { kind: 'run', id };
    const { doc, changedAt } = await vault.queue.document(ref);
    const detail = runDetail(doc, { id, changedAt });
    const definition = detail === null ? null : await vault.definition(detail.summary.pin.hash);
    if (detail !== null && definition !== null) runs.push({ summary: detail.summary, answers: detail.answers, definition });
  }
  return runs;
}

/** What the leaver keeps: names and lines of what went, counts of the rest. */
function receiptOf(content: HandoverPackage, leftOut: number): EntryOf<'receipt'> {
  const { packageId, madeOn, post, situations, contacts, openItems } = content;
  const notes = situations.flatMap((situation) => situation.notes);
  return {
    type: 'receipt', packageId, madeOn, post, leftOut, notes: notes.length, sources: notes.filter(({ sourceConsent }) => sourceConsent !== null).length, files: filesOf(content).length,
    situations: situations.map(({ facts, line }) => ({ name: facts.name, line })),
    contacts: contacts.map(({ actor, line }) => ({ name: actor.name, line })),
    openItems: openItems.map(({ title, line, dueOn }) => ({ name: title, line, dueOn })),
    papers: writtenIn(content),
  };
}
