import { holdsName } from '../../../shared/domain/assessments/briefingFaults.ts';
import type { MessageDraft, MessageFault } from '../../../shared/domain/messages/message.ts';
import type { NoteSummary } from '../../../shared/domain/vault/note.ts';
import type { Situation } from '../../../shared/domain/vault/situation.ts';
import { briefingDetail } from './briefingDocument.ts';
import { situationsParent } from './documentKinds.ts';
import { readEntries } from './entryCommands.ts';
import { noteDetail, notesParent } from './noteDocument.ts';
import type { OpenVault } from './openVault.ts';

/** From the few to the many. */
const openness: readonly string[] = ['private', 'named-people', 'office', 'may-be-cleared', 'public'];

/** Everything that speaks against sending this text. The names of sources of every situation are looked for, wherever the text came from. */
export async function messageFaults(vault: OpenVault, draft: MessageDraft): Promise<MessageFault[]> {
  const faults: MessageFault[] = [];
  const handling = await handlingOf(vault, draft);
  if (handling.unsettled) faults.push({ code: 'unsettled', forbids: true, what: '' });
  if (handling.rule === 'private' || handling.rule === 'office' || handling.rule === 'named-people') faults.push({ code: handling.rule, forbids: true, what: '' });
  if (handling.rule === 'may-be-cleared') faults.push({ code: 'to-clear', forbids: false, what: '' });
  const words = `${draft.title}\n${draft.text}\n${draft.sender}`;
  for (const name of await sourceNames(vault)) if (holdsName(words, name)) faults.push({ code: 'source-named', forbids: true, what: name });
  return faults;
}

async function handlingOf(vault: OpenVault, { source }: MessageDraft): Promise<{ readonly rule: string | null; readonly unsettled: boolean }> {
  if (source === null) return { rule: null, unsettled: false };
  const document = await vault.queue.document({ kind: source.kind, id: source.id });
  const context = { id: source.id, changedAt: document.changedAt };
  if (source.kind === 'briefing') {
    const briefing = briefingDetail(document.doc, context);
    // The narrowest of the page and of every note that it rests on: a page may not open what a note keeps closed.
    let rule: string = briefing?.fields.handling ?? 'private';
    for (const id of new Set((briefing?.lines ?? []).flatMap(({ noteIds }) => noteIds))) {
      const note = await vault.queue.document({ kind: 'note', id }).then(({ doc, changedAt }) => noteDetail(doc, { id, changedAt }), () => null);
      if (note !== null && note.trashedAt === null && openness.indexOf(note.fields.handling) < openness.indexOf(rule)) rule = note.fields.handling;
    }
    return { rule, unsettled: (briefing?.concurrentHandling.length ?? 0) > 1 };
  }
  const note = noteDetail(document.doc, context);
  return { rule: note?.fields.handling ?? 'private', unsettled: (note?.concurrent.handling ?? []).length > 1 };
}

async function sourceNames(vault: OpenVault): Promise<ReadonlySet<string>> {
  const names = new Set((await readEntries(vault, 'source')).map(({ name }) => name.trim()));
  for (const { id } of (await vault.views.all(situationsParent)).values() as IterableIterator<Situation>) {
    for (const note of (await vault.views.all(notesParent(id))).values() as IterableIterator<NoteSummary>) names.add(note.source.trim());
  }
  names.delete('');
  return names;
}
