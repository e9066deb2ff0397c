import { documentKey, documentRef, type DocumentRef } from '../../../renderer/vault/engine/documentKinds.ts';
import { noteSummary, noteViewParent } from '../../../renderer/vault/engine/noteDocument.ts';
import type { NoteSummary } from '../../../shared/domain/vault/note.ts';
import type { NoteText } from '../../../shared/domain/vault/noteSearch.ts';
import type { SimDevice } from './simDevice.ts';

/** Devices that put views into packs as soon as a save has two notes of a situation, so that short runs do so as well. */
const soonPacked: ReadonlySet<string> = new Set(['laptop', 'guest']);
export const manyNotesFor = (name: string): { readonly manyNotes?: number } => (soonPacked.has(name) ? { manyNotes: 2 } : {});

const wordsOf = ({ title, excerpt, trashedAt }: NoteSummary): string => JSON.stringify([title, excerpt, trashedAt]);

/** Whether the lists and the search of such devices, read anew from the disk, say what the notes themselves say. */
export async function listsAgree(devices: readonly SimDevice[]): Promise<string[]> {
  const failures: string[] = [];
  for (const device of devices) if (soonPacked.has(device.name)) failures.push(...(await listsOfOne(device)));
  return failures;
}

async function listsOfOne(device: SimDevice): Promise<string[]> {
  await device.restart();
  const { vault } = device;
  if (vault === null) return [`${device.name} does not run`];
  const failures: string[] = [];
  const texts = new Map((await vault.noteTexts.all()).map((text: NoteText) => [text.id, text]));
  const notes = (await vault.exchanged.everyKey()).map(documentRef).filter((ref): ref is DocumentRef => ref?.kind === 'note');
  for (const ref of notes) {
    const { doc, changedAt } = await vault.queue.document(ref);
    const parent = noteViewParent(doc);
    if (parent === null) continue;
    const said = noteSummary(doc, { id: ref.id, changedAt });
    const view = (await vault.views.one(parent, ref)) as NoteSummary | undefined;
    if (view === undefined || wordsOf(view) !== wordsOf(said)) failures.push(`the list of ${device.name} says of ${documentKey(ref)} ${view === undefined ? 'nothing' : wordsOf(view)}, the note itself ${wordsOf(said)}`);
    if (texts.get(ref.id)?.title !== said.title) failures.push(`the search of ${device.name} knows ${documentKey(ref)} as ${texts.get(ref.id)?.title ?? 'nothing'}, not as ${said.title}`);
  }
  return failures;
}
