import * as Y from 'yjs';
import type { Saved } from '../../../shared/domain/vault/vaultCommands.ts';
import type { StoredFile } from '../../../shared/domain/vault/noteFile.ts';
import { mentionNode } from '../../../shared/domain/vault/noteText.ts';
import { attempt, failure, FailureError, must, type Result } from '../../../shared/errors/result.ts';
import { situationsParent, type DocumentRef } from './documentKinds.ts';
import { becomeMovedNote, bodyFragment, noteRelationsOf, noteSituationId, writeNoteMoved, writeNoteRelation } from './noteDocument.ts';
import { dropNoteFile, noteFileList, writeNoteFile } from './noteFileList.ts';
import type { OpenVault } from './openVault.ts';
const note = (id: string): DocumentRef => ({ kind: 'note', id });

/**
 * Puts a note into another situation, which has keys of its own: it is begun there anew with all that it holds, under an id of its own, and
 * the one it was goes to the bin and says where it went. Links and relations of other notes follow it; versions stay behind. Where a step
 * fails the note is where it was; cut off after it was begun there, it is in both places. Fails with `vault.notFound`,
 * `vault.badArguments` for the situation it is in, `attachment.damaged`, or as saving does.
 */
export function moveNote(vault: OpenVault, noteId: string, situationId: string): Promise<Result<Saved & { readonly id: string }>> {
  return attempt(async () => {
    const { doc } = await vault.queue.document(note(noteId));
    const compartment = await vault.views.compartment(situationsParent, { kind: 'situation', id: situationId });
    if (compartment === undefined) throw new FailureError(failure('vault.notFound', 'never'));
    if (noteSituationId(doc) === situationId) throw new FailureError(failure('vault.badArguments', 'never'));
    const id = vault.newId();
    const files = await resealFiles(vault, noteId, id, compartment);
    const made = await vault.queue.edit(note(id), compartment, (copy) => {
      Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
      becomeMovedNote(copy, situationId);
      for (const file of noteFileList(copy)) dropNoteFile(copy, file.id);
      for (const [fileId, file] of files) writeNoteFile(copy, fileId, file);
    });
    if (!made.ok) {
      for (const [fileId, { bytes }] of files) await vault.noteFiles.unplace(fileId, bytes);
      throw new FailureError(made.error);
    }
    await vault.noteFiles.placed([...files.keys()]);
    const saved = must(await vault.queue.edit(note(noteId), null, (left) => writeNoteMoved(left, id, vault.now())));
    await followWithLinks(vault, noteId, id, situationId);
    return { ...saved, id };
  });
}

/** Pieces are sealed with the key of their compartment, so that each file is read and sealed anew. Throws where one is not whole. */
async function resealFiles(vault: OpenVault, fromNote: string, toNote: string, compartment: string): Promise<Map<string, StoredFile>> {
  const files = new Map<string, StoredFile>();
  try {
    const { doc } = await vault.queue.document(note(fromNote));
    for (const file of noteFileList(doc)) {
      const { blob, whole } = must(await vault.noteFiles.open(fromNote, file.id));
      if (!whole) throw new FailureError(failure('attachment.damaged', 'never'));
      const id = vault.newId();
      const placed = await vault.noteFiles.place(compartment, toNote, id, { source: blob, name: file.name, writtenAt: file.writtenAt }, () => undefined);
      files.set(id, { ...placed, addedAt: file.addedAt });
    }
    return files;
  } catch (error) {
    for (const [id, { bytes }] of files) await vault.noteFiles.unplace(id, bytes);
    throw error;
  }
}

/** Lets other notes name the moved note. A title stays only within its own situation, so that none leaves its compartment. */
async function followWithLinks(vault: OpenVault, from: string, to: string, situationId: string): Promise<void> {
  const linking = await vault.noteTexts.idsWhere(({ id, mentions, relations }) => id !== from && (relations[from] !== undefined || mentions.some((mention) => mention.kind === 'note' && mention.id === from)));
  for (const id of linking) {
    must(
      await vault.queue.edit(note(id), null, (doc) => {
        const relation = noteRelationsOf(doc)[from];
        if (relation !== undefined && id !== to) {
          writeNoteRelation(doc, from, null);
          writeNoteRelation(doc, to, relation);
        }
        for (const node of doc.getXmlFragment(bodyFragment).createTreeWalker((one) => one instanceof Y.XmlElement && one.nodeName === mentionNode)) {
          if (!(node instanceof Y.XmlElement) || node.getAttribute('kind') !== 'note' || node.getAttribute('target') !== from) continue;
          node.setAttribute('target', to);
          if (noteSituationId(doc) !== situationId) node.setAttribute('label', '');
        }
      }),
    );
  }
}
