/**
 * Keeps a recovery sheet in force at the server, where the user chose that the sheet alone is enough on a new computer. The choice is the
 * sheet's place in the roster: it is told to the other devices like a device, and any of them renews what the sheet opens.
 */
import * as v from 'valibot';
import type { SheetMember } from '../../../shared/crypto/sheetMember.ts';
import { fail, ok, type Result } from '../../../shared/errors/result.ts';
import type { JournalEntry } from '../../../shared/contracts/vaultStorage.ts';
import type { VaultTransport } from '../vaultTransport.ts';
import { introduceTo } from './introduced.ts';
import { sealSheetBox, sheetBoxName, sheetBoxText } from './sheetBox.ts';
import { forgetSheetSecret } from './sheetSecret.ts';
import type { Roster, RosterSheet } from './syncHeader.ts';
import type { SyncEngine } from './syncEngine.ts';
import type { SyncVault } from './syncPorts.ts';
import { heldCount, loadState, type SyncState } from './syncState.ts';

/** The sheet of this device that was tried. `member` is null where it was tried before sheets were members: its words are needed once more. */
export interface OwnSheet {
  readonly name: string;
  readonly madeAt: string;
  readonly slotId: string;
  readonly wrapped: string;
  readonly member: SheetMember | null;
}

export interface SheetKeeperParts {
  readonly vault: SyncVault;
  readonly engine: SyncEngine;
  readonly transport: Pick<VaultTransport, 'sheetPut' | 'sheetRemove' | 'syncMember'>;
  ownSheet(): OwnSheet | null;
  sealBeside(name: string, content: Uint8Array): Uint8Array;
  readonly now: () => string;
}

const position = 'sheet';
const noteSchema = v.object({
  /** The sheet that this device put in force; it is replaced by the one that the user makes next. */
  own: v.nullable(v.string()),
  /** What was last kept at the server, by its digest. */
  kept: v.nullable(v.object({ sheetId: v.string(), digest: v.string(), at: v.string() })),
  /** Sheets out of force of which the server was told. */
  removed: v.array(v.string()),
});
type SheetNote = v.InferOutput<typeof noteSchema>;
const nothing: SheetNote = { own: null, kept: null, removed: [] };

/** For a device that came in by this sheet: it keeps it from now on. */
export const ownSheetEntry = (vault: SyncVault, sheetId: string): JournalEntry => vault.put(position, vault.sodium.from_string(JSON.stringify({ ...nothing, own: sheetId } satisfies SheetNote)));

export interface SheetInForce {
  readonly sheetId: string;
  readonly name: string;
  readonly madeAt: string;
  /** Whether it is the sheet that also opens this device. */
  readonly isOfThisDevice: boolean;
  readonly renewedAt: string | null;
}

type Entry = Roster[string] & { readonly sheet: RosterSheet };
const isSheet = (entry: readonly [string, Roster[string]]): entry is [string, Entry] => entry[1].sheet !== undefined;

export class SheetKeeper {
  readonly #parts: SheetKeeperParts;

  constructor(parts: SheetKeeperParts) {
    this.#parts = parts;
  }

