/**
 * What the server keeps for a recovery sheet, so that the sheet alone is enough on a new computer:
 *
 *   sealed box (X25519) to the sheet around JSON {format: 1, vaultId, slotId, wrapped, inner}
 *   wrapped  the recovery slot: the vault master key under the sheet's words
 *   inner    an envelope under the keyring's key, which derives from the master key, around JSON {personal, compartments, rotations, roster, revoked}
 *
 * The sheet's box key is public to the server, so the outer seal hides and proves nothing; the inner one can only be made by somebody who
 * had the vault open.
 */
import * as v from 'valibot';
import { unwrapRecoverySlot } from '../../../shared/crypto/slotFile.ts';
import type { SheetSecrets } from '../../../shared/crypto/sheetMember.ts';
import type { Sodium } from '../../../shared/crypto/sodium.ts';
import { fail, ok, type Result } from '../../../shared/errors/result.ts';
import { keysOf, openWithKeyring } from '../engine/keyringKeys.ts';
import type { SharedVault } from './sharedVault.ts';
import { compartmentKeysSchema, revokedSchema, rosterSchema, rotationsSchema, type RosterSheet } from './syncHeader.ts';

const id = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/u));
const base64 = v.pipe(v.string(), v.regex(/^[A-Za-z0-9+/]+={0,2}$/u));
const outerSchema = v.looseObject({ format: v.literal(1), vaultId: id, slotId: id, wrapped: base64, inner: base64 });
const innerSchema = v.looseObject({ personal: id, compartments: compartmentKeysSchema, rotations: rotationsSchema, roster: rosterSchema, revoked: revokedSchema });
export type SheetBoxContent = v.InferOutput<typeof innerSchema>;

export const sheetBoxName = (sheetId: string): string => `sheet-box ${sheetId}`;

/** One text for one content, whatever the order in which it was learned. */
export function sheetBoxText({ personal, compartments, rotations, roster, revoked }: SheetBoxContent): string {
  const byName = <T>(entries: Readonly<Record<string, T>>) => Object.fromEntries(Object.entries(entries).sort(([a], [b]) => (a < b ? -1 : 1)));
  const byText = <T extends readonly unknown[]>(entries: readonly T[]) => entries.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  return JSON.stringify({ personal, compartments: byText(compartments), rotations: byText(rotations), roster: byName(roster), revoked: byName(revoked) });
}

/** `seal`: with the open vault's keyring. Answers hexadecimal. */
export function sealSheetBox(sodium: Sodium, vaultId: Uint8Array, boxKey: string, sheet: Pick<RosterSheet, 'slotId' | 'wrapped'>, inner: Uint8Array): string {
  const outer = { format: 1, vaultId: sodium.to_hex(vaultId), slotId: sheet.slotId, wrapped: sheet.wrapped, inner: sodium.to_base64(inner, sodium.base64_variants.ORIGINAL) };
  return sodium.to_hex(sodium.crypto_box_seal(sodium.from_string(JSON.stringify(outer)), sodium.from_hex(boxKey)));
}

export interface OpenedSheetBox {
  readonly shared: SharedVault;
  readonly slotId: string;
  readonly wrapped: string;
}

/** `key`: the sheet's 32 bytes. Fails with `recovery.boxDamaged`: what is there was not made for this sheet by a device of this vault. */
export function openSheetBox(sodium: Sodium, key: Uint8Array, secrets: SheetSecrets, box: string): Result<OpenedSheetBox> {
  const damaged = fail('recovery.boxDamaged', 'never');
  try {
    const text = sodium.to_string(sodium.crypto_box_seal_open(sodium.from_hex(box), sodium.from_hex(secrets.boxKey), sodium.from_hex(secrets.boxSecret)));
    const outer = v.parse(outerSchema, JSON.parse(text));
    const vaultId = sodium.from_hex(outer.vaultId);
    const master = unwrapRecoverySlot(sodium, vaultId, { id: outer.slotId, kind: 'recovery', wrapped: outer.wrapped }, key);
    if (!master.ok) return damaged;
    const inner = openWithKeyring(sodium, keysOf(sodium, master.value), vaultId, sheetBoxName(secrets.sheetId), sodium.from_base64(outer.inner, sodium.base64_variants.ORIGINAL));
    if (!inner.ok) return damaged;
    const content = v.parse(innerSchema, JSON.parse(sodium.to_string(inner.value)));
    const shared: SharedVault = { format: 1, vaultId: outer.vaultId, masterKey: sodium.to_hex(master.value), personal: content.personal, compartments: content.compartments, rotations: content.rotations, roster: content.roster, revoked: content.revoked };
    sodium.memzero(master.value);
    return ok({ shared, slotId: outer.slotId, wrapped: outer.wrapped });
  } catch {
    return damaged;
  }
}
