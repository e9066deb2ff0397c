import * as v from 'valibot';
import { entrySchema, entrySituation, type Entry, type EntryType, type EntryView, type StoredEntry } from '../../../shared/domain/vault/entry.ts';
import type { CommandArgs, CommandName, CommandValue } from '../../../shared/domain/vault/vaultCommands.ts';
import { fail, ok, type Result } from '../../../shared/errors/result.ts';
import { only, situationsParent, type DocumentRef } from './documentKinds.ts';
import { entriesParent, entryOf, entryType, writeEntry, writeEntryTrashed } from './entryDocument.ts';
import type { OpenVault } from './openVault.ts';
import { writePaperValue } from './paperDocument.ts';
import { registerCompartment, renameSource } from './sourceCommands.ts';
import { writeEvidence, writeTaskPlanned } from './programmeDocument.ts';

type EntryCommand = Extract<CommandName, 'saveEntry' | 'patchEntry' | 'writePaper' | 'trashEntry' | 'planTask' | 'addEvidence' | 'removeEvidence'>;
type EntryHandlers = { readonly [C in EntryCommand]: (vault: OpenVault, ...args: CommandArgs<C>) => Promise<Result<CommandValue<C>>> };

const entry = (id: string): DocumentRef => ({ kind: 'entry', id });
const programme: DocumentRef = { kind: 'programme', id: only };

/** Under which key a new entry lies: the register's, its situation's, or the personal one. */
async function compartmentFor(vault: OpenVault, value: Entry): Promise<Result<string>> {
  if (value.type === 'source') return registerCompartment(vault);
  const situationId = entrySituation(value);
  const compartment = situationId === null ? vault.personal : await vault.views.compartment(situationsParent, { kind: 'situation', id: situationId });
  return compartment === undefined ? fail('vault.notFound', 'never') : ok(compartment);
}

export const entryHandlers: EntryHandlers = {
  saveEntry: async (vault, known, value) => {
    const id = known ?? vault.newId();
    if (known !== null && entryType((await vault.queue.document(entry(known))).doc) !== value.type) return fail('vault.badArguments', 'never', { command: 'saveEntry' });
    const compartment = known !== null ? ok(null) : await compartmentFor(vault, value);
    if (!compartment.ok) return compartment;
    const saved = await vault.queue.edit(entry(id), compartment.value, (doc) => writeEntry(doc, value, vault.now()));
    if (!saved.ok) return saved;
    const renamed = value.type === 'source' && known !== null ? await renameSource(vault, id, value.name) : ok(null);
    return renamed.ok ? ok({ ...saved.value, id }) : renamed;
  },
  patchEntry: async (vault, id, change) => {
    const before = entryOf((await vault.queue.document(entry(id))).doc);
    const parsed = before === null ? null : v.safeParse(entrySchema, { ...before, ...change, type: before.type });
    // A source is renamed everywhere by saveEntry, and a field that the entry does not have is none of it.
    if (before === null || before.type === 'source' || parsed?.success !== true || Object.keys(change).some((field) => !Object.hasOwn(before, field))) return fail('vault.badArguments', 'never', { command: 'patchEntry' });
    return vault.queue.edit(entry(id), null, (doc) => writeEntry(doc, parsed.output, vault.now()));
  },
  writePaper: async (vault, id, field, before, value) => {
    const known = entryOf((await vault.queue.document(entry(id))).doc);
    if (known?.type !== 'paper') return fail('vault.badArguments', 'never', { command: 'writePaper' });
    return vault.queue.edit(entry(id), null, (doc) => writePaperValue(doc, vault.deviceId, field, before, value));
  },
  trashEntry: (vault, id, trashed) => vault.queue.edit(entry(id), null, (doc) => writeEntryTrashed(doc, trashed ? vault.now() : null)),
  planTask: (vault, taskId, plannedOn) => vault.queue.edit(programme, vault.personal, (doc) => writeTaskPlanned(doc, taskId, plannedOn)),
  addEvidence: (vault, taskId, evidence) => vault.queue.edit(programme, vault.personal, (doc) => writeEvidence(doc, taskId, vault.newId(), evidence, vault.now())),
  removeEvidence: (vault, taskId, id) => vault.queue.edit(programme, vault.personal, (doc) => writeEvidence(doc, taskId, id, null, vault.now())),
};

/** All entries of a type that are not in the bin, oldest first. */
export async function readEntries<T extends EntryType>(vault: Pick<OpenVault, 'views'>, type: T): Promise<StoredEntry<T>[]> {
  const views = [...((await vault.views.all(entriesParent(type))).values() as IterableIterator<EntryView>)];
  return views
    .filter(({ trashedAt }) => trashedAt === null)
    .sort((a, b) => a.createdAt.localeCompare(b.createdAt) || a.id.localeCompare(b.id))
    .map(({ entry: value, id, createdAt, changedAt, trashedAt }) => ({ ...value, id, createdAt, changedAt, trashedAt }) as unknown as StoredEntry<T>);
}