  /** The sheet that is enough on a new computer; null where none is. */
  async inForce(): Promise<SheetInForce | null> {
    const [first] = (await this.#members()).active;
    if (first === undefined) return null;
    const { kept } = await this.#note();
    const [sheetId, { sheet }] = first;
    return { sheetId, name: sheet.name, madeAt: sheet.madeAt, isOfThisDevice: this.#parts.ownSheet()?.member?.sheetId === sheetId, renewedAt: kept?.sheetId === sheetId ? kept.at : null };
  }

  /** Puts this device's tried sheet in force, in place of any other. Fails with `sheet.none`, `sheet.wordsNeeded`, `sheet.spent`. */
  async putInForce(): Promise<Result<null>> {
    const own = this.#parts.ownSheet();
    if (own === null) return fail('sheet.none', 'now');
    if (own.member === null) return fail('sheet.wordsNeeded', 'now');
    const { sheetId, signKey, boxKey } = own.member;
    const { active, all, out } = await this.#members();
    // What was taken out of force stays so: keys were changed, and it was not given the new ones.
    if (out.has(sheetId)) return fail('sheet.spent', 'now');
    if (active[0]?.[0] !== sheetId) {
      const turn = 1 + Math.max(0, ...all.map(([, { sheet }]) => sheet.turn));
      const introduced = await this.#parts.engine.introduce({ [sheetId]: { signKey, boxKey, sheet: { name: own.name, madeAt: own.madeAt, turn, slotId: own.slotId, wrapped: own.wrapped } } });
      if (!introduced.ok) return { ok: false, error: introduced.error };
    }
    const noted = await this.#write({ ...(await this.#note()), own: sheetId });
    return noted.ok ? this.#end(active.map(([other]) => other).filter((other) => other !== sheetId)) : noted;
  }

  /** Takes every sheet out of force: it is given no key any more, and the server forgets it with the next exchange. */
  async takeOutOfForce(): Promise<Result<null>> {
    const { active } = await this.#members();
    const noted = await this.#write({ ...(await this.#note()), own: null });
    return noted.ok ? this.#end(active.map(([sheetId]) => sheetId)) : noted;
  }

  /** Before an exchange: a sheet that was made and tried since takes the place of this device's; of two in force, one stays. */
  async settle(): Promise<void> {
    const note = await this.#note();
    const { active } = await this.#members();
    const own = this.#parts.ownSheet()?.member?.sheetId;
    if (note.own !== null && own !== undefined && own !== note.own && active[0]?.[0] === note.own) await this.putInForce();
    else if (active.length > 1) await this.#end(active.slice(1).map(([sheetId]) => sheetId));
  }

  /** After an exchange: renews what the sheet opens where something of it changed, and has the server forget sheets out of force. */
  async renew(): Promise<Result<null>> {
    const state = await loadState(this.#parts.vault);
    if (state === null) return ok(null);
    if (heldCount(state) === 0) await forgetSheetSecret(this.#parts.vault);
    const { active, all, out } = await this.#members();
    let note = await this.#note();
    for (const [sheetId] of all.filter(([id]) => out.has(id) && !note.removed.includes(id))) {
      const removed = await this.#parts.engine.call(() => this.#parts.transport.sheetRemove(sheetId));
      if (!removed.ok) return removed;
      note = { ...note, removed: [...note.removed, sheetId] };
      const written = await this.#write(note);
      if (!written.ok) return written;
    }
    const [first] = active;
    return first === undefined ? ok(null) : this.#keep(state, first, note);
  }

  /** Whether the server is still to be told that a sheet is out of force. */
  async owes(): Promise<boolean> {
    const { all, out } = await this.#members();
    const { removed } = await this.#note();
    return all.some(([sheetId]) => out.has(sheetId) && !removed.includes(sheetId));
  }

  /** The server does not have what it was given: it is given it again. */
  async keepAgain(): Promise<Result<null>> {
    return this.#write({ ...(await this.#note()), kept: null });
  }

  async #keep(state: SyncState, [sheetId, { signKey, boxKey, sheet }]: [string, Entry], note: SheetNote): Promise<Result<null>> {
    const { vault, engine, transport } = this.#parts;
    const signing = await vault.signing();
    if (!signing.ok) return signing;
    const roster = { ...(await engine.roster()), [state.deviceId]: { signKey: signing.value.signKey, boxKey: signing.value.boxKey } };
    const text = sheetBoxText({ personal: vault.personal, compartments: vault.keys(), rotations: vault.rotations(), roster, revoked: await engine.revoked() });
    // A server that was restored, emptied or left for another one is given it again: then a new segment has begun.
    const digest = vault.sodium.crypto_generichash(32, `${text}\n${state.serverId}\n${state.segment}\n${state.epoch ?? ''}`, null, 'hex');
    if (note.kept?.sheetId === sheetId && note.kept.digest === digest) return ok(null);
    const box = sealSheetBox(vault.sodium, vault.vaultId, boxKey, sheet, this.#parts.sealBeside(sheetBoxName(sheetId), vault.sodium.from_string(text)));
    const put = await engine.call(() => transport.sheetPut({ sheetId, signKey, box }));
    return put.ok ? this.#write({ ...note, kept: { sheetId, digest, at: this.#parts.now() } }) : put;
  }

  /** Sheets of the roster: those in force, the one that counts first; all; and which are out of force or about to be. */
  async #members(): Promise<{ readonly active: readonly [string, Entry][]; readonly all: readonly [string, Entry][]; readonly out: ReadonlySet<string> }> {
    const { engine } = this.#parts;
    const [roster, revoked, ending] = await Promise.all([engine.roster(), engine.revoked(), engine.toRevoke()]);
    const out = new Set([...Object.keys(revoked), ...ending]);
    const all = Object.entries(roster).filter(isSheet);
    const rank = ([sheetId, { sheet }]: [string, Entry]) => `${String(sheet.turn).padStart(16, '0')}${sheetId}`;
    return { active: all.filter(([sheetId]) => !out.has(sheetId)).toSorted((a, b) => (rank(a) < rank(b) ? 1 : -1)), all, out };
  }

  async #end(sheetIds: readonly string[]): Promise<Result<null>> {
    const { engine, vault } = this.#parts;
    if (sheetIds.length === 0) return ok(null);
    // Kept beside the exchange's own state as well, so that it holds where that begins anew.
    const noted = await introduceTo(vault, {}, Object.fromEntries(sheetIds.map((sheetId) => [sheetId, 0])));
    if (!noted.ok) return { ok: false, error: noted.error };
    if ((await loadState(vault)) === null) {
      // Nothing was exchanged yet, so no server knows of it.
      const note = await this.#note();
      return this.#write({ ...note, removed: [...note.removed, ...sheetIds] });
    }
    for (const sheetId of sheetIds) {
      const ended = await engine.revoke(sheetId);
      if (!ended.ok) return { ok: false, error: ended.error };
    }
    return ok(null);
  }

  async #note(): Promise<SheetNote> {
    const bytes = await this.#parts.vault.local(position);
    if (bytes === null) return nothing;
    const parsed = v.safeParse(noteSchema, JSON.parse(this.#parts.vault.sodium.to_string(bytes)));
    return parsed.success ? parsed.output : nothing;
  }

  async #write(note: SheetNote): Promise<Result<null>> {
    const { vault } = this.#parts;
    const saved = await vault.commit({ entries: [vault.put(position, vault.sodium.from_string(JSON.stringify(note)))], received: [], sent: [] });
    return saved.ok ? ok(null) : { ok: false, error: saved.error };
  }
}
