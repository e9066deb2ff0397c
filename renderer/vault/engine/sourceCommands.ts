import type { EntryView } from '../../../shared/domain/vault/entry.ts';
import type { CommandArgs, CommandName, CommandValue } from '../../../shared/domain/vault/vaultCommands.ts';
import { fail, ok, type Result } from '../../../shared/errors/result.ts';
import type { DocumentRef } from './documentKinds.ts';
import { entriesParent } from './entryDocument.ts';
import { patchNoteFields } from './noteDocument.ts';
import type { OpenVault } from './openVault.ts';

type SourceCommand = Extract<CommandName, 'adoptSource'>;
type SourceHandlers = { readonly [C in SourceCommand]: (vault: OpenVault, ...args: CommandArgs<C>) => Promise<Result<CommandValue<C>>> };

const note = (id: string): DocumentRef => ({ kind: 'note', id });
const sources = entriesParent('source');

export const sourceHandlers: SourceHandlers = {
  adoptSource: async (vault, id, freeText) => {
    const entry = (await vault.views.one(sources, { kind: 'entry', id })) as EntryView | undefined;
    if (entry?.entry.type !== 'source') return fail('vault.notFound', 'never');
    const { name } = entry.entry;
    const wanted = freeText.trim();
    const ids = wanted === '' ? [] : await vault.noteTexts.idsWhere((text) => text.sourceId === null && text.source.trim() === wanted);
    const given = await patchAll(vault, ids, id, name);
    return given.ok ? ok({ notes: ids.length }) : given;
  },
};

/** The register has keys of its own, so that it can be left behind when notes travel. Begun with the first source. */
export async function registerCompartment(vault: OpenVault): Promise<Result<string>> {
  for (const { id } of (await vault.views.all(sources)).values() as IterableIterator<EntryView>) {
    const known = await vault.views.compartment(sources, { kind: 'entry', id });
    if (known !== undefined) return ok(known);
  }
  return vault.keyring.addCompartment();
}

/** A note holds the code name beside the entry, so that it is readable without the register; here it follows a change of name. */
export async function renameSource(vault: OpenVault, id: string, name: string): Promise<Result<null>> {
  return patchAll(vault, await vault.noteTexts.idsWhere((text) => text.sourceId === id && text.source !== name), id, name);
}

async function patchAll(vault: OpenVault, ids: readonly string[], sourceId: string, source: string): Promise<Result<null>> {
  for (const id of ids) {
    const saved = await vault.queue.edit(note(id), null, (doc) => patchNoteFields(doc, vault.deviceId, { sourceId, source }));
    if (!saved.ok) return saved;
  }
  return ok(null);
}
